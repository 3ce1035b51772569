"""A client's weeks: what they are planned for, day by day, against what was ordered."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Q

from stepwell.clients.models import Client
from stepwell.clients.queries.enrollment import stay_on
from stepwell.platform.tenancy.models import Site
from stepwell.scheduling import orders
from stepwell.scheduling.models import ClosedDay, GroupMembership, Seat, Session
from stepwell.scheduling.profiles import profile_of
from stepwell.scheduling.queries.sessions import SessionRow, guests_in_words, rows
from stepwell.scheduling.rules.hours import ClientWeek, OrderFacts, PlannedSession, StayDates, client_week
from stepwell.scheduling.rules.profiles import HoursProfile
from stepwell.scheduling.rules.weeks import Week
from stepwell.scheduling.rules.weeks import week_of as week_around
from stepwell.scheduling.vocabulary import ALONE, NEUTRAL_APPOINTMENT, NEUTRAL_GROUP


@dataclass(frozen=True, slots=True)
class Entry:
    """One session of a client. `seat_id` where they hold a seat of their own; `clashes` with the one before it."""

    session: SessionRow
    seat_id: UUID | None
    guests: str
    attended: int | None
    clashes: bool

    @property
    def neutral(self) -> str:
        """What a sheet of paper may call it."""
        return NEUTRAL_APPOINTMENT if self.session.kind in ALONE else NEUTRAL_GROUP


@dataclass(frozen=True, slots=True)
class Day:
    """One day of a client's week; `closed` says why the site is closed."""

    on: date
    entries: tuple[Entry, ...]
    closed: str


@dataclass(frozen=True, slots=True)
class PlannedWeek:
    """A client's week: its days, and what the hours rule says of it."""

    days: tuple[Day, ...]
    hours: ClientWeek
    profile: HoursProfile

    @property
    def first(self) -> date:
        """The day it begins on."""
        return self.hours.week.first

    @property
    def last(self) -> date:
        """Its seventh day."""
        return self.hours.week.last


def week_of(client: Client, day: date) -> PlannedWeek:
    """Return the week of a client that a day lies in."""
    return weeks_of(client, day, count=1)[0]


def weeks_of(client: Client, day: date, *, count: int) -> list[PlannedWeek]:
    """Return a client's weeks from that of a day on.

    client  with the site
    count   how many
    """
    profile = profile_of(client.site, on=day)
    first = week_around(day, starts_on=profile.week_start).first
    weeks = [Week(first + timedelta(weeks=number)) for number in range(count)]
    entries = entries_of(client.pk, weeks[0].first, weeks[-1].last)
    closed = _closed(client.site, weeks[0].first, weeks[-1].last)
    stay = stay_on(client.pk, day)
    dates = StayDates(stay.span.begin, stay.span.end) if stay else StayDates()
    ordered = orders.orders_of(client.pk, [day for week in weeks for day in (week.first, week.last)])
    return [_week(client, week, entries, closed, profile, dates, ordered) for week in weeks]


def entries_of(client_id: UUID, first: date, last: date) -> list[Entry]:
    """Return what a client is planned for from a day to a day, canceled sessions too, by start."""
    groups = list(GroupMembership.objects.filter(client=client_id, voided_at=None))
    seats = {seat.session_id: seat for seat in Seat.objects.filter(client=client_id, removed_at=None, voided_at=None)}
    found = Session.objects.filter(
        Q(pk__in=list(seats)) | Q(series__in={row.series_id for row in groups}),
        is_withdrawn=False,
        day__range=(first, last),
    )
    mine = [
        row
        for row in rows(found.order_by("starts_at", "id"))
        if row.id in seats or any(_belongs(group, row) for group in groups)
    ]
    attended = orders.minutes_of(client_id, [row.id for row in mine])
    return [
        Entry(
            row,
            seats[row.id].pk if row.id in seats else None,
            guests_in_words(seats[row.id].guests) if row.id in seats else "",
            attended.get(row.id),
            _clashes(row, mine[:number]),
        )
        for number, row in enumerate(mine)
    ]


def planned_facts(entries: Sequence[Entry]) -> list[PlannedSession]:
    """Return entries as the hours rule takes them."""
    return [
        PlannedSession(
            each.session.starts,
            each.session.ends,
            each.session.kind,
            each.session.break_minutes,
            each.session.is_cancelled,
            each.attended,
        )
        for each in entries
    ]


def _week(
    client: Client,
    week: Week,
    entries: Sequence[Entry],
    closed: dict[date, str],
    profile: HoursProfile,
    stay: StayDates,
    ordered: dict[date, OrderFacts],
) -> PlannedWeek:
    mine = [each for each in entries if week.has(each.session.day)]
    hours = client_week(
        planned_facts(mine),
        week=week,
        zone=ZoneInfo(client.site.time_zone),
        profile=profile,
        order=ordered.get(week.first) or ordered.get(week.last),  # who begins amid it
        stay=stay,
        closed=[day for day in closed if week.has(day)],
    )
    days = tuple(
        Day(day, tuple(each for each in mine if each.session.day == day), closed.get(day, "")) for day in week.days
    )
    return PlannedWeek(days, hours, profile)


def _closed(site: Site, first: date, last: date) -> dict[date, str]:
    found = ClosedDay.objects.filter(site=site, voided_at=None, day__range=(first, last))
    return dict(found.values_list("day", "words"))


def _belongs(group: GroupMembership, row: SessionRow) -> bool:
    return bool(
        group.series_id == row.series_id
        and group.from_on <= row.day
        and (group.to_on is None or group.to_on >= row.day)
    )


def _clashes(row: SessionRow, earlier: Sequence[SessionRow]) -> bool:
    return not row.is_cancelled and any(
        each.ends > row.starts and each.starts < row.ends for each in earlier if not each.is_cancelled
    )
