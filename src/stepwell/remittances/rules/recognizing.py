"""What a file is, by what stands in it, never by its name. Source: docs/sources.md#x12."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from stepwell.remittances.rules import work
from stepwell.remittances.vocabulary import Kind
from stepwell.x12.acknowledgments import GroupAcknowledgment
from stepwell.x12.claims import ClaimFile
from stepwell.x12.eligibility import Eligibility
from stepwell.x12.issues import Severity
from stepwell.x12.reading.sets import ReadFile, ReadSet, read
from stepwell.x12.remittances import Remittance
from stepwell.x12.statuses import ClaimStatuses

MAX_BYTES = 10 * 1024 * 1024
_NO_X12 = "X12-001"
_EMPTY = "X12-002"
_OTHERS = (b"PK\x03\x04", b"%PDF-", b"\x89PNG", b"\xff\xd8\xff", b"\x1f\x8b")
# Amounts that do not add up are the business of posting: a claim or payment of them becomes work by itself.
_AMOUNTS = re.compile("X12-4")


@dataclass(frozen=True)
class Recognized:
    """A file as it was understood.

    refusal       code of why none of it is taken up; "" if it is
    interchanges  sender and number of each
    """

    found: ReadFile | None
    kind: Kind
    refusal: str = ""
    interchanges: tuple[str, ...] = ()


def recognized(content: bytes) -> Recognized:
    """Return what a file is. A file that is not whole is refused whole."""
    if not content.strip():
        return Recognized(None, Kind.UNKNOWN, work.EMPTY)
    if len(content) > MAX_BYTES:
        return Recognized(None, Kind.UNKNOWN, work.TOO_LARGE)
    if content.startswith(_OTHERS):  # a ZIP may hold X12 that is not packed: it is not to be read through its wrapping
        return Recognized(None, Kind.UNKNOWN, work.NO_X12)
    found = read(content)
    kinds = set(_kinds(found))
    kind = next(iter(kinds)) if len(kinds) == 1 else Kind.SEVERAL if kinds else Kind.UNKNOWN
    return Recognized(found, kind, _refusal(found, kinds), tuple(_interchanges(found)))


def is_clear(one: ReadSet) -> bool:
    """Return whether everything in a set was understood; whether it adds up is another question."""
    return not any(issue.severity is Severity.ERROR and not _AMOUNTS.match(issue.code) for issue in one.issues)


def _refusal(found: ReadFile, kinds: set[Kind]) -> str:
    errors = [issue.code for issue in found.file.issues if issue.severity is Severity.ERROR]
    if _EMPTY in errors:
        return work.EMPTY
    if not found.file.interchanges or _NO_X12 in errors:
        return work.NO_X12
    if errors:
        return work.CUT_OFF
    return work.NOT_FOR_US if kinds <= {Kind.OTHER} else ""


def _kinds(found: ReadFile) -> Iterator[Kind]:
    if any(one.acknowledgments for one in found.file.interchanges):
        yield Kind.ACKNOWLEDGMENT
    for one in found.sets:
        match one.content:
            case Remittance():
                yield Kind.REMITTANCE
            case GroupAcknowledgment():
                yield Kind.ACKNOWLEDGMENT
            case ClaimStatuses() if one.transaction.code != "276":
                yield Kind.STATUS
            case Eligibility() if one.transaction.code == "271":
                yield Kind.BENEFITS
            case ClaimFile():
                yield Kind.CLAIMS
            case _:
                yield Kind.OTHER


def _interchanges(found: ReadFile) -> Iterator[str]:
    for one in found.file.interchanges:
        if one.header:
            yield f"{one.header.sender_qualifier}/{one.header.sender}/{one.header.control}"
