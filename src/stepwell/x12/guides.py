"""Checks claims against the maps of their implementation guides that pyx12 brings: loops, usage, sizes, code lists.

pyx12 reads from memory, keeps nothing between two calls and writes no file, so calls from several threads are safe.
Its own sentences repeat what stands in the file and what stands in the guides; ours say where and what kind of fault.
What no guide's map finds (sums, check digits, dates to come) the writers refuse and the reader's checks tell.
"""

import io
import json
import logging
from collections.abc import Iterator
from typing import Any

import pyx12.params
import pyx12.x12n_document
from pyx12.errors import EngineError, X12Error

from stepwell.x12.issues import Issue, Position, Severity

_ISA_LENGTH = 106
_NO_INTERCHANGE = Issue(
    "X12-501", Severity.ERROR, "This file does not begin with an interchange of version 00501, so it was not checked."
)
_NO_MAP = Issue(
    "X12-502", Severity.ERROR, "There is no map for the guide that GS08 names, so this file was not checked."
)
_GAVE_UP = Issue(
    "X12-503", Severity.ERROR, "This file is so far from its guide that it could not be checked to the end."
)

_OF_ELEMENT = {
    "1": ("X12-511", "is missing"),
    "2": ("X12-511", "is missing, and another element asks for it"),
    "3": ("X12-512", "has too many parts"),
    "4": ("X12-513", "is too short"),
    "5": ("X12-513", "is too long"),
    "6": ("X12-514", "has characters that cannot stand there"),
    "7": ("X12-515", "is none of the codes that can stand there"),
    "8": ("X12-516", "is no day, or no days, of that form"),
    "9": ("X12-516", "is no time of that form"),
    "10": ("X12-517", "stands where this guide has nothing"),
}
_OF_SEGMENT = {
    "1": ("X12-521", "cannot stand here"),
    "2": ("X12-521", "is not used in this guide"),
    "3": ("X12-522", "is missing before this place"),
    "4": ("X12-523", "begins a loop that is there too often"),
    "5": ("X12-523", "is there too often"),
    "6": ("X12-521", "is none of this set"),
    "7": ("X12-521", "stands in the wrong order"),
    "8": ("X12-524", "has too many elements, or elements that do not go together"),
    "HL1": ("X12-525", "is not counted on from the level before"),
    "HL2": ("X12-525", "names a level above that is none"),
    "LX": ("X12-525", "is not counted on from the line before"),
    "SEG1": ("X12-524", "ends with empty elements"),
}
_OF_ENVELOPE = {
    "isa": ("X12-531", "The interchange's count, control number or end is wrong"),
    "gs": ("X12-532", "The group's count, control number or end is wrong"),
    "st": ("X12-533", "The set's count, control number or end is wrong"),
}

# Its log lines repeat what stands in a file, so they go nowhere.
logging.getLogger("pyx12").setLevel(logging.CRITICAL + 1)


def check(text: str) -> tuple[Issue, ...]:
    """Return what the map of its guide finds wrong with a file of 837P or 837I claims, in the order of the file.

    text  a whole file, from ISA to IEA

    A file that cannot be checked gives an issue too: no X12 (X12-501), no map for its guide (X12-502), or such that
    pyx12 gave up (X12-503). Raises nothing.
    """
    found = io.StringIO()
    watch = _Watch()
    try:
        valid = pyx12.x12n_document.x12n_document(
            pyx12.params.ParamsBase(), io.StringIO(text), None, None, fd_json=found, callback=watch
        )
    except Exception as failure:  # noqa: BLE001 - whatever it stumbles over, its caller has a file to judge
        return (_unchecked(failure),)
    if not found.getvalue():
        return (_NO_INTERCHANGE,)
    places = _Places(text)
    issues = sorted(_issues(json.loads(found.getvalue()), places), key=lambda issue: issue.position.segment)
    if not valid and not issues:
        issues.append(places.issue("X12-534", "has an element that cannot stand there.", Position(segment=watch.fault)))
    return tuple(issues)


