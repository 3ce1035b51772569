"""Poverty guidelines as a table: year, region, size of the household, dollars a year.

Source: docs/sources.md#sliding-fee.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Final

from stepwell.coverage.rules.sliding_fee import Region
from stepwell.coverage.rules.tables import rows_of

COLUMNS: Final = ("year", "region", "size", "amount")
_NAMES: Final = {
    "contiguous": Region.CONTIGUOUS, "48": Region.CONTIGUOUS, "48 states": Region.CONTIGUOUS, "alaska": Region.ALASKA,
    "ak": Region.ALASKA, "hawaii": Region.HAWAII, "hi": Region.HAWAII,
}  # fmt: skip
_MOST_PEOPLE, _MOST = 20, Decimal(1_000_000)


@dataclass(frozen=True)
class Row:
    """A line of the table that can be used; `number` is that of the line in the file."""

    number: int
    year: int
    region: Region
    size: int
    amount: Decimal


@dataclass(frozen=True)
class Table:
    """What a file says: its rows, and what is wrong, each with its line."""

    rows: tuple[Row, ...]
    faults: tuple[str, ...]

    def dollars(self) -> dict[Region, tuple[Decimal, Decimal]]:
        """Return dollars for one person and for each further one, by region; of a table without faults."""
        known = {(row.region, row.size): row.amount for row in self.rows}
        return {region: (known[region, 1], known[region, 2] - known[region, 1]) for region in _regions(self.rows)}


def read(content: bytes, year: int) -> Table:
    """Return what a file of a year says. Raises Refused (FEE-030) if it is no such table."""
    rows: list[Row] = []
    faults: list[str] = []
    body = rows_of(content, code="FEE-030", needed=COLUMNS)
    for number, cells in body:
        found = _row(number, cells, year)
        (faults if isinstance(found, str) else rows).append(found)  # type: ignore[arg-type]
    if not body:
        faults.append("Below the names of the columns stands no line.")
    return Table(tuple(rows), (*faults, *_together(rows)))


def _row(number: int, cells: Mapping[str, str], year: int) -> Row | str:
    region = _NAMES.get(cells.get("region", "").casefold())
    size, of_year = cells.get("size", ""), cells.get("year", "")
    amount = _dollars(cells.get("amount", ""))
    if of_year != str(year):
        return f"Line {number}: the year is “{of_year[:12]}”, and the day above is of {year}."
    if region is None:
        return f"Line {number}: “{cells.get('region', '')[:20]}” is no region. Write contiguous, alaska or hawaii."
    if not (size.isdecimal() and 1 <= int(size) <= _MOST_PEOPLE):
        return f"Line {number}: “{size[:12]}” is no size of a household. Write 1 to {_MOST_PEOPLE}."
    if amount is None:
        return f"Line {number}: “{cells.get('amount', '')[:20]}” is no amount. Write dollars a year, such as 15960."
    return Row(number, year, region, int(size), amount)


def _dollars(text: str) -> Decimal | None:
    try:
        amount = Decimal(text.replace("$", "").replace(",", ""))
    except InvalidOperation:
        return None
    return amount if amount.is_finite() and 0 < amount <= _MOST and amount == round(amount, 2) else None


def _regions(rows: Iterable[Row]) -> Sequence[Region]:
    return list(dict.fromkeys(row.region for row in rows))


def _together(rows: Sequence[Row]) -> list[str]:
    """Return what does not fit of rows together: a size twice, one and two people missing, uneven steps."""
    found = []
    for region in _regions(rows):
        seen: dict[int, Row] = {}
        for row in (one for one in rows if one.region is region):
            if row.size in seen:
                found.append(f"Line {row.number}: {region} has a household of {row.size} twice. Keep one.")
            seen.setdefault(row.size, row)
        if not {1, 2} <= seen.keys():
            found.append(
                f"{region.capitalize()} needs a household of 1 and of 2: each further person follows from them."
            )
            continue
        step = seen[2].amount - seen[1].amount
        for size, row in sorted(seen.items()):
            due = seen[1].amount + (size - 1) * step
            if row.amount != due:
                found.append(f"Line {row.number}: a household of {size} would have {due:,}, not {row.amount:,}.")
    return found
