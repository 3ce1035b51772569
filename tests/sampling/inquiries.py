"""A sample inquiry: somebody's mother called."""

from django.utils import timezone

from stepwell.inquiries.models import Inquiry, InquiryEntry
from stepwell.platform.walls.scope import acting
from tests.worlds import Clinic


def fill(clinic: Clinic) -> None:
    """Take down one inquiry at the north site."""
    admissions, now = clinic["admissions"], timezone.now()
    owned = {"organization": clinic.organization}
    with acting(admissions.scope):
        inquiry = Inquiry.objects.create(
            **owned, site=clinic.north, taken_at=now, taken_by=admissions.membership, channel="call", caller="other",
            relation="parent", caller_name="Rosa", first_name="Ira", urgency="soon",
        )  # fmt: skip
        InquiryEntry.objects.create(
            **owned, inquiry=inquiry, number=1, at=now, by=admissions.membership, kind="taken", after="new"
        )
