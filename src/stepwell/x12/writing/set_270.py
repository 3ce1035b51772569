"""The 270: what a payer is asked about somebody's benefits. Guide 005010X279A1; source: docs/sources.md#x12."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from stepwell.x12.writing.envelope import Envelope, Guide, add_heading, interchange
from stepwell.x12.writing.grouping import grouped
from stepwell.x12.writing.parties import (
    Dependent,
    Member,
    Payer,
    Provider,
    add_demographics,
    add_member,
    add_name,
    add_payer,
    add_provider,
)
from stepwell.x12.writing.sheet import Sheet, repeated
from stepwell.x12.writing.tracing import add_trace

_SERVICE_TYPE = re.compile(r"[0-9A-Z]{1,2}")
_MOST_TYPES = 99


@dataclass(frozen=True, kw_only=True)
class Inquiry:
    """One question about one person.

    dependent      the client, if somebody else holds the policy
    service_types  such as 30, MH, CJ; the payer may answer to fewer
    first, last    the days asked about; one day if there is no last
    trace          the sender's own number, which the answer carries back
    originator     who gave that number: 9 and the tax number, or what the payer asked for; ten characters
    """

    payer: Payer
    provider: Provider
    member: Member
    dependent: Dependent | None = None
    service_types: tuple[str, ...]
    first: date
    last: date | None = None
    trace: str
    originator: str


@dataclass(frozen=True, kw_only=True)
class EligibilitySet:
    """One 270: number is ST02, reference is BHT03."""

    number: int
    reference: str
    inquiries: tuple[Inquiry, ...]


def write_270(envelope: Envelope, sets: Sequence[EligibilitySet]) -> str:
    """Return an interchange of 270 sets.

    Raises Refused with everything that is wrong.
    """
    return interchange(envelope, Guide.ELIGIBILITY, sets, _write)


def one_by_one(inquiry: Inquiry) -> tuple[Inquiry, ...]:
    """Return an inquiry for each service type, for payers who answer one at a time; traces end in -1, -2 and so on."""
    return tuple(
        replace(inquiry, service_types=(service_type,), trace=f"{inquiry.trace}-{number}")
        for number, service_type in enumerate(inquiry.service_types, 1)
    )


def _write(sheet: Sheet, eligibility_set: EligibilitySet) -> None:
    add_heading(sheet, "0022", "13", sheet.identifier("reference", eligibility_set.reference, 50, needed=True))
    if not eligibility_set.inquiries:
        sheet.note("X12-601", "inquiries", "are missing: a set asks at least once.")
    for payer, theirs in grouped(enumerate(eligibility_set.inquiries), lambda each: each.payer):
        source = sheet.level(None, "20", children=True)
        with sheet.within(f"inquiries[{theirs[0][0]}].payer"):
            add_payer(sheet, "PR", payer)
        for provider, inquiries in grouped(theirs, lambda each: each.provider):
            receiver = sheet.level(source, "21", children=True)
            with sheet.within(f"inquiries[{inquiries[0][0]}].provider"):
                add_provider(sheet, "1P", provider)
            for index, inquiry in inquiries:
                with sheet.within(f"inquiries[{index}]"):
                    _inquiry(sheet, receiver, inquiry)


def _inquiry(sheet: Sheet, receiver: int, inquiry: Inquiry) -> None:
    dependent = inquiry.dependent
    subscriber = sheet.level(receiver, "22", children=dependent is not None)
    if dependent is None:
        add_trace(sheet, inquiry.trace, inquiry.originator)
    with sheet.within("member"):
        add_member(sheet, inquiry.member)
        add_demographics(sheet, inquiry.member, needed=dependent is None, sex_needed=False)
    if dependent is not None:
        sheet.level(subscriber, "23", children=False)
        add_trace(sheet, inquiry.trace, inquiry.originator)
        with sheet.within("dependent"):
            add_name(sheet, "03", dependent.name)
            add_demographics(sheet, dependent, sex_needed=False)
    sheet.add("DTP", "291", *sheet.days("first", inquiry.first, inquiry.last, ahead=True))
    sheet.add("EQ", repeated(_service_types(sheet, inquiry.service_types)))


def _service_types(sheet: Sheet, service_types: tuple[str, ...]) -> list[str]:
    if not 0 < len(service_types) <= _MOST_TYPES:
        sheet.note("X12-623", "service_types", f"are {len(service_types)}: ask about 1 to {_MOST_TYPES}.")
    sentence = "is no service type: one or two capitals or digits, such as MH or 30."
    return [
        sheet.like(_SERVICE_TYPE, f"service_types[{index}]", each, sentence) for index, each in enumerate(service_types)
    ]
