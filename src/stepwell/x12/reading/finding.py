"""Where in a text the interchanges begin, and what separates them."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from stepwell.x12.delimiters import STANDARD, Delimiters
from stepwell.x12.issues import Issue, Position, Severity
from stepwell.x12.reading.decoding import Text
from stepwell.x12.reading.source import FILLING, Source, size, source

_BEGINS: Final = re.compile(r"(?:ISA|GS|ST)(?=[^A-Za-z0-9 \t\r\n])")
_ISA: Final = re.compile(r"ISA(?=[^A-Za-z0-9 \t\r\n])")
# An ISA whose first five elements have their fixed widths is one wherever it stands: the file before it was cut off.
_CERTAIN_ISA: Final = re.compile(r"ISA([^A-Za-z0-9 \t\r\n])\d\d\1.{10}\1\d\d\1.{10}\1")
_ISA_ELEMENTS: Final = 16
_ISA_WIDTH: Final = 88  # characters of "ISA" and its first fifteen elements, without separators
_VERSION: Final = re.compile(r"\d{5}")
_SEPARATOR: Final = re.compile(r"[^A-Za-z0-9 \t\r\n]")
_USUAL_TERMINATORS: Final = "~\n\r'\x1d\x1c\x1e\x85"
_LOOK: Final = 400  # characters; an ISA has 106, and no sender was seen to stretch it threefold
_OTHER_KINDS: Final = (
    ("%PDF", "a PDF document"),
    ("PK\x03\x04", "a ZIP archive or an office document"),
    ("<", "XML or a web page"),
    ("{", "JSON"),
    ("UNA", "EDIFACT, not X12"),
    ("UNB", "EDIFACT, not X12"),
    ("MSH|", "HL7 version 2"),
)

Doubt = tuple[str, Severity, str]
_NO_ISA: Final = (
    "X12-007",
    Severity.WARNING,
    "There is no ISA segment, so nothing says what separates segments; it was taken from what follows.",
)
_SHORT_ISA: Final = (
    "X12-006",
    Severity.ERROR,
    "The ISA segment is not whole, so it does not say what separates segments; it was taken from what follows.",
)
_ODD_ISA: Final = ("X12-008", Severity.WARNING, "The ISA segment does not have its fixed 106 characters.")


def find(text: Text) -> tuple[tuple[Source, ...], tuple[Issue, ...]]:
    """Return the interchanges of a text (a bare group or set counts as one) and what is odd about how they begin."""
    first = _BEGINS.search(text.text)
    if first is None:
        return (), (_nothing(text.text),)
    issues = list(_skipped(text.text[: first.start()]))
    sources: list[Source] = []
    begin, number, offset = first.start(), 1, text.bytes_before(first.start())
    while begin < len(text.text):
        delimiters, doubts = _delimiters(text.text, begin)
        end = _end(text.text, begin, delimiters)
        found = source(text.text[begin:end], delimiters, begin=offset, encoding=text.encoding, number=number)
        sources.append(found)
        place = Position(interchange=len(sources), segment=number, segment_id=found.elements(0)[0], offset=offset)
        issues += (Issue(code, severity, sentence, place) for code, severity, sentence in doubts)
        number += len(found.raws)
        offset += size(found.text, text.encoding)
        begin = end
    return tuple(sources), tuple(issues)


def _nothing(text: str) -> Issue:
    if not text.strip(FILLING):
        return Issue("X12-002", Severity.ERROR, "The file is empty.")
    start = text.lstrip(FILLING)
    kind = next((f" It looks like {kind}." for sign, kind in _OTHER_KINDS if start.startswith(sign)), "")
    return Issue("X12-001", Severity.ERROR, f"This is not an X12 file: no ISA, GS or ST segment was found.{kind}")


def _skipped(text: str) -> Iterator[Issue]:
    if text.strip(FILLING):
        sentence = f"{len(text)} characters before the first segment are not X12 and were skipped."
        yield Issue("X12-003", Severity.WARNING, sentence, Position(offset=0))


def _delimiters(text: str, begin: int) -> tuple[Delimiters, list[Doubt]]:
    if not text.startswith("ISA", begin):
        return _guessed(text, begin, text[begin + 2]), [_NO_ISA]
    element, elements = text[begin + 3], _elements(text, begin)
    if elements is None:
        return _guessed(text, begin, element), [_SHORT_ISA]
    component, segment = elements[-1][0], elements[-1][1]
    is_short = segment.isalnum() or component == STANDARD.segment
    if is_short:  # ISA16 is missing: the terminator stands in its place
        component, segment = STANDARD.component, component
    repetition = elements[11] if _SEPARATOR.fullmatch(elements[11]) else ""
    if len({element, component, segment, repetition}) < 4:  # two are the same
        return _guessed(text, begin, element), [_SHORT_ISA]
    fixed = sum(len(one.replace("\n", "")) for one in elements[:_ISA_ELEMENTS]) == _ISA_WIDTH
    return Delimiters(element, component, repetition, segment), [] if fixed and not is_short else [_ODD_ISA]


def _elements(text: str, begin: int) -> list[str] | None:
    """Return the elements of an ISA, all that follows being the last of them; None if it is not whole."""
    elements = text[begin : begin + _LOOK].replace("\r\n", "\n").split(text[begin + 3], _ISA_ELEMENTS)
    if len(elements) <= _ISA_ELEMENTS or not _VERSION.fullmatch(elements[12]):
        return None
    last = elements[-1]
    return None if last[:1].isalnum() or len(last) < len(":~") else elements


def _guessed(text: str, begin: int, element: str) -> Delimiters:
    segment = next((end for end in _USUAL_TERMINATORS if text.find(end, begin, begin + _LOOK) >= 0), STANDARD.segment)
    return replace(STANDARD, element=element, segment=segment)


def _end(text: str, begin: int, delimiters: Delimiters) -> int:
    """Return where the interchange ends: before the next whole ISA that stands where a segment may begin."""
    for found in _ISA.finditer(text, begin + 3):
        before = found.start()
        while text[before - 1] in FILLING and text[before - 1] != delimiters.segment:
            before -= 1
        begins = text[before - 1] == delimiters.segment and _elements(text, found.start())
        if begins or _CERTAIN_ISA.match(text, found.start()):
            return found.start()
    return len(text)
