"""What can be computed with but is hardly meant: somebody should ask the plan again."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from stepwell.coverage.rules.cost.accumulators import Met, PlanYear, State
from stepwell.coverage.rules.cost.checks import HALVES
from stepwell.coverage.rules.cost.lines import Line
from stepwell.coverage.rules.cost.plans import CapUnit, Network, Plan
from stepwell.coverage.rules.cost.secondary import Method, Secondary
from stepwell.kernel.findings import Finding

_WHOLE = Decimal(100)
_LOW_COINSURANCE, _HIGH_COINSURANCE = Decimal(1), Decimal(60)


def question_plan(plan: Plan, state: State, at: str = "/plan", state_at: str = "/state") -> list[Finding]:
    """Return which amounts of a plan, and of what is met, do not go together."""
    found: list[Finding] = []
    for name, tier in HALVES:
        half = plan.at(tier)
        if half is None:
            continue
        found += _question_half(half, f"{at}/{name}")
        for number, year in enumerate(state.years):
            found += _question_met(half, getattr(year, name), f"{state_at}/years/{number}/{name}")
    return found + [
        finding
        for number, year in enumerate(state.years)
        for finding in _question_used(plan, year, f"{state_at}/years/{number}/used")
    ]


def _question_half(half: Network, at: str) -> Iterator[Finding]:
    for number, terms in enumerate(half.terms):
        if 0 < terms.coinsurance < _LOW_COINSURANCE:
            meant = f"{(terms.coinsurance * _WHOLE).normalize():f}"
            sentence = f"{terms.coinsurance} is less than one percent. If {meant} percent is meant, give {meant}."
            yield Finding("COST-040", sentence, f"{at}/terms/{number}/coinsurance")
        elif _HIGH_COINSURANCE <= terms.coinsurance < _WHOLE:
            sentence = "This is what the client pays. If it is what the plan pays, give what is left to 100."
            yield Finding("COST-049", sentence, f"{at}/terms/{number}/coinsurance")
    deductible, maximum = half.deductible, half.maximum
    if deductible and maximum and maximum.counts_deductible and maximum.individual < deductible.individual:
        sentence = "The out-of-pocket maximum is below the deductible. Ask the plan which of the two is right."
        yield Finding("COST-041", sentence, f"{at}/maximum/individual")
    for name, part in (("deductible", deductible), ("maximum", maximum)):
        if part and part.family is not None and part.family < part.individual:
            sentence = f"The family's {name} is below that of one person. Ask the plan which of the two is right."
            yield Finding("COST-042", sentence, f"{at}/{name}/family")


def _question_met(half: Network, met: Met, at: str) -> Iterator[Finding]:
    for name, own, family, part in (
        ("deductible", met.deductible, met.family_deductible, half.deductible),
        ("out_of_pocket", met.out_of_pocket, met.family_out_of_pocket, half.maximum),
    ):
        if part is None:
            continue
        sentence = "More is met than there is in all. Ask whether this is what is met, or what is left."
        if own > part.individual:
            yield Finding("COST-043", sentence, f"{at}/{name}")
        if part.family is not None and family > part.family:
            yield Finding("COST-043", sentence, f"{at}/family_{name}")
        if part.family is not None and family < own:
            sentence = "The family met less than the client alone. The family's amount includes the client's own."
            yield Finding("COST-044", sentence, f"{at}/family_{name}")


def _question_used(plan: Plan, year: PlanYear, at: str) -> Iterator[Finding]:
    limits = {cap.name: cap.limit for cap in plan.caps}
    for place, used in enumerate(year.used):
        if used.amount > limits.get(used.cap, used.amount):
            sentence = "More is used than the limit allows. Ask whether this is what is used, or what is left."
            yield Finding("COST-045", sentence, f"{at}/{place}/amount")


def question_lines(plan: Plan, lines: Iterable[Line]) -> list[Finding]:
    """Return which lines count as not covered because nobody said what the plan pays for them."""
    found: dict[Finding, None] = {}
    for line in lines:
        half = plan.at(line.tier)
        if half is not None and half.terms_of(line.service) is None:
            sentence = (
                f"The plan has no terms for {line.service}: it counts as not covered. Add terms, or say it is not."
            )
            found[Finding("COST-046", sentence, "/plan")] = None
        elif half is None and plan != Plan():
            sentence = f"Nothing is said of the plan {line.tier} of network: {line.service} counts as not covered."
            found[Finding("COST-046", sentence, "/plan")] = None
    return list(found)


def question_secondary(secondary: Secondary, lines: Iterable[Line], at: str = "/secondary/rates") -> list[Finding]:
    """Return for which services a later payer counts as paying nothing. Under Medicaid the client owes nothing."""
    if secondary.method is Method.MEDICAID:
        return []
    missing = sorted({line.service for line in lines if secondary.rate(line.service, line.on) is None})
    return [
        Finding("COST-047", f"A later payer’s rate of {one} is not known: it counts as nothing.", at) for one in missing
    ]


def question_hours(plan: Plan, after: State) -> list[Finding]:
    """Return which limits of hours ended in the middle of a day: that day counts as covered."""
    limits = {cap.name: cap.limit for cap in plan.caps if cap.unit is CapUnit.HOURS}
    used = [one for year in after.years for one in year.used] + list(after.lifetime)
    return [
        Finding(
            "COST-048", f"The limit “{one.cap}” ends within a day, which counts as covered. Ask the plan.", "/plan/caps"
        )
        for one in used
        if one.amount > limits.get(one.cap, one.amount)
    ]
