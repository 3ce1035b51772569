"""Values of elements: amounts, counts and dates, exactly as written, and never a guess."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Final

from stepwell.x12.envelopes import TransactionSet, Unread
from stepwell.x12.issues import Issue, Severity
from stepwell.x12.reading.source import MOST_KEPT, Row

BLANKS: Final = [""] * 24
"""Added to a segment's elements, so that each may be asked for."""

_DECIMAL: Final = re.compile(r"-?(?:[0-9]{1,18}\.?[0-9]{0,18}|\.[0-9]{1,18})")  # the standard has at most 18 digits
_DAY: Final = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})(?:[0-9]{4}|[0-9]{6})?")  # some formats append the time
NOTHING: Final = Decimal(0)
REMEMBERED: Final = 1 << 14
"""How many codes, days and amounts stay at hand, since they repeat."""


@lru_cache(REMEMBERED)
def decimal(text: str) -> Decimal | None:
    """Return a number as it is written, digits kept; None if it is none."""
    return Decimal(text) if _DECIMAL.fullmatch(text) else None


@lru_cache(REMEMBERED)
def day(text: str) -> date | None:
    """Return the date of CCYYMMDD (with or without a time behind it); None if there is no such date."""
    found = _DAY.fullmatch(text)
    if found is None:
        return None
    try:
        return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return None


@dataclass
class Reader:
    """What is found while one set is read."""

    transaction: TransactionSet
    issues: list[Issue] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    left_out: int = 0

    def amount(self, row: Row, element: int) -> Decimal | None:
        """Return an amount or count that may be left out. One that cannot be read is an issue."""
        elements = row[1]
        text = elements[element] if element < len(elements) else ""
        if not text:
            return None
        value = decimal(text)
        if value is None:
            self.unreadable(row, element, "X12-301", "is not a number, so it was left out")
        return value

    def due_amount(self, row: Row, element: int) -> Decimal:
        """Return an amount that must be there; zero, with an issue, if it is missing or cannot be read."""
        elements = row[1]
        text = elements[element] if element < len(elements) else ""
        value = decimal(text)
        if value is None:
            reason = "is not a number" if text else "is missing"
            self.unreadable(row, element, "X12-301", f"{reason}, so zero stands in its place")
            return NOTHING
        return value

    def day(self, row: Row, element: int) -> date | None:
        """Return a date that may be left out. One that cannot be read is an issue."""
        elements = row[1]
        text = elements[element] if element < len(elements) else ""
        if not text:
            return None
        value = day(text)
        if value is None:
            self.no_date(row, element)
        return value

    def no_date(self, row: Row, element: int) -> None:
        """Note that an element is not a date."""
        self.unreadable(row, element, "X12-302", "is not a date, so none was read")

    def unreadable(self, row: Row, element: int, code: str, what: str) -> None:
        """Keep a segment of which one element could not be read."""
        self.keep(row, code, Severity.ERROR, f"{row[1][0]}{element:02} {what}.", element=element)

    def issue(self, code: str, severity: Severity, sentence: str, row: Row, *, element: int = 0) -> None:
        """Note something about a segment."""
        self.issues.append(Issue(code, severity, sentence, self.transaction.position(row[0], element=element)))

    def only(self, rows: Sequence[Row]) -> Row | None:
        """Return the segment that stands once in a loop; None if it is missing. Further ones are kept as unread."""
        if not rows:
            return None
        for row in rows[1:]:
            self.keep(row, "X12-203", Severity.WARNING, "This segment is expected once. It was kept and not read.")
        return rows[0]

    def keep(self, row: Row, code: str, severity: Severity, sentence: str, *, element: int = 0) -> None:
        """Keep a segment as it stood, with an issue; beyond a limit, count it."""
        if len(self.unread) >= MOST_KEPT:
            self.left_out += 1
            return
        position = self.transaction.position(row[0], element=element)
        self.unread.append(Unread(self.transaction.source.canonical(row[0]), position))
        self.issues.append(Issue(code, severity, sentence, position))

    def canonical(self, element: str) -> str:
        """Return an element with ":" and "^" as its inner separators."""
        return self.transaction.source.delimiters.canonical(element)

    def number(self, row: Row) -> int:
        """Return which segment of the file this is."""
        return self.transaction.source.number + row[0]

    def parts(self, element: str) -> list[str]:
        """Return the parts of a composite element; at least one, which may be empty."""
        return element.split(self.transaction.source.delimiters.component)

    def repeated(self, element: str) -> tuple[str, ...]:
        """Return the values of a repeated element; none if it is empty."""
        separator = self.transaction.source.delimiters.repetition
        if not element:
            return ()
        return tuple(element.split(separator)) if separator else (element,)
