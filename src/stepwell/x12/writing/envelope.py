"""The envelopes around transaction sets: ISA to IEA, GS to GE, ST to SE.

Control numbers come from the caller, who keeps them: unique for a receiver, and known again when the answer names them.
Source: docs/sources.md#x12.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Protocol, TypeVar

from stepwell.kernel.findings import refuse
from stepwell.x12.writing.charset import COMPONENT, REPETITION, SEGMENT
from stepwell.x12.writing.sheet import Sheet

_MOST_INTERCHANGE = 999_999_999
_MOST_SETS = 999_999


class Guide(Enum):
    """The implementation guides we write after: set, functional group and version, as ST01, GS01 and GS08 say them."""

    ELIGIBILITY = ("270", "HS", "005010X279A1")
    CLAIM_STATUS = ("276", "HR", "005010X212")
    SERVICES_REVIEW = ("278", "HI", "005010X217")
    PROFESSIONAL = ("837", "HC", "005010X222A1")
    INSTITUTIONAL = ("837", "HC", "005010X223A2")

    def __init__(self, set_id: str, group_id: str, version: str) -> None:
        self.set_id = set_id
        self.group_id = group_id
        self.version = version


@dataclass(frozen=True, kw_only=True)
class Mailbox:
    """One end of the exchange, as its clearinghouse or payer named it.

    id         ISA06 or ISA08, at most 15 characters
    qualifier  what kind of number it is, ISA05 or ISA07: ZZ for what the two agreed on, 30 for a tax number
    group_id   GS02 or GS03, if it is another one
    """

    id: str
    qualifier: str = "ZZ"
    group_id: str = ""


@dataclass(frozen=True, kw_only=True)
class Envelope:
    """What stands around the sets of one interchange.

    at           the instant of sending, in the sender's local time
    interchange  ISA13, 1 to 999,999,999
    group        GS06, 1 to 999,999,999
    production   whether it counts (ISA15 P) or is a test (T)
    acknowledge  whether a TA1 is asked for
    """

    sender: Mailbox
    receiver: Mailbox
    at: datetime
    interchange: int
    group: int
    production: bool
    acknowledge: bool = False


class TransactionSet(Protocol):
    """What the sets of all guides have.

    number     ST02, at most nine digits, another one in each set of the interchange
    reference  BHT03, the sender's own name for it, under which answers tell of it
    """

    @property
    def number(self) -> int: ...
    @property
    def reference(self) -> str: ...


S = TypeVar("S", bound=TransactionSet)


def interchange(envelope: Envelope, guide: Guide, sets: Sequence[S], write: Callable[[Sheet, S], None]) -> str:
    """Return the text of one interchange with one group, each set written by `write` after its ST.

    Raises Refused with everything that is wrong; then there is no text.
    """
    sheet = Sheet(envelope.at)
    _open(sheet, envelope, guide)
    _check_sets(sheet, sets)
    for index, transaction_set in enumerate(sets):
        with sheet.within(f"sets[{index}]"):
            _set(sheet, guide, transaction_set, write)
    sheet.add("GE", str(len(sets)), str(envelope.group))
    sheet.add("IEA", "1", f"{envelope.interchange:09}")
    refuse(sheet.findings)
    return SEGMENT.join([*sheet.segments, ""])


def _set(sheet: Sheet, guide: Guide, transaction_set: S, write: Callable[[Sheet, S], None]) -> None:
    before = len(sheet.segments)
    number = f"{transaction_set.number:04}"
    sheet.begin_set()
    sheet.add("ST", guide.set_id, number, guide.version)
    write(sheet, transaction_set)
    sheet.add("SE", str(len(sheet.segments) - before + 1), number)


def _open(sheet: Sheet, envelope: Envelope, guide: Guide) -> None:
    for field, number in (("interchange", envelope.interchange), ("group", envelope.group)):
        if not 0 < number <= _MOST_INTERCHANGE:
            sheet.note("X12-620", field, f"is no control number: 1 to {_MOST_INTERCHANGE}.")
    sender, receiver = (
        _mailbox(sheet, end, box) for end, box in (("sender", envelope.sender), ("receiver", envelope.receiver))
    )
    empty = " " * 10
    sheet.add(
        "ISA", "00", empty, "00", empty, *sender[:2], *receiver[:2],
        f"{envelope.at:%y%m%d}", f"{envelope.at:%H%M}", REPETITION, "00501", f"{envelope.interchange:09}",
        "1" if envelope.acknowledge else "0", "P" if envelope.production else "T", COMPONENT,
    )  # fmt: skip
    sheet.add(
        "GS", guide.group_id, sender[2], receiver[2],
        f"{envelope.at:%Y%m%d}", f"{envelope.at:%H%M}", str(envelope.group), "X", guide.version,
    )  # fmt: skip


def _mailbox(sheet: Sheet, end: str, mailbox: Mailbox) -> tuple[str, str, str]:
    """Return qualifier and padded id for the ISA, and the id for the GS."""
    with sheet.within(end):
        qualifier = sheet.identifier("qualifier", mailbox.qualifier, 2, least=2, needed=True)
        number = sheet.identifier("id", mailbox.id, 15, needed=True)
        group_id = sheet.identifier("group_id", mailbox.group_id or mailbox.id, 15, least=2)
    return qualifier, f"{number:15}", group_id


def _check_sets(sheet: Sheet, sets: Sequence[TransactionSet]) -> None:
    numbers = [each.number for each in sets]
    if not 0 < len(numbers) <= _MOST_SETS:
        sheet.note("X12-621", "sets", f"are {len(numbers)}: an interchange has 1 to {_MOST_SETS}.")
    if len(set(numbers)) < len(numbers):
        sheet.note("X12-622", "sets", "have a control number twice: give each its own.")
    if any(not 0 < number <= _MOST_INTERCHANGE for number in numbers):
        sheet.note("X12-620", "sets", f"have a number that is no control number: 1 to {_MOST_INTERCHANGE}.")


def add_heading(sheet: Sheet, structure: str, purpose: str, reference: str, *rest: str) -> None:
    """Add the BHT: how the set is built, what it is for, whose reference, day and time, then what the guide has."""
    sheet.add("BHT", structure, purpose, reference, f"{sheet.at:%Y%m%d}", f"{sheet.at:%H%M}", *rest)
