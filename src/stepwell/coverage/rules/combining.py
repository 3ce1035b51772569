"""What a person said and what a file said, brought together: the person counts, and both stay in sight."""

from dataclasses import dataclass, fields, replace
from decimal import Decimal
from typing import Any, Final

from stepwell.coverage.rules.benefits import Benefits
from stepwell.coverage.rules.cost.plans import Tier
from stepwell.coverage.rules.facts import Name
from stepwell.coverage.rules.verifying import Interpretation
from stepwell.coverage.vocabulary import Network

_NO_LIMIT = Decimal("99999.99")  # written by some payers where there is none
# What is said only together.
_TOGETHER: Final = (("copay", "copay_unit"), ("limit_total", "limit_unit", "limit_used"))
_TOTALS: Final = {
    "deductible": (Name.DEDUCTIBLE, Name.DEDUCTIBLE_LEFT, Name.DEDUCTIBLE_MET),
    "family_deductible": (Name.FAMILY_DEDUCTIBLE, Name.FAMILY_DEDUCTIBLE_LEFT, Name.FAMILY_DEDUCTIBLE_MET),
    "out_of_pocket": (Name.MAXIMUM, Name.MAXIMUM_LEFT, Name.MAXIMUM_MET),
    "family_out_of_pocket": (Name.FAMILY_MAXIMUM, Name.FAMILY_MAXIMUM_LEFT, Name.FAMILY_MAXIMUM_MET),
}
_SAME: Final = (Name.ACTIVE, Name.COVERED, Name.AUTHORIZATION, Name.COINSURANCE)


@dataclass(frozen=True)
class Difference:
    """A benefit of which a person and a file say something else."""

    name: str
    person: Any
    file: Any


def benefits_of(found: Interpretation, tier: Tier = Tier.IN) -> Benefits:
    """Return what a file says of one half of a plan, as it would be written down; what is not clear stays unknown."""
    said: dict[str, Any] = {name.value: found.value(name, tier) for name in _SAME}
    for name, (total, left, met) in _TOTALS.items():
        amounts = (found.value(each, tier) for each in (total, left, met))
        said[name], said[f"{name}_met"] = _total(*amounts)  # type: ignore[arg-type]
    copay, unit = found.value(Name.COPAY, tier), found.value(Name.COPAY_UNIT, tier)
    if copay is not None and unit is not None:
        said |= {"copay": copay, "copay_unit": unit}
    limit, left_of, counts = (found.value(each, tier) for each in (Name.LIMIT, Name.LIMIT_LEFT, Name.LIMIT_UNIT))
    if isinstance(limit, Decimal) and counts is not None and limit < _NO_LIMIT:
        used = int(limit - left_of) if isinstance(left_of, Decimal) and left_of <= limit else None
        said |= {"limit_total": int(limit), "limit_unit": counts, "limit_used": used}
    return Benefits(**said)


def _total(total: Decimal | None, left: Decimal | None, met: Decimal | None) -> tuple[Decimal | None, Decimal | None]:
    """Return the total and what was met of it; no total where the payer writes that there is none."""
    if total is None or total >= _NO_LIMIT:
        return None, None
    known = total - left if left is not None else met
    return total, known if known is not None and 0 <= known <= total else None


def combined(person: Benefits, file: Benefits | None) -> Benefits:
    """Return what counts: what a person was told, and of the file what the person was not told."""
    if file is None:
        return person
    taken = {each.name: getattr(file, each.name) for each in fields(Benefits) if _is_open(person, each.name)}
    for together in _TOGETHER:
        if getattr(person, together[0]) is not None:
            taken = {name: value for name, value in taken.items() if name not in together}
    return _consistent(replace(person, **taken), person)


def _is_open(benefits: Benefits, name: str) -> bool:
    value = getattr(benefits, name)
    return value is None or value is Network.UNKNOWN


def _consistent(found: Benefits, person: Benefits) -> Benefits:
    """Return benefits without a met amount of the file that is more than the person's total."""
    wrong: dict[str, Any] = {}
    for name in _TOTALS:
        total, met = getattr(found, name), getattr(found, f"{name}_met")
        if total is not None and met is not None and met > total and getattr(person, name) is not None:
            wrong[f"{name}_met"] = None
    return replace(found, **wrong)


def differences(person: Benefits, file: Benefits) -> list[Difference]:
    """Return of which benefits both say something, and not the same."""
    return [
        Difference(each.name, getattr(person, each.name), getattr(file, each.name))
        for each in fields(Benefits)
        if not _is_open(person, each.name)
        and not _is_open(file, each.name)
        and getattr(person, each.name) != getattr(file, each.name)
    ]
