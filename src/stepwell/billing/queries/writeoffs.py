"""Write-offs that wait for somebody, and who may approve how much."""

from uuid import UUID

from django.db.models import Sum

from stepwell.billing.models import ApprovalLimit, WriteOff
from stepwell.billing.rules.approving import DEFAULT_LIMITS
from stepwell.billing.rules.ledger import Owed
from stepwell.platform.walls.rights import Role


def limits() -> dict[Role, int]:
    """Return the cents up to which each role may approve: the defaults, where the organization says nothing else."""
    own = {Role(row.role): row.cents for row in ApprovalLimit.objects.all()}
    return {role: own.get(role, cents) for role, cents in DEFAULT_LIMITS.items()}


def waiting_cents(client_id: UUID, owed: Owed, *, but: UUID | None = None) -> int:
    """Return how much of what is owed somebody asked to write off and nobody decided, apart from one request."""
    rows = WriteOff.objects.filter(client=client_id, account=owed.account, policy=owed.policy_id, decisions=None)
    others = rows.exclude(pk=but) if but else rows
    return others.aggregate(sum=Sum("cents"))["sum"] or 0
