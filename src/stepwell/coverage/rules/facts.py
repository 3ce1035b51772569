"""Single things that a row of a 271 may say, and how each is read from it. Source: docs/sources.md#verification."""

from collections.abc import Callable
from decimal import Decimal
from enum import StrEnum
from typing import Final

from stepwell.coverage.vocabulary import CopayUnit, LimitUnit
from stepwell.x12.eligibility import Benefit

Value = Decimal | bool | str
WHOLE_PLAN: Final = "30"
ACTIVE: Final = frozenset("12345")
_INACTIVE, _NOT_COVERED = frozenset("678"), frozenset("IE")
_TOTALS, _LEFT, _MET = frozenset({"22", "23", "25"}), frozenset({"29"}), frozenset({"24"})
_HUNDRED = Decimal(100)
_LEVELS: Final = {"IND": ("IND", "EMP", ""), "FAM": ("FAM", "ESP", "ECH")}
_UNITS: Final = {"VS": LimitUnit.VISITS, "DY": LimitUnit.DAYS, "HS": LimitUnit.HOURS}
_COPAYS: Final = {
    "7": CopayUnit.DAY, "26": CopayUnit.ADMISSION, "27": CopayUnit.VISIT, "35": CopayUnit.WEEK,
    "36": CopayUnit.ADMISSION,
}  # fmt: skip
_YES_NO: Final = {"Y": True, "N": False}


class Name(StrEnum):
    """What is looked for. `left` is what remains of a total, `met` what was met of it."""

    ACTIVE = "is_active"
    COVERED = "iop_covered"
    AUTHORIZATION = "authorization_required"
    DEDUCTIBLE = "deductible"
    DEDUCTIBLE_LEFT = "deductible_left"
    DEDUCTIBLE_MET = "deductible_met"
    FAMILY_DEDUCTIBLE = "family_deductible"
    FAMILY_DEDUCTIBLE_LEFT = "family_deductible_left"
    FAMILY_DEDUCTIBLE_MET = "family_deductible_met"
    MAXIMUM = "out_of_pocket"
    MAXIMUM_LEFT = "out_of_pocket_left"
    MAXIMUM_MET = "out_of_pocket_met"
    FAMILY_MAXIMUM = "family_out_of_pocket"
    FAMILY_MAXIMUM_LEFT = "family_out_of_pocket_left"
    FAMILY_MAXIMUM_MET = "family_out_of_pocket_met"
    COINSURANCE = "coinsurance"
    COPAY = "copay"
    COPAY_UNIT = "copay_unit"
    LIMIT = "limit_total"
    LIMIT_LEFT = "limit_left"
    LIMIT_UNIT = "limit_unit"


WORDS: Final = {
    Name.ACTIVE: "whether the plan is active",
    Name.COVERED: "whether such care is covered",
    Name.AUTHORIZATION: "whether an authorization is needed",
    Name.DEDUCTIBLE: "the deductible",
    Name.DEDUCTIBLE_LEFT: "what is left of the deductible",
    Name.DEDUCTIBLE_MET: "what was met of the deductible",
    Name.FAMILY_DEDUCTIBLE: "the family’s deductible",
    Name.FAMILY_DEDUCTIBLE_LEFT: "what is left of the family’s deductible",
    Name.FAMILY_DEDUCTIBLE_MET: "what was met of the family’s deductible",
    Name.MAXIMUM: "the out-of-pocket maximum",
    Name.MAXIMUM_LEFT: "what is left of the out-of-pocket maximum",
    Name.MAXIMUM_MET: "what was met of the out-of-pocket maximum",
    Name.FAMILY_MAXIMUM: "the family’s out-of-pocket maximum",
    Name.FAMILY_MAXIMUM_LEFT: "what is left of the family’s maximum",
    Name.FAMILY_MAXIMUM_MET: "what was met of the family’s maximum",
    Name.COINSURANCE: "coinsurance",
    Name.COPAY: "copay",
    Name.COPAY_UNIT: "what a copay is paid for",
    Name.LIMIT: "the limit",
    Name.LIMIT_LEFT: "what is left of the limit",
    Name.LIMIT_UNIT: "what the limit counts",
}
Read = Callable[[Benefit], Value | None]


def _dollars(information: str, level: str, periods: frozenset[str]) -> Read:
    def read(one: Benefit) -> Value | None:
        is_it = one.information == information and one.coverage_level in _LEVELS[level] and one.period in periods
        return one.amount if is_it else None

    return read


def _active(one: Benefit) -> Value | None:
    if one.information in ACTIVE:
        return True
    return False if one.information in _INACTIVE else None


def _covered(one: Benefit) -> Value | None:
    """Return whether such care is covered: only what is said of it, never of the plan as a whole."""
    if WHOLE_PLAN in one.service_types:
        return None
    if one.information in _NOT_COVERED:
        return False
    return True if one.information in ACTIVE | {"A", "B"} else None


def _authorization(one: Benefit) -> Value | None:
    return _YES_NO.get(one.authorization)


def percent(fraction: Decimal) -> Decimal:
    """Return percent of what payers write: a fraction, and some of them the percent itself."""
    return (fraction * _HUNDRED if fraction <= 1 else fraction).normalize() + 0


def _coinsurance(one: Benefit) -> Value | None:
    return percent(one.fraction) if one.information == "A" and one.fraction is not None else None


def _copay(one: Benefit) -> Value | None:
    return one.amount if one.information == "B" else None


def _copay_unit(one: Benefit) -> Value | None:
    return _COPAYS.get(one.period) if one.information == "B" else None


def _limit(periods: frozenset[str]) -> Read:
    def read(one: Benefit) -> Value | None:
        is_it = one.information == "F" and one.quantity_kind in _UNITS and one.period in periods
        return one.quantity if is_it else None

    return read


def _limit_unit(one: Benefit) -> Value | None:
    return _UNITS.get(one.quantity_kind) if one.information == "F" else None


READERS: Final[dict[Name, Read]] = {
    Name.ACTIVE: _active,
    Name.COVERED: _covered,
    Name.AUTHORIZATION: _authorization,
    Name.DEDUCTIBLE: _dollars("C", "IND", _TOTALS),
    Name.DEDUCTIBLE_LEFT: _dollars("C", "IND", _LEFT),
    Name.DEDUCTIBLE_MET: _dollars("C", "IND", _MET),
    Name.FAMILY_DEDUCTIBLE: _dollars("C", "FAM", _TOTALS),
    Name.FAMILY_DEDUCTIBLE_LEFT: _dollars("C", "FAM", _LEFT),
    Name.FAMILY_DEDUCTIBLE_MET: _dollars("C", "FAM", _MET),
    Name.MAXIMUM: _dollars("G", "IND", _TOTALS),
    Name.MAXIMUM_LEFT: _dollars("G", "IND", _LEFT),
    Name.MAXIMUM_MET: _dollars("G", "IND", _MET),
    Name.FAMILY_MAXIMUM: _dollars("G", "FAM", _TOTALS),
    Name.FAMILY_MAXIMUM_LEFT: _dollars("G", "FAM", _LEFT),
    Name.FAMILY_MAXIMUM_MET: _dollars("G", "FAM", _MET),
    Name.COINSURANCE: _coinsurance,
    Name.COPAY: _copay,
    Name.COPAY_UNIT: _copay_unit,
    Name.LIMIT: _limit(_TOTALS),
    Name.LIMIT_LEFT: _limit(_LEFT),
    Name.LIMIT_UNIT: _limit_unit,
}
