"""A client's weeks and months as a page shows them: the bar, and the hours rule in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from stepwell.platform.ui.charts import bar
from stepwell.platform.ui.charts.shapes import Drawing
from stepwell.scheduling.queries.grid import Column, columns
from stepwell.scheduling.queries.sessions import LANES
from stepwell.scheduling.queries.weeks import Entry, PlannedWeek
from stepwell.scheduling.rules import texts
from stepwell.scheduling.rules.months import ClientMonth

FULL = 1200  # minutes at the right edge of a bar: where the next level begins


@dataclass(frozen=True)
class ShownWeek:
    """A week as it is drawn, with its sentences.

    tone   of the balance: success, warn, or info without an order
    lanes  the parts of the day in which there is something
    """

    week: PlannedWeek
    balance: str
    tone: str
    reasons: str
    flags: list[str]
    exemptions: str
    bar: Drawing
    lanes: list[str]
    columns: list[Column[Entry]]
    has_any: bool


def shown_weeks(weeks: Iterable[PlannedWeek], *, today: date) -> list[ShownWeek]:
    """Return weeks as a page shows them."""
    return [_shown(week, today) for week in weeks]


@dataclass(frozen=True)
class ShownMonth:
    """A month with a line for each service ordered by the month: its name, how it stands, whether to look at it."""

    first: date
    lines: list[tuple[str, str, bool]]
    is_whole: bool


def shown_months(months: Iterable[ClientMonth], *, on: date) -> list[ShownMonth]:
    """Return months as a page shows them on a day: what is left is looked at once its month has begun."""
    return [
        ShownMonth(
            one.month.first,
            [
                (name, said, is_short and one.is_whole and one.month.first <= on)
                for name, said, is_short in texts.month(one)
            ],
            one.is_whole,
        )
        for one in months
    ]


def _shown(week: PlannedWeek, today: date) -> ShownWeek:
    hours = week.hours
    ordered = hours.ordered or 0
    left = max(hours.expected - hours.countable, 0)
    entries = [entry for day in week.days for entry in day.entries]
    lanes = [name for name in LANES if any(entry.lane == name for entry in entries)]
    closed = {day.on: day.closed for day in week.days if day.closed}
    return ShownWeek(
        week,
        texts.balance(hours),
        "info" if hours.ordered is None else "warn" if hours.shortfall else "success",
        texts.reasons(hours),
        texts.flags(hours),
        texts.exemptions(hours),
        bar.hours(hours.countable, left, ordered, full=max(FULL, hours.expected, ordered), width=240),
        lanes,
        columns(entries, hours.week, closed=closed, today=today, lanes=lanes),
        bool(entries or closed),
    )
