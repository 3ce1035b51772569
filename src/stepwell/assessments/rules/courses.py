"""What a row of scores says: better, worse, or no more than chance."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from stepwell.assessments.rules.definitions import ChangeRule, Definition

STALLED_AFTER = timedelta(weeks=4)


class Trend(StrEnum):
    """How a score stands to the first."""

    BETTER = "better"
    SAME = "same"
    WORSE = "worse"


@dataclass(frozen=True)
class Point:
    """One total on one day."""

    on: date
    total: int


@dataclass(frozen=True)
class Course:
    """What the last total says beside the first.

    points     last minus first; higher is worse in every instrument that has a change rule
    stalled    no reliable change four weeks after the first or later
    """

    first: Point
    last: Point
    points: int
    trend: Trend
    is_response: bool
    is_remission: bool
    stalled: bool

    @property
    def words(self) -> str:
        """The change in one sentence."""
        size = abs(self.points)
        noun = "point" if size == 1 else "points"
        if self.trend is Trend.SAME:
            moved = f"{size} {noun} {'lower' if self.points < 0 else 'higher'}" if size else "The same as"
            return f"{moved}{' than' if size else ''} at first: this can be chance."
        direction = "lower" if self.trend is Trend.BETTER else "higher"
        verdict = "better" if self.trend is Trend.BETTER else "worse"
        return f"{size} {noun} {direction} than at first: reliably {verdict}."


def course(definition: Definition, points: Sequence[Point]) -> Course | None:
    """Return what a course says, or None with fewer than two totals or without a rule for change.

    points  in order of date
    source  the definition's own; docs/sources.md#instruments
    """
    rule = definition.change
    if rule is None or len(points) < 2:
        return None
    first, last = points[0], points[-1]
    difference = last.total - first.total
    trend = _trend(rule, difference)
    began_high = first.total >= rule.begins_at
    return Course(
        first=first,
        last=last,
        points=difference,
        trend=trend,
        is_response=began_high and _is_response(rule, first.total, last.total),
        is_remission=began_high and rule.remission_below is not None and last.total < rule.remission_below,
        stalled=trend is Trend.SAME and last.on - first.on >= STALLED_AFTER,
    )


def is_worse(definition: Definition, before: int | None, now: int | None) -> bool:
    """Return whether a total is reliably worse than one before it."""
    rule = definition.change
    return rule is not None and before is not None and now is not None and now - before >= rule.points


def _trend(rule: ChangeRule, difference: int) -> Trend:
    if abs(difference) < rule.points:
        return Trend.SAME
    return Trend.BETTER if difference < 0 else Trend.WORSE


def _is_response(rule: ChangeRule, first: int, last: int) -> bool:
    if rule.response_percent is None:
        return False
    return (first - last) * 100 >= first * rule.response_percent
