"""The engine against the reference algorithm of the field, written down once more as plainly as it is told.

It knows one half of a plan, one kind of service, and nothing of where the engine keeps what is met.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from random import Random

from stepwell.coverage.rules.cost.accumulators import NOTHING_MET
from stepwell.coverage.rules.cost.adjudication import adjudicate
from stepwell.coverage.rules.cost.lines import Line
from stepwell.coverage.rules.cost.plans import (
    Cap,
    CapUnit,
    Copay,
    CopayMode,
    Deductible,
    DeductibleKind,
    Maximum,
    Network,
    Plan,
    Terms,
)
from stepwell.coverage.vocabulary import CopayUnit

NOTHING = Decimal(0)
CENT = Decimal("0.01")


@dataclass
class Year:
    deductible: Decimal = NOTHING
    out_of_pocket: Decimal = NOTHING
    crossed_on: date | None = None
    covered_days: set[date] = field(default_factory=set)


def owed(plan: Plan, lines: Iterable[Line]) -> list[tuple[Decimal, ...]]:
    """Return coinsurance, copay, deductible and what is not covered of each line: in network, nothing met before."""
    network = plan.in_network
    assert network
    terms, ceiling = network.terms[0], network.maximum
    years: dict[int, Year] = defaultdict(Year)
    taken: dict[object, Decimal] = defaultdict(Decimal)
    shares: list[tuple[Decimal, ...]] = []
    for number, line in enumerate(sorted(lines, key=lambda line: (line.on, -line.price, line.charge))):
        year = years[line.on.year - (line.on.month < plan.year_starts_month)]
        if any(line.on not in year.covered_days and len(year.covered_days) >= cap.limit for cap in plan.caps):
            shares.append((NOTHING, NOTHING, NOTHING, line.client_price))
            continue
        year.covered_days.add(line.on)
        left = min(line.price, line.charge) if network.lesser_of else line.price
        deductible = copay = NOTHING
        instead = terms.copay is not None and terms.copay.mode is CopayMode.INSTEAD
        if network.deductible and terms.deductible_applies and not instead:
            deductible = min(left, max(NOTHING, ends_at(network.deductible) - year.deductible))
            left -= deductible
            year.crossed_on = line.on if deductible else year.crossed_on
        if terms.copay and left and (instead or terms.copay.on_crossing_day or year.crossed_on != line.on):
            counted = period(terms.copay, line, number)
            copay = min(left, terms.copay.amount - taken[counted])
            taken[counted] += copay
            left -= copay
        coinsurance = (left * terms.coinsurance / 100).quantize(CENT, ROUND_HALF_UP)
        parts = [coinsurance, copay, deductible]
        if ceiling:
            trim(parts, ceiling, year)
        year.deductible += parts[2]
        shares.append((*parts, NOTHING))
    return shares


def trim(parts: list[Decimal], ceiling: Maximum, year: Year) -> None:
    """Take what is above the maximum off coinsurance first, then copay, then deductible."""
    counts = [ceiling.counts_coinsurance, ceiling.counts_copay, ceiling.counts_deductible]
    counting = sum((part for part, it_counts in zip(parts, counts, strict=True) if it_counts), NOTHING)
    above = max(NOTHING, counting - (ends_at(ceiling) - year.out_of_pocket))
    for place in (place for place, it_counts in enumerate(counts) if it_counts):
        cut = min(parts[place], above)
        parts[place] -= cut
        above -= cut
        year.out_of_pocket += parts[place]


def ends_at(limit: Deductible | Maximum) -> Decimal:
    if limit.family is None:
        return limit.individual
    if isinstance(limit, Deductible) and limit.kind is DeductibleKind.AGGREGATE:
        return limit.family
    return min(limit.individual, limit.family)


def period(copay: Copay, line: Line, number: int) -> object:
    monday = line.on - timedelta(days=line.on.weekday())
    return {CopayUnit.DAY: line.on, CopayUnit.VISIT: number, CopayUnit.WEEK: ("week", monday)}.get(copay.per)


def an_episode(chance: Random) -> tuple[Plan, list[Line]]:
    """Return a plan whose limits are met within some weeks about New Year, often two services on a day."""
    deductible = chance.choice([None, a_deductible(chance), a_deductible(chance)])
    network = Network(
        terms=(
            Terms(
                deductible_applies=chance.random() < 0.9,
                coinsurance=Decimal(chance.choice([0, 10, 15, 20, 50])),
                copay=chance.choice([None, a_copay(chance), a_copay(chance)]),
            ),
        ),
        deductible=deductible,
        maximum=chance.choice([None, a_maximum(chance, deductible), a_maximum(chance, deductible)]),
        lesser_of=chance.random() < 0.8,
    )
    caps = chance.choice([(), (), (Cap("days", CapUnit.DAYS, Decimal(chance.randint(2, 12))),)])
    days = chance.sample(range(60), chance.randint(3, 12))
    starts = date(2026, 11, 20)
    lines = [a_line(chance, starts + timedelta(days=day)) for day in days for _ in range(chance.choice([1, 1, 2]))]
    return Plan(network, caps=caps, year_starts_month=chance.choice([1, 1, 7, 12])), lines


def a_copay(chance: Random) -> Copay:
    modes, units = list(CopayMode), list(CopayUnit)
    return Copay(dollars(chance, 10, 150), chance.choice(units), chance.choice(modes), chance.random() < 0.5)


def a_deductible(chance: Random) -> Deductible:
    family = chance.choice([None, dollars(chance, 500, 1500)])
    return Deductible(dollars(chance, 0, 1200), family, chance.choice(list(DeductibleKind)))


def a_maximum(chance: Random, deductible: Deductible | None) -> Maximum:
    least = deductible.individual if deductible else Decimal(300)
    family = chance.choice([None, dollars(chance, 500, 2500)])
    counts = [chance.random() < 0.8 for _ in range(3)]
    return Maximum(least + dollars(chance, 0, 500), family, *counts)


def a_line(chance: Random, on: date) -> Line:
    rate, client_price = (chance.choice([None, dollars(chance, 50, 600)]) for _ in range(2))
    return Line(on=on, service="H0015", charge=dollars(chance, 50, 600), rate=rate, if_not_covered=client_price)


def dollars(chance: Random, least: int, most: int) -> Decimal:
    return Decimal(chance.randint(least * 100, most * 100)) / 100


def test_the_engine_is_the_plain_algorithm() -> None:
    for seed in range(1000):
        plan, lines = an_episode(Random(seed))

        results, _ = adjudicate(plan, NOTHING_MET, lines)

        found = [result.amounts for result in results]
        assert owed(plan, lines) == [(one.coinsurance, one.copay, one.deductible, one.not_covered) for one in found], (
            seed
        )
