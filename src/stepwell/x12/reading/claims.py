"""Reads an 837P and an 837I. Source: docs/sources.md#x12"""

from typing import Final

from stepwell.x12.claims import (
    Claim,
    ClaimFile,
    ClaimLevel,
    ClaimLine,
    Coverage,
    LineAdjudication,
    OtherCoverage,
    PatientRelation,
)
from stepwell.x12.issues import Severity
from stepwell.x12.parts import Segment
from stepwell.x12.reading import hierarchy, pieces
from stepwell.x12.reading.loops import Grammar, Kind, Loop
from stepwell.x12.reading.source import Row
from stepwell.x12.reading.values import BLANKS, NOTHING, Reader

_OF_LEVEL: Final = ("CUR",)
_OF_CLAIM: Final = ("CL1", "PWK", "CN1", "K3", "NTE", "CR1", "CR2", "CR3", "CR5", "CR6", "CRC", "HCP", "UR")
_OF_LINE: Final = (*_OF_CLAIM, "SV5", "MEA", "PS1", "LIN", "CTP", "LQ", "FRM", "TOO")
_OF_OTHER: Final = ("OI", "MIA", "MOA", "DMG")


def _file(reader: Reader, root: Loop) -> ClaimFile:
    levels = root.within("HL")
    hierarchy.check(reader, root, levels)
    return ClaimFile(
        beginning=pieces.beginning(reader, root),
        parties=root.within("NM1"),
        references=pieces.references(reader, root.all("REF")),
        contacts=pieces.contacts(root.all("PER")),
        levels=levels,
    )


def _level(reader: Reader, loop: Loop) -> ClaimLevel:
    e = loop.head[1] + BLANKS
    insured, patient = reader.only(loop.all("SBR")), reader.only(loop.all("PAT"))
    return ClaimLevel(
        number=e[1],
        parent=e[2],
        code=e[3],
        has_child=e[4],
        provider=pieces.provider(reader, loop),
        coverage=_coverage(insured) if insured else None,
        patient=_relation(reader, patient) if patient else None,
        demographics=pieces.demographics(reader, loop),
        parties=loop.within("NM1"),
        claims=loop.within("CLM"),
        more=pieces.segments(reader, loop.all(*_OF_LEVEL)),
        segment=reader.number(loop.head),
    )


def _coverage(row: Row) -> Coverage:
    e = row[1] + BLANKS
    return Coverage(e[1], e[2], e[3], e[4], e[9], tuple(f"{at:02}:{e[at]}" for at in range(5, 9) if e[at]))


def _relation(reader: Reader, row: Row) -> PatientRelation:
    e = row[1] + BLANKS
    more = tuple(f"{at:02}:{e[at]}" for at in (2, 3, 4, 5, 7, 8, 9) if e[at])
    return PatientRelation(e[1], reader.day(row, 6), more)


def _claim(reader: Reader, loop: Loop) -> Claim:
    row = loop.head
    e = row[1] + BLANKS
    facility, facility_list, frequency, *_ = reader.parts(e[5]) + BLANKS
    if e[3] or e[4]:
        sentence = "CLM03 and CLM04 are not read. The segment was kept whole as well."
        reader.keep(row, "X12-202", Severity.NOTE, sentence, element=3)
    lines: tuple[ClaimLine, ...] = loop.within("LX")
    charge = reader.due_amount(row, 2)
    together = sum(line.charge for line in lines)
    if lines and together != charge:
        sentence = f"The lines come to ${together:,.2f} together, and the claim says ${charge:,.2f}."
        reader.issue("X12-421", Severity.ERROR, sentence, row, element=2)
    return Claim(
        control=e[1],
        charge=charge,
        facility=facility,
        facility_list=facility_list,
        frequency=frequency,
        options=tuple(map(reader.canonical, row[1][6:])),
        dates=pieces.dates(reader, loop.all("DTP")),
        references=pieces.references(reader, loop.all("REF")),
        amounts=pieces.amounts(reader, loop.all("AMT")),
        quantities=pieces.quantities(reader, loop.all("QTY")),
        codes=pieces.coded(reader, loop.all("HI")),
        parties=loop.within("NM1"),
        other_coverages=loop.within("SBR"),
        lines=lines,
        more=pieces.segments(reader, loop.all(*_OF_CLAIM)),
        segment=reader.number(row),
    )


