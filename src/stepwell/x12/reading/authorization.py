"""Reads a 278, request and response. Source: docs/sources.md#x12"""

from typing import Final

from stepwell.x12.authorizations import Authorization, AuthorizationLevel, Decision, Review
from stepwell.x12.reading import hierarchy, pieces
from stepwell.x12.reading.loops import Grammar, Kind, Loop
from stepwell.x12.reading.source import Row
from stepwell.x12.reading.values import BLANKS, Reader

_SERVICES: Final = ("SV1", "SV2", "SV3")
_MORE: Final = ("PWK", "CRC", "CL1", "CR1", "CR2", "CR5", "CR6", "TOO")


def _authorization(reader: Reader, root: Loop) -> Authorization:
    levels = root.within("HL")
    hierarchy.check(reader, root, levels)
    return Authorization(pieces.beginning(reader, root), levels)


def _level(reader: Reader, loop: Loop) -> AuthorizationLevel:
    e = loop.head[1] + BLANKS
    return AuthorizationLevel(
        number=e[1],
        parent=e[2],
        code=e[3],
        has_child=e[4],
        traces=pieces.traces(loop.all("TRN")),
        parties=loop.within("NM1"),
        rejections=pieces.rejections(reader, loop.all("AAA")),
        reviews=tuple(_review(reader, row) for row in loop.all("UM")),
        decisions=tuple(_decision(reader, row) for row in loop.all("HCR")),
        references=pieces.references(reader, loop.all("REF")),
        dates=pieces.dates(reader, loop.all("DTP")),
        diagnoses=pieces.coded(reader, loop.all("HI")),
        deliveries=pieces.deliveries(reader, loop.all("HSD")),
        services=pieces.segments(reader, loop.all(*_SERVICES)),
        messages=pieces.texts(loop.all("MSG")),
        more=pieces.segments(reader, loop.all(*_MORE)),
        segment=reader.number(loop.head),
    )


def _review(reader: Reader, row: Row) -> Review:
    e = row[1] + BLANKS
    place, place_list, *further = [*reader.parts(e[4]), ""]
    more = (*filter(None, further), *map(reader.canonical, row[1][5:]))
    return Review(e[1], e[2], e[3], place, place_list, more)


def _decision(reader: Reader, row: Row) -> Decision:
    e = row[1] + BLANKS
    return Decision(e[1], e[2], reader.repeated(e[3]), e[4], reader.number(row))


_LEVEL: Final = {
    "TRN": 4,
    "AAA": 4,
    "UM": 24,
    "HCR": 4,
    "REF": 4,
    "DTP": 3,
    "HI": 24,
    "HSD": 8,
    "MSG": 1,
    **dict.fromkeys((*_SERVICES, *_MORE), 24),
}
GRAMMAR: Final = Grammar(
    Kind(
        _authorization,
        {},
        {"BHT": 6},
        (Kind(_level, pieces.HL, _LEVEL, (Kind(pieces.party, pieces.NAME, pieces.PARTY),)),),
    )
)
