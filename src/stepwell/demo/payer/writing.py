"""Interchanges as the payers write them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from stepwell.x12.writing.charset import COMPONENT, ELEMENT, REPETITION, SEGMENT

Segments = list[str]


@dataclass(frozen=True)
class Ends:
    """Who writes to whom: qualifier and number of both mailboxes, and whether it counts (P) or is a test (T)."""

    sender_qualifier: str
    sender: str
    receiver_qualifier: str
    receiver: str
    usage: str


@dataclass(frozen=True)
class Kind:
    """A kind of answer: ST01, GS01 and GS08."""

    code: str
    group: str
    version: str


ACKNOWLEDGMENT = Kind("999", "FA", "005010X231A1")
TAKEN_IN = Kind("277", "HN", "005010X214")
STATUS = Kind("277", "HN", "005010X212")
BENEFITS = Kind("271", "HB", "005010X279A1")
REMITTANCE = Kind("835", "HP", "005010X221A1")


def segment(*elements: str) -> str:
    """Return a segment; empty elements at its end are left out."""
    return ELEMENT.join(elements).rstrip(ELEMENT)


def composite(*parts: str) -> str:
    """Return an element of several parts."""
    return COMPONENT.join(parts).rstrip(COMPONENT)


def money(amount: Decimal) -> str:
    """Return dollars as they are written: 275, 31.5."""
    return f"{amount.normalize():f}" if amount else "0"


def interchange(ends: Ends, kind: Kind, control: int, at: datetime, sets: Sequence[Segments]) -> str:
    """Return the text of an interchange with one group; each set comes without its ST and SE."""
    body = [
        each
        for number, one in enumerate(sets, 1)
        for each in (
            segment("ST", kind.code, f"{number:04}", "" if kind is REMITTANCE else kind.version),
            *one,
            segment("SE", str(len(one) + 2), f"{number:04}"),
        )
    ]
    group = segment(
        "GS", kind.group, ends.sender, ends.receiver, f"{at:%Y%m%d}", f"{at:%H%M}", str(control), "X", kind.version
    )
    return _enclosed(ends, control, at, [group, *body, segment("GE", str(len(sets)), str(control))], groups=1)


def receipt(ends: Ends, control: int, at: datetime, of: tuple[str, str, str]) -> str:
    """Return an interchange that only says that another one arrived: `of` is its number, date and time."""
    return _enclosed(ends, control, at, [segment("TA1", *of, "A", "000")], groups=0)


def _enclosed(ends: Ends, control: int, at: datetime, inner: Segments, *, groups: int) -> str:
    empty = " " * 10
    head = ELEMENT.join(
        ("ISA", "00", empty, "00", empty, ends.sender_qualifier, f"{ends.sender:15}", ends.receiver_qualifier,
         f"{ends.receiver:15}", f"{at:%y%m%d}", f"{at:%H%M}", REPETITION, "00501", f"{control:09}", "0", ends.usage,
         COMPONENT)
    )  # fmt: skip
    tail = segment("IEA", str(groups), f"{control:09}")
    return SEGMENT.join([head, *inner, tail, ""])
