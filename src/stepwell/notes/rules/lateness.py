"""When a note is due. Source: docs/sources.md#notes"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo


@dataclass(frozen=True)
class Deadlines:
    """How soon notes are signed: on the same day at best, late after `late`; `steps` are ages that a list marks."""

    late: timedelta = timedelta(hours=72)
    steps: tuple[timedelta, ...] = (timedelta(hours=24), timedelta(hours=48), timedelta(hours=72))


USUAL = Deadlines()


class Timing(StrEnum):
    """When a note was signed."""

    SAME_DAY = "same_day"
    IN_TIME = "in_time"
    LATE = "late"


@dataclass(frozen=True)
class Age:
    """How old an unsigned note is, for a list: words, and how many steps of the deadlines are past."""

    words: str
    steps: int
    tone: str


def timing(ended_at: datetime, signed_at: datetime, zone: ZoneInfo, *, deadlines: Deadlines = USUAL) -> Timing:
    """Return whether a note was signed on the day of the session, in time, or late.

    ended_at, signed_at  aware instants
    zone                 of the site: its day counts
    """
    if signed_at.astimezone(zone).date() <= ended_at.astimezone(zone).date():
        return Timing.SAME_DAY
    return Timing.LATE if signed_at - ended_at > deadlines.late else Timing.IN_TIME


def in_words(ended_at: datetime, signed_at: datetime, zone: ZoneInfo) -> str:
    """Return how long after the session a note was signed; empty on the same day."""
    found = timing(ended_at, signed_at, zone)
    if found is Timing.SAME_DAY:
        return ""
    days = (signed_at.astimezone(zone).date() - ended_at.astimezone(zone).date()).days
    said = f"{days} day{'' if days == 1 else 's'} after"
    return f"late, {said}" if found is Timing.LATE else said


def age(ended_at: datetime, *, at: datetime, deadlines: Deadlines = USUAL) -> Age:
    """Return how old a note is that nobody signed yet."""
    old = at - ended_at
    steps = sum(old > step for step in deadlines.steps)
    hours = max(int(old.total_seconds() // 3600), 0)
    if steps == 0:
        return Age("Due today" if hours < 1 else f"{hours} h old", 0, "")
    words = f"{hours // 24} days old" if hours >= 48 else "1 day old"
    if steps == len(deadlines.steps):
        return Age(f"Late: {words}", steps, "danger")
    return Age(words, steps, "warn" if steps > 1 else "info")
