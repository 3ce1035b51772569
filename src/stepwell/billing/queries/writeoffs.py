"""Write-offs that wait for somebody, and who may approve how much."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet, Sum

from stepwell.billing.models import ApprovalLimit, WriteOff, WriteOffDecision
from stepwell.billing.rules.approving import DEFAULT_LIMITS
from stepwell.billing.rules.ledger import Owed
from stepwell.billing.vocabulary import REASON_LABELS, WriteOffReason
from stepwell.platform.walls.rights import Role


def limits() -> dict[Role, int]:
    """Return the cents up to which each role may approve: the defaults, where the organization says nothing else."""
    own = {Role(row.role): row.cents for row in ApprovalLimit.objects.all()}
    return {role: own.get(role, cents) for role, cents in DEFAULT_LIMITS.items()}


def limit_now(role: Role) -> tuple[int, int]:
    """Return the cents up to which a role approves, and the version of that row; 0 while the default holds."""
    row = ApprovalLimit.objects.filter(role=role).first()
    return (row.cents, row.version) if row else (DEFAULT_LIMITS[role], 0)


def waiting_cents(client_id: UUID, owed: Owed, *, but: UUID | None = None) -> int:
    """Return how much of what is owed somebody asked to write off and nobody decided, apart from one request."""
    rows = WriteOff.objects.filter(client=client_id, account=owed.account, policy=owed.policy_id, decisions=None)
    others = rows.exclude(pk=but) if but else rows
    return others.aggregate(sum=Sum("cents"))["sum"] or 0


@dataclass(frozen=True)
class WriteOffRow:
    """A write-off as a page shows it; `decided_by` is empty while it waits."""

    id: UUID
    client_id: UUID
    name: str
    whose: str
    cents: int
    reason: str
    words: str
    asked_by: str
    asked_by_id: UUID
    asked_at: datetime
    decided_by: str = ""
    decided_at: datetime | None = None
    transaction_id: UUID | None = None
    decision: str = ""


def waiting(*, most: int | None = None) -> list[WriteOffRow]:
    """Return what waits for a decision, oldest first."""
    rows = _undecided().order_by("asked_at")
    return [_row(row, None) for row in (rows[:most] if most else rows)]


def of_client(client_id: UUID) -> list[WriteOffRow]:
    """Return the write-offs of a client that wait."""
    return [_row(row, None) for row in _undecided().filter(client=client_id).order_by("asked_at")]


def write_off_of(client_id: UUID, write_off_id: UUID) -> WriteOffRow | None:
    """Return one write-off of a client, if the actor sees it."""
    row = _named(WriteOff.objects.filter(client=client_id, pk=write_off_id)).first()
    if row is None:
        return None
    return _row(row, WriteOffDecision.objects.filter(write_off=row).select_related("decided_by").first())


def _undecided() -> QuerySet[WriteOff]:
    return _named(WriteOff.objects.filter(decisions=None))


def _named(rows: QuerySet[WriteOff]) -> QuerySet[WriteOff]:
    return rows.select_related("client", "payer", "asked_by")


def _row(row: WriteOff, decision: WriteOffDecision | None) -> WriteOffRow:
    decided: dict[str, Any] = (
        {
            "decided_by": decision.decided_by.name,
            "decided_at": decision.decided_at,
            "transaction_id": decision.transaction_id,
            "decision": decision.words or "",
        }
        if decision
        else {}
    )
    return WriteOffRow(
        id=row.pk, client_id=row.client_id, name=row.client.display_name, cents=row.cents,
        whose=row.payer.name if row.payer else "The client", reason=REASON_LABELS[WriteOffReason(row.reason)],
        words=row.words or "", asked_by=row.asked_by.name, asked_by_id=row.asked_by_id, asked_at=row.asked_at,
        **decided,
    )  # fmt: skip
