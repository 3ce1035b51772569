"""Reading what stands in the cells of a file. No message repeats what stands there: it may be about a person."""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from stepwell.carryover.rules.columns import COLUMNS, Column, Kind
from stepwell.kernel.findings import Finding
from stepwell.placement.rules.ordering import Part
from stepwell.placement.vocabulary import SERVICE_LABELS, Per

_YES = {"yes": True, "y": True, "true": True, "1": True, "no": False, "n": False, "false": False, "0": False}
_US_DATE = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
_ISO_DATE = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_NUMBER = re.compile(r"\d{1,9}")
_SERVICE = re.compile(r"([a-z_ ]+?)\s+(\d{1,5})(?:\s*min(?:utes)?)?(?:\s+(?:a|per)\s+(week|month))?", re.IGNORECASE)
_LETTERS_OF_A_CELL = 400

Cells = Mapping[str, str]
Values = dict[str, Any]


def read(cells: Cells) -> tuple[Values, list[Finding]]:
    """Return the values of a row by column, and what cannot be read; a column without a cell is empty.

    returns  texts as str ("" if empty), dates, int, Decimal, bool, tuples of services; None for others left empty
    """
    values: Values = {}
    found: list[Finding] = []
    for column in COLUMNS:
        text = cells.get(column.name, "").strip()
        value, wrong = _read(column, text)
        values[column.name] = value
        if wrong:
            found.append(Finding("CAR-010", f"{wrong}", column.name))
    return values, found


def _read(column: Column, text: str) -> tuple[Any, str]:
    """Return the value of a cell and "", or an empty value and what is wrong."""
    empty = "" if column.kind in {Kind.TEXT, Kind.CHOICE} else False if column.kind == Kind.YES else None
    if not text:
        return empty, "This is needed. Fill it in." if column.required else ""
    if column.kind == Kind.TEXT:
        return (text, "") if len(text) <= column.most else ("", f"Write {column.most} characters or fewer.")
    if len(text) > _LETTERS_OF_A_CELL:
        return empty, "This is far too long."
    return _READERS[column.kind](column, text)


def day_of(text: str) -> date | None:
    """Return the day that a text names: 2026-03-01 or 3/1/2026; None if it names none."""
    if match := _ISO_DATE.fullmatch(text):
        year, month, day = map(int, match.groups())
    elif match := _US_DATE.fullmatch(text):
        month, day, year = map(int, match.groups())
    else:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def services_of(text: str) -> tuple[Part, ...] | None:
    """Return the services that a text names, such as "individual 60 a week; family 60 a month"; None if it cannot
    be read."""
    names = {label.casefold(): name for name, label in SERVICE_LABELS.items()} | {str(n): n for n in SERVICE_LABELS}
    found = []
    for piece in filter(None, (each.strip() for each in text.split(";"))):
        match = _SERVICE.fullmatch(piece)
        name = names.get(match[1].strip().casefold()) or names.get(_snake(match[1])) if match else None
        if match is None or name is None:
            return None
        found.append(Part(str(name), int(match[2]), Per((match[3] or "week").lower())))
    return tuple(found)


def _snake(text: str) -> str:
    return "_".join(text.casefold().split())


def _date(_: Column, text: str) -> tuple[Any, str]:
    day = day_of(text)
    return (day, "") if day else (None, "This is no date. Write it as 2026-03-01 or 3/1/2026.")


def _number(column: Column, text: str) -> tuple[Any, str]:
    plain = text.replace(",", "")
    if _NUMBER.fullmatch(plain) and plain.isascii() and column.least <= int(plain) <= column.most:
        return int(plain), ""
    return None, f"Write a whole number from {column.least} to {column.most}."


def _hours(column: Column, text: str) -> tuple[Any, str]:
    wrong = None, f"Write hours in steps of a quarter, such as 9 or 10.5, up to {column.most}."
    try:
        hours = Decimal(text)
    except InvalidOperation:
        return wrong
    if not hours.is_finite() or not 0 < hours <= column.most or hours * 4 % 1:
        return wrong
    return hours, ""


def _yes(_: Column, text: str) -> tuple[Any, str]:
    known = _YES.get(text.casefold())
    return (known, "") if known is not None else (False, "Write yes or no.")


def _choice(column: Column, text: str) -> tuple[Any, str]:
    folded = text.casefold()
    for key, label in column.choices.items():
        if folded in {str(key).casefold(), str(label).casefold()}:
            return str(key), ""
    return "", f"Write one of: {', '.join(str(key) for key in column.choices)}."


def _services(_: Column, text: str) -> tuple[Any, str]:
    mix = services_of(text)
    if mix is None:
        names = ", ".join(str(name) for name in SERVICE_LABELS)
        return None, f"Write it as “individual 60 a week; family 60 a month”. Services are: {names}."
    return mix, ""


_READERS = {
    Kind.DATE: _date,
    Kind.NUMBER: _number,
    Kind.HOURS: _hours,
    Kind.YES: _yes,
    Kind.CHOICE: _choice,
    Kind.SERVICES: _services,
}
