"""What rooms above tell of days of clients: which are planned, what payers answered. They register at the start."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from stepwell.coverage.rules.cost.days import Weekday
from stepwell.coverage.rules.settling import AnsweredDay


@dataclass(frozen=True)
class Scheduled:
    """On which days somebody comes, from a day on.

    hours      of a day, without breaks; of the longest
    closed_on  of those days, when the site is closed
    """

    weekdays: tuple[Weekday, ...]
    hours: Decimal
    closed_on: tuple[date, ...]


Schedule = Callable[[UUID, date], Scheduled | None]
Answers = Callable[[Collection[UUID]], dict[UUID, list[AnsweredDay]]]
_schedules: list[Schedule] = []
_answers: list[Answers] = []


def register(*, schedule: Schedule | None = None, answers: Answers | None = None) -> None:
    """Take a source of planned days of a client from a day on, or of the days of policies that payers answered."""
    if schedule:
        _schedules.append(schedule)
    if answers:
        _answers.append(answers)


def scheduled(client_id: UUID, *, from_on: date) -> Scheduled | None:
    """Return on which days somebody comes, if the schedule says so."""
    return next((found for source in _schedules if (found := source(client_id, from_on))), None)


def answered(policy_ids: Collection[UUID]) -> dict[UUID, list[AnsweredDay]]:
    """Return the days of policies that their payers answered."""
    found: dict[UUID, list[AnsweredDay]] = {}
    for source in _answers:
        for policy_id, days in source(policy_ids).items():
            found.setdefault(policy_id, []).extend(days)
    return found
