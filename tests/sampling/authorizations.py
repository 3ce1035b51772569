"""Sample rows of authorizations: one of the client with the marked name, and one by which alone a chart is reached."""

from datetime import timedelta

from django.utils import timezone

from stepwell.authorizations.models import Authorization
from stepwell.platform.walls.scope import acting
from tests.worlds import Clinic


def fill(clinic: Clinic) -> None:
    """Let a payer allow Ana and Bo three weeks; with Bo the reviewer has nothing else to do any more."""
    today = timezone.now().date()
    reviewer = clinic["utilization"]
    with acting(reviewer.scope):
        for name in ("ana", "bo"):
            Authorization.objects.create(
                organization=clinic.organization, client=clinic.clients[name], payer="Buckeye Health", number="A-1",
                level="2.1", codes=["H0015"], unit="day", units_requested=12, units_approved=9, from_on=today,
                to_on=today + timedelta(days=20), requested_on=today - timedelta(days=2), decided_on=today,
                status="partly", reviewer=reviewer.membership, made_by=reviewer.membership,
            )  # fmt: skip
