"""What of a plan and its facts cannot be used at all."""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from stepwell.coverage.rules.cost.accumulators import State, Used
from stepwell.coverage.rules.cost.days import HOURS_OF_A_DAY, OF_A_DAY, Price, check_days
from stepwell.coverage.rules.cost.decided import Decision
from stepwell.coverage.rules.cost.lines import Line
from stepwell.coverage.rules.cost.medicare import Medicare
from stepwell.coverage.rules.cost.part_b import PartBYear
from stepwell.coverage.rules.cost.plans import Cap, Deductible, Maximum, Network, Plan, Tier
from stepwell.coverage.rules.cost.secondary import Secondary
from stepwell.kernel.findings import Finding
from stepwell.kernel.money import CENT, ZERO

MOST = Decimal(10_000_000)  # dollars; more is a slip of the finger
MOST_LINES = 5000
_WHOLE = Decimal(100)
_MONTHS = 12
HALVES = (("in_network", Tier.IN), ("out_of_network", Tier.OUT))
_PERCENT = "Coinsurance is the percent that the client pays, from 0 to 100."
_MET = ("deductible", "family_deductible", "out_of_pocket", "family_out_of_pocket", "late", "family_late")


def check_lines(lines: Sequence[Line], at: str = "/lines") -> list[Finding]:
    """Return which lines cannot be priced."""
    if not lines:
        return [Finding("COST-001", "There is nothing to price. Add a line, or a course with days.", at)]
    if len(lines) > MOST_LINES:
        return [Finding("COST-001", f"At most {MOST_LINES} lines are priced at a time. Split them.", at)]
    found = check_days((f"{at}/{number}/on", line.on) for number, line in enumerate(lines))
    for number, line in enumerate(lines):
        place = f"{at}/{number}"
        found += check_amounts(
            [(f"{place}/{name}", getattr(line, name)) for name in ("charge", "rate", "if_not_covered")]
        )
        if not 0 <= line.hours <= HOURS_OF_A_DAY or line.services < 1:
            found.append(Finding("COST-004", OF_A_DAY, place))
    return found


_DECIDED = (
    "charge", "paid", "deductible", "copay", "coinsurance", "not_covered", "supplement_paid", "secondary_paid",
    "tertiary_paid", "owes",
)  # fmt: skip


def check_answered(answered: Sequence[Decision]) -> list[Finding]:
    """Return which decisions of payers cannot be used."""
    found = check_days((f"/answered/{number}/on", one.on) for number, one in enumerate(answered))
    return found + check_amounts(
        (f"/answered/{number}/{name}", getattr(one, name)) for number, one in enumerate(answered) for name in _DECIDED
    )


def check_prices(prices: Iterable[Price]) -> list[Finding]:
    """Return which prices cannot be used."""
    return [found for number, price in enumerate(prices) for found in _check_prices(price, f"/prices/{number}")]


def _check_prices(of: Line | Price, at: str) -> list[Finding]:
    return check_amounts((f"{at}/{name}", getattr(of, name)) for name in ("charge", "rate", "if_not_covered"))


def check_plan(plan: Plan, at: str = "/plan") -> list[Finding]:
    """Return what of a plan cannot be used."""
    found = []
    if not 1 <= plan.year_starts_month <= _MONTHS:
        found.append(Finding("COST-003", "The plan year starts in a month from 1 to 12.", f"{at}/year_starts_month"))
    for name, tier in HALVES:
        half = plan.at(tier)
        if half is not None:
            found += _check_half(half, f"{at}/{name}")
    if plan.household:
        found += check_amounts([(f"{at}/household/income", plan.household.income)])
        if not 0 <= plan.household.percent <= _WHOLE:
            sentence = "This is the percent of its income that a household pays at most, from 0 to 100."
            found.append(Finding("COST-006", sentence, f"{at}/household/percent"))
    names = [cap.name for cap in plan.caps]
    for number, cap in enumerate(plan.caps):
        place = f"{at}/caps/{number}"
        if names.index(cap.name) != number:
            found.append(Finding("COST-005", f"Two limits are called {cap.name!r}. Name them apart.", f"{place}/name"))
        found += check_amounts([(f"{place}/limit", cap.limit)])
    return found


def _check_half(half: Network, at: str) -> Iterator[Finding]:
    amounts: list[tuple[str, Decimal | None]] = []
    for name in ("deductible", "maximum"):
        part: Deductible | Maximum | None = getattr(half, name)
        if part is not None:
            amounts += [(f"{at}/{name}/individual", part.individual), (f"{at}/{name}/family", part.family)]
    for number, terms in enumerate(half.terms):
        if terms.copay:
            amounts.append((f"{at}/terms/{number}/copay/amount", terms.copay.amount))
        if not 0 <= terms.coinsurance <= _WHOLE:
            yield Finding("COST-006", _PERCENT, f"{at}/terms/{number}/coinsurance")
    yield from check_amounts(amounts)
    general = [number for number, terms in enumerate(half.terms) if not terms.services]
    if not half.terms or len(general) > 1:
        sentence = "Give terms: one for every service (without a list of services), and others for some services only."
        yield Finding("COST-007", sentence, f"{at}/terms")


