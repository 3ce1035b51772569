"""What the law lets a plan ask in a year, as far as it is known: a plan beyond it was probably typed wrong.

Source: docs/sources.md#cost-limits.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from stepwell.coverage.rules.cost.plans import CopayMode, Deductible, DeductibleKind, Network, Plan
from stepwell.kernel.findings import Finding
from stepwell.kernel.money import dollars


@dataclass(frozen=True)
class Pair:
    """Dollars for one person and for a family."""

    individual: Decimal
    family: Decimal


@dataclass(frozen=True)
class YearLimits:
    """Limits of a calendar year; None is not known.

    maximum             highest out-of-pocket maximum in network
    hdhp_deductible     lowest deductible of a high-deductible health plan
    hdhp_maximum        highest out-of-pocket maximum of one
    """

    maximum: Pair | None = None
    hdhp_deductible: Pair | None = None
    hdhp_maximum: Pair | None = None


def question_limits(
    plan: Plan, years: Iterable[int], limits: Mapping[int, YearLimits], *, high_deductible: bool
) -> list[Finding]:
    """Return what of a plan does not fit the limits of its years. A year that is not known is not questioned."""
    half = plan.in_network
    if half is None:
        return []
    found: dict[Finding, None] = {}
    for year in sorted(years):
        known = limits.get(year, YearLimits())
        found |= dict.fromkeys(_maximum(half, year, known.hdhp_maximum if high_deductible else known.maximum))
        if high_deductible:
            found |= dict.fromkeys(_high_deductible(half, year, known.hdhp_deductible))
    return list(found)


def _maximum(half: Network, year: int, highest: Pair | None) -> list[Finding]:
    if half.maximum is None or highest is None or half.maximum.individual <= highest.individual:
        return []
    sentence = (
        f"A maximum of {dollars(half.maximum.individual)} for one person is above what {year} allows in network "
        f"({dollars(highest.individual)}). Ask the plan again, or check whether it is the family's."
    )
    return [Finding("COST-050", sentence, "/plan/in_network/maximum/individual")]


def _high_deductible(half: Network, year: int, lowest: Pair | None) -> list[Finding]:
    found = []
    if any(one.copay and one.copay.mode is CopayMode.INSTEAD for one in half.terms):
        sentence = (
            "A high-deductible plan takes no copay instead of its deductible. Ask whether the copay comes after it."
        )
        found.append(Finding("COST-051", sentence, "/plan/in_network/terms"))
    if half.deductible is not None and lowest is not None and _is_low(half.deductible, lowest):
        sentence = (
            f"The deductible is below what {year} asks of a high-deductible plan: {dollars(lowest.individual)} for one "
            f"person, {dollars(lowest.family)} for a family and for anybody in it. Ask the plan again."
        )
        found.append(Finding("COST-052", sentence, "/plan/in_network/deductible"))
    return found


def _is_low(deductible: Deductible, lowest: Pair) -> bool:
    if deductible.family is None:
        return deductible.individual < lowest.individual
    # Within a family nobody may be past a deductible that is lower than the family's least.
    embedded = deductible.kind is DeductibleKind.EMBEDDED and deductible.individual < lowest.family
    return embedded or deductible.family < lowest.family
