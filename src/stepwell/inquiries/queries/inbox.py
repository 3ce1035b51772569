"""Inquiries in lists: the inbox, those of each stage, the counts on Today."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Case, Count, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.urls import reverse

from stepwell.inquiries.models import Inquiry, InquiryEntry
from stepwell.inquiries.rules.waiting import waited
from stepwell.inquiries.vocabulary import (
    ENDING_LABELS,
    OPEN_STATES,
    RELATION_LABELS,
    STATE_LABELS,
    URGENCY_LABELS,
    Caller,
    Ending,
    EntryKind,
    Relation,
    State,
    Urgency,
)
from stepwell.platform.questions import Listing, as_instant, as_is

PAGE = 50
RECENT = timedelta(days=30)  # how long those that ended stand in a stage
COUNTED = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Row:
    """One inquiry in a list."""

    id: UUID
    name: str
    asked_by: str
    urgency: Urgency
    state: State
    state_label: str
    taken_at: datetime
    waits: str
    days: int
    owner: str
    next_step: str
    next_due: datetime | None
    is_late: bool
    tries: int
    site: str
    may_contact: bool

    @property
    def url(self) -> str:
        """The address of the inquiry."""
        return reverse("inquiries:inquiry", args=(self.id,))

    @property
    def urgency_label(self) -> str:
        """How urgent it is, in words."""
        return URGENCY_LABELS[self.urgency]

    @property
    def is_danger(self) -> bool:
        """Whether somebody is in danger."""
        return self.urgency == Urgency.DANGER


@dataclass(frozen=True)
class Asked:
    """Which inquiries are wanted; empty means all.

    states    where they stand
    owner_id  whose they are
    unowned   only those that are nobody's
    urgency   how urgent
    """

    states: tuple[State, ...] = OPEN_STATES
    owner_id: UUID | None = None
    unowned: bool = False
    urgency: Urgency | None = None


_ORDER = Case(
    *(When(urgency=urgency, then=Value(place)) for place, urgency in enumerate(URGENCY_LABELS)),
    output_field=IntegerField(),
)


def _standing() -> QuerySet[Any]:
    """Return inquiries that count, with where they stand, since when, and how often somebody tried."""
    entries = InquiryEntry.objects.filter(inquiry=OuterRef("pk"))
    turns = entries.exclude(kind__in=(EntryKind.NOTE, EntryKind.DANGER)).order_by("-number")
    tries = entries.filter(kind__in=(EntryKind.CALLED, EntryKind.WROTE)).order_by()
    standing: QuerySet[Any] = Inquiry.objects.filter(voided_at=None)
    annotated: QuerySet[Any] = standing.annotate(
        state=Subquery(entries.order_by("-number").values("after")[:1]),
        since=Subquery(turns.values("at")[:1]),
        tries=Coalesce(Subquery(tries.values("inquiry").annotate(n=Count("pk")).values("n")), 0),
        place=_ORDER,
    )
    return annotated


def listed(asked: Asked, *, now: datetime, most: int = PAGE) -> list[Row]:
    """Return inquiries, danger first, then by urgency, the one that waits longest first. One query."""
    found = _standing()
    if asked.states:
        found = found.filter(state__in=asked.states)
    if asked.owner_id:
        found = found.filter(owner=asked.owner_id)
    if asked.unowned:
        found = found.filter(owner=None)
    if asked.urgency:
        found = found.filter(urgency=asked.urgency)
    return _rows(found.order_by("place", "taken_at", "id")[:most], now)


def by_stage(*, now: datetime) -> dict[State, list[Row]]:
    """Return the inquiries of each stage: all that are open, and those that ended in the last 30 days. One query."""
    recent = Q(state__in=OPEN_STATES) | Q(since__gte=now - RECENT)
    rows = _rows(_standing().filter(recent).order_by("place", "since", "id")[: PAGE * 4], now)
    return {state: [row for row in rows if row.state == state] for state in State}


@dataclass(frozen=True)
class Waiting:
    """How many inquiries wait, since when the oldest does, and in how many somebody is in danger."""

    count: int
    danger: int
    oldest: str


_OPEN = ", ".join(f"'{state}'" for state in OPEN_STATES)
COUNTS = Listing(
    f"""
SELECT count(*), count(*) FILTER (WHERE i.urgency = '{Urgency.DANGER}'), min(i.taken_at)
FROM inquiries_inquiry i
WHERE i.voided_at IS NULL AND (
  SELECT e.after FROM inquiries_inquiryentry e WHERE e.inquiry_id = i.id ORDER BY e.number DESC LIMIT 1) IN ({_OPEN})
""",
    (as_is, as_is, as_instant),
)


def waiting(found: Sequence[Sequence[Any]], *, now: datetime) -> Waiting:
    """Return the counts of open inquiries from the row of `COUNTS`."""
    [(count, danger, oldest)] = found
    return Waiting(count, danger, waited(oldest, now) if oldest else "")


def endings(*, now: datetime) -> list[tuple[str, int]]:
    """Return why inquiries were closed in the last 90 days, the most frequent first."""
    closed = InquiryEntry.objects.filter(
        kind=EntryKind.CLOSED, at__gte=now - COUNTED, inquiry__voided_at=None
    ).values_list("ending")
    return [
        (ENDING_LABELS[Ending(ending)], count)
        for ending, count in closed.annotate(n=Count("inquiry", distinct=True)).order_by("-n", "ending")
    ]


_DEFERRED = (
    "caller_name", "caller_phone", "caller_email", "person_phone", "person_email", "words", "member_id",
    "danger_where", "danger_callback", "agreed_to",
)  # fmt: skip


def _rows(found: QuerySet[Any], now: datetime) -> list[Row]:
    return [_row(row, now) for row in found.select_related("owner", "site").defer(*_DEFERRED)]


def _row(row: Any, now: datetime) -> Row:
    state = State(row.state)
    return Row(
        id=row.pk,
        name=name_of(row),
        asked_by=asked_by(row),
        urgency=Urgency(row.urgency),
        state=state,
        state_label=STATE_LABELS[state],
        taken_at=row.taken_at,
        waits=waited(row.taken_at, now),
        days=max((now - row.since).days, 0),
        owner=str(row.owner) if row.owner else "",
        next_step=row.next_step or "",
        next_due=row.next_due,
        is_late=bool(row.next_due and row.next_due < now),
        tries=row.tries,
        site=row.site.name,
        may_contact=row.may_contact,
    )


def name_of(row: Inquiry) -> str:
    """Return what the person is called, or that no name was given."""
    return f"{row.preferred_name or row.first_name} {row.last_name}".strip() or "Name not given"


def asked_by(row: Inquiry) -> str:
    """Return who asks, in words."""
    if row.caller == Caller.PERSON:
        return "for themself"
    return f"asked by: {RELATION_LABELS[Relation(row.relation)].lower()}"
