"""The code lists of an HI segment: diagnoses, and the uniform bill's conditions, occurrences and values."""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from stepwell.x12.writing.sheet import Sheet, composite

_CODE = re.compile(r"[0-9A-Z]{2}")
_NO_CODE = "is no code of the uniform bill: two capitals or digits, such as 92."
_IN_SEGMENT = 12
_MOST = 24


@dataclass(frozen=True)
class Occurrence:
    """A code for something that happened, with its day, or its first and last day."""

    code: str
    first: date
    last: date | None = None


@dataclass(frozen=True)
class Value:
    """A value code with its amount, in dollars or as the code means."""

    code: str
    amount: Decimal


def diagnoses(sheet: Sheet, codes: tuple[str, ...]) -> list[str]:
    """Return ICD-10-CM codes as elements, the first as the principal one."""
    return [
        composite("ABF" if index else "ABK", sheet.diagnosis(f"diagnoses[{index}]", code))
        for index, code in enumerate(codes)
    ]


def conditions(sheet: Sheet, codes: tuple[str, ...]) -> list[str]:
    """Return condition codes as elements."""
    return [
        composite("BG", sheet.like(_CODE, f"conditions[{index}]", code, _NO_CODE)) for index, code in enumerate(codes)
    ]


def occurrences(sheet: Sheet, field: str, qualifier: str, happened: tuple[Occurrence, ...]) -> list[str]:
    """Return occurrences (BH, each on a day) or spans (BI, each with a first and a last day) as elements."""
    elements = []
    for index, each in enumerate(happened):
        with sheet.within(f"{field}[{index}]"):
            code = sheet.like(_CODE, "code", each.code, _NO_CODE)
            days = sheet.days("first", each.first, each.last, span=qualifier == "BI")
        elements.append(composite(qualifier, code, *days))
    return elements


def values(sheet: Sheet, given: tuple[Value, ...]) -> list[str]:
    """Return value codes and amounts as elements."""
    elements = []
    for index, each in enumerate(given):
        with sheet.within(f"values[{index}]"):
            code = sheet.like(_CODE, "code", each.code, _NO_CODE)
            elements.append(composite("BE", code, "", "", sheet.money("amount", each.amount, needed=True)))
    return elements


def add_codes(sheet: Sheet, field: str, elements: list[str], *, most: int = _MOST) -> None:
    """Add as many HI segments as a list of codes fills; none for none."""
    if len(elements) > most:
        sheet.note("X12-623", field, f"are {len(elements)}: {most} can go out.")
    for start in range(0, len(elements), _IN_SEGMENT):
        sheet.add("HI", *elements[start : start + _IN_SEGMENT])
