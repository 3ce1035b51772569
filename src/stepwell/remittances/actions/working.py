"""Work that answers leave: opened once for each fact, taken up and done by people, gone by itself where it can."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from stepwell.claims.vocabulary import State
from stepwell.kernel.findings import Finding, Refused, refuse
from stepwell.platform.tenancy.members import Member
from stepwell.platform.walls import editing
from stepwell.platform.walls.scope import Scope
from stepwell.remittances.models import WorkItem
from stepwell.remittances.rules import work

DONE = Finding("WRK-001", "Somebody was faster: this is done. Load the page again.")

# While a claim is in one of these states the work about it stands; then it goes away by itself.
_WHILE = {
    work.FILE_REJECTED: {State.FILE_REJECTED},
    work.CLAIM_REJECTED: {State.CLAIM_REJECTED},
    work.ASKED: {State.PENDED},
    work.NO_ACKNOWLEDGMENT: {State.SENT},
    work.NO_STATUS: {State.FILE_ACCEPTED},
    work.NO_DECISION: {State.PAYER_ACCEPTED, State.PENDED},
    "POS-016": {State.SECONDARY_DUE},
    **{code: {State.SECONDARY_DUE} for code in work.STUCK},
}


@dataclass(frozen=True)
class Opened:
    """A piece of work before it is written.

    fact  key of what it is about; the same fact makes no second piece
    """

    code: str
    fact: str
    file_id: UUID | None = None
    remittance_id: UUID | None = None
    answer_id: UUID | None = None
    claim_id: UUID | None = None
    client_id: UUID | None = None
    cents: int = 0
    deposit_id: UUID | None = None


def open_work(*, actor: Scope, at: datetime, opened: Iterable[Opened]) -> None:
    """Write down pieces of work; those that are known stay as they are. One statement."""
    WorkItem.objects.bulk_create(
        (
            WorkItem(
                organization_id=actor.tenant, code=one.code, fact=one.fact, file_id=one.file_id,
                remittance_id=one.remittance_id, answer_id=one.answer_id, claim_id=one.claim_id,
                client_id=one.client_id, deposit_id=one.deposit_id, cents=one.cents, opened_at=at,
            )
            for one in opened
        ),
        ignore_conflicts=True,
    )  # fmt: skip


def close_settled(*, at: datetime, claim_ids: Iterable[UUID] | None = None) -> int:
    """End the work about claims that came further; return how many pieces. One statement."""
    stands = Q()
    for code, states in _WHILE.items():
        stands |= Q(code=code) & ~Q(claim__state__in=states)
    found = WorkItem.objects.filter(stands, done_at=None, claim__isnull=False)
    if claim_ids is not None:
        found = found.filter(claim__in=list(claim_ids))
    return WorkItem.objects.filter(pk__in=list(found.values_list("pk", flat=True)), done_at=None).update(done_at=at)


def take_up(*, actor: Member, item_id: UUID) -> None:
    """Take a piece of work as one's own, also from somebody else. Raises Refused (WRK-001) if it is done."""
    if not WorkItem.objects.filter(pk=item_id, done_at=None).update(owner_id=actor.membership_id):
        raise Refused(DONE)


def finish(*, actor: Member, at: datetime, item_id: UUID, reason: str) -> None:
    """Say that a piece of work is done, and how. Raises Refused: VOID-001 without a reason, WRK-001 if it was done."""
    refuse(editing.check_reason(reason))
    row = WorkItem.objects.filter(pk=item_id, done_at=None).first()
    if row is None:
        raise Refused(DONE)
    row.done_at, row.done_by_id, row.done_why = at, actor.membership_id, reason.strip()
    if not WorkItem.objects.filter(pk=item_id, done_at=None).update(
        done_at=at, done_by=actor.membership_id, done_why=reason.strip()
    ):
        raise Refused(DONE)


def done_by_placing(*, actor: Member, at: datetime, answer_id: UUID | None, fact: str, reason: str) -> None:
    """End the work about money that was placed: of an answer, or under its key."""
    about = Q(answer=answer_id) if answer_id else Q(fact=fact)
    found = WorkItem.objects.filter(about, done_at=None)
    found.update(done_at=at, done_by=actor.membership_id, done_why=reason.strip())
