"""Who or what is in the way. Sessions, rooms and staff are named; a client never is to those who may not see them."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import IntegrityError, connection, transaction
from django.db.models import Exists, OuterRef, Q

from stepwell.kernel.findings import Finding, Refused
from stepwell.people.queries.holders import is_unfit
from stepwell.scheduling.models import GroupMembership, Seat, Session, SessionStaff
from stepwell.scheduling.queries.reach import LEADERS

MOST_NAMED = 3  # conflicts in one answer
NO_REACH = Finding("SCH-008", "Only who plans for this site may do this. Ask the program director.")
NO_CLIENT = Finding("SCH-043", "This client is not one whose schedule you write. Ask who does.", "client")
NO_LEADER = Finding("SCH-022", "Whoever leads must hold a role for it at the site now. Choose another.", "leader")
LOCKED = Finding("SCH-007", "Attendance was taken. Correct the attendance first; the session itself stays.")
_BY_CONSTRAINT = {
    "session_room_once": Finding("SCH-001", "The room was taken a moment ago. Choose another room or time.", "room"),
    "staff_once": Finding("SCH-002", "Who leads was booked a moment ago. Choose somebody else, or another time."),
    "group_full": Finding("SCH-003", "The group is full on one of these days. Choose another group, or a later day."),
    "session_full": Finding("SCH-004", "Every seat of the session is taken. Choose another one."),
    "client_once": Finding("SCH-005", "Somebody planned for it is planned elsewhere then. Choose another time."),
    "seat_client_once": Finding("SCH-005", "The client has another appointment then. Choose another time."),
    "seat_once": Finding("SCH-006", "The client has a seat in this session already."),
    "group_membership_once": Finding("SCH-006", "The client belongs to this group already on some of these days."),
    "session_locked": LOCKED,
    "session_locked_stands": LOCKED,
}


@dataclass(frozen=True)
class Wanted:
    """A time that something is planned for, and what it takes."""

    starts: datetime
    ends: datetime
    room_id: UUID | None = None
    staff: tuple[UUID, ...] = ()


def check_leaders(*leaders: UUID | None, site_id: UUID, besides: Collection[UUID | None] = ()) -> list[Finding]:
    """Return that somebody is to lead who holds no role for it at the site now.

    besides  who leads already, and stays whatever became of them
    """
    return [NO_LEADER] if is_unfit(*leaders, roles=LEADERS, site_ids=[site_id], besides=besides) else []


# One booking of an organization at a time, as the triggers of places have it (models.guards): two that begin by
# writing sessions of one room would otherwise each wait for the other, and one would end in a deadlock.
_LOCK = "SELECT pg_advisory_xact_lock(hashtextextended(stepwell.organization()::text, 2011))"


@contextmanager
def told() -> Iterator[None]:
    """Run a write in a savepoint, one of the organization at a time; what the database refuses becomes a finding.

    raises  Refused
    """
    try:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute(_LOCK)
            yield
    except IntegrityError as error:
        name = str(getattr(getattr(error.__cause__, "diag", None), "constraint_name", ""))
        if name not in _BY_CONSTRAINT:
            raise
        raise Refused(_BY_CONSTRAINT[name]) from None


@dataclass(frozen=True)
class Taken:
    """What stands in the way of one wanted time: a room or a person is busy with `title`."""

    wanted: Wanted
    room: str
    person: str
    title: str
    starts: datetime
    ends: datetime

    def finding(self, zone: ZoneInfo) -> Finding:
        """Return it in words."""
        when = f"{self.title} on {said(self.starts, self.ends, zone)}"
        if self.room:
            return Finding("SCH-001", f"{self.room} is taken by {when}. Choose another room or time.", "room")
        return Finding("SCH-002", f"{self.person} leads {when}. Choose somebody else, or another time.", "leader")


def taken(wanted: Sequence[Wanted], *, besides: Iterable[UUID] = ()) -> list[Taken]:
    """Return what is in the way of any of the wanted times, in their order. Two queries.

    besides  sessions that are themselves being planned anew
    """
    if not wanted:
        return []
    span = Q(starts_at__lt=max(each.ends for each in wanted), ends_at__gt=min(each.starts for each in wanted))
    rooms = {each.room_id for each in wanted if each.room_id}
    staff = {person for each in wanted for person in each.staff}
    held = Session.objects.filter(span, cancelled_at=None).exclude(pk__in=list(besides))
    in_rooms = list(held.filter(room__in=rooms).select_related("room").order_by("starts_at")) if rooms else []
    led = (
        list(
            SessionStaff.objects.filter(removed_at=None, membership__in=staff, session__in=held)
            .select_related("session", "membership")
            .order_by("slot")
        )
        if staff
        else []
    )
    found = []
    for each in wanted:
        found += [
            Taken(each, s.room.name, "", s.title, s.starts_at, s.ends_at)
            for s in in_rooms
            if s.room_id == each.room_id and _overlap(each, s)
        ]
        found += [
            Taken(each, "", str(row.membership), row.session.title, row.session.starts_at, row.session.ends_at)
            for row in led
            if row.membership_id in each.staff and _overlap(each, row.session)
        ]
    return found


def check_free(wanted: Sequence[Wanted], zone: ZoneInfo, *, besides: Iterable[UUID] = ()) -> list[Finding]:
    """Return findings for the first few conflicts of room and staff."""
    found = dict.fromkeys(each.finding(zone) for each in taken(wanted, besides=besides))
    return list(found)[:MOST_NAMED]


def check_client(client_id: UUID, wanted: Sequence[Wanted], zone: ZoneInfo) -> list[Finding]:
    """Return what the client is planned for at any of the wanted times; asked by who may write their schedule.

    One query.
    """
    if not wanted:
        return []
    first, last = min(each.starts for each in wanted), max(each.ends for each in wanted)
    groups = GroupMembership.objects.filter(
        Q(to_on=None) | Q(to_on__gte=OuterRef("day")), client=client_id, voided_at=None, series=OuterRef("series"),
        from_on__lte=OuterRef("day"),
    )  # fmt: skip
    seats = Seat.objects.filter(client=client_id, voided_at=None, removed_at=None, session=OuterRef("pk"))
    busy = list(
        Session.objects.filter(Exists(groups) | Exists(seats), cancelled_at=None, starts_at__lt=last, ends_at__gt=first)
        .order_by("starts_at")
    )  # fmt: skip
    found = dict.fromkeys(
        Finding("SCH-005", f"The client is in {s.title} on {said(s.starts_at, s.ends_at, zone)}. Choose another time.")
        for each in wanted
        for s in busy
        if _overlap(each, s)
    )
    return list(found)[:MOST_NAMED]


def covers(membership: GroupMembership, session: Session) -> bool:
    """Return whether a membership holds on the day of a session."""
    return membership.from_on <= session.day and (membership.to_on is None or membership.to_on >= session.day)


def said(starts: datetime, ends: datetime, zone: ZoneInfo) -> str:
    """Return a time as pages write it: "Mon, Nov 23, 6:00 to 9:00 PM"."""
    begin, end = starts.astimezone(zone), ends.astimezone(zone)
    return f"{begin:%a, %b %-d, %-I:%M} to {end:%-I:%M %p}"


def _overlap(wanted: Wanted, session: Session) -> bool:
    return bool(wanted.starts < session.ends_at and wanted.ends > session.starts_at)
