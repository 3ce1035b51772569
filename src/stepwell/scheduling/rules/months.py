"""What is ordered by the month, such as one family session, against what was done and is planned in that month.

A month is that of the calendar at the site. Source: docs/sources.md#hours
"""

from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from stepwell.scheduling.rules.hours import OrderFacts, PlannedSession, counted, length
from stepwell.scheduling.rules.profiles import HoursProfile
from stepwell.scheduling.vocabulary import SessionKind


@dataclass(frozen=True, order=True)
class Month:
    """A month of the calendar, from its first day on."""

    first: date

    @property
    def last(self) -> date:
        """Its last day."""
        return self.first.replace(day=monthrange(self.first.year, self.first.month)[1])

    @property
    def days(self) -> list[date]:
        """Its days in order."""
        return [self.first + timedelta(days=number) for number in range((self.last - self.first).days + 1)]


@dataclass(frozen=True)
class MonthLine:
    """Minutes in a month of one kind of service, whether or not the kind counts toward the hours of a week.

    done     as the profile counts what was recorded
    planned  of sessions in force that nobody has recorded yet
    """

    kind: SessionKind
    ordered: int
    done: int
    planned: int

    @property
    def left(self) -> int:
        """What is neither done nor planned."""
        return max(self.ordered - self.done - self.planned, 0)


@dataclass(frozen=True)
class ClientMonth:
    """A month of a client: a line for each service ordered by the month.

    is_whole  whether the same is ordered from its first day to its last; otherwise it may fall short
    """

    month: Month
    lines: tuple[MonthLine, ...]
    is_whole: bool


def month_of(day: date) -> Month:
    """Return the month that a day lies in."""
    return Month(day.replace(day=1))


def client_month(
    sessions: Iterable[PlannedSession],
    *,
    month: Month,
    zone: ZoneInfo,
    profile: HoursProfile,
    ordered: Mapping[date, OrderFacts],
) -> ClientMonth:
    """Return a month of a client, held against what is ordered on the last day on which anything is.

    sessions  any; those whose first day is not in the month are left out
    zone      of the site
    ordered   by day, for each day of the month with an order
    """
    orders = [ordered[day].monthly for day in month.days if day in ordered]
    wanted = orders[-1] if orders else ()
    held = [
        each
        for each in sessions
        if not each.is_cancelled and month.first <= each.starts.astimezone(zone).date() <= month.last
    ]
    lines = []
    for kind, minutes in wanted:
        mine = [each for each in held if each.kind == kind]
        done = sum(counted(each, profile) for each in mine if each.attended is not None)
        planned = sum(length(each, profile) for each in mine if each.attended is None)
        lines.append(MonthLine(kind, minutes, done, planned))
    return ClientMonth(month, tuple(lines), orders == [wanted] * len(month.days))
