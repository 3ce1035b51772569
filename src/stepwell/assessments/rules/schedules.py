"""When a measure is due."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from stepwell.kernel.findings import Finding

MOST_DAYS = 366


@dataclass(frozen=True)
class Rhythm:
    """Every so many days, from a day to a day; no end means until further notice."""

    every_days: int
    from_on: date
    to_on: date | None = None


def due_on(rhythm: Rhythm, *, last: date | None) -> date | None:
    """Return the day on which it is next due, or None if that is after the end.

    last  when it was last answered, on or after the beginning
    """
    day = rhythm.from_on if last is None else last + timedelta(days=rhythm.every_days)
    return None if rhythm.to_on and day > rhythm.to_on else day


def check(rhythm: Rhythm, others: Iterable[Rhythm]) -> list[Finding]:
    """Return what is wrong with a schedule, beside the others of the same instrument."""
    found = []
    if not 1 <= rhythm.every_days <= MOST_DAYS:
        found.append(Finding("ASM-010", f"Enter 1 to {MOST_DAYS} days.", "every_days"))
    if rhythm.to_on and rhythm.to_on < rhythm.from_on:
        found.append(Finding("ASM-011", "The last day comes before the first. Check both dates.", "to_on"))
    elif any(_overlap(rhythm, other) for other in others):
        found.append(
            Finding("ASM-012", "This instrument has a schedule on some of these days. End that one first.", "from_on")
        )
    return found


def _overlap(one: Rhythm, other: Rhythm) -> bool:
    starts_before_end = other.to_on is None or one.from_on <= other.to_on
    ends_after_start = one.to_on is None or one.to_on >= other.from_on
    return starts_before_end and ends_after_start
