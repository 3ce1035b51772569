"""Scrub rules about days: when, how long, how often, and what else was billed for them."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date

from stepwell.claims.rules.interim import INTERIM
from stepwell.claims.rules.scrubbing.facts import Facts
from stepwell.claims.rules.scrubbing.rules import AnyClaim, AnyLine, Gravity, Rule, lines_of
from stepwell.claims.rules.scrubbing.services import code_of, names_of, revenue_of
from stepwell.coverage.contracting import ServiceUnit
from stepwell.coverage.rules.contracts import Contract, Service
from stepwell.x12.writing.set_837i import InstitutionalClaim

# Billed by the day wherever a contract says nothing, and the level of care that they stand for.
INTENSIVE = frozenset({"H0015", "S9480", "0905", "0906"})
PARTIAL = frozenset({"H0035", "S0201", "0912", "0913"})
# Therapy that a day of the program includes.
PARTS = frozenset(
    {
        "90832",
        "90834",
        "90837",
        "90846",
        "90847",
        "90849",
        "90853",
        "H0004",
        "H0005",
        "H2019",
        "H2020",
        "G0410",
        "G0411",
    }
)


def daily(contract: Contract) -> dict[str, Service]:
    """Return what a contract pays by the day, by procedure or revenue code."""
    return {one.name: one for one in contract.services if one.unit is ServiceUnit.DAY}


def is_by_the_day(line: AnyLine, contract: Contract) -> bool:
    """Return whether a line bills a whole day."""
    names = names_of(line)
    return bool(names & daily(contract).keys()) or code_of(line) in INTENSIVE | PARTIAL


def _future(claim: AnyClaim, facts: Facts) -> Iterable[str]:
    return (
        f"lines[{index}].first" for index, line in enumerate(lines_of(claim)) if (line.last or line.first) > facts.today
    )


def _backwards(claim: AnyClaim, _: Facts) -> Iterator[str]:
    return (
        f"lines[{index}].last" for index, line in enumerate(lines_of(claim)) if line.last and line.last < line.first
    )


def _not_attended(claim: AnyClaim, facts: Facts) -> Iterable[str]:
    return (f"lines[{index}].first" for index, line in enumerate(lines_of(claim)) if line.first not in facts.days)


def _several_days(claim: AnyClaim, facts: Facts) -> Iterator[str]:
    for index, line in enumerate(lines_of(claim)):
        if is_by_the_day(line, facts.contract) and (line.units > 1 or (line.last or line.first) != line.first):
            yield f"lines[{index}].units"


def _same_day(claim: AnyClaim, facts: Facts) -> Iterator[str]:
    count = Counter(line.first for line in lines_of(claim) if is_by_the_day(line, facts.contract))
    for index, line in enumerate(lines_of(claim)):
        if is_by_the_day(line, facts.contract) and count[line.first] > 1:
            yield f"lines[{index}].first"


def _minutes(claim: AnyClaim, facts: Facts) -> Iterator[str]:
    prices = daily(facts.contract)
    for index, line in enumerate(lines_of(claim)):
        least = max((prices[name].least_minutes for name in names_of(line) & prices.keys()), default=0)
        day = facts.days.get(line.first)
        if day and day.minutes < least:
            yield f"lines[{index}]"


def _parts(claim: AnyClaim, facts: Facts) -> Iterator[str]:
    whole = {line.first for line in lines_of(claim) if is_by_the_day(line, facts.contract)}
    whole |= {one.day for one in facts.earlier if one.code in INTENSIVE | PARTIAL or one.code in daily(facts.contract)}
    for index, line in enumerate(lines_of(claim)):
        if line.first in whole and code_of(line) in PARTS and not is_by_the_day(line, facts.contract):
            yield f"lines[{index}]"


def _billed_before(claim: AnyClaim, facts: Facts) -> Iterator[str]:
    before = {(one.day, one.code or one.revenue) for one in facts.earlier if one.claim != claim.number}
    for index, line in enumerate(lines_of(claim)):
        if (line.first, code_of(line) or revenue_of(line)) in before:
            yield f"lines[{index}]"


def _levels(claim: AnyClaim, facts: Facts) -> Iterator[str]:
    taken: dict[date, set[str]] = {}
    for one in facts.earlier:
        taken.setdefault(one.day, set()).update({one.code, one.revenue})
    for line in lines_of(claim):
        taken.setdefault(line.first, set()).update(names_of(line))
    for index, line in enumerate(lines_of(claim)):
        names = taken[line.first]
        if names & INTENSIVE and names & PARTIAL and names_of(line) & (INTENSIVE | PARTIAL):
            yield f"lines[{index}]"


def _months(claim: AnyClaim, _: Facts) -> Iterator[str]:
    if len({(line.first.year, line.first.month) for line in lines_of(claim)}) > 1:
        yield "lines"


def plan_year(day: date, begins: int) -> int:
    """Return the year in which the plan year of a day began.

    begins  month in which plan years begin
    """
    return day.year if day.month >= begins else day.year - 1


def _plan_years(claim: AnyClaim, facts: Facts) -> Iterator[str]:
    if len({plan_year(line.first, facts.year_begins) for line in lines_of(claim)}) > 1:
        yield "lines"


def _statement(claim: AnyClaim, _: Facts) -> Iterator[str]:
    if isinstance(claim, InstitutionalClaim):
        for index, line in enumerate(claim.lines):
            if not claim.first <= line.first <= (line.last or line.first) <= claim.last:
                yield f"lines[{index}].first"


def _before(claim: AnyClaim, facts: Facts) -> Iterator[str]:
    if claim.frequency in INTERIM and facts.bill_before is False:
        yield "frequency"


def _after_last(claim: AnyClaim, facts: Facts) -> Iterator[str]:
    if claim.frequency in INTERIM and facts.is_told_last:
        yield "frequency"


RULES = (
    Rule("SCR-401", "This day is not here yet. Only what was done is billed: correct the day.", "x12-codes", _future,
         of_voids=True),
    Rule("SCR-402", "The line ends before it begins. Exchange the two days or correct one.", "x12-codes", _backwards,
         of_voids=True),
    Rule("SCR-403", "Nobody is on record as attending on this day. Complete the roster, or take the line out.",
         "attendance", _not_attended),
    Rule("SCR-404", "A day of the program is one unit on one day. Make a line for each day.", "contracts",
         _several_days),
    Rule("SCR-405", "Two lines bill the same day of the program. Take one out.", "contracts", _same_day),
    Rule(
        "SCR-406",
        "Fewer minutes were attended than the contract asks for. Bill the parts if the payer pays them; a short day is "
        "not rounded up.",
        "contracts", _minutes,
    ),
    Rule("SCR-407", "The day of the program includes this. Take the line out.", "contracts", _parts),
    Rule(
        "SCR-408",
        "Another claim bills the same on this day. Replace that claim (frequency 7), or take the line out.",
        "scrubbing", _billed_before,
    ),
    Rule(
        "SCR-409",
        "Intensive outpatient care and partial hospitalization are billed for the same day. Look up which level was in "
        "force and take the other out.",
        "scrubbing", _levels,
    ),
    Rule("SCR-410", "The claim goes over the end of a month. Split it there if the payer asks for it.", "cutting",
         _months, Gravity.WARNING),
    Rule("SCR-411", "The claim goes over the turn of the plan year. Split it: the deductible begins anew.", "cutting",
         _plan_years),
    Rule("SCR-412", "A line lies outside the days of the statement. Correct the statement’s first and last day.",
         "x12-codes", _statement),
    Rule(
        "SCR-413",
        "Bills of one episode go out one after the other, and the payer has not decided the one before. Wait for its "
        "remittance, then look again.",
        "interim-bills", _before,
    ),
    Rule(
        "SCR-414",
        "The last bill of this episode was made already. Put the day into that one: replace it (frequency 7).",
        "interim-bills", _after_last,
    ),
)  # fmt: skip
