"""One episode priced: everything that is asked, and everything that is answered. The shapes of `stepwell cost`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from stepwell.coverage.rules.cost import checks, questions
from stepwell.coverage.rules.cost.accumulators import NOTHING_MET, State
from stepwell.coverage.rules.cost.adjudication import adjudicate
from stepwell.coverage.rules.cost.days import Course, Price, planned_lines
from stepwell.coverage.rules.cost.decided import Decision, Through, decided, merged
from stepwell.coverage.rules.cost.discount import SlidingFee, discounted
from stepwell.coverage.rules.cost.estimates import Attendance, Doubt, Estimate, bands, changed, check_doubts, estimate
from stepwell.coverage.rules.cost.limits import YearLimits, question_limits
from stepwell.coverage.rules.cost.lines import Line
from stepwell.coverage.rules.cost.medicare import Medicare, adjudicate_part_b, beside, question_rates
from stepwell.coverage.rules.cost.part_b import PartBYear
from stepwell.coverage.rules.cost.plans import Plan, Tier
from stepwell.coverage.rules.cost.results import Amounts, Result, totals
from stepwell.coverage.rules.cost.secondary import Secondary, check_secondary, coordinate
from stepwell.coverage.rules.sliding_fee import FeeClass, Guideline, check_class, question_schedule
from stepwell.kernel.findings import Finding, refuse


@dataclass(frozen=True)
class Figures:
    """Published amounts: limits of plans by year, Medicare's years, poverty guidelines."""

    limits: Mapping[int, YearLimits] = field(default_factory=dict)
    medicare: tuple[PartBYear, ...] = ()
    guidelines: tuple[Guideline, ...] = ()


@dataclass(frozen=True)
class Coverage:
    """Who pays, and what was met so far. With neither a plan nor Medicare the client pays by themself.

    fee_class  by the sliding fee, after everybody else
    answered   what payers decided already
    """

    plan: Plan | None = None
    medicare: Medicare | None = None
    state: State = NOTHING_MET
    secondary: Secondary | None = None
    secondary_state: State = NOTHING_MET
    tertiary: Secondary | None = None
    tertiary_state: State = NOTHING_MET
    fee_class: FeeClass | None = None
    answered: tuple[Decision, ...] = ()


@dataclass(frozen=True)
class Request:
    """What is to be priced: who pays, and either lines, or a course with prices.

    tier             under which half of the plan the course is paid; each line says it for itself
    attendance       percent of the planned days; without it, all of them
    unverified       benefits that are not sure
    high_deductible  whether the plan is a high-deductible health plan: its amounts are then held against the law's
    fee_class        the class of a sliding fee that was decided, instead of what it goes by
    answered         what payers decided already, beside the lines or the course; the states count it
    """

    plan: Plan | None = None
    medicare: Medicare | None = None
    state: State = NOTHING_MET
    secondary: Secondary | None = None
    secondary_state: State = NOTHING_MET
    tertiary: Secondary | None = None
    tertiary_state: State = NOTHING_MET
    sliding_fee: SlidingFee | None = None
    lines: tuple[Line, ...] = ()
    course: Course | None = None
    prices: tuple[Price, ...] = ()
    tier: Tier = Tier.IN
    attendance: Attendance | None = None
    unverified: tuple[Doubt, ...] = ()
    high_deductible: bool = False
    fee_class: FeeClass | None = None
    answered: tuple[Decision, ...] = ()

    def coverage(self, figures: Figures) -> Coverage:
        """Return who pays. Years of Medicare that are not given are the published ones.

        raises  Refused if the class of a sliding fee cannot be told
        """
        medicare = self.medicare
        if medicare:
            medicare = replace(medicare, years=_all_years(medicare.years, figures))
        fee_class = self.sliding_fee.fee_class(figures.guidelines) if self.sliding_fee else self.fee_class
        return Coverage(
            self.plan, medicare, self.state, _with_years(self.secondary, figures), self.secondary_state,
            _with_years(self.tertiary, figures), self.tertiary_state, fee_class, self.answered,
        )  # fmt: skip


