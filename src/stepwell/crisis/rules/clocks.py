"""Until when what is to be done. Data; source: docs/sources.md#crisis-tiers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta, tzinfo

from stepwell.crisis.rules.closing import DEMANDS, Demand
from stepwell.crisis.vocabulary import Step, Tier

ACKNOWLEDGE = timedelta(minutes=10)  # without an owner by then, the next ones are told
IMMEDIATELY = frozenset({Tier.HIGH})  # the others have until the end of the day


@dataclass(frozen=True)
class Task:
    """One thing to be done.

    due_at   until when
    is_now   it is due at once
    done_at  when it was done, or None
    """

    words: str
    due_at: datetime
    is_now: bool
    done_at: datetime | None

    def is_late(self, at: datetime) -> bool:
        """Return whether it is overdue."""
        return self.done_at is None and at > self.due_at


def tasks(tier: Tier, *, opened_at: datetime, done: Mapping[Step, datetime], zone: tzinfo) -> list[Task]:
    """Return what a tier demands, with deadlines: at once, or on the day it was opened.

    done  the first time that each step was taken
    zone  of the clinic: a day ends at its midnight
    """
    is_now = tier in IMMEDIATELY
    due_at = opened_at if is_now else end_of_day(opened_at, zone)
    return [Task(demand.words, due_at, is_now, _done(demand, done)) for demand in DEMANDS[tier]]


def end_of_day(at: datetime, zone: tzinfo) -> datetime:
    """Return the midnight that ends the clinical day of an instant."""
    return datetime.combine(at.astimezone(zone).date() + timedelta(days=1), time.min, zone)


def _done(demand: Demand, done: Mapping[Step, datetime]) -> datetime | None:
    return min((done[step] for step in demand.steps if step in done), default=None)


def age(opened_at: datetime, at: datetime) -> str:
    """Return how long a crisis has been open, in words: "4 min", "3 h 05 min", "2 days"."""
    minutes = max(0, int((at - opened_at).total_seconds() // 60))
    hours, rest = divmod(minutes, 60)
    if minutes < 60:
        return f"{minutes} min"
    return f"{hours} h {rest:02d} min" if hours < 48 else f"{hours // 24} days"
