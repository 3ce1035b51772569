"""Reads a 277CA, a 277, and the 276 that asks for one. Source: docs/sources.md#x12"""

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from stepwell.x12.issues import Severity
from stepwell.x12.parts import Trace
from stepwell.x12.reading import hierarchy, pieces
from stepwell.x12.reading.loops import Grammar, Kind, Loop
from stepwell.x12.reading.source import Row
from stepwell.x12.reading.values import BLANKS, Reader
from stepwell.x12.statuses import ClaimStatuses, Status, StatusCode, StatusLevel, StatusLine, Traced

_NO_TRACE: Final = Trace("", "")
_ACKNOWLEDGMENT: Final = "005010X214"
_RECEIVER: Final = "21"


def _statuses(reader: Reader, root: Loop) -> ClaimStatuses:
    levels = root.within("HL")
    hierarchy.check(reader, root, levels)
    found = ClaimStatuses(pieces.beginning(reader, root), levels)
    if reader.transaction.version.startswith(_ACKNOWLEDGMENT):
        _totals(reader, found)
    return found


def _level(reader: Reader, loop: Loop) -> StatusLevel:
    e = loop.head[1] + BLANKS
    # What stands under no TRN is kept as if it stood under an empty one.
    bare = (_traced(reader, loop, _NO_TRACE),) if loop.rows.keys() & _TRACED.keys() or loop.within("SVC") else ()
    return StatusLevel(
        number=e[1],
        parent=e[2],
        code=e[3],
        has_child=e[4],
        parties=loop.within("NM1"),
        demographics=pieces.demographics(reader, loop),
        traced=bare + loop.within("TRN"),
        segment=reader.number(loop.head),
    )


def _under_trace(reader: Reader, loop: Loop) -> Traced:
    return _traced(reader, loop, pieces.traces([loop.head])[0])


def _traced(reader: Reader, loop: Loop, trace: Trace) -> Traced:
    return Traced(
        trace=trace,
        statuses=tuple(_status(reader, row) for row in loop.all("STC")),
        references=pieces.references(reader, loop.all("REF")),
        dates=pieces.dates(reader, loop.all("DTP")),
        amounts=pieces.amounts(reader, loop.all("AMT")),
        quantities=pieces.quantities(reader, loop.all("QTY")),
        lines=loop.within("SVC"),
        segment=reader.number(loop.head),
    )


def _line(reader: Reader, loop: Loop) -> StatusLine:
    row = loop.head
    return StatusLine(
        procedure=pieces.procedure(reader, row, 1),
        charge=reader.amount(row, 2),
        paid=reader.amount(row, 3),
        revenue_code=pieces.element(row, 4),
        paid_units=reader.amount(row, 5),
        billed=pieces.procedure(reader, row, 6),
        units=reader.amount(row, 7),
        statuses=tuple(_status(reader, status) for status in loop.all("STC")),
        references=pieces.references(reader, loop.all("REF")),
        dates=pieces.dates(reader, loop.all("DTP")),
        segment=reader.number(row),
    )


def _status(reader: Reader, row: Row) -> Status:
    e = row[1] + BLANKS
    return Status(
        codes=tuple(_code(reader, e[at]) for at in (1, 10, 11) if e[at]),
        day=reader.day(row, 2),
        action=e[3],
        charge=reader.amount(row, 4),
        paid=reader.amount(row, 5),
        paid_on=reader.day(row, 6),
        method=e[7],
        check_date=reader.day(row, 8),
        check=e[9],
        message=e[12],
        segment=reader.number(row),
    )


def _code(reader: Reader, composite: str) -> StatusCode:
    category, status, entity, code_list, *_ = reader.parts(composite) + BLANKS
    return StatusCode(category, status, entity, code_list)


def _totals(reader: Reader, found: ClaimStatuses) -> None:
    """Compare the totals that a 277CA states for the receiver with the claims that it lists."""
    statuses = [next(iter(claim.statuses), None) for _, claim in found.claims]
    for level in found.levels:
        for one in level.traced if level.code == _RECEIVER else ():
            stated = {quantity.qualifier: quantity.quantity for quantity in one.quantities}
            stated |= {amount.qualifier: amount.amount for amount in one.amounts}
            for qualifier, what, counted in _counted([status for status in statuses if status]):
                if stated.get(qualifier, counted) != counted:
                    row: Row = (one.segment - reader.transaction.source.number, [])
                    sentence = f"It states {stated[qualifier]} as {what}, and lists {counted}."
                    reader.issue("X12-411", Severity.WARNING, sentence, row)


def _counted(statuses: list[Status]) -> Iterator[tuple[str, str, Decimal]]:
    accepted = [status for status in statuses if status.is_accepted]
    rejected = [status for status in statuses if status.is_rejected]
    for group, count, amount, name in ((accepted, "90", "YU", "accepted"), (rejected, "AA", "YY", "rejected")):
        yield count, f"the number of {name} claims", Decimal(len(group))
        charges = [status.charge for status in group if status.charge is not None]
        yield amount, f"the charge of {name} claims", sum(charges, Decimal(0))


_TRACED: Final = {"STC": 12, "REF": 4, "DTP": 3, "AMT": 3, "QTY": 3}
_LINE: Final = Kind(_line, {"SVC": 7}, {"STC": 12, "REF": 4, "DTP": 3})
_TRACE: Final = Kind(_under_trace, {"TRN": 4}, _TRACED, (_LINE,))
_NAMED: Final = Kind(pieces.party, pieces.NAME, {"N3": 2, "N4": 7, "PER": 8})
GRAMMAR: Final = Grammar(
    Kind(
        _statuses,
        {},
        {"BHT": 6},
        (Kind(_level, pieces.HL, {"DMG": 3, **_TRACED}, (_NAMED, _TRACE, _LINE)),),
    )
)
