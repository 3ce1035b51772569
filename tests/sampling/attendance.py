"""Sample rows of attendance: Ana was in the group of today, by video, and was sought."""

from django.utils import timezone

from stepwell.attendance.models import Attendance, Outreach, TelehealthPlace
from stepwell.platform.walls.scope import acting
from stepwell.scheduling.models import Session
from tests.worlds import Clinic


def fill(clinic: Clinic) -> None:
    """Take Ana's attendance in the group."""
    now = timezone.now()
    clinician = clinic["clinician"]
    with acting(clinician.scope):
        session = Session.objects.get(series__isnull=False)
        about = {"organization": clinic.organization, "client": clinic.clients["ana"]}
        Attendance.objects.create(
            **about, session=session, status="present", mode="video", location="home", arrived_at=session.starts_at,
            left_at=session.ends_at, minutes=165, taken_at=now, taken_by=clinician.membership,
        )  # fmt: skip
        TelehealthPlace.objects.create(**about, session=session, place="12 Quiet St", at=now, by=clinician.membership)
        Outreach.objects.create(
            **about, at=now, day=now.date(), by=clinician.membership, way="call", outcome="reached", words="Will come"
        )
