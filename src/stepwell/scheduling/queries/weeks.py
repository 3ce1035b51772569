"""A client's weeks: what they are planned for, day by day, against what was ordered for a week and for a month."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import connection
from django.db.models import Q

from stepwell.clients.models import Client
from stepwell.platform.walls.rights import Category
from stepwell.scheduling import orders
from stepwell.scheduling.models import GroupMembership, Session
from stepwell.scheduling.ordered import ORDERS, on_days
from stepwell.scheduling.queries.reach import WRITES
from stepwell.scheduling.queries.sessions import SessionRow, guests_in_words, rows
from stepwell.scheduling.rules.hours import ClientWeek, OrderFacts, PlannedSession, StayDates, client_week
from stepwell.scheduling.rules.months import ClientMonth, Month, client_month, month_of
from stepwell.scheduling.rules.profiles import HoursProfile, profile_for
from stepwell.scheduling.rules.weeks import Week
from stepwell.scheduling.rules.weeks import week_of as week_around
from stepwell.scheduling.vocabulary import ALONE, NEUTRAL_APPOINTMENT, NEUTRAL_GROUP

_AROUND = f"""
SELECT json_build_object('may_plan', ({WRITES}), 'orders', ({ORDERS}),
  'code', (SELECT h.code FROM scheduling_hoursprofilechoice h WHERE h.from_on <= %(day)s
    ORDER BY h.from_on DESC LIMIT 1),
  'closed', (SELECT json_object_agg(d.day, d.words) FROM scheduling_closedday d
    WHERE d.site_id = %(site)s AND d.voided_at IS NULL AND d.day BETWEEN %(first)s AND %(last)s),
  'stay', (SELECT json_build_array(t.starts_on, t.ends_on)
    FROM clients_levelofcarestay t JOIN clients_episode e ON e.id = t.episode_id
    WHERE t.client_id = %(client)s AND t.voided_at IS NULL AND e.voided_at IS NULL
      AND daterange(t.starts_on, t.ends_on, '[]') @> %(day)s::date
      AND daterange(e.opened_on, e.closed_on, '[]') @> %(day)s::date LIMIT 1),
  'seats', (SELECT json_agg(json_build_array(s.session_id, s.id, s.guests)) FROM scheduling_seat s
    WHERE s.client_id = %(client)s AND s.removed_at IS NULL AND s.voided_at IS NULL))::text
"""


@dataclass(frozen=True, slots=True)
class Entry:
    """One session of a client. `seat_id` where they hold a seat of their own; `clashes` with the one before it."""

    session: SessionRow
    seat_id: UUID | None
    guests: str
    attended: int | None
    clashes: bool

    @property
    def day(self) -> date:
        """The day it stands on."""
        return self.session.day

    @property
    def lane(self) -> str:
        """The part of the day it stands in, or the lane of sessions by video."""
        return self.session.lane

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


@dataclass(frozen=True, slots=True)
class Planned:
    """What a client is planned for: weeks, and months in which something is ordered by the month."""

    weeks: list[PlannedWeek]
    months: list[ClientMonth]


@dataclass(frozen=True, slots=True)
class Around:
    """What a client's weeks are counted by: of the site, and of the client. Days are those from `first` to `last`.

    months   that of the day, and that in which the weeks end
    ordered  by day
    seats    by session, with who comes along
    """

    day: date
    weeks: list[Week]
    months: list[Month]
    profile: HoursProfile
    closed: dict[date, str]
    stay: StayDates
    ordered: dict[date, OrderFacts]
    seats: dict[UUID, tuple[UUID, list[str]]]
    may_plan: bool


def week_of(client: Client, day: date) -> PlannedWeek:
    """Return the week of a client that a day lies in."""
    memberships = GroupMembership.objects.filter(client=client.pk, voided_at=None)
    return planned_of(client, around(client, day, count=1), list(memberships)).weeks[0]


def around(client: Client, day: date, *, count: int) -> Around:
    """Return what counts in a client's weeks, from that of a day on. One query.

    client  with the site
    count   how many
    """
    first = min(day - timedelta(days=6), month_of(day).first)
    last = month_of(day + timedelta(weeks=count)).last
    values: dict[str, Any] = {
        "client": client.pk, "site": client.site_id, "day": day, "first": first, "last": last,
        "category": Category.SCHEDULE,
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_AROUND, values)
        found = json.loads(cursor.fetchone()[0])
    profile = profile_for(found["code"] or client.site.state, on=day)
    begin = week_around(day, starts_on=profile.week_start).first
    weeks = [Week(begin + timedelta(weeks=number)) for number in range(count)]
    months = sorted({month_of(day), month_of(weeks[-1].last)})
    return Around(
        day,
        weeks,
        months,
        profile,
        {date.fromisoformat(on): words for on, words in (found["closed"] or {}).items()},
        StayDates(*(date.fromisoformat(on) if on else None for on in found["stay"] or (None, None))),
        on_days(
            found["orders"],
            [*(on for week in weeks for on in week.days), *(on for month in months for on in month.days)],
        ),
        {UUID(session): (UUID(seat), guests) for session, seat, guests in found["seats"] or ()},
        bool(found["may_plan"]),
    )


def planned_of(client: Client, there: Around, memberships: Sequence[GroupMembership]) -> Planned:
    """Return the weeks and months that `around` told of. Two queries.

    client       with the site
    memberships  of the client, none that was set aside
    """
    entries = _entries(client.pk, there, memberships)
    months = [_month(client, month, entries, there) for month in there.months]
    return Planned([_week(client, week, entries, there) for week in there.weeks], [one for one in months if one.lines])


def _entries(client_id: UUID, there: Around, memberships: Sequence[GroupMembership]) -> list[Entry]:
    """Return what a client is planned for, canceled sessions too, by start."""
    seats = there.seats
    found = Session.objects.filter(
        Q(pk__in=list(seats)) | Q(series__in={row.series_id for row in memberships}),
        is_withdrawn=False,
        day__range=(
            min(there.weeks[0].first, there.months[0].first),
            max(there.weeks[-1].last, there.months[-1].last),
        ),
    )
    mine = [
        row
        for row in rows(found.order_by("starts_at", "id"))
        if row.id in seats or any(_belongs(each, row) for each in memberships)
    ]
    attended = orders.minutes_of(client_id, [row.id for row in mine])
    return [
        Entry(
            row,
            seats[row.id][0] if row.id in seats else None,
            guests_in_words(seats[row.id][1]) if row.id in seats else "",
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


def _week(client: Client, week: Week, entries: Sequence[Entry], there: Around) -> PlannedWeek:
    mine = [each for each in entries if week.has(each.session.day)]
    hours = client_week(
        planned_facts(mine),
        week=week,
        zone=ZoneInfo(client.site.time_zone),
        profile=there.profile,
        order=there.ordered.get(week.first) or there.ordered.get(week.last),  # who begins amid it
        stay=there.stay,
        closed=[day for day in there.closed if week.has(day)],
    )
    days = tuple(
        Day(day, tuple(each for each in mine if each.session.day == day), there.closed.get(day, ""))
        for day in week.days
    )
    return PlannedWeek(days, hours, there.profile)


def _month(client: Client, month: Month, entries: Sequence[Entry], there: Around) -> ClientMonth:
    zone = ZoneInfo(client.site.time_zone)
    return client_month(planned_facts(entries), month=month, zone=zone, profile=there.profile, ordered=there.ordered)


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