class _Watch:
    """Follows pyx12 through the file: elements of the envelope's segments are found wrong, but not told of."""

    def __init__(self) -> None:
        self.fault = 0  # the first segment after which the file was no longer valid

    def __call__(self, _segment: object, source: Any, _node: object, valid: bool) -> None:  # noqa: FBT001 - pyx12's
        if not valid and not self.fault:
            self.fault = source.get_cur_line()


class _Places:
    """Where the segments of a file stand, and whose claim each belongs to."""

    def __init__(self, text: str) -> None:
        terminator, separator = text[_ISA_LENGTH - 1], text[3]
        self._ids = [""]
        self._offsets = [0]
        self._claims = [""]
        offset, claim = 0, ""
        for segment in text.split(terminator):
            bare = segment.lstrip("\r\n")
            segment_id, _, rest = bare.lstrip().partition(separator)
            if segment_id == "CLM":
                claim = rest.partition(separator)[0]
            elif segment_id in {"HL", "SE"}:
                claim = ""
            self._ids.append(segment_id)
            self._claims.append(claim)
            self._offsets.append(offset + len(segment) - len(bare))
            offset += len(segment) + 1
        self._told = text.isascii()  # else a character may be more than a byte

    def issue(self, code: str, sentence: str, position: Position) -> Issue:
        """Return an issue whose sentence begins with the segment and element at a position."""
        number = min(position.segment, len(self._ids) - 1)
        segment_id = position.segment_id or self._ids[number]
        name = f"{segment_id}{position.element:02}" if position.element else segment_id
        if position.component:
            name = f"{name}-{position.component}"
        placed = Position(
            position.interchange, position.group, position.set, position.segment, position.in_set,
            segment_id, position.element, position.component, self._offsets[number] if self._told else None,
        )  # fmt: skip
        return Issue(code, Severity.ERROR, f"{name} {sentence}", placed, self._claims[number])


def _unchecked(failure: Exception) -> Issue:
    """Return why a file was not checked to its end."""
    if isinstance(failure, X12Error):
        return _NO_INTERCHANGE
    return _NO_MAP if isinstance(failure, EngineError) and "Map not found" in str(failure) else _GAVE_UP


def _issues(found: dict[str, Any], places: _Places) -> Iterator[Issue]:
    """Yield what pyx12 found, from its tree of interchanges, groups, sets, segments and elements."""
    for isa, interchange in enumerate(found["interchanges"], 1):
        yield from _of_envelope("isa", interchange, Position(isa))
        for gs, group in enumerate(interchange["groups"], 1):
            yield from _of_envelope("gs", group, Position(isa, gs))
            for st, transaction_set in enumerate(group["transactions"], 1):
                yield from _of_envelope("st", transaction_set, Position(isa, gs, st))
                for segment in transaction_set["segments"]:
                    yield from _of_segment(segment, places, (isa, gs, st))


def _of_envelope(kind: str, envelope: dict[str, Any], position: Position) -> Iterator[Issue]:
    code, sentence = _OF_ENVELOPE[kind]
    placed = Position(position.interchange, position.group, position.set, envelope["cur_line"])
    for error in envelope["errors"]:
        yield Issue(code, Severity.ERROR, f"{sentence} ({error['err_cde']}).", placed)


def _of_segment(segment: dict[str, Any], places: _Places, where: tuple[int, int, int]) -> Iterator[Issue]:
    line, in_set, segment_id = segment["cur_line"], segment["seg_count"], segment["seg_id"]
    for error in segment["errors"]:
        code, sentence = _OF_SEGMENT.get(error["err_cde"], _OF_SEGMENT["8"])
        yield places.issue(code, f"{sentence}.", Position(*where, line, in_set, segment_id))
    for element in segment["elements"]:
        position = Position(*where, line, in_set, segment_id, element["ele_pos"] or 0, element["subele_pos"] or 0)
        for error in element["errors"]:
            code, sentence = _OF_ELEMENT.get(error["err_cde"], _OF_ELEMENT["6"])
            yield places.issue(code, f"{sentence}.", position)
