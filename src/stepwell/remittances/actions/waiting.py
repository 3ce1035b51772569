"""Silence of payers: a claim that is not answered in time becomes work, which goes away once the answer comes."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from stepwell.claims.models import Claim
from stepwell.claims.vocabulary import State
from stepwell.platform.walls.scope import Scope
from stepwell.remittances.actions.working import Opened, close_settled, open_work
from stepwell.remittances.models import Patience
from stepwell.remittances.rules import work
from stepwell.remittances.rules.posting.sent import key_of


@dataclass(frozen=True)
class Days:
    """How long to wait for a 999, a 277CA, an 835, and for its money in the bank."""

    acknowledgment: int = 3
    status: int = 5
    decision: int = 30
    bank: int = 7


USUAL = Days()
_WAITS = {
    State.SENT: work.NO_ACKNOWLEDGMENT,
    State.FILE_ACCEPTED: work.NO_STATUS,
    State.PAYER_ACCEPTED: work.NO_DECISION,
    State.PENDED: work.NO_DECISION,
}


def note_silence(*, actor: Scope, at: datetime) -> int:
    """Open work for claims that nobody answers, end what was answered; return how many claims wait too long."""
    close_settled(at=at)
    of_payers = patience()
    waiting = Claim.objects.filter(state__in=list(_WAITS)).only("client", "payer", "state", "state_at", "charged")
    late = [row for row in waiting if _is_late(row, of_payers.get(row.payer_id, of_payers[None]), at)]
    open_work(
        actor=actor, at=at,
        opened=(
            Opened(
                _WAITS[State(row.state)], key_of(row.pk, _WAITS[State(row.state)], f"{row.state_at:%Y%m%d}"),
                claim_id=row.pk, client_id=row.client_id, cents=row.charged,
            )
            for row in late
        ),
    )  # fmt: skip
    return len(late)


def patience() -> dict[UUID | None, Days]:
    """Return the days of each payer that has its own, and under None those of all others. One query."""
    own = {
        row.payer_id: Days(row.acknowledgment_days, row.status_days, row.decision_days, row.bank_days)
        for row in Patience.objects.all()
    }
    return {None: USUAL, **own}


def _is_late(row: Claim, days: Days, at: datetime) -> bool:
    if row.state_at is None:
        return False
    match State(row.state):
        case State.SENT:
            most = days.acknowledgment
        case State.FILE_ACCEPTED:
            most = days.status
        case _:
            most = days.decision
    return at - row.state_at > timedelta(days=most)
