"""Times as they are typed beside a session: "905" in the evening is five past nine in the evening."""

import re
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

_TYPED = re.compile(r"(\d{1,2})(?:[:.hH ]?(\d{2}))?\s*([ap])?\.?m?\.?", re.IGNORECASE)
_HALF_DAY = 12


def read(typed: str, *, starts: datetime, ends: datetime, zone: ZoneInfo) -> datetime | None:
    """Return the instant that a typed time means beside a session, or None if it is no time.

    Without "am" or "pm" the one that is nearer to the session is meant, and so is the day for a session over midnight,
    and which of two equal hours on the night on which clocks go back.

    typed  such as "905", "9:05", "21:05", "9.05 pm" or "9"
    """
    found = _TYPED.fullmatch(typed.strip())
    if not found:
        return None
    hour, minute = int(found[1]), int(found[2] or 0)
    hours = _hours(hour, (found[3] or "").lower())
    if not hours or minute > 59:
        return None
    first = starts.astimezone(zone).date()
    days = {first, ends.astimezone(zone).date()}
    meant = [_instant(day, each, minute, fold, zone) for day in sorted(days) for each in hours for fold in (0, 1)]
    return min(meant, key=lambda instant: (_distance(instant, starts, ends), instant))


def written(instant: datetime, zone: ZoneInfo) -> str:
    """Return an instant as the field shows it: "9:05"."""
    return f"{instant.astimezone(zone):%-I:%M}"


def _hours(hour: int, half: str) -> tuple[int, ...]:
    """Return the hours of the day that a typed hour may mean."""
    if half:
        return (hour % _HALF_DAY + (_HALF_DAY if half == "p" else 0),) if 1 <= hour <= _HALF_DAY else ()
    if hour > 23:
        return ()
    return (hour % _HALF_DAY, hour % _HALF_DAY + _HALF_DAY) if 1 <= hour <= _HALF_DAY else (hour,)


def _instant(day: date, hour: int, minute: int, fold: int, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(hour, minute, fold=fold), zone).astimezone(UTC)


def _distance(instant: datetime, starts: datetime, ends: datetime) -> timedelta:
    return max(starts - instant, instant - ends, timedelta())
