"""Sample rows of what was before: Ana was in care when the clinic began to use Stepwell."""

from datetime import UTC, datetime, timedelta

from stepwell.clients.models import CarriedOver, Episode
from stepwell.platform.walls.scope import acting
from tests.worlds import Clinic

AT = datetime(2026, 3, 5, 15, tzinfo=UTC)


def fill(clinic: Clinic) -> None:
    """Note that Ana had attended two days elsewhere."""
    admissions = clinic["admissions"]
    owned = {"organization": clinic.organization, "client": clinic.clients["ana"]}
    with acting(admissions.scope):
        CarriedOver.objects.create(
            **owned, episode=Episode.objects.get(client=clinic.clients["ana"]), as_of=AT.date() - timedelta(days=1),
            days_attended=2, minutes_attended=360, source="paper chart", external_number="A-17",
            fingerprint=b"x" * 16, noted_at=AT, noted_by=admissions.membership, account=admissions.account,
        )  # fmt: skip
