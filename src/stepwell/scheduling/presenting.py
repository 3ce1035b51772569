"""A client's weeks and months as a page shows them: the bar, and the hours rule in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from stepwell.platform.ui.charts import bar
from stepwell.platform.ui.charts.shapes import Drawing
from stepwell.scheduling.queries.weeks import PlannedWeek
from stepwell.scheduling.rules import texts
from stepwell.scheduling.rules.months import ClientMonth

FULL = 1200  # minutes at the right edge of a bar: where the next level begins


@dataclass(frozen=True)
class ShownWeek:
    """A week with its sentences. `tone` is that of the balance: success, warn, or info without an order."""

    week: PlannedWeek
    balance: str
    tone: str
    reasons: str
    flags: list[str]
    exemptions: str
    bar: Drawing


def shown_weeks(weeks: Iterable[PlannedWeek]) -> list[ShownWeek]:
    """Return weeks as a page shows them."""
    return [_shown(week) for week in weeks]


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


def _shown(week: PlannedWeek) -> ShownWeek:
    hours = week.hours
    ordered = hours.ordered or 0
    left = max(hours.expected - hours.countable, 0)
    return ShownWeek(
        week,
        texts.balance(hours),
        "info" if hours.ordered is None else "warn" if hours.shortfall else "success",
        texts.reasons(hours),
        texts.flags(hours),
        texts.exemptions(hours),
        bar.hours(hours.countable, left, ordered, full=max(FULL, hours.expected, ordered), width=240),
    )
