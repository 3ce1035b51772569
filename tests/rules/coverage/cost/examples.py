"""What the examples of the cost tests have in common: charge $350, allowed $275, Mondays, Wednesdays and Fridays."""

from datetime import date, timedelta
from decimal import Decimal

from stepwell.coverage.rules.cost.accumulators import Met, PlanYear, State
from stepwell.coverage.rules.cost.adjudication import adjudicate
from stepwell.coverage.rules.cost.lines import Line
from stepwell.coverage.rules.cost.plans import Copay, Deductible, Maximum, Network, Plan, Terms, Tier
from stepwell.coverage.rules.cost.results import Amounts, Result, totals

START = date(2026, 3, 2)
_WEEKDAYS = frozenset({0, 2, 4})


def money(amount: str | int) -> Decimal:
    return Decimal(amount)


def days(count: int, start: date = START) -> list[date]:
    """Return that many Mondays, Wednesdays and Fridays."""
    found = (start + timedelta(days=number) for number in range(7 * count))
    return [day for day in found if day.weekday() in _WEEKDAYS][:count]


def lines(
    count: int,
    *,
    start: date = START,
    charge: str = "350",
    rate: str = "275",
    tier: Tier = Tier.IN,
    if_not_covered: str | None = None,
) -> list[Line]:
    """Return a line of H0015 for each of that many days."""
    price = None if if_not_covered is None else money(if_not_covered)
    return [
        Line(on=day, service="H0015", charge=money(charge), rate=money(rate), tier=tier, if_not_covered=price)
        for day in days(count, start)
    ]


def network(
    *,
    deductible: Deductible | str | None = None,
    maximum: Maximum | str | None = None,
    coinsurance: str = "0",
    copay: Copay | None = None,
    lesser_of: bool = True,
    bills_balance: bool = False,
) -> Network:
    return Network(
        terms=(Terms(coinsurance=money(coinsurance), copay=copay),),
        deductible=Deductible(money(deductible)) if isinstance(deductible, str) else deductible,
        maximum=Maximum(money(maximum)) if isinstance(maximum, str) else maximum,
        lesser_of=lesser_of,
        bills_balance=bills_balance,
    )


def met(*, on: date = date(2026, 1, 1), tier: Tier = Tier.IN, **amounts: str) -> State:
    """Return a state in which these dollars are met at one tier."""
    known = Met(**{name: money(amount) for name, amount in amounts.items()})  # type: ignore[arg-type]
    return State((PlanYear(on, in_network=known) if tier is Tier.IN else PlanYear(on, out_of_network=known),))


def priced(plan: Plan, priced_lines: list[Line], state: State | None = None) -> tuple[Amounts, list[Result]]:
    """Return the sums and the results."""
    results, _ = adjudicate(plan, state or State(), priced_lines)
    return totals(results), list(results)
