"""Adding to what happened, under a lock: what every turn of an inquiry shares."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from stepwell.inquiries.models import Inquiry, InquiryEntry
from stepwell.inquiries.rules.course import Standing, begins
from stepwell.inquiries.vocabulary import Caller, Channel, Ending, EntryKind, Outcome, State, Toward, Urgency
from stepwell.kernel.findings import Finding, Refused
from stepwell.platform.tenancy.members import Member

HIDDEN = Finding("INQ-040", "This inquiry cannot be changed by you. Ask admissions to change it.")
VOIDED = Finding("INQ-041", "This inquiry was set aside as a mistake. Nothing more is added to it.")
TRIES = (EntryKind.CALLED, EntryKind.WROTE)


@dataclass(frozen=True)
class Locked:
    """An inquiry that nobody else changes until this transaction ends.

    number  of its last entry
    """

    row: Inquiry
    standing: Standing
    number: int


def lock(inquiry_id: UUID) -> Locked:
    """Return an inquiry, locked. Raises Refused for one that the actor may not change, or that was set aside."""
    row = Inquiry.objects.select_for_update().filter(pk=inquiry_id).first()
    if row is None:
        raise Refused(HIDDEN)
    if row.voided_at:
        raise Refused(VOIDED)
    last = InquiryEntry.objects.filter(inquiry=row).order_by("-number").only("number", "after").first()
    if last is None:
        raise Refused(HIDDEN)
    standing = Standing(
        state=State(last.after),
        may_contact=row.may_contact,
        may_text=row.may_text,
        in_danger=row.urgency == Urgency.DANGER,
        tries=InquiryEntry.objects.filter(inquiry=row, kind__in=TRIES).count(),
    )
    return Locked(row, standing, last.number)


@dataclass(frozen=True)
class Said:
    """What an entry says beside its kind."""

    words: str = ""
    toward: Toward | None = None
    outcome: Outcome | None = None
    ending: Ending | None = None


def append(
    locked: Locked, *, actor: Member, at: datetime, kind: EntryKind, after: State, said: Said | None = None
) -> InquiryEntry:
    """Add the next entry of a locked inquiry."""
    return _create(locked.row, actor, at, locked.number + 1, (locked.standing.state, after), kind, said or Said())


def begin(row: Inquiry, *, actor: Member, at: datetime) -> Locked:
    """Add the first entry of an inquiry that has just been made, and return it for more."""
    state = begins(Caller(row.caller), Channel(row.channel))
    _create(row, actor, at, 1, ("", state), EntryKind.TAKEN, Said())
    return Locked(row, Standing(state, may_contact=row.may_contact), 1)


def _create(
    row: Inquiry, actor: Member, at: datetime, number: int, move: tuple[str, State], kind: EntryKind, said: Said
) -> InquiryEntry:
    values: dict[str, Any] = {
        "words": said.words.strip() or None,
        "toward": said.toward or "",
        "outcome": said.outcome or "",
        "ending": said.ending or "",
    }
    return InquiryEntry.objects.create(
        organization_id=actor.organization_id,
        inquiry=row,
        number=number,
        at=at,
        by_id=actor.membership_id,
        kind=kind,
        before=move[0],
        after=move[1],
        **values,
    )
