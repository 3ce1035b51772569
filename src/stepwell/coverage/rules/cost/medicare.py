"""Part B pays intensive outpatient days by the number of services. Source: docs/sources.md#medicare-iop.

Deductible, share and rates of each year are handed in. A year that is not there is refused, never guessed.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import groupby

from stepwell.coverage.rules.cost.accumulators import State
from stepwell.coverage.rules.cost.adjudication import adjudicate
from stepwell.coverage.rules.cost.lines import Line, order
from stepwell.coverage.rules.cost.part_b import FEW, PaidAs, PartBYear, PerDiem, no_year
from stepwell.coverage.rules.cost.results import Reason, Result, Why
from stepwell.coverage.rules.cost.secondary import Supplement, protected, supplemented
from stepwell.kernel.findings import Finding, refuse
from stepwell.kernel.money import ZERO, percent_of


@dataclass(frozen=True)
class Medicare:
    """Traditional Medicare, and what stands behind it.

    years       those at hand
    supplement  Medigap
    qmb         a Qualified Medicare Beneficiary, who owes nothing
    """

    paid_as: PaidAs
    years: tuple[PartBYear, ...] = ()
    supplement: Supplement | None = None
    qmb: bool = False


def check_years(medicare: Medicare, lines: Iterable[Line]) -> list[Finding]:
    """Return why lines cannot be priced: a year or a rate that is missing, two days in one."""
    years = {year.year: year for year in medicare.years}
    found: dict[Finding, None] = {}
    days: Counter[object] = Counter()
    for line in lines:
        year = years.get(line.on.year)
        if year is None:
            found[no_year(line.on.year)] = None
        elif line.rate is None:
            days[line.on] += 1
            if _per_diem(medicare, year, line) is None:
                found[_no_rate(medicare.paid_as, line)] = None
            if days[line.on] > 1:
                found[_two_lines(line)] = None
    return list(found)


def question_rates(medicare: Medicare, lines: Iterable[Line]) -> list[Finding]:
    """Return which per diems are used that nobody held against the published table."""
    used = {line.on.year for line in lines if line.rate is None}
    return [
        Finding(
            "COST-053",
            f"Medicare’s per diem of {year.year} ({medicare.paid_as}) is not verified. Hold it against Addendum A of"
            " the year, and give your own.",
            "/medicare/years",
        )
        for year in medicare.years
        if year.year in used and medicare.paid_as in year.unverified
    ]


def _no_rate(paid_as: PaidAs, line: Line) -> Finding:
    kind = "three" if line.services <= FEW else "four"
    sentence = (
        f"Medicare’s per diem of {line.on.year} for {kind} services ({paid_as}) is not here. "
        "Add it to the year, or give the line a rate."
    )
    return Finding("COST-021", sentence, "/medicare/years")


def _two_lines(line: Line) -> Finding:
    sentence = (
        f"{line.on} has two lines that Medicare pays by the day. Make them one, and count its services; "
        "or give what is paid beside the day a rate of its own."
    )
    return Finding("COST-022", sentence, "/lines")


def adjudicate_part_b(medicare: Medicare, state: State, lines: Sequence[Line]) -> tuple[tuple[Result, ...], State]:
    """Price lines under Part B, year by year, then let Medigap pay; a QMB owes nothing.

    lines    without a rate are paid per diem, by the number of services of the day
    returns  results in the order of `lines.order`, and what is met afterwards
    raises   Refused with what is missing (COST-020 to 022)
    """
    refuse(check_years(medicare, lines))
    years = {year.year: year for year in medicare.years}
    results: list[Result] = []
    for number, some in groupby(sorted(lines, key=order), key=lambda line: line.on.year):
        year = years[number]
        rated = [_rated(medicare, year, line) for line in some]
        priced, state = adjudicate(year.plan(), state, rated)
        results += (_sequestered(result, year.sequestration) for result in priced)
    return beside(medicare, results), state


def beside(medicare: Medicare, results: Iterable[Result], *, is_decided: bool = False) -> tuple[Result, ...]:
    """Return results under Part B after what stands beside it: Medigap, which may have decided, and the QMB program."""
    if medicare.supplement and not is_decided:
        results = supplemented(medicare.supplement, results)
    return tuple(map(protected, results) if medicare.qmb else results)


def _rated(medicare: Medicare, year: PartBYear, line: Line) -> Line:
    return line if line.rate is not None else replace(line, rate=_per_diem(medicare, year, line))


def _sequestered(result: Result, percent: Decimal) -> Result:
    """Return a result with what Medicare holds back of its payment."""
    held = percent_of(result.amounts.primary_paid, percent) if percent else ZERO
    if not held:
        return result
    amounts = replace(result.amounts, sequestered=held)
    return replace(result, amounts=amounts, reasons=(*result.reasons, Reason(Why.SEQUESTERED, held)))


def _per_diem(medicare: Medicare, year: PartBYear, line: Line) -> Decimal | None:
    return year.per_diems.get(medicare.paid_as, PerDiem()).of(line.services)
