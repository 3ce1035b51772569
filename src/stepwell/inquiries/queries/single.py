"""One inquiry and what happened to it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from stepwell.inquiries.models import Inquiry, InquiryEntry
from stepwell.inquiries.vocabulary import (
    ENDING_LABELS,
    ENTRY_LABELS,
    OUTCOME_LABELS,
    TOWARD_LABELS,
    Ending,
    EntryKind,
    Outcome,
    State,
    Toward,
)
from stepwell.people.queries.holders import holders
from stepwell.platform.tenancy.models import Membership
from stepwell.platform.walls.rights import RIGHTS, Category, Role


def get(inquiry_id: UUID) -> Inquiry | None:
    """Return an inquiry with its site, people and client, or None if there is none that the actor sees."""
    related = ("site", "owner", "taken_by", "agreed_witness", "client", "voided_by")
    return Inquiry.objects.select_related(*related).filter(pk=inquiry_id).first()


def insurance_of(client_id: UUID) -> Inquiry | None:
    """Return the newest inquiry of a client that says something of insurance, or None if the actor sees none."""
    said = ~Q(insurer="") | Q(member_id__isnull=False)
    found = Inquiry.objects.filter(said, client=client_id, voided_at=None).order_by("-taken_at", "id")
    return found.only("taken_at", "insurer", "member_id", "holder").first()


# Who may write an inquiry may own one.
OWNERS = tuple(right.role for right in RIGHTS if right.category == Category.INQUIRIES and right.writes)


@dataclass(frozen=True)
class Line:
    """One entry, in words."""

    at: datetime
    by: str
    title: str
    words: str
    is_turn: bool


@dataclass(frozen=True)
class Course:
    """What happened, newest first, and where the inquiry stands by it."""

    state: State
    lines: list[Line]
    tries: int


def course_of(inquiry_id: UUID) -> Course:
    """Return what happened to an inquiry. One query."""
    entries = list(InquiryEntry.objects.filter(inquiry=inquiry_id).select_related("by").order_by("-number"))
    state = State(entries[0].after) if entries else State.NEW
    tries = sum(entry.kind in {EntryKind.CALLED, EntryKind.WROTE} for entry in entries)
    return Course(state, [_line(entry) for entry in entries], tries)


def _line(entry: InquiryEntry) -> Line:
    parts = [ENTRY_LABELS[EntryKind(entry.kind)]]
    if entry.toward:
        parts.append(TOWARD_LABELS[Toward(entry.toward)].lower())
    if entry.outcome:
        parts.append(OUTCOME_LABELS[Outcome(entry.outcome)].lower())
    if entry.ending:
        parts.append(ENDING_LABELS[Ending(entry.ending)].lower())
    return Line(entry.at, str(entry.by), " · ".join(parts), entry.words or "", entry.before != entry.after)


def earlier_of(inquiry: Inquiry) -> list[Inquiry]:
    """Return the inquiries that staff linked to this one, and the one it is linked to, the newest first."""
    linked = Q(same_as=inquiry.pk) | Q(pk=inquiry.same_as_id)
    return list(Inquiry.objects.filter(linked, voided_at=None).only("taken_at", "channel").order_by("-taken_at"))


def owners(site_ids: Collection[UUID], *, at: datetime, besides: UUID | None = None) -> list[Membership]:
    """Return the members who may own an inquiry of some sites: those who may write one there now, by name.

    besides  whose it is already
    """
    return list(holders(OWNERS, site_ids=site_ids, at=at, besides=[besides]))


def staff(site_id: UUID, *, at: datetime) -> list[Membership]:
    """Return the members who may have witnessed something at a site: who holds any role there now, by name."""
    return list(holders(tuple(Role), site_ids=[site_id], at=at))
