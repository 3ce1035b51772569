"""A client's weeks as a page shows them: the bar, and the hours rule in words."""

from collections.abc import Iterable
from dataclasses import dataclass

from stepwell.platform.ui.charts import bar
from stepwell.platform.ui.charts.shapes import Drawing
from stepwell.scheduling.queries.weeks import PlannedWeek
from stepwell.scheduling.rules import texts

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
