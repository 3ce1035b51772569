"""Moving claims from state to state. Every other action, and every answer of a payer, ends here."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from stepwell.billing.actions.stopping import end_stops
from stepwell.billing.vocabulary import Stopping
from stepwell.claims.actions import acting
from stepwell.claims.actions.acting import Actor
from stepwell.claims.models import Claim, ClaimEvent, PayerControl
from stepwell.claims.rules.states import NOT_FROM_THERE, may_move
from stepwell.claims.vocabulary import State, Told
from stepwell.kernel.findings import Refused
from stepwell.platform.walls.bulk import insert


@dataclass(frozen=True, kw_only=True)
class Move:
    """A step of one claim.

    code         of the answer or rule that it follows from, such as "A2:20"
    words        what somebody typed
    outbound_id  the file it leaves in, or that was answered
    inbound_id   the file that the answer came in
    """

    claim_id: UUID
    to: State
    code: str = ""
    words: str = ""
    outbound_id: UUID | None = None
    inbound_id: UUID | None = None


def move(*, actor: Actor, at: datetime, step: Move) -> None:
    """Move one claim. Raises Refused (CLM-001) where no claim comes from there to there."""
    move_all(actor=actor, at=at, steps=[step])


@transaction.atomic
def move_all(*, actor: Actor, at: datetime, steps: Sequence[Move]) -> None:
    """Move many claims, each once; all of them or none. Three statements.

    actor   a biller, or the scope of a job
    raises  Refused: CLM-001 where a claim is not seen, or does not come from its state to the next
    """
    ids = [step.claim_id for step in steps]
    rows = {row.pk: row for row in Claim.objects.select_for_update(no_key=True).filter(pk__in=ids).order_by("pk")}
    if len(rows) < len(steps) or not all(may_move(State(rows[step.claim_id].state), step.to) for step in steps):
        raise Refused(NOT_FROM_THERE)
    insert([event_of(rows[step.claim_id], step, actor=actor, at=at) for step in steps])
    if dropped := [step.claim_id for step in steps if step.to is State.DROPPED]:
        end_stops(dropped, at=at, ending=Stopping.GONE)


def event_of(claim: Claim, step: Move, *, actor: Actor, at: datetime, ahead: int = 1) -> ClaimEvent:
    """Return the event of a step, not yet written; `ahead` counts the events written with it, from 1."""
    return ClaimEvent(
        organization_id=claim.organization_id, claim_id=claim.pk, client_id=claim.client_id,
        number=claim.events + ahead, state=step.to, at=at, code=step.code, words=step.words.strip() or None,
        outbound_id=step.outbound_id, inbound_id=step.inbound_id,
        by_id=acting.membership_of(actor),
    )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Given:
    """A number that a payer gave to a claim, and where it was read."""

    claim_id: UUID
    number: str
    told: Told
    inbound_id: UUID | None = None


def note_controls(*, actor: Actor, at: datetime, given: Sequence[Given]) -> None:
    """Write down numbers that payers gave to claims; those that are known stand as they are. Two statements."""
    owners = dict(Claim.objects.filter(pk__in={one.claim_id for one in given}).values_list("pk", "client"))
    PayerControl.objects.bulk_create(
        (
            PayerControl(
                organization_id=acting.organization_of(actor), claim_id=one.claim_id, client_id=owners[one.claim_id],
                number=one.number, told=one.told, inbound_id=one.inbound_id, told_at=at,
                by_id=acting.membership_of(actor),
            )
            for one in given
            if one.claim_id in owners and one.number
        ),
        ignore_conflicts=True,
    )  # fmt: skip
