"""Who and what is taken in a week, by day and minute on the site's clock. Pure; identifiers only, no names."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from stepwell.weekplans.rules.facts import StaffFacts, WeekFacts
from stepwell.weekplans.rules.times import Span, joined, minute, written

NIGHT = 24 * 60
ByDay = Mapping[date, Sequence[Span]]


def members(staff: Iterable[StaffFacts]) -> list[dict[str, Any]]:
    """Return staff as documents have them; what they do besides groups is time away."""
    return [
        {
            "id": one.id,
            "hours": written(one.hours),
            "leave": written({day: joined([*one.away.get(day, []), *one.busy.get(day, [])]) for day in one.hours}),
            "credentials": sorted(one.credentials),
            "states": sorted(one.states),
        }
        for one in staff
    ]


def busy_rooms(facts: WeekFacts, offered: Collection[str]) -> dict[str, dict[date, list[Span]]]:
    """Return when rooms are taken by what is not part of the document."""
    found: dict[str, dict[date, list[Span]]] = {}
    for one in facts.sessions:
        if one.room and one.id not in offered:
            days = found.setdefault(one.room, {})
            days.setdefault(day_of(one.starts, facts.zone), []).append(span_of(one.starts, one.ends, facts.zone))
    return found


def day_of(at: datetime, zone: ZoneInfo) -> date:
    """Return the day at the site."""
    return at.astimezone(zone).date()


def span_of(starts: datetime, ends: datetime, zone: ZoneInfo) -> Span:
    """Return the minutes of the day from start to end; what ends on the next day ends at midnight."""
    begin, end = starts.astimezone(zone), ends.astimezone(zone)
    return minute(begin.time()), minute(end.time()) if end.date() == begin.date() else NIGHT


def meet(one: Span, other: Span) -> bool:
    """Return whether two spans of a day overlap."""
    return one[0] < other[1] and other[0] < one[1]
