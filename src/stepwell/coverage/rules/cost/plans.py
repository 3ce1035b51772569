"""What a plan pays, as an estimate needs it. Source: docs/sources.md#cost-share."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_DOWN, Decimal
from enum import StrEnum

from stepwell.coverage.vocabulary import CopayUnit
from stepwell.kernel.money import CENT, ZERO

_WHOLE = Decimal(100)
_MONTHS_A_YEAR, _MONTHS_A_QUARTER = 12, 3


class Tier(StrEnum):
    """Under which half of a plan a line is paid."""

    IN = "in"
    OUT = "out"


class DeductibleKind(StrEnum):
    """How a family's deductible works.

    embedded   a person is past it at the individual amount or when the family's is met, whichever comes first
    aggregate  nobody is past it until the family's amount is met
    """

    EMBEDDED = "embedded"
    AGGREGATE = "aggregate"


class CopayMode(StrEnum):
    """Whether a copay stands in for the deductible or comes after it."""

    INSTEAD = "instead_of_deductible"
    AFTER = "after_deductible"


class CapUnit(StrEnum):
    """What a limit counts. A day counts once, whatever is done on it; a visit is one line."""

    DAYS = "days"
    VISITS = "visits"
    HOURS = "hours"
    DOLLARS = "dollars"


class CapPeriod(StrEnum):
    """How long a limit counts before it begins anew."""

    YEAR = "plan_year"
    LIFETIME = "lifetime"


@dataclass(frozen=True)
class Deductible:
    """Dollars a plan year that the client pays first. `family` is None where only the client is insured."""

    individual: Decimal
    family: Decimal | None = None
    kind: DeductibleKind = DeductibleKind.EMBEDDED


@dataclass(frozen=True)
class Maximum:
    """Most dollars a plan year that the client pays out of pocket, and which parts count toward it.

    A part that does not count is due even after the maximum is reached.
    """

    individual: Decimal
    family: Decimal | None = None
    counts_deductible: bool = True
    counts_copay: bool = True
    counts_coinsurance: bool = True


@dataclass(frozen=True)
class Copay:
    """Dollars that the client pays each day, visit, week (from Monday) or admission.

    on_crossing_day  after the deductible: whether it is due on the day that still counts toward the deductible too
    """

    amount: Decimal
    per: CopayUnit = CopayUnit.DAY
    mode: CopayMode = CopayMode.INSTEAD
    on_crossing_day: bool = False


@dataclass(frozen=True)
class Terms:
    """What the client pays for some services; services under the same terms share one copay.

    services     codes; none for every service that has no terms of its own
    coinsurance  percent that the client pays of what is left: 20 is a fifth
    """

    services: tuple[str, ...] = ()
    covered: bool = True
    authorization_required: bool = False
    deductible_applies: bool = True
    coinsurance: Decimal = ZERO
    copay: Copay | None = None


@dataclass(frozen=True)
class Network:
    """One half of a plan: in network, or out of it.

    lesser_of           whether the lower of charge and rate is allowed; otherwise the rate, even above the charge
    bills_balance       whether the client may be billed what the charge exceeds the allowed amount by
    bills_not_covered   whether the client may be billed what the plan does not cover; not under Medicaid
    """

    terms: tuple[Terms, ...] = (Terms(),)
    deductible: Deductible | None = None
    maximum: Maximum | None = None
    lesser_of: bool = True
    bills_balance: bool = False
    bills_not_covered: bool = True

    def terms_of(self, service: str) -> Terms | None:
        """Return the terms of a service: its own, else those of every service; None if there are neither."""
        own = (one for one in self.terms if service in one.services)
        return next(own, next((one for one in self.terms if not one.services), None))


@dataclass(frozen=True)
class Cap:
    """A limit of the plan.

    name      tells it from the plan's other limits
    limit     days, visits, hours, or dollars that the plan pays
    services  codes that share it; none for every service
    tiers     halves of the plan that share it
    """

    name: str
    unit: CapUnit
    limit: Decimal
    services: tuple[str, ...] = ()
    tiers: tuple[Tier, ...] = (Tier.IN, Tier.OUT)
    period: CapPeriod = CapPeriod.YEAR

    def counts(self, service: str, tier: Tier) -> bool:
        """Return whether it counts a service at a tier."""
        return tier in self.tiers and (not self.services or service in self.services)


class Period(StrEnum):
    """How long a household limit counts before it begins anew: calendar months or quarters."""

    MONTH = "month"
    QUARTER = "quarter"


_PERIODS_A_YEAR = {Period.MONTH: 12, Period.QUARTER: 4}


@dataclass(frozen=True)
class HouseholdLimit:
    """Medicaid: what a household pays in a month or quarter, at most some percent of its income of that time.

    income  dollars a year of the household
    """

    income: Decimal
    percent: Decimal = Decimal(5)
    per: Period = Period.QUARTER

    def dollars(self) -> Decimal:
        """Return the most dollars of each period: a fraction of a cent is never asked for."""
        return (self.income * self.percent / _WHOLE / _PERIODS_A_YEAR[self.per]).quantize(CENT, ROUND_DOWN)

    def begins(self, on: date) -> date:
        """Return the first day of the month or quarter that a day lies in."""
        month = on.month if self.per is Period.MONTH else on.month - (on.month - 1) % _MONTHS_A_QUARTER
        return date(on.year, month, 1)


@dataclass(frozen=True)
class Plan:
    """A plan. A half that is None pays nothing.

    year_starts_month  month (1 to 12) on whose first day amounts and limits begin anew
    cross_accumulate   whether what is met in one half is met in the other too
    carries_over       whether what counts toward the deductible in the last three months of a plan year counts toward
                       that of the next too (the fourth quarter's carry-over); the maximum begins anew all the same
    household          a limit of Medicaid for the household
    """

    in_network: Network | None = None
    out_of_network: Network | None = None
    caps: tuple[Cap, ...] = ()
    year_starts_month: int = 1
    cross_accumulate: bool = False
    carries_over: bool = False
    household: HouseholdLimit | None = None

    def at(self, tier: Tier) -> Network | None:
        """Return one half."""
        return self.in_network if tier is Tier.IN else self.out_of_network

    def year_of(self, on: date) -> date:
        """Return the first day of the plan year that a day lies in."""
        return date(on.year if on.month >= self.year_starts_month else on.year - 1, self.year_starts_month, 1)

    def is_late(self, on: date) -> bool:
        """Return whether a day lies in the last three months of its plan year."""
        return (on.month - self.year_starts_month) % _MONTHS_A_YEAR >= _MONTHS_A_YEAR - _MONTHS_A_QUARTER


def caps_counting(caps: Iterable[Cap], service: str, tier: Tier) -> tuple[Cap, ...]:
    """Return the limits that count a service at a tier."""
    return tuple(cap for cap in caps if cap.counts(service, tier))
