"""Medicare's amounts as a table: a line for each day from which they hold. Source: docs/sources.md#medicare-iop."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Final

from stepwell.coverage.rules.cost.part_b import PerDiem
from stepwell.coverage.rules.medicare_years import (
    USUAL_COINSURANCE,
    USUAL_SEQUESTRATION,
    USUAL_SHARE,
    Entry,
    check_entry,
)
from stepwell.coverage.rules.tables import rows_of

NEEDED: Final = ("from", "deductible", "source")
OTHERS: Final = (
    "hospital_3", "hospital_4", "cmhc_3", "cmhc_4", "wage_index", "labor_share", "coinsurance", "sequestration",
)  # fmt: skip
MOST_SOURCE: Final = 200
_FORMATS = ("%m/%d/%Y", "%Y-%m-%d")
_COLUMNS: Final = {
    "from_on": "from", "hospital_few": "hospital_3", "hospital_many": "hospital_4", "cmhc_few": "cmhc_3",
    "cmhc_many": "cmhc_4",
}  # fmt: skip


@dataclass(frozen=True)
class Table:
    """What a file says: entries, each with the number of its line, and what is wrong."""

    entries: tuple[tuple[int, Entry], ...]
    faults: tuple[str, ...]


def read(content: bytes) -> Table:
    """Return what a file says. Raises Refused (MED-010) if it is no such table."""
    found: list[tuple[int, Entry]] = []
    faults: list[str] = []
    body = rows_of(content, code="MED-010", needed=NEEDED, others=OTHERS)
    for number, cells in body:
        try:
            entry = _entry(cells)
        except _Unreadable as odd:
            faults.append(f"Line {number}, {odd}")
            continue
        faults += (f"Line {number}, {_COLUMNS.get(one.field, one.field)}: {one.sentence}" for one in check_entry(entry))
        if any(entry.from_on == other.from_on for _, other in found):
            faults.append(f"Line {number}: {entry.from_on:%m/%d/%Y} stands there twice. Keep one.")
        found.append((number, entry))
    if not body:
        faults.append("Below the names of the columns stands no line.")
    return Table(tuple(found), tuple(faults))


class _Unreadable(Exception):
    """A cell that is none of its kind; the text says which and what to write."""


def _entry(cells: Mapping[str, str]) -> Entry:
    if any(not cells.get(name) for name in NEEDED):
        missing = next(name for name in NEEDED if not cells.get(name))
        message = f"{missing}: is empty. Every line needs its day, the deductible, and where it was read."
        raise _Unreadable(message)
    if len(cells["source"]) > MOST_SOURCE:
        message = f"source: is longer than {MOST_SOURCE} letters. Name the document, and no more."
        raise _Unreadable(message)
    deductible = _number(cells, "deductible")
    assert deductible is not None, "it was looked for"  # noqa: S101
    return Entry(
        from_on=_day(cells["from"]),
        deductible=deductible,
        coinsurance=_or(_number(cells, "coinsurance"), USUAL_COINSURANCE),
        sequestration=_or(_number(cells, "sequestration"), USUAL_SEQUESTRATION),
        hospital=PerDiem(_number(cells, "hospital_3"), _number(cells, "hospital_4")),
        cmhc=PerDiem(_number(cells, "cmhc_3"), _number(cells, "cmhc_4")),
        wage_index=_number(cells, "wage_index"),
        labor_share=_or(_number(cells, "labor_share"), USUAL_SHARE),
        source=cells["source"],
    )


def _or(number: Decimal | None, usual: Decimal) -> Decimal:
    return usual if number is None else number


def _number(cells: Mapping[str, str], name: str) -> Decimal | None:
    text = cells.get(name, "").removesuffix("%").replace("$", "").replace(",", "").strip()
    if not text:
        return None
    try:
        number = Decimal(text)
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite() or number.adjusted() > _MOST_DIGITS or _digits(number) > _PLACES:
        message = f"{name}: “{cells[name][:20]}” is no number. Write it such as 283.00, or leave it empty."
        raise _Unreadable(message)
    return number


_MOST_DIGITS, _PLACES = 6, 4


def _digits(number: Decimal) -> int:
    exponent = number.as_tuple().exponent
    return -exponent if isinstance(exponent, int) else _PLACES + 1


def _day(text: str) -> date:
    for one in _FORMATS:
        try:
            return datetime.strptime(text, one).date()  # noqa: DTZ007 (a day has no zone)
        except ValueError:
            continue
    message = f"from: “{text[:20]}” is no day. Write it as 1/1/2027."
    raise _Unreadable(message)
