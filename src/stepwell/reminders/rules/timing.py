"""When a reminder goes, of which appointment, and what it says. Pure; times are aware, days those of the site.

Sessions that follow each other with little between them are one appointment. A time that was told and is no longer so
is told anew, once, as soon as the clinic's day allows.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from stepwell.reminders.vocabulary import Lead

BETWEEN = timedelta(minutes=60)  # at most, between sessions of one appointment
DAY_BEGINS, DAY_ENDS = time(6), time(21)  # nobody is written to at night
EVENING = time(17)
AHEAD = timedelta(hours=2)
LATEST = timedelta(minutes=30)  # before the start: later than that nobody reads it in time
HORIZON = timedelta(hours=36)  # that any reminder looks ahead


@dataclass(frozen=True, order=True)
class Visit:
    """An appointment as the client knows it: from the first session to the end of the last."""

    starts: datetime
    ends: datetime


@dataclass(frozen=True)
class Told:
    """A time that was told, and the one before that it took the place of."""

    starts: datetime
    instead_of: datetime | None = None


@dataclass(frozen=True)
class Due:
    """A reminder that is to go now: of which start, until when it is of use, which told time it takes the place of."""

    starts: datetime
    until: datetime
    instead_of: datetime | None = None


def visits(sessions: Iterable[Visit]) -> list[Visit]:
    """Return the appointments that sessions make up, by start."""
    found: list[Visit] = []
    for each in sorted(sessions):
        if found and each.starts - found[-1].ends <= BETWEEN:
            found[-1] = Visit(found[-1].starts, max(found[-1].ends, each.ends))
        else:
            found.append(each)
    return found


def window(lead: Lead, starts: datetime, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """Return from when until when a reminder goes; empty where nobody would be awake for it.

    lead    what the client chose
    starts  of the appointment
    source  times of the wall clock of the site, on both sides of a change of clocks
    """
    day = starts.astimezone(zone).date()
    if lead is Lead.EVENING:
        before = day - timedelta(days=1)
        return _at(before, EVENING, zone), _at(before, DAY_ENDS, zone)
    begins = max(starts - AHEAD, _at(day, DAY_BEGINS, zone))
    return begins, min(starts - LATEST, _at(day, DAY_ENDS, zone))


def due(planned: Collection[Visit], told: Collection[Told], *, lead: Lead, at: datetime, zone: ZoneInfo) -> list[Due]:
    """Return the reminders that are to go at an instant.

    planned  the appointments to come, as `visits` gives them
    told     what was told of these days before
    """
    fresh = [one.starts for one in planned if one.starts not in {each.starts for each in told}]
    instead = _taking_place(fresh, _gone(planned, told, at), zone)
    found = []
    for starts in fresh:
        begins, until = _soon(starts, at, zone) if starts in instead else window(lead, starts, zone)
        if begins <= at < until:
            found.append(Due(starts, until, instead.get(starts)))
    return found


def said(starts: datetime, *, at: datetime, zone: ZoneInfo, is_change: bool) -> str:
    """Return the one sentence of a reminder: when, and nothing else.

    at  when it leaves
    """
    there = starts.astimezone(zone)
    away = (there.date() - at.astimezone(zone).date()).days
    day = f"{there:%A, %B} {there.day}"
    when = {0: f"today, {day},", 1: f"tomorrow, {day},"}.get(away, f"on {day},")
    change = "There was a change. " if is_change else ""
    return f"{change}You have an appointment {when} at {there:%-I:%M %p}."


def _gone(planned: Collection[Visit], told: Collection[Told], at: datetime) -> list[datetime]:
    """Return the times to come that were told, are no longer so, and were not told anew."""
    stands = {one.starts for one in planned} | {one.instead_of for one in told}
    return sorted(one.starts for one in told if one.starts > at and one.starts not in stands)


def _taking_place(fresh: Iterable[datetime], gone: Collection[datetime], zone: ZoneInfo) -> dict[datetime, datetime]:
    """Return for each time that is gone the nearest new one of its day, by the new one."""
    left, found = list(fresh), {}
    for each in gone:
        same = [one for one in left if _day(one, zone) == _day(each, zone)]
        if same:
            nearest = min(same, key=lambda one, each=each: abs(one - each))  # type: ignore[misc]
            left.remove(nearest)
            found[nearest] = each
    return found


def _soon(starts: datetime, at: datetime, zone: ZoneInfo) -> tuple[datetime, datetime]:
    today = _day(at, zone)
    return _at(today, DAY_BEGINS, zone), min(starts - LATEST, _at(today, DAY_ENDS, zone))


def _day(instant: datetime, zone: ZoneInfo) -> date:
    return instant.astimezone(zone).date()


def _at(day: date, clock: time, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, clock, zone)
