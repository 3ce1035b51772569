"""What a second payer adds to what the first left. Source: docs/sources.md#coordination."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from itertools import groupby

from stepwell.coverage.rules.cost.accumulators import State
from stepwell.coverage.rules.cost.adjudication import adjudicate_in_order
from stepwell.coverage.rules.cost.lines import Line
from stepwell.coverage.rules.cost.part_b import PartBYear, no_year
from stepwell.coverage.rules.cost.plans import Plan, Tier
from stepwell.coverage.rules.cost.results import Amounts, Reason, Result, Why
from stepwell.kernel.findings import Finding
from stepwell.kernel.money import ZERO, percent_of


class Method(StrEnum):
    """How a second plan reckons what it pays.

    standard                 its normal benefit, up to what the first left to the client
    non_duplication          what its normal benefit is above the first's payment; some call it carve-out
    maintenance_of_benefits  its terms applied to what it allows less the first's payment
    medicaid                 what it allows above the first's payment; whatever is left nobody owes
    """

    STANDARD = "standard"
    NON_DUPLICATION = "non_duplication"
    MAINTENANCE = "maintenance_of_benefits"
    MEDICAID = "medicaid"


@dataclass(frozen=True)
class Rate:
    """Dollars that a later payer allows for a service, from a day on."""

    service: str
    dollars: Decimal
    from_on: date


@dataclass(frozen=True)
class Secondary:
    """A plan that pays second.

    plan   its terms stand in `in_network`
    rates  dollars that it allows, by service; for a service that is not named it pays nothing
    dated  dollars that it allows from a day on, before those of `rates`
    years  traditional Medicare: deductible and share of each year, in place of the plan
    pays   false if it pays nothing at all: what is not known of it is a range between both
    name   as people call it, for reading
    """

    method: Method
    plan: Plan
    rates: Mapping[str, Decimal]
    pays: bool = True
    name: str = ""
    dated: tuple[Rate, ...] = ()
    years: tuple[PartBYear, ...] = ()

    def rate(self, service: str, on: date) -> Decimal | None:
        """Return the dollars that it allows for a service on a day; None if that is not known."""
        standing = [one for one in self.dated if one.service == service and one.from_on <= on]
        last = max(standing, key=lambda one: one.from_on, default=None)
        return last.dollars if last else self.rates.get(service)


@dataclass(frozen=True)
class Supplement:
    """Medigap: what it pays of the client's share under Medicare.

    coinsurance  percent of the coinsurance: 100 is all of it
    deductible   whether it pays the deductible
    pays         false if it pays nothing at all: what is not known of it is a range between both
    name         as people call it, for reading
    """

    coinsurance: Decimal = Decimal(100)
    deductible: bool = False
    pays: bool = True
    name: str = ""


_PAYS: dict[Method, Callable[[Result, Amounts, Decimal], Decimal]] = {
    Method.STANDARD: lambda normal, first, left: min(normal.amounts.primary_paid, left),
    Method.NON_DUPLICATION: lambda normal, first, left: _above(normal.amounts.primary_paid, first, left),
    Method.MAINTENANCE: lambda normal, first, left: min(normal.amounts.primary_paid, left),
    Method.MEDICAID: lambda normal, first, left: _above(normal.amounts.allowed, first, left),
}


def _above(benefit: Decimal, first: Amounts, left: Decimal) -> Decimal:
    return min(left, max(benefit - _paid_before(first), ZERO))


def _paid_before(amounts: Amounts) -> Decimal:
    return amounts.primary_paid + amounts.secondary_paid


def coordinate(secondary: Secondary, state: State, results: Sequence[Result]) -> tuple[tuple[Result, ...], State]:
    """Let a second plan pay, or a third after the second.

    state    what is met under that plan; it counts as if it were the only one
    results  of the plans before, in the order of the first
    returns  the results with what it pays, and its state afterwards
    """
    if not secondary.pays:
        return tuple(results), state
    lines = [_line(secondary, result) for result in results]
    normal, after = _normal(secondary, state, [line for line in lines if line])
    second = iter(normal)
    return tuple(
        _coordinated(secondary.method, result, next(second) if line else None)
        for result, line in zip(results, lines, strict=True)
    ), after


def _normal(secondary: Secondary, state: State, lines: Sequence[Line]) -> tuple[tuple[Result, ...], State]:
    """Return its normal benefit of lines, as if it were the only payer; under Medicare year by year."""
    if not secondary.years:
        return adjudicate_in_order(secondary.plan, state, lines)
    plans = {year.year: year.plan() for year in secondary.years}
    found: list[Result] = []
    for number, some in groupby(lines, key=lambda line: line.on.year):
        results, state = adjudicate_in_order(plans[number], state, some)
        found += results
    return tuple(found), state


def check_secondary(secondary: Secondary, days: Iterable[date], at: str) -> list[Finding]:
    """Return which years of Medicare are missing for days on which it is to pay."""
    if not secondary.years or not secondary.pays:
        return []
    return [no_year(number, at) for number in sorted({on.year for on in days} - {one.year for one in secondary.years})]


def _line(secondary: Secondary, result: Result) -> Line | None:
    rate = secondary.rate(result.line.service, result.line.on)
    if rate is None:
        return None
    if secondary.method is Method.MAINTENANCE:
        rate = max(rate - _paid_before(result.amounts), ZERO)
    return replace(result.line, rate=rate, tier=Tier.IN)


def _coordinated(method: Method, result: Result, normal: Result | None) -> Result:
    first = result.amounts
    left = first.client_owes - first.balance_billed  # a billed balance is no part of what a second plan looks at
    paid = _PAYS[method](normal, first, left) if normal else ZERO
    paid_result = _less(result, paid)
    return protected(paid_result) if method is Method.MEDICAID else paid_result


def supplemented(supplement: Supplement, results: Iterable[Result]) -> tuple[Result, ...]:
    """Let Medigap pay its part of the client's share of each line."""
    if not supplement.pays:
        return tuple(results)
    return tuple(_less(result, _supplement(supplement, result.amounts)) for result in results)


def _supplement(supplement: Supplement, first: Amounts) -> Decimal:
    deductible = first.deductible if supplement.deductible else ZERO
    return deductible + percent_of(first.coinsurance, supplement.coinsurance)


def _less(result: Result, paid: Decimal) -> Result:
    if not paid:
        return result
    first = result.amounts
    amounts = replace(first, secondary_paid=first.secondary_paid + paid, client_owes=first.client_owes - paid)
    return replace(result, amounts=amounts, reasons=(*result.reasons, Reason(Why.SECONDARY, paid)))


def protected(result: Result) -> Result:
    """Return the result for a client who may not be billed at all: under Medicaid, or a QMB under Medicare."""
    amounts, owes = result.amounts, result.amounts.client_owes
    if not owes:
        return result
    free = replace(amounts, written_off=amounts.written_off + owes, client_owes=ZERO)
    return replace(result, amounts=free, reasons=(*result.reasons, Reason(Why.WRITTEN_OFF, owes)))
