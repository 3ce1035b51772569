"""Segments that many sets have in common, read into `stepwell.x12.parts`."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from stepwell.x12.issues import Severity
from stepwell.x12.parts import (
    Address,
    Adjustment,
    Amount,
    Beginning,
    Coded,
    Contact,
    Dated,
    Delivery,
    Demographics,
    Party,
    Procedure,
    Provider,
    Quantity,
    Reference,
    Rejection,
    Segment,
    Trace,
    Way,
)
from stepwell.x12.reading.loops import Loop
from stepwell.x12.reading.source import Row
from stepwell.x12.reading.values import BLANKS, REMEMBERED, Reader, day, decimal

_MORE: Final = ("INS", "HI", "MPI", "N2")
PARTY: Final = {"N3": 2, "N4": 7, "PER": 8, "REF": 4, "PRV": 3, "DMG": 3, "DTP": 3, "AAA": 4} | dict.fromkeys(_MORE, 24)
"""Segments that belong to a party, and how many of their elements are understood."""

NAME: Final = {"NM1": 9}
HL: Final = {"HL": 4}
_MODIFIERS: Final = slice(2, 6)
_PROCEDURE_PARTS: Final = 8
_FIRST_REASON: Final = 2  # of a CAS: reason, amount and quantity follow each other six times
CAS: Final = 19


def references(reader: Reader, rows: Sequence[Row]) -> tuple[Reference, ...]:
    """Read REF segments."""
    if not rows:
        return ()
    found = []
    for _, elements in rows:
        e = elements + BLANKS
        found.append(Reference(e[1], e[2], e[3], reader.canonical(e[4]) if e[4] else ""))
    return tuple(found)


def amounts(reader: Reader, rows: Sequence[Row]) -> tuple[Amount, ...]:
    """Read AMT segments."""
    if not rows:
        return ()
    return tuple([Amount(e[1], reader.due_amount(row, 2), e[3]) for row in rows if (e := row[1] + BLANKS)])


def quantities(reader: Reader, rows: Sequence[Row]) -> tuple[Quantity, ...]:
    """Read QTY segments."""
    if not rows:
        return ()
    return tuple([Quantity(e[1], reader.due_amount(row, 2), e[3]) for row in rows if (e := row[1] + BLANKS)])


def adjustments(reader: Reader, rows: Sequence[Row]) -> tuple[Adjustment, ...]:
    """Read CAS segments: each has a group and up to six times reason, amount, quantity."""
    if not rows:
        return ()
    found = []
    for row in rows:
        e = row[1] + BLANKS
        for at in range(2, max(3, min(len(row[1]), CAS)), 3):
            adjustment = _adjustment(e[1], e[at], e[at + 1], e[at + 2])
            if adjustment is None and any(e[at : at + 3]):
                adjustment = Adjustment(e[1], e[at], reader.due_amount(row, at + 1), reader.amount(row, at + 2))
            if adjustment is not None:
                found.append(adjustment)
            elif at == _FIRST_REASON:
                reader.unreadable(row, at, "X12-303", "is missing, so this adjustment says nothing")
    return tuple(found)


@lru_cache(REMEMBERED)
def _adjustment(group: str, reason: str, amount: str, quantity: str) -> Adjustment | None:
    """Return an adjustment; None if a part of it is missing or cannot be read."""
    parts = decimal(amount), decimal(quantity)
    if not reason or parts[0] is None or (quantity and parts[1] is None):
        return None
    return Adjustment(group, reason, parts[0], parts[1])


def times(reader: Reader, rows: Sequence[Row]) -> tuple[Dated, ...]:
    """Read DTM segments: one day each."""
    if not rows:
        return ()
    found = []
    for row in rows:
        e = row[1] + BLANKS
        dated = _dated(e[1], "", e[2])
        if dated.first is None and e[2]:
            reader.no_date(row, 2)
        found.append(dated)
    return tuple(found)


def dates(reader: Reader, rows: Sequence[Row]) -> tuple[Dated, ...]:
    """Read DTP segments: a day (D8), or a first and a last day (RD8)."""
    if not rows:
        return ()
    found = []
    for row in rows:
        e = row[1] + BLANKS
        dated = _dated(e[1], e[2], e[3])
        if e[3] and e[2] not in _OTHER_FORMS and (dated.first is None or dated.last is None):
            reader.no_date(row, 3)
        found.append(dated)
    return tuple(found)


@lru_cache(REMEMBERED)
def _dated(qualifier: str, form: str, text: str) -> Dated:
    if form in _OTHER_FORMS:
        return Dated(qualifier, text, None, None, form)
    begin, _, end = text.partition("-")
    return Dated(qualifier, text, day(begin), day(end or begin), form)


_OTHER_FORMS: Final = frozenset({"TM", "TS", "RTS", "D6", "CY", "CM", "DB"})  # times of day, and ages of records


def party(reader: Reader, loop: Loop) -> Party:
    """Read the loop of an NM1 or N1: the name and what belongs to it."""
    name = named(loop.head)
    if not loop.rows:
        return name
    return Party(
        name.entity,
        name.kind,
        name.name,
        name.first,
        name.middle,
        name.prefix,
        name.suffix,
        name.id_qualifier,
        name.id,
        address(reader, loop),
        contacts(loop.all("PER")),
        references(reader, loop.all("REF")),
        provider(reader, loop),
        demographics(reader, loop),
        dates(reader, loop.all("DTP")),
        rejections(reader, loop.all("AAA")),
        segments(reader, loop.all(*_MORE)),
    )


def named(row: Row) -> Party:
    """Read an NM1 or N1 by itself."""
    e = row[1] + BLANKS
    if e[0] == "N1":
        return Party(e[1], "", e[2], id_qualifier=e[3], id=e[4])
    return Party(e[1], e[2], e[3], e[4], e[5], e[6], e[7], e[8], e[9])


def address(reader: Reader, loop: Loop) -> Address | None:
    """Read N3 and N4; None if there is neither."""
    streets, place = loop.all("N3"), reader.only(loop.all("N4"))
    if not streets and place is None:
        return None
    lines = tuple(line for _, elements in streets for line in elements[1:3] if line)
    e = (place[1] if place else []) + BLANKS
    return Address(lines, *e[1:8])


def contacts(rows: Sequence[Row]) -> tuple[Contact, ...]:
    """Read PER segments."""
    if not rows:
        return ()
    return tuple(_contact(row[1] + BLANKS) for row in rows)


def _contact(e: list[str]) -> Contact:
    ways = tuple(Way(e[at], e[at + 1]) for at in (3, 5, 7) if e[at] or e[at + 1])
    return Contact(e[1], e[2], ways)


def provider(reader: Reader, loop: Loop) -> Provider | None:
    """Read the PRV of a loop; None if there is none."""
    row = reader.only(loop.all("PRV"))
    if row is None:
        return None
    e = row[1] + BLANKS
    return Provider(e[1], e[2], e[3])


def demographics(reader: Reader, loop: Loop) -> Demographics | None:
    """Read the DMG of a loop; None if there is none."""
    row = reader.only(loop.all("DMG"))
    if row is None:
        return None
    e = row[1] + BLANKS
    return Demographics(reader.day(row, 2), e[3], e[2], e[1])


def procedure(reader: Reader, row: Row, element: int) -> Procedure | None:
    """Read a composite of code list, code and modifiers; None if it is empty."""
    elements = row[1]
    if element >= len(elements) or not elements[element]:
        return None
    text, separator = elements[element], reader.transaction.source.delimiters.component
    if text.count(separator) >= _PROCEDURE_PARTS:
        reader.unreadable(row, element, "X12-304", "has more parts than are read")
    return _procedure(text, separator)


@lru_cache(REMEMBERED)
def _procedure(text: str, separator: str) -> Procedure:
    parts = text.split(separator) + BLANKS
    return Procedure(parts[0], parts[1], tuple(filter(None, parts[_MODIFIERS])), parts[6], parts[7])


def traces(rows: Sequence[Row]) -> tuple[Trace, ...]:
    """Read TRN segments."""
    return tuple(Trace(e[1], e[2], e[3], e[4]) for e in (row[1] + BLANKS for row in rows))


def texts(rows: Sequence[Row]) -> tuple[str, ...]:
    """Return what MSG segments say."""
    return tuple(elements[1] for _, elements in rows if len(elements) > 1)


def rejections(reader: Reader, rows: Sequence[Row]) -> tuple[Rejection, ...]:
    """Read AAA segments."""
    if not rows:
        return ()
    return tuple(Rejection(e[1], e[2], e[3], e[4], reader.number(row)) for row in rows if (e := row[1] + BLANKS))


def segments(reader: Reader, rows: Sequence[Row]) -> tuple[Segment, ...]:
    """Keep segments as they are written."""
    if not rows:
        return ()
    return tuple(Segment(elements[0], tuple(map(reader.canonical, elements[1:]))) for _, elements in rows)


def deliveries(reader: Reader, rows: Sequence[Row]) -> tuple[Delivery, ...]:
    """Read HSD segments."""
    if not rows:
        return ()
    found = []
    for row in rows:
        e = row[1] + BLANKS
        quantity, sampling, periods = (reader.amount(row, at) for at in (2, 4, 6))
        found.append(Delivery(e[1], quantity, e[3], sampling, e[5], periods, e[7], e[8]))
    return tuple(found)


def coded(reader: Reader, rows: Sequence[Row]) -> tuple[Coded, ...]:
    """Read HI segments: up to twelve composites each."""
    if not rows:
        return ()
    found = []
    for _, elements in rows:
        for composite in filter(None, elements[1:]):
            qualifier, code, *more = [*reader.parts(composite), ""]
            found.append(Coded(qualifier, code, tuple(filter(None, more))))
    return tuple(found)


def beginning(reader: Reader, root: Loop) -> Beginning | None:
    """Read the BHT of a set; None, with an issue, if there is none."""
    row = reader.only(root.all("BHT"))
    if row is None:
        sentence = "There is no BHT segment: this set does not say what it is for."
        reader.issue("X12-203", Severity.WARNING, sentence, root.head)
        return None
    e = row[1] + BLANKS
    return Beginning(e[1], e[2], e[3], e[4], e[5], e[6])


def element(row: Row, number: int) -> str:
    """Return an element of a segment; empty if it was left out."""
    return row[1][number] if number < len(row[1]) else ""
