"""Sessions by day and part of the day, as a week is drawn."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Generic, Protocol, TypeVar

from stepwell.scheduling.queries.sessions import LANES
from stepwell.scheduling.rules.weeks import Week

_WEEKEND = 5


class Shown(Protocol):
    """What stands in a week."""

    @property
    def day(self) -> date:
        """The day it stands on."""

    @property
    def lane(self) -> str:
        """The part of the day, one of `LANES`."""


T = TypeVar("T", bound=Shown)


@dataclass(frozen=True)
class Lane(Generic[T]):
    """A part of a day with its sessions."""

    name: str
    sessions: list[T]


@dataclass(frozen=True)
class Column(Generic[T]):
    """One day of the grid; `closed` says why the site is closed."""

    day: date
    is_today: bool
    lanes: list[Lane[T]]
    closed: str
    count: int


def columns(
    rows: Sequence[T], week: Week, *, closed: Mapping[date, str], today: date, lanes: Sequence[str] = LANES
) -> list[Column[T]]:
    """Return the days with something on them, and Monday to Friday in any case.

    lanes  the parts of the day that are drawn
    """
    found = []
    for day in week.days:
        there = [row for row in rows if row.day == day]
        if there or day.weekday() < _WEEKEND or day in closed:
            drawn = [Lane(name, [row for row in there if row.lane == name]) for name in lanes]
            found.append(Column(day, day == today, drawn, closed.get(day, ""), len(there)))
    return found
