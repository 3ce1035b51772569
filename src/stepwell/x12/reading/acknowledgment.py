"""Reads a 999, and a 997, whose segments have other names. Source: docs/sources.md#x12"""

from typing import Final

from stepwell.x12.acknowledgments import ElementError, GroupAcknowledgment, SegmentError, SetAcknowledgment
from stepwell.x12.issues import Severity
from stepwell.x12.reading.loops import Grammar, Kind, Loop
from stepwell.x12.reading.values import BLANKS, Reader


def _group(reader: Reader, root: Loop) -> GroupAcknowledgment:
    opened, closed = reader.only(root.all("AK1")), reader.only(root.all("AK9"))
    for row, name in ((opened, "AK1"), (closed, "AK9")):
        if row is None:
            sentence = f"There is no {name} segment: this answer does not say what became of the group."
            reader.issue("X12-203", Severity.ERROR, sentence, root.head)
    first = (opened[1] if opened else []) + BLANKS
    last = (closed[1] if closed else []) + BLANKS
    return GroupAcknowledgment(
        code=first[1],
        control=first[2],
        version=first[3],
        sets=root.within("AK2"),
        status=last[1],
        included=last[2],
        received=last[3],
        accepted=last[4],
        reasons=tuple(filter(None, last[5:10])),
    )


def _set(reader: Reader, loop: Loop) -> SetAcknowledgment:
    e = loop.head[1] + BLANKS
    row = reader.only(loop.all("IK5", "AK5"))
    if row is None:
        sentence = "There is no IK5 segment: this answer does not say whether the set was accepted."
        reader.issue("X12-203", Severity.ERROR, sentence, loop.head)
    end = (row[1] if row else []) + BLANKS
    errors = loop.within("IK3", "AK3")
    return SetAcknowledgment(e[1], e[2], e[3], errors, end[1], tuple(filter(None, end[2:7])), reader.number(loop.head))


def _segment(reader: Reader, loop: Loop) -> SegmentError:
    e = loop.head[1] + BLANKS
    elements = loop.within("IK4", "AK4")
    return SegmentError(e[1], e[2], e[3], e[4], _contexts(reader, loop), elements, reader.number(loop.head))


def _element(reader: Reader, loop: Loop) -> ElementError:
    e = loop.head[1] + BLANKS
    element, component, repeat, *_ = reader.parts(e[1]) + BLANKS
    return ElementError(element, component, repeat, e[2], e[3], e[4], _contexts(reader, loop), reader.number(loop.head))


def _contexts(reader: Reader, loop: Loop) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(map(reader.canonical, elements[1:])) for _, elements in loop.all("CTX"))


_CONTEXT: Final = {"CTX": 24}
_ELEMENT: Final = Kind(_element, {"IK4": 4, "AK4": 4}, _CONTEXT)
_SEGMENT: Final = Kind(_segment, {"IK3": 4, "AK3": 4}, _CONTEXT, (_ELEMENT,))
_SET: Final = Kind(_set, {"AK2": 3}, {"IK5": 6, "AK5": 6}, (_SEGMENT,))
GRAMMAR: Final = Grammar(Kind(_group, {}, {"AK1": 3, "AK9": 9}, (_SET,)))
