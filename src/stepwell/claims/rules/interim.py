"""Interim bills of a facility: one a month of an episode, the first, those in between and the last.

Source: docs/sources.md#interim-bills.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from stepwell.x12.writing.codes import CONTINUING_INTERIM, FIRST_INTERIM, LAST_INTERIM, ORIGINAL

INTERIM: Final = frozenset({FIRST_INTERIM, CONTINUING_INTERIM, LAST_INTERIM})
NEW: Final = INTERIM | {ORIGINAL}
STILL_HERE, AT_HOME = "30", "01"
_DAY: Final = timedelta(days=1)


@dataclass(frozen=True)
class Course:
    """An episode as its bills tell it.

    admitted    its first day
    discharged  its last day; None while it goes on
    told        the last day that a bill told of before; None if there was none
    """

    admitted: date
    discharged: date | None = None
    told: date | None = None


@dataclass(frozen=True)
class Bill:
    """How one bill stands among those of its episode: frequency, days that it tells of, status at the end of them."""

    frequency: str
    first: date
    last: date
    status: str


def end_of_month(day: date) -> date:
    """Return the last day of a day's month."""
    return (day.replace(day=28) + 4 * _DAY).replace(day=1) - _DAY


def is_due(last: date, course: Course, *, through: date) -> bool:
    """Return whether a bill may be made whose last day of care is `last`: its month or its episode is over."""
    return end_of_month(last) <= through or (course.discharged is not None and course.discharged <= through)


def bills(spans: Sequence[tuple[date, date]], course: Course) -> list[Bill]:
    """Return how parts of one episode are billed.

    spans  from the first to the last day of care of each part, in their order; none goes over the end of a month

    No day is told of twice, and all days of care lie within. A bill reaches to the end of its month, to the day before
    the next one of the same month, or to the discharge; the first begins with the admission if that is in its month.
    """
    made: list[Bill] = []
    told = course.told
    for place, (first, last) in enumerate(spans):
        following = spans[place + 1][0] if place + 1 < len(spans) else None
        begin = max(course.admitted, first.replace(day=1), *([told + _DAY] if told else []))
        is_last = following is None and course.discharged is not None and last <= course.discharged
        end = _end(last, following, course.discharged)
        is_first = told is None
        made.append(
            Bill(_frequency(is_first=is_first, is_last=is_last), min(begin, first), end, _status(is_last=is_last))
        )
        told = end
    return made


def _end(last: date, following: date | None, discharged: date | None) -> date:
    if following is None:
        return max(last, discharged or end_of_month(last))
    return max(last, min(end_of_month(last), following - _DAY))


def _frequency(*, is_first: bool, is_last: bool) -> str:
    if is_last:
        return ORIGINAL if is_first else LAST_INTERIM
    return FIRST_INTERIM if is_first else CONTINUING_INTERIM


def _status(*, is_last: bool) -> str:
    return AT_HOME if is_last else STILL_HERE
