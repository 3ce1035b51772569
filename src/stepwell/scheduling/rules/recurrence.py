"""When a group meets: the days of its pattern, at the same time on the wall all year."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from stepwell.scheduling.rules.weeks import MONDAY, week_of


@dataclass(frozen=True)
class Pattern:
    """Days of the week (Monday 0 to Sunday 6), a time on the wall, a length.

    every_weeks  1 for each week, 2 for every other one; counted from the week of `from_on`
    to_on        last day on which it may meet; None while it goes on
    """

    weekdays: frozenset[int]
    local_start: time
    minutes: int
    from_on: date
    to_on: date | None = None
    every_weeks: int = 1


@dataclass(frozen=True, order=True)
class Occurrence:
    """One meeting: its day at the site, and its instants."""

    on: date
    starts: datetime
    ends: datetime


def occurrences(
    pattern: Pattern,
    *,
    first: date,
    last: date,
    zone: ZoneInfo,
    closed: Collection[date] = (),
    kept: Collection[date] = (),
) -> Iterator[Occurrence]:
    """Yield the meetings from `first` to `last`, in order.

    closed  days on which the site is closed: none meets then
    kept    closed days on which it meets all the same
    """
    begin = max(first, pattern.from_on)
    end = min(last, pattern.to_on) if pattern.to_on else last
    for number in range((end - begin).days + 1):
        day = begin + timedelta(days=number)
        if _meets(pattern, day) and (day not in closed or day in kept):
            yield at_day(pattern, day, zone)


def at_day(pattern: Pattern, day: date, zone: ZoneInfo) -> Occurrence:
    """Return the meeting of a day: it begins at the pattern's time on the wall and lasts its minutes."""
    starts = datetime.combine(day, pattern.local_start, zone).astimezone(UTC)
    return Occurrence(day, starts, starts + timedelta(minutes=pattern.minutes))


def _meets(pattern: Pattern, day: date) -> bool:
    if day.weekday() not in pattern.weekdays:
        return False
    begun = week_of(pattern.from_on, starts_on=MONDAY).first
    return (week_of(day, starts_on=MONDAY).first - begun).days // 7 % pattern.every_weeks == 0