def _other(reader: Reader, loop: Loop) -> OtherCoverage:
    return OtherCoverage(
        coverage=_coverage(loop.head),
        adjustments=pieces.adjustments(reader, loop.all("CAS")),
        amounts=pieces.amounts(reader, loop.all("AMT")),
        parties=loop.within("NM1"),
        more=pieces.segments(reader, loop.all(*_OF_OTHER)),
        segment=reader.number(loop.head),
    )


def _line(reader: Reader, loop: Loop) -> ClaimLine:
    service = reader.only(loop.all("SV1", "SV2"))
    if service is None:
        sentence = "This line has neither an SV1 nor an SV2: it does not say what was done, nor for how much."
        reader.issue("X12-203", Severity.ERROR, sentence, loop.head)
    is_institutional = service is not None and service[1][0] == "SV2"
    at = 1 if is_institutional else 0  # SV2 has the revenue code before all else
    row: Row = service or (loop.head[0], [])
    e = row[1] + BLANKS
    further = row[1][6 if is_institutional else 8 :]
    unnamed = () if is_institutional else (e[6],)
    more = tuple(map(reader.canonical, (*unnamed, *further)))
    return ClaimLine(
        number=pieces.element(loop.head, 1),
        procedure=pieces.procedure(reader, row, 1 + at),
        charge=reader.due_amount(row, 2 + at) if service else NOTHING,
        unit=e[3 + at],
        units=reader.amount(row, 4 + at),
        place="" if is_institutional else e[5],
        pointers=() if is_institutional else tuple(filter(None, reader.parts(e[7]))),
        revenue_code=e[1] if is_institutional else "",
        dates=pieces.dates(reader, loop.all("DTP")),
        references=pieces.references(reader, loop.all("REF")),
        amounts=pieces.amounts(reader, loop.all("AMT")),
        quantities=pieces.quantities(reader, loop.all("QTY")),
        parties=loop.within("NM1"),
        adjudications=loop.within("SVD"),
        more=(*((Segment(e[0], more),) if any(more) else ()), *pieces.segments(reader, loop.all(*_OF_LINE))),
        segment=reader.number(loop.head),
    )


def _adjudication(reader: Reader, loop: Loop) -> LineAdjudication:
    row = loop.head
    return LineAdjudication(
        payer=pieces.element(row, 1),
        paid=reader.due_amount(row, 2),
        procedure=pieces.procedure(reader, row, 3),
        revenue_code=pieces.element(row, 4),
        units=reader.amount(row, 5),
        bundled_in=pieces.element(row, 6),
        adjustments=pieces.adjustments(reader, loop.all("CAS")),
        dates=pieces.dates(reader, loop.all("DTP")),
        amounts=pieces.amounts(reader, loop.all("AMT")),
        segment=reader.number(row),
    )


_NAMED: Final = Kind(pieces.party, pieces.NAME, pieces.PARTY)
_COMMON: Final = {"DTP": 3, "REF": 4, "AMT": 3, "QTY": 3}
_MONEY: Final = {"CAS": pieces.CAS, "AMT": 3}
_SVD: Final = Kind(_adjudication, {"SVD": 6}, {**_MONEY, "DTP": 3})
_LX: Final = Kind(_line, {"LX": 1}, {"SV1": 24, "SV2": 24, **_COMMON, **dict.fromkeys(_OF_LINE, 24)}, (_NAMED, _SVD))
_OTHER: Final = Kind(_other, {"SBR": 9}, {**_MONEY, **dict.fromkeys(_OF_OTHER, 24)}, (_NAMED,))
_CLM: Final = Kind(_claim, {"CLM": 24}, {**_COMMON, "HI": 24, **dict.fromkeys(_OF_CLAIM, 24)}, (_NAMED, _OTHER, _LX))
_HL: Final = Kind(
    _level,
    pieces.HL,
    {"PRV": 3, "SBR": 9, "PAT": 9, "DMG": 3, **dict.fromkeys(_OF_LEVEL, 24)},
    (_NAMED, _CLM),
)
GRAMMAR: Final = Grammar(Kind(_file, {}, {"BHT": 6, "REF": 4, "PER": 8}, (_NAMED, _HL)))
