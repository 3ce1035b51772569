"""What somebody pays by income and size of household. Source: docs/sources.md#sliding-fee."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Final

from stepwell.kernel.findings import Finding, Refused
from stepwell.kernel.money import ZERO, percent_of

_WHOLE = Decimal(100)
_POVERTY, _NO_DISCOUNT = Decimal(100), Decimal(200)  # percent of the guideline
_FEWEST_CLASSES = 3  # between the two
_FEBRUARY = 2
_MOST_INCOME, _MOST_PEOPLE, _MOST = Decimal(1_000_000_000), 50, Decimal(10_000)


class Region(StrEnum):
    """Where a household lives: the guidelines differ."""

    CONTIGUOUS = "contiguous"
    ALASKA = "alaska"
    HAWAII = "hawaii"


@dataclass(frozen=True)
class Guideline:
    """The federal poverty guideline of a year: dollars a year for one person, and for each further one."""

    region: Region
    from_on: date
    one_person: Decimal
    each_further: Decimal

    def of(self, household: int) -> Decimal:
        """Return dollars a year for a household of that many people."""
        return self.one_person + (household - 1) * self.each_further


@dataclass(frozen=True)
class FeeClass:
    """Whose income is above the class before, up to some percent of the guideline.

    up_to    percent; None for everybody above
    share    percent of the fee that is paid
    nominal  dollars a day that are paid instead of a share
    """

    name: str
    up_to: Decimal | None
    share: Decimal = _WHOLE
    nominal: Decimal | None = None

    def fee(self, full: Decimal) -> Decimal:
        """Return dollars to pay of a full fee: never more than it."""
        return percent_of(full, self.share) if self.nominal is None else min(self.nominal, full)


SCHEDULE: Final = (
    FeeClass("A", Decimal(100), nominal=Decimal(10)),
    FeeClass("B", Decimal(125), Decimal(20)),
    FeeClass("C", Decimal(150), Decimal(40)),
    FeeClass("D", Decimal(175), Decimal(60)),
    FeeClass("E", Decimal(200), Decimal(80)),
    FeeClass("F", None),
)


def guideline_of(guidelines: Sequence[Guideline], region: Region, on: date) -> Guideline:
    """Return the guideline that holds on a day: the newest, through February of the next year.

    raises  Refused (FEE-001) if there is none; last year's is not carried on
    """
    standing = [one for one in guidelines if one.region is region and one.from_on <= on]
    newest = max(standing, key=lambda one: one.from_on, default=None)
    if newest is None or (on.year, on.month) > (newest.from_on.year + 1, _FEBRUARY):
        sentence = (
            f"The poverty guidelines that hold on {on} ({region}) are not here, and older ones are not carried on. Add"
            " them from the Federal Register: Settings, Sliding fee."
        )
        raise Refused(Finding("FEE-001", sentence, "/sliding_fee/on"))
    return newest


def class_of(schedule: Sequence[FeeClass], income: Decimal, guideline: Decimal) -> FeeClass:
    """Return the class of an income, in dollars a year; percents are compared unrounded, and 200 is not above 200."""
    return next(one for one in schedule if one.up_to is None or income * _WHOLE <= guideline * one.up_to)


def check_household(income: Decimal, household: int) -> list[Finding]:
    """Return what of a household cannot be so."""
    found = []
    if not ZERO <= income <= _MOST_INCOME:
        found.append(Finding("FEE-002", "Income is 0 or more dollars a year, before taxes. Check the sum.", "income"))
    if not 1 <= household <= _MOST_PEOPLE:
        sentence = f"A household has 1 to {_MOST_PEOPLE} people, with the client. Check the number."
        found.append(Finding("FEE-003", sentence, "household"))
    return found


def check_schedule(schedule: Sequence[FeeClass]) -> list[Finding]:
    """Return why a schedule of fees cannot be used."""
    limits = [one.up_to for one in schedule]
    known = [limit for limit in limits if limit is not None]
    if not schedule or limits[-1] is not None or len(known) != len(limits) - 1 or known != sorted(set(known)):
        sentence = "Classes rise: each ends at a higher percent than the one before, and only the last has no end."
        return [Finding("FEE-010", sentence)]
    return [finding for one in schedule for finding in check_class(one)][:1]


def check_class(one: FeeClass) -> list[Finding]:
    """Return why a class of fees cannot be used."""
    if not ZERO <= one.share <= _WHOLE:
        return [Finding("FEE-011", "A share is the percent of the fee that is paid, from 0 to 100.")]
    if any(not ZERO <= value <= _MOST for value in (one.up_to or ZERO, one.nominal or ZERO)):
        return [Finding("FEE-011", f"Ends are percents, and nominal fees dollars, from 0 to {_MOST:,}.")]
    return []


def question_schedule(schedule: Sequence[FeeClass]) -> list[Finding]:
    """Return what of a schedule does not fit what federally funded health centers are held to."""
    found = []
    known = [one.up_to for one in schedule if one.up_to is not None]
    if any(one.nominal is None and one.share for one in schedule if one.up_to and one.up_to <= _POVERTY):
        found.append(Finding("FEE-012", "Health centers ask nothing, or a small fixed sum, up to 100 percent."))
    partial = [limit for limit in known if _POVERTY < limit <= _NO_DISCOUNT]
    if len(partial) < _FEWEST_CLASSES or _POVERTY not in known or known[-1] != _NO_DISCOUNT:
        sentence = "Health centers have a class that ends at 100 percent, and three or more from there to 200."
        found.append(Finding("FEE-013", sentence))
    if schedule[-1].fee(_WHOLE) != _WHOLE:
        found.append(Finding("FEE-014", "Health centers ask the full fee above 200 percent; other funds may help."))
    return found
