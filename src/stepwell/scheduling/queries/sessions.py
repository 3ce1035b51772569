"""Sessions as pages list them, and who is planned for one."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet

from stepwell.clients.models import Client
from stepwell.scheduling.models import GroupMembership, Seat, Session, SessionStaff
from stepwell.scheduling.rules.weeks import midnight, minutes_between
from stepwell.scheduling.vocabulary import (
    CANCEL_LABELS,
    GUEST_LABELS,
    KIND_LABELS,
    MODE_LABELS,
    CancelReason,
    Guest,
    Mode,
    SessionKind,
    StaffRole,
)

MORNING, AFTERNOON, EVENING, VIRTUAL = "Morning", "Afternoon", "Evening", "Virtual"
LANES = (MORNING, AFTERNOON, EVENING, VIRTUAL)
_NOON, _FIVE = 12, 17  # hours of the day

# What is shown of a session, in the order of `_row`.
_FIELDS = (
    "pk", "title", "kind", "day", "starts_at", "ends_at", "break_minutes", "site_id", "room_id", "mode", "series_id",
    "capacity", "cancel_reason", "moved_from", "locked_at", "version", "program__name", "room__name", "site__time_zone",
)  # fmt: skip
_NAMES = ", ".join(name.replace("__", "_") for name in _FIELDS)

# How many are planned for each session is a number that every member may know. By role, "leader" comes first.
_ROWS = f"""
WITH asked ({_NAMES}) AS MATERIALIZED ({{sessions}}),
  s AS MATERIALIZED (SELECT *, row_number() OVER () AS place FROM asked)
SELECT {_NAMES}, l.taken, (
  SELECT json_agg(json_build_array(t.membership_id, m.name, m.suffix, t.role) ORDER BY t.role DESC, t.id)::text
  FROM scheduling_sessionstaff t JOIN tenancy_membership m ON m.id = t.membership_id
  WHERE t.session_id = s.pk AND t.removed_at IS NULL)
FROM s LEFT JOIN stepwell.session_loads(ARRAY(SELECT pk FROM s)) l ON l.session_id = s.pk ORDER BY s.place
"""


@dataclass(frozen=True, slots=True)
class Person:
    """A member of staff who leads a session."""

    id: UUID
    name: str
    role: StaffRole

    @property
    def initials(self) -> str:
        """The first letters of the name."""
        return "".join(word[:1] for word in self.name.partition(",")[0].split()).upper()


@dataclass(frozen=True, slots=True)
class SessionRow:
    """One session. `taken` is how many are planned for it; times are in the site's zone."""

    id: UUID
    title: str
    kind: SessionKind
    day: date
    starts: datetime
    ends: datetime
    minutes: int
    break_minutes: int
    program: str
    site_id: UUID
    room_id: UUID | None
    room: str
    mode: Mode
    series_id: UUID | None
    capacity: int
    taken: int
    people: tuple[Person, ...]
    cancel_reason: str
    is_moved: bool
    is_locked: bool
    version: int

    @property
    def is_cancelled(self) -> bool:
        """Whether it does not take place."""
        return bool(self.cancel_reason)

    @property
    def is_full(self) -> bool:
        """Whether a group has no seat left."""
        return self.series_id is not None and self.taken >= self.capacity

    @property
    def kind_label(self) -> str:
        """The kind in words."""
        return KIND_LABELS[self.kind]

    @property
    def where(self) -> str:
        """The room, or how it is held."""
        return self.room or MODE_LABELS[self.mode]

    @property
    def cancelled(self) -> str:
        """Why it does not take place, in words."""
        return CANCEL_LABELS[CancelReason(self.cancel_reason)] if self.cancel_reason else ""

    @property
    def time(self) -> str:
        """Start and end: "6:00 to 9:00 PM"."""
        return f"{self.starts:%-I:%M} to {self.ends:%-I:%M %p}"

    @property
    def filled(self) -> int:
        """How full it is, in percent, for a bar."""
        return min(round(100 * self.taken / self.capacity), 100)

    @property
    def leaders(self) -> str:
        """Who leads it, by name."""
        return " and ".join(person.name for person in self.people)

    @property
    def initials(self) -> str:
        """Who leads it, by first letters."""
        return ", ".join(person.initials for person in self.people)

    @property
    def lane(self) -> str:
        """The part of the day it stands in, or the lane of sessions by video."""
        if self.mode == Mode.VIDEO:
            return VIRTUAL
        return MORNING if self.starts.hour < _NOON else AFTERNOON if self.starts.hour < _FIVE else EVENING


@dataclass(frozen=True, slots=True)
class Planned:
    """Somebody planned for a session: by membership of its group, or with a seat of their own."""

    client_id: UUID
    name: str
    record_number: str
    seat_id: UUID | None
    guests: str
    despite: str


