"""When benefits have to be verified again. Source: docs/sources.md#benefits.

Plans change with the month and the year, and what was asked before somebody came may not hold on the day they come.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from stepwell.coverage.verifying_again import Again


@dataclass(frozen=True)
class Covered:
    """A policy of somebody in care.

    admitted_on        first day of the episode
    levels_on          first days of further levels of care in it
    from_on            first day of the policy
    year_starts_month  in which its plan year begins
    verified_on        day of the latest verification; what stands on a card is none
    """

    admitted_on: date
    levels_on: Sequence[date]
    from_on: date
    year_starts_month: int = 1
    verified_on: date | None = None


def due(covered: Covered, *, on: date) -> list[tuple[Again, date]]:
    """Return why a policy is to be verified again, each with the day that made it so, the oldest first."""
    began = max(covered.admitted_on, covered.from_on)
    found = {(Again.ADMISSION, began), *((why, since) for why, since in _turns(covered, on) if since > began)}
    open_ones = [(why, since) for why, since in found if since <= on and _is_open(covered, since)]
    return sorted(open_ones, key=lambda one: (one[1], one[0]))


def _is_open(covered: Covered, since: date) -> bool:
    return covered.verified_on is None or covered.verified_on < since


def _turns(covered: Covered, on: date) -> Iterator[tuple[Again, date]]:
    year = on.replace(month=covered.year_starts_month, day=1)
    turn = year if year <= on else year.replace(year=on.year - 1)
    month = on.replace(day=1)
    yield Again.PLAN_YEAR, turn
    if month != turn:
        yield Again.MONTH, month
    levels = [day for day in covered.levels_on if day <= on]
    if levels:
        yield Again.LEVEL, max(levels)