def _all_years(given: tuple[PartBYear, ...], figures: Figures) -> tuple[PartBYear, ...]:
    numbers = {year.year for year in given}
    return (*given, *(year for year in figures.medicare if year.year not in numbers))


def _with_years(payer: Secondary | None, figures: Figures) -> Secondary | None:
    return replace(payer, years=_all_years(payer.years, figures)) if payer and payer.years else payer


@dataclass(frozen=True)
class Answer:
    """What it costs.

    totals    sums over all planned lines
    lines     each line, in the order in which it was priced
    state     what is met and used after them; `secondary_state` under the second plan, `tertiary_state` the third
    estimate  what the client owes as a range
    findings  what somebody should look at
    """

    totals: Amounts
    lines: tuple[Result, ...]
    state: State
    secondary_state: State
    tertiary_state: State
    estimate: Estimate
    findings: tuple[Finding, ...]


def answer(request: Request, figures: Figures) -> Answer:
    """Price an episode.

    raises  Refused with everything that cannot be used; each finding's field is a JSON pointer into the request
    source  docs/sources.md#cost-share
    """
    refuse(_check_shape(request))
    coverage = request.coverage(figures)
    lines = planned_lines(request.course, request.prices, request.tier) if request.course else request.lines
    found = checks.check_answered(request.answered)
    if lines or not request.answered:
        found += checks.check_lines(lines, "/course" if request.course else "/lines")
    refuse(_check_coverage(coverage) + found)
    days = [line.on for line in lines] + [one.on for one in request.answered]
    refuse(one for at, payer, _ in _later(coverage) for one in check_secondary(payer, days, f"/{at}/years"))
    refuse(_check_variants(coverage, request.unverified))
    results, state, secondary_state, tertiary_state = price(coverage, lines)
    return Answer(
        totals=totals(results),
        lines=results,
        state=state,
        secondary_state=secondary_state,
        tertiary_state=tertiary_state,
        estimate=estimate(coverage, lines, _owed, attendance=request.attendance, doubts=request.unverified),
        findings=tuple(_questions(request, coverage, figures, lines, state)),
    )


def price(coverage: Coverage, lines: Sequence[Line]) -> tuple[tuple[Result, ...], State, State, State]:
    """Price lines under everybody who pays; returns results, and what is met afterwards, of each payer."""
    if coverage.medicare:
        results, state = adjudicate_part_b(coverage.medicare, coverage.state, lines)
    else:
        results, state = adjudicate(coverage.plan or Plan(), coverage.state, lines)
    second, third = coverage.secondary_state, coverage.tertiary_state
    results = merged(results, _decided_first(coverage))
    if coverage.secondary:
        results, second = coordinate(coverage.secondary, second, results)
    results = merged(results, decided(coverage.answered, Through.SECONDARY))
    if coverage.tertiary:
        results, third = coordinate(coverage.tertiary, third, results)
    results = merged(results, decided(coverage.answered, Through.TERTIARY))
    if coverage.fee_class:
        results = discounted(coverage.fee_class, results)
    return results, state, second, third


def _decided_first(coverage: Coverage) -> tuple[Result, ...]:
    """Return what the first payer decided, with what stands beside Medicare."""
    by_first = decided(coverage.answered, Through.FIRST)
    supplemented = decided(coverage.answered, Through.SUPPLEMENT)
    if coverage.medicare:
        by_first = beside(coverage.medicare, by_first)
        supplemented = beside(coverage.medicare, supplemented, is_decided=True)
    return (*by_first, *supplemented)