def check_medicare(medicare: Medicare, at: str = "/medicare") -> list[Finding]:
    """Return which of Medicare's amounts cannot be used."""
    found = _check_years(medicare.years, f"{at}/years")
    if medicare.supplement and not 0 <= medicare.supplement.coinsurance <= _WHOLE:
        sentence = "This is the percent of the coinsurance that Medigap pays, from 0 to 100."
        found.append(Finding("COST-006", sentence, f"{at}/supplement/coinsurance"))
    return found


def _check_years(years: Iterable[PartBYear], at: str) -> list[Finding]:
    found = []
    for number, year in enumerate(years):
        place = f"{at}/{number}"
        per_diems = [(f"{place}/per_diems/{name}", one) for name, one in year.per_diems.items()]
        rates = [(where, rate) for where, one in per_diems for rate in (one.up_to_three, one.four_or_more)]
        found += check_amounts([(f"{place}/deductible", year.deductible), *rates])
        if not 0 <= year.coinsurance <= _WHOLE:
            found.append(Finding("COST-006", _PERCENT, f"{place}/coinsurance"))
        if not 0 <= year.sequestration <= _WHOLE:
            sentence = "This is the percent that Medicare holds back of what it pays, from 0 to 100."
            found.append(Finding("COST-006", sentence, f"{place}/sequestration"))
    return found


def check_secondary(payer: Secondary, at: str) -> list[Finding]:
    """Return what a later payer allows, or its years of Medicare, that cannot be used."""
    rates = [(f"{at}/rates/{name}", rate) for name, rate in payer.rates.items()]
    rates += [(f"{at}/dated/{number}/dollars", one.dollars) for number, one in enumerate(payer.dated)]
    return check_amounts(rates) + _check_years(payer.years, f"{at}/years")


def check_state(state: State, plan: Plan, at: str = "/state") -> list[Finding]:
    """Return what of the amounts met so far cannot be used under a plan."""
    found = check_days((f"{at}/years/{number}/starts_on", year.starts_on) for number, year in enumerate(state.years))
    if found:
        return found
    starts = [year.starts_on for year in state.years]
    for number, year in enumerate(state.years):
        place = f"{at}/years/{number}"
        if plan.year_of(year.starts_on) != year.starts_on:
            sentence = (
                f"The plan year does not start on {year.starts_on}. Name its first day: {plan.year_of(year.starts_on)}."
            )
            found.append(Finding("COST-008", sentence, f"{place}/starts_on"))
        if starts.index(year.starts_on) != number:
            found.append(Finding("COST-008", "This plan year is there twice. Keep one.", f"{place}/starts_on"))
        for name in ("in_network", "out_of_network"):
            found += check_amounts([(f"{place}/{name}/{part}", getattr(getattr(year, name), part)) for part in _MET])
        found += _check_used(year.used, plan.caps, f"{place}/used")
    found += check_amounts((f"{at}/copays/{number}/amount", one.amount) for number, one in enumerate(state.copays))
    found += check_amounts((f"{at}/household/{place}/amount", one.amount) for place, one in enumerate(state.household))
    found += _check_household(state, plan, f"{at}/household")
    return found + _check_used(state.lifetime, plan.caps, f"{at}/lifetime")


def _check_household(state: State, plan: Plan, at: str) -> Iterator[Finding]:
    limit = plan.household
    for number, one in enumerate(state.household if limit else ()):
        if limit and limit.begins(one.starts_on) != one.starts_on:
            sentence = f"No {limit.per} begins on {one.starts_on}. Name its first day: {limit.begins(one.starts_on)}."
            yield Finding("COST-008", sentence, f"{at}/{number}/starts_on")


def _check_used(used: Iterable[Used], caps: Iterable[Cap], at: str) -> list[Finding]:
    names = {cap.name for cap in caps}
    found = []
    for number, one in enumerate(used):
        found += check_amounts([(f"{at}/{number}/amount", one.amount)])
        if one.cap not in names:
            sentence = f"The plan has no limit called {one.cap!r}. Use the name of one of its limits."
            found.append(Finding("COST-009", sentence, f"{at}/{number}/cap"))
    return found


def check_amounts(amounts: Iterable[tuple[str, Decimal | None]]) -> list[Finding]:
    """Return which amounts, each with its place, are no dollars and cents. None is not known, and fits."""
    found = []
    for at, amount in amounts:
        if amount is None:
            continue
        if not ZERO <= amount <= MOST:
            found.append(Finding("COST-002", f"{amount} must lie between 0 and {MOST:,}. Check the amount.", at))
        elif amount % CENT:
            found.append(Finding("COST-002", f"{amount} has more than two decimals. Give dollars and cents.", at))
    return found
