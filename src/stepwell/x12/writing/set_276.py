"""The 276: what became of a claim. Guide 005010X212; source: docs/sources.md#x12."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from stepwell.x12.writing.envelope import Envelope, Guide, add_heading, interchange
from stepwell.x12.writing.grouping import grouped
from stepwell.x12.writing.parties import (
    Dependent,
    Member,
    Organization,
    Payer,
    Provider,
    add_demographics,
    add_member,
    add_name,
    add_payer,
    add_provider,
)
from stepwell.x12.writing.sheet import Sheet


@dataclass(frozen=True, kw_only=True)
class Asker:
    """Who sends the question and gets the answer, under the number that the receiver gave."""

    name: Organization
    id: str


@dataclass(frozen=True, kw_only=True)
class ClaimInquiry:
    """One question about one claim.

    trace           the sender's own number, which the answer carries back; our claim's number serves well
    charge          what was billed in all, dollars
    first, last     days of service of the claim
    payer_number    the payer's own number for the claim, once it gave one
    bill_type       type of bill of an institutional claim, such as 761
    patient_number  our number of the claim, if the trace is another one
    """

    payer: Payer
    asker: Asker
    provider: Provider
    member: Member
    dependent: Dependent | None = None
    trace: str
    charge: Decimal
    first: date
    last: date | None = None
    payer_number: str = ""
    bill_type: str = ""
    patient_number: str = ""


@dataclass(frozen=True, kw_only=True)
class ClaimStatusSet:
    """One 276: number is ST02, reference is BHT03."""

    number: int
    reference: str
    inquiries: tuple[ClaimInquiry, ...]


def write_276(envelope: Envelope, sets: Sequence[ClaimStatusSet]) -> str:
    """Return an interchange of 276 sets.

    Raises Refused with everything that is wrong.
    """
    return interchange(envelope, Guide.CLAIM_STATUS, sets, _write)


def _write(sheet: Sheet, status_set: ClaimStatusSet) -> None:
    add_heading(sheet, "0010", "13", sheet.identifier("reference", status_set.reference, 50, needed=True))
    if not status_set.inquiries:
        sheet.note("X12-601", "inquiries", "are missing: a set asks at least once.")
    for payer, theirs in grouped(enumerate(status_set.inquiries), lambda each: each.payer):
        source = sheet.level(None, "20", children=True)
        with sheet.within(f"inquiries[{theirs[0][0]}].payer"):
            add_payer(sheet, "PR", payer)
        for (asker, provider), inquiries in grouped(theirs, lambda each: (each.asker, each.provider)):
            first = inquiries[0][0]
            receiver = sheet.level(source, "21", children=True)
            with sheet.within(f"inquiries[{first}].asker"):
                add_name(sheet, "41", asker.name, "46", sheet.identifier("id", asker.id, 80, least=2, needed=True))
            parent = sheet.level(receiver, "19", children=True)
            with sheet.within(f"inquiries[{first}].provider"):
                add_provider(sheet, "1P", provider)
            for index, inquiry in inquiries:
                with sheet.within(f"inquiries[{index}]"):
                    _inquiry(sheet, parent, inquiry)


def _inquiry(sheet: Sheet, parent: int, inquiry: ClaimInquiry) -> None:
    dependent = inquiry.dependent
    subscriber = sheet.level(parent, "22", children=dependent is not None)
    with sheet.within("member"):
        if dependent is None:
            add_demographics(sheet, inquiry.member)
        add_member(sheet, inquiry.member)
    if dependent is not None:
        sheet.level(subscriber, "23", children=False)
        with sheet.within("dependent"):
            add_demographics(sheet, dependent)
            add_name(sheet, "QC", dependent.name)
    sheet.add("TRN", "1", sheet.identifier("trace", inquiry.trace, 50, needed=True))
    for qualifier, field, number, most in (
        ("1K", "payer_number", inquiry.payer_number, 50),
        ("BLT", "bill_type", inquiry.bill_type, 3),
        ("EJ", "patient_number", inquiry.patient_number, 20),
    ):
        if number:
            sheet.add("REF", qualifier, sheet.identifier(field, number, most))
    sheet.add("AMT", "T3", sheet.money("charge", inquiry.charge, needed=True))
    sheet.add("DTP", "472", *sheet.days("first", inquiry.first, inquiry.last))
