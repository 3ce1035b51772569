"""Sessions of groups made ahead, and brought in line when their group changes."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from psycopg.types.range import TimestamptzRange

from stepwell.platform.tenancy.models import Membership
from stepwell.scheduling.actions import HORIZON
from stepwell.scheduling.actions.conflicts import Wanted, taken
from stepwell.scheduling.models import ClosedDay, GroupSeries, Seat, Session, SessionStaff
from stepwell.scheduling.rules.recurrence import Occurrence, Pattern, occurrences
from stepwell.scheduling.vocabulary import CancelReason, StaffRole


def pattern_of(series: GroupSeries) -> Pattern:
    """Return when a group meets."""
    return Pattern(
        frozenset(series.weekdays), series.local_start, series.minutes, series.from_on, series.to_on, series.every_weeks
    )


def horizon(at: datetime, zone: ZoneInfo) -> date:
    """Return the last day for which sessions are made."""
    return at.astimezone(zone).date() + timedelta(weeks=HORIZON)


def meetings(series: GroupSeries, *, at: datetime, first: date | None = None) -> list[Occurrence]:
    """Return the days on which a group is to meet, from `first` (today, at the earliest) to the horizon."""
    zone = ZoneInfo(series.site.time_zone)
    today = at.astimezone(zone).date()
    begin, end = max(first or today, today), horizon(at, zone)
    closed = ClosedDay.objects.filter(site=series.site_id, voided_at=None, day__range=(begin, end))
    days = list(closed.values_list("day", flat=True))
    found = occurrences(pattern_of(series), first=begin, last=end, zone=zone, closed=days)
    return [each for each in found if each.starts > at]


def wanted(series: GroupSeries, days: Iterable[Occurrence]) -> list[Wanted]:
    """Return what a group takes on some days."""
    staff = tuple(person for person in (series.leader_id, series.co_leader_id) if person)
    return [Wanted(each.starts, each.ends, series.room_id, staff) for each in days]


def make_missing(series: GroupSeries, days: Sequence[Occurrence]) -> list[Session]:
    """Make the sessions that are not there yet. One without room or leader is made where these are taken.

    What was moved or canceled is there, under the day that it was planned for, and is not made again.
    """
    there = set(
        Session.objects.filter(series=series.pk, planned_on__in=[each.on for each in days]).values_list(
            "planned_on", flat=True
        )
    )
    missing = [each for each in days if each.on not in there]
    leaders = _present(leaders_of(series))
    busy = taken(wanted(series, missing))
    no_room = {each.wanted.starts for each in busy if each.room}
    no_staff = {each.wanted.starts for each in busy if each.person}
    made = Session.objects.bulk_create(_session(series, each, has_room=each.starts not in no_room) for each in missing)
    SessionStaff.objects.bulk_create(
        staff_row(session, role, person)
        for session in made
        if session.starts_at not in no_staff
        for role, person in leaders.items()
        if person
    )
    return made


def settle(series: GroupSeries, days: Sequence[Occurrence], *, at: datetime, first: date) -> list[Session]:
    """Bring the untouched sessions from `first` on in line with the group, withdraw what it no longer meets for.

    returns  the sessions that were changed, withdrawn or made
    """
    by_day = {each.on: each for each in days}
    changed = []
    for session in untouched(series.pk, at=at, first=first):
        meets = by_day.get(session.planned_on) if session.planned_on else None
        if meets is None:
            withdraw(session, at=at)
        else:
            _align(session, series, meets, at=at)
        changed.append(session)
    return changed + make_missing(series, days)


def untouched(series_id: UUID, *, at: datetime, first: date) -> list[Session]:
    """Return the sessions to come that nobody changed, locked or took a seat in: a change of the group reaches them."""
    seats = Seat.objects.filter(removed_at=None, voided_at=None, session__series=series_id)
    return list(
        Session.objects.filter(
            series=series_id, planned_on__gte=first, starts_at__gt=at, touched_at=None, locked_at=None
        )
        .exclude(pk__in=seats.values("session"))
        .order_by("starts_at")
    )


def changed_days(series_id: UUID, *, besides: Iterable[UUID]) -> set[date | None]:
    """Return the planned days of a group's sessions, apart from those that it is about to bring in line."""
    return set(
        Session.objects.filter(series=series_id).exclude(pk__in=list(besides)).values_list("planned_on", flat=True)
    )


def withdraw(session: Session, *, at: datetime) -> None:
    """Take a session out of the plan because its group no longer meets then."""
    if session.cancelled_at is None:
        session.cancelled_at, session.cancel_reason, session.is_withdrawn = at, CancelReason.MOVED, True
        session.version += 1
        session.save(update_fields=["cancelled_at", "cancel_reason", "is_withdrawn", "version"])


def lead(session: Session, leaders: dict[StaffRole, UUID | None], *, at: datetime) -> None:
    """Put people in charge of a session, and take out who is no longer."""
    there = {row.role: row for row in SessionStaff.objects.filter(session=session.pk, removed_at=None)}
    gone = [row.pk for role, row in there.items() if leaders.get(StaffRole(role)) != row.membership_id]
    SessionStaff.objects.filter(pk__in=gone).update(removed_at=at)
    SessionStaff.objects.bulk_create(
        staff_row(session, role, person)
        for role, person in leaders.items()
        if person and (role not in there or there[role].pk in gone)
    )


def staff_row(session: Session, role: StaffRole, membership_id: UUID) -> SessionStaff:
    """Return an unsaved row that puts somebody in charge of a session."""
    slot = TimestamptzRange(session.starts_at, session.ends_at, empty=session.cancelled_at is not None)
    return SessionStaff(
        organization_id=session.organization_id, session=session, site_id=session.site_id, slot=slot,
        membership_id=membership_id, role=role,
    )  # fmt: skip


def leaders_of(series: GroupSeries) -> dict[StaffRole, UUID | None]:
    """Return who leads a group."""
    return {StaffRole.LEADER: series.leader_id, StaffRole.CO_LEADER: series.co_leader_id}


def _align(session: Session, series: GroupSeries, meets: Occurrence, *, at: datetime) -> None:
    for name, value in _facts(series, meets).items():
        setattr(session, name, value)
    session.cancelled_at, session.cancel_reason, session.is_withdrawn = None, "", False
    session.version += 1
    session.save()
    lead(session, leaders_of(series), at=at)


def _session(series: GroupSeries, meets: Occurrence, *, has_room: bool) -> Session:
    facts = _facts(series, meets) | ({} if has_room else {"room_id": None})
    return Session(organization_id=series.organization_id, series=series, planned_on=meets.on, **facts)


def _present(leaders: dict[StaffRole, UUID | None]) -> dict[StaffRole, UUID | None]:
    """Leave out who no longer works here."""
    here = set(
        Membership.objects.filter(pk__in=filter(None, leaders.values()), ended_at=None).values_list("pk", flat=True)
    )
    return {role: person for role, person in leaders.items() if person in here}


def _facts(series: GroupSeries, meets: Occurrence) -> dict[str, object]:
    return {
        "site_id": series.site_id,
        "program_id": series.program_id,
        "kind": series.kind,
        "title": series.name,
        "day": meets.on,
        "starts_at": meets.starts,
        "ends_at": meets.ends,
        "break_minutes": series.break_minutes,
        "room_id": series.room_id,
        "mode": series.mode,
        "capacity": series.capacity,
    }