def between(
    first: date,
    last: date,
    zone: ZoneInfo,
    *,
    site_id: UUID | None = None,
    program_id: UUID | None = None,
    room_id: UUID | None = None,
    membership_id: UUID | None = None,
) -> list[SessionRow]:
    """Return the sessions from a day to a day, canceled ones too, by start. One query."""
    found = _shown().filter(
        starts_at__gte=midnight(first, zone), starts_at__lt=midnight(last + timedelta(days=1), zone)
    )
    asked = {"site": site_id, "program": program_id, "room": room_id}
    found = found.filter(**{name: value for name, value in asked.items() if value})
    if membership_id:
        found = found.filter(_led_by(membership_id))
    return rows(found.order_by("starts_at", "title", "id"))


def of_series(series_id: UUID, *, first: date, most: int) -> list[SessionRow]:
    """Return the sessions of a group from a day on, the nearest first."""
    return rows(_shown().filter(series=series_id, day__gte=first).order_by("starts_at")[:most])


def get(session_id: UUID) -> SessionRow | None:
    """Return one session; None if there is none."""
    found = rows(Session.objects.filter(pk=session_id))
    return found[0] if found else None


def uncovered(*, at: datetime, until: datetime, most: int) -> list[SessionRow]:
    """Return sessions to come without anybody to lead them, or without the room they need, by start."""
    led = SessionStaff.objects.filter(session=OuterRef("pk"), removed_at=None)
    found = _shown().filter(starts_at__range=(at, until), cancelled_at=None)
    return rows(found.filter(~Exists(led) | (Q(room=None) & ~Q(mode=Mode.VIDEO))).order_by("starts_at", "id")[:most])


def rows(sessions: QuerySet[Session]) -> list[SessionRow]:
    """Return sessions as rows, in the queryset's order, with leaders and how many are planned. One query."""
    try:
        asked, values = sessions.values_list(*_FIELDS).query.sql_with_params()
    except EmptyResultSet:
        return []
    with connection.cursor() as cursor:
        cursor.execute(_ROWS.format(sessions=asked), values)
        return [_row(*found) for found in cursor.fetchall()]


def roster_of(session_id: UUID) -> list[Planned]:
    """Return who is planned for a session, by name, as far as the actor sees them. Three queries."""
    session = Session.objects.filter(pk=session_id).first()
    if session is None:
        return []
    seats = {seat.client_id: seat for seat in Seat.objects.filter(session=session_id, removed_at=None, voided_at=None)}
    belong = members_on(session) if session.series_id else []
    clients = Client.objects.filter(pk__in=[*seats, *belong]).order_by("last_name", "first_name", "id")
    return [
        Planned(
            client.pk,
            client.display_name,
            client.record_number,
            seats[client.pk].pk if client.pk in seats else None,
            guests_in_words(seats[client.pk].guests) if client.pk in seats else "",
            (seats[client.pk].despite or "") if client.pk in seats else "",
        )
        for client in clients
    ]


def members_on(session: Session) -> list[UUID]:
    """Return who belongs to a session's group on its day."""
    here = GroupMembership.objects.filter(series=session.series_id, voided_at=None, from_on__lte=session.day)
    found = here.filter(Q(to_on=None) | Q(to_on__gte=session.day))
    return list(found.values_list("client", flat=True))


def guests_in_words(guests: Iterable[str]) -> str:
    """Return who comes along, by relation."""
    return ", ".join(GUEST_LABELS[Guest(guest)].lower() for guest in guests)


def _shown() -> QuerySet[Session]:
    return Session.objects.filter(is_withdrawn=False)


def _led_by(membership_id: UUID) -> Exists:
    return Exists(SessionStaff.objects.filter(session=OuterRef("pk"), membership=membership_id, removed_at=None))


def _person(membership_id: str, name: str, suffix: str, role: str) -> Person:
    return Person(UUID(membership_id), f"{name}, {suffix}" if suffix else name, StaffRole(role))


def _row(*found: Any) -> SessionRow:
    (
        id_, title, kind, day, starts, ends, pause, site, room_id, mode, series, capacity, cancel, moved, locked,
        version, program, room, zone_name, taken, people,
    ) = found  # fmt: skip
    zone = ZoneInfo(zone_name)
    return SessionRow(
        id=id_,
        title=title,
        kind=SessionKind(kind),
        day=day,
        starts=starts.astimezone(zone),
        ends=ends.astimezone(zone),
        minutes=minutes_between(starts, ends),
        break_minutes=pause,
        program=program,
        site_id=site,
        room_id=room_id,
        room=room or "",
        mode=Mode(mode),
        series_id=series,
        capacity=capacity,
        taken=taken or 0,
        people=tuple(_person(*one) for one in json.loads(people or "[]")),
        cancel_reason=cancel,
        is_moved=moved is not None,
        is_locked=locked is not None,
        version=version,
    )
