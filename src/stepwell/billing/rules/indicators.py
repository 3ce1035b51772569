"""Indicators of billing: what is divided by what, what that comes to in a month, and whether it meets the target.

Source: docs/sources.md#indicators.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from stepwell.billing.rules.amounts import in_words as dollars
from stepwell.kernel.findings import Finding

MOST_TARGET = Decimal(1000)
_TENTH = Decimal("0.1")
_HUNDRED = 100
TARGET = Finding("IND-001", f"Enter a target from 0 to {MOST_TARGET}, with one decimal at most.", "target")


class Scale(StrEnum):
    """What an indicator is told in."""

    DAYS = "days"
    PERCENT = "percent"


class Counted(StrEnum):
    """What stands above or below the line."""

    DAYS = "days"
    CENTS = "cents"
    ITEMS = "items"


@dataclass(frozen=True)
class Side:
    """The numerator or the denominator: what is counted, and what it is called after its number."""

    counted: Counted
    words: str

    def told(self, amount: Decimal) -> str:
        """Return an amount with its words: “$12.00 owed”."""
        whole = int(amount.quantize(Decimal(1), ROUND_HALF_UP))
        return f"{dollars(whole) if self.counted is Counted.CENTS else f'{whole:,}'} {self.words}"


@dataclass(frozen=True)
class Indicator:
    """A number that tells how billing does.

    month_of  what a month's number is about: “days of care”, “payments”
    is_lower_better  what is wanted
    target    until somebody sets another; None where there is no usual one
    source    where the target comes from
    """

    code: str
    label: str
    above: Side
    below: Side
    month_of: str
    scale: Scale
    is_lower_better: bool
    target: Decimal | None = None
    source: str = ""


@dataclass(frozen=True)
class Month:
    """An indicator in one month: both sides as they add up. `first` is the month's first day."""

    first: date
    above: Decimal
    below: Decimal


def value_of(indicator: Indicator, month: Month) -> Decimal | None:
    """Return the number, with one decimal; None where there is nothing to divide by."""
    if month.below <= 0:
        return None
    ratio = month.above / month.below
    return (ratio * _HUNDRED if indicator.scale is Scale.PERCENT else ratio).quantize(_TENTH, ROUND_HALF_UP)


def meets(indicator: Indicator, value: Decimal, target: Decimal) -> bool:
    """Return whether a number is as good as its target."""
    return value <= target if indicator.is_lower_better else value >= target


def in_words(indicator: Indicator, value: Decimal) -> str:
    """Return “3.0 days” or “94.1%”."""
    return f"{value:,}%" if indicator.scale is Scale.PERCENT else f"{value:,} day{'' if value == 1 else 's'}"


def parts(indicator: Indicator, month: Month) -> str:
    """Return what was divided by what: “$1,200.00 owed of $9,000.00 in all”."""
    between = "of" if indicator.scale is Scale.PERCENT else "over"
    return f"{indicator.above.told(month.above)} {between} {indicator.below.told(month.below)}"


def check_target(target: Decimal) -> list[Finding]:
    """Return what is wrong with a target."""
    is_right = target.is_finite() and 0 <= target <= MOST_TARGET and target == target.quantize(_TENTH)
    return [] if is_right else [TARGET]


def months_until(today: date, *, count: int) -> list[date]:
    """Return the first days of the last months, the month of `today` as the last one."""
    found = [today.replace(day=1)]
    while len(found) < count:
        found.append((found[-1] - timedelta(days=1)).replace(day=1))
    return found[::-1]


def last_of(first: date, *, today: date) -> date:
    """Return the last day of a month, or today if that comes before."""
    following = (first.replace(day=28) + timedelta(days=4)).replace(day=1)
    return min(following - timedelta(days=1), today)
