"""Reads a 271, and a 270. Source: docs/sources.md#x12"""

from typing import Final

from stepwell.x12.eligibility import Benefit, Eligibility, EligibilityLevel, Inquiry
from stepwell.x12.issues import Severity
from stepwell.x12.reading import hierarchy, pieces
from stepwell.x12.reading.loops import Grammar, Kind, Loop
from stepwell.x12.reading.values import BLANKS, Reader


def _eligibility(reader: Reader, root: Loop) -> Eligibility:
    levels = root.within("HL")
    hierarchy.check(reader, root, levels)
    return Eligibility(pieces.beginning(reader, root), levels)


def _level(reader: Reader, loop: Loop) -> EligibilityLevel:
    e = loop.head[1] + BLANKS
    return EligibilityLevel(
        number=e[1],
        parent=e[2],
        code=e[3],
        has_child=e[4],
        traces=pieces.traces(loop.all("TRN")),
        parties=loop.within("NM1"),
        rejections=pieces.rejections(reader, loop.all("AAA")),
        benefits=loop.within("EB"),
        inquiries=loop.within("EQ"),
        segment=reader.number(loop.head),
    )


def _benefit(reader: Reader, loop: Loop) -> Benefit:
    row = loop.head
    e = row[1] + BLANKS
    fraction = reader.amount(row, 8)
    if fraction is not None and fraction > 1:
        sentence = f"EB08 is a fraction of one, and says {fraction}: it may mean {fraction} percent. Ask the payer."
        reader.issue("X12-305", Severity.WARNING, sentence, row, element=8)
    return Benefit(
        information=e[1],
        coverage_level=e[2],
        service_types=reader.repeated(e[3]),
        insurance_type=e[4],
        plan=e[5],
        period=e[6],
        amount=reader.amount(row, 7),
        fraction=fraction,
        quantity_kind=e[9],
        quantity=reader.amount(row, 10),
        authorization=e[11],
        network=e[12],
        procedure=pieces.procedure(reader, row, 13),
        pointers=reader.canonical(e[14]),
        deliveries=pieces.deliveries(reader, loop.all("HSD")),
        references=pieces.references(reader, loop.all("REF")),
        dates=pieces.dates(reader, loop.all("DTP")),
        rejections=pieces.rejections(reader, loop.all("AAA")),
        messages=pieces.texts(loop.all("MSG")),
        inquired=pieces.segments(reader, loop.all("III")),
        parties=loop.within("NM1"),
        bounds=tuple(pieces.element(bound, 1) for bound in loop.all("LS", "LE")),
        segment=reader.number(row),
    )


def _inquiry(reader: Reader, loop: Loop) -> Inquiry:
    row = loop.head
    e = row[1] + BLANKS
    return Inquiry(
        service_types=reader.repeated(e[1]),
        procedure=pieces.procedure(reader, row, 2),
        coverage_level=e[3],
        insurance_type=e[4],
        pointers=reader.canonical(e[5]),
        amounts=pieces.amounts(reader, loop.all("AMT")),
        references=pieces.references(reader, loop.all("REF")),
        dates=pieces.dates(reader, loop.all("DTP")),
        inquired=pieces.segments(reader, loop.all("III")),
        segment=reader.number(row),
    )


_NAMED: Final = Kind(pieces.party, pieces.NAME, pieces.PARTY)
_BENEFIT: Final = Kind(
    _benefit,
    {"EB": 14},
    {"HSD": 8, "REF": 4, "DTP": 3, "AAA": 4, "MSG": 1, "III": 24, "LS": 1, "LE": 1},
    (_NAMED,),
)
_INQUIRY: Final = Kind(_inquiry, {"EQ": 5}, {"AMT": 3, "REF": 4, "DTP": 3, "III": 24})
GRAMMAR: Final = Grammar(
    Kind(
        _eligibility,
        {},
        {"BHT": 6},
        (Kind(_level, pieces.HL, {"TRN": 4, "AAA": 4}, (_NAMED, _BENEFIT, _INQUIRY)),),
    )
)
