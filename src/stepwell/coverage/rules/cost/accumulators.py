"""What was met and used so far. Facts that come later replace these amounts; they are never added to them."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Final

from stepwell.coverage.rules.cost.plans import Tier
from stepwell.kernel.money import ZERO


@dataclass(frozen=True)
class Met:
    """Dollars met so far in a plan year, in one half of the plan. The family's include the client's own.

    deductible_on  the last day of which something counted toward the deductible
    late           what of the deductible came in the last three months of the plan year, for plans that carry it over;
                   `family_late` of the family's
    """

    deductible: Decimal = ZERO
    family_deductible: Decimal = ZERO
    out_of_pocket: Decimal = ZERO
    family_out_of_pocket: Decimal = ZERO
    deductible_on: date | None = None
    late: Decimal = ZERO
    family_late: Decimal = ZERO

    def carried_over(self) -> "Met":
        """Return what the next plan year begins with where the last three months count twice."""
        return Met(deductible=self.late, family_deductible=max(self.family_late, self.late))


@dataclass(frozen=True)
class Used:
    """How much of a limit was used, in its own unit, and the last day that was counted."""

    cap: str
    amount: Decimal
    last_on: date | None = None


@dataclass(frozen=True)
class PlanYear:
    """One plan year, by its first day."""

    starts_on: date
    in_network: Met = Met()
    out_of_network: Met = Met()
    used: tuple[Used, ...] = ()


@dataclass(frozen=True)
class CopayTaken:
    """Dollars of a copay that were due in the day, week or admission that began on `since` (None: admission).

    terms  position of the terms among those of the tier
    """

    tier: Tier
    terms: int
    since: date | None
    amount: Decimal


@dataclass(frozen=True)
class HouseholdPaid:
    """Dollars that a household paid in the month or quarter that began on a day, under Medicaid."""

    starts_on: date
    amount: Decimal


@dataclass(frozen=True)
class State:
    """Everything met so far, by plan year; a year that is not named has nothing met.

    lifetime   use of limits that never begin anew
    copays     copays of the day, week or admission under way
    household  what the household paid toward its limit
    """

    years: tuple[PlanYear, ...] = ()
    lifetime: tuple[Used, ...] = ()
    copays: tuple[CopayTaken, ...] = ()
    household: tuple[HouseholdPaid, ...] = ()

    def with_facts(self, year: PlanYear) -> "State":
        """Return the state with what is now known of a plan year in place of what was thought of it."""
        others = [one for one in self.years if one.starts_on != year.starts_on]
        return replace(self, years=tuple(sorted((*others, year), key=lambda one: one.starts_on)))


NOTHING_MET: Final = State()