def running_range(request: Request, figures: Figures) -> dict[date, tuple[Decimal, Decimal]]:
    """Return for each planned day of a course the least and most that the client may have paid by then, in dollars."""
    lines = planned_lines(request.course, request.prices, request.tier) if request.course else request.lines
    return bands(
        request.coverage(figures), lines, _owed_by_day, attendance=request.attendance, doubts=request.unverified
    )


def _owed_by_day(coverage: Coverage, lines: Sequence[Line]) -> dict[date, Decimal]:
    found: dict[date, Decimal] = {}
    for result in price(coverage, lines)[0]:
        found[result.line.on] = found.get(result.line.on, Decimal(0)) + result.amounts.client_owes
    return found


def _owed(coverage: Coverage, lines: Sequence[Line]) -> Decimal:
    return totals(price(coverage, lines)[0]).client_owes


def _check_shape(request: Request) -> list[Finding]:
    found = []
    if request.plan and request.medicare:
        sentence = "Give a plan or traditional Medicare, not both. A second payer belongs under /secondary."
        found.append(Finding("COST-015", sentence, "/medicare"))
    if request.tertiary and not request.secondary:
        found.append(Finding("COST-018", "A third payer needs a second one. Put it under /secondary.", "/tertiary"))
    if request.lines and request.course:
        found.append(Finding("COST-016", "Give lines, or a course with prices, not both.", "/course"))
    if request.sliding_fee and request.fee_class:
        sentence = "Give what the sliding fee goes by, or the class that was decided, not both."
        found.append(Finding("COST-017", sentence, "/fee_class"))
    if request.fee_class:
        found += [replace(one, field="/fee_class") for one in check_class(request.fee_class)]
    return found + checks.check_prices(request.prices)


def _check_coverage(coverage: Coverage) -> list[Finding]:
    found = checks.check_plan(coverage.plan or Plan())
    if coverage.medicare:
        found += checks.check_medicare(coverage.medicare)
    if found:
        return found  # a state cannot be held against a plan that cannot be used
    found = checks.check_state(coverage.state, coverage.plan or Plan())
    for at, payer, state in _later(coverage):
        broken = checks.check_plan(payer.plan, f"/{at}/plan")
        broken += checks.check_secondary(payer, f"/{at}")
        found += broken or checks.check_state(state, payer.plan, f"/{at}_state")
    return found


def _later(facts: Coverage | Request) -> list[tuple[str, Secondary, State]]:
    """Return the payers after the first, each with its name in JSON and what is met there."""
    named = (
        ("secondary", facts.secondary, facts.secondary_state), ("tertiary", facts.tertiary, facts.tertiary_state),
    )  # fmt: skip
    return [(at, payer, state) for at, payer, state in named if payer]


def _check_variants(coverage: Coverage, doubts: Sequence[Doubt]) -> list[Finding]:
    refuse(check_doubts(coverage, doubts))
    found: dict[Finding, None] = {}
    for number, doubt in enumerate(doubts):
        for value in (doubt.low, doubt.high):
            for finding in _check_coverage(changed(coverage, doubt.at, value)):
                found[replace(finding, field=f"/unverified/{number}")] = None
    return list(found)


def _questions(
    request: Request, coverage: Coverage, figures: Figures, lines: Sequence[Line], after: State
) -> list[Finding]:
    found = []
    if request.plan:
        years = {line.on.year for line in lines}
        found += questions.question_plan(request.plan, request.state)
        found += question_limits(request.plan, years, figures.limits, high_deductible=request.high_deductible)
        found += questions.question_lines(request.plan, lines)
        found += questions.question_hours(request.plan, after)
    if coverage.medicare:
        found += question_rates(coverage.medicare, lines)
    for at, payer, state in _later(request):
        found += questions.question_plan(payer.plan, state, f"/{at}/plan", f"/{at}_state")
        found += questions.question_secondary(payer, lines, f"/{at}/rates")
    if request.sliding_fee:
        asked = question_schedule(request.sliding_fee.schedule)
        found += [replace(one, field="/sliding_fee/schedule") for one in asked]
    return found
