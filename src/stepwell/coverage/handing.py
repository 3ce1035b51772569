"""What rooms above tell of clients: which days are planned, what payers answered, the sliding fee. They register."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from stepwell.coverage.rules.basis import Fee
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


Fees = Callable[[UUID, date], Fee | None]
Schedule = Callable[[UUID, date], Scheduled | None]
Answers = Callable[[Collection[UUID]], dict[UUID, list[AnsweredDay]]]
_schedules: list[Schedule] = []
_answers: list[Answers] = []
_fees: list[Fees] = []


def register(*, schedule: Schedule | None = None, answers: Answers | None = None, fee: Fees | None = None) -> None:
    """Take a source of planned days of a client from a day on, of the days of policies that payers answered, or of the
    sliding fee of a client on a day."""
    if schedule:
        _schedules.append(schedule)
    if answers:
        _answers.append(answers)
    if fee:
        _fees.append(fee)


def scheduled(client_id: UUID, *, from_on: date) -> Scheduled | None:
    """Return on which days somebody comes, if the schedule says so."""
    return next((found for source in _schedules if (found := source(client_id, from_on))), None)


def fee_of(client_id: UUID, *, on: date) -> Fee | None:
    """Return the sliding fee that a client has or asked for, for days of care from a day on."""
    return next((found for source in _fees if (found := source(client_id, on))), None)


def answered(policy_ids: Collection[UUID]) -> dict[UUID, list[AnsweredDay]]:
    """Return the days of policies that their payers answered."""
    found: dict[UUID, list[AnsweredDay]] = {}
    for source in _answers:
        for policy_id, days in source(policy_ids).items():
            found.setdefault(policy_id, []).extend(days)
    return found
