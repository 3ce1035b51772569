"""Coverages of a client on a claim: the one that is asked to pay, and the others with what they did (COB).

What other payers decided comes from their remittance advice and must add up, for each line and for the claim; a payer
who comes later sends everything back otherwise. Source: docs/sources.md#x12.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import islice

from stepwell.x12.writing.codes import (
    ADJUSTMENT_GROUPS,
    BENEFITS_ASSIGNED,
    FILING,
    MEDICARE_SECOND,
    RELATIONSHIPS_TO_INSURED,
    RELEASE,
    RESPONSIBILITY,
    SELF,
)
from stepwell.x12.writing.parties import Member, Payer, add_address, add_member, add_payer
from stepwell.x12.writing.procedures import Procedure, procedure
from stepwell.x12.writing.sheet import Sheet

_REASON = re.compile(r"[0-9A-Z]{1,5}")
_REMARK = re.compile(r"[0-9A-Z]{2,5}")
_MOST_IN_SEGMENT = 6
_MOST_SEGMENTS = 5
_MOST_REMARKS = 5


@dataclass(frozen=True, kw_only=True)
class Coverage:
    """A policy: who pays, in which place, and who holds it.

    responsibility  P pays first, S second, T third
    filing          kind of plan, such as CI, HM, MC, MA, MB
    medicare_second why Medicare pays after somebody else, on professional claims
    """

    responsibility: str
    payer: Payer
    member: Member
    filing: str
    group_number: str = ""
    group_name: str = ""
    medicare_second: str = ""


@dataclass(frozen=True, kw_only=True)
class Adjustment:
    """Why a payer paid less than was billed: group, reason and amount, as in its CAS.

    amount  dollars; less than zero where a payer raised something
    """

    group: str
    reason: str
    amount: Decimal
    quantity: Decimal | None = None


@dataclass(frozen=True, kw_only=True)
class OtherCoverage:
    """Another coverage of the client, and what its payer decided about the whole claim, if it has.

    relationship   the client's to who holds it: 18 self, 01 spouse, 19 child
    paid           dollars paid for the claim; None while it has not decided
    adjustments    those of the claim as a whole; those of a line stand at the line
    decided_on     day of the remittance advice
    claim_number   the payer's own for the claim
    non_covered    dollars it does not cover at all
    remaining      dollars the client owes after it
    remarks        remark codes of its MOA
    """

    coverage: Coverage
    relationship: str = SELF
    benefits_assigned: str
    release: str
    paid: Decimal | None = None
    adjustments: tuple[Adjustment, ...] = ()
    decided_on: date | None = None
    claim_number: str = ""
    authorization: str = ""
    non_covered: Decimal | None = None
    remaining: Decimal | None = None
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class LineDecision:
    """What another payer decided about one line.

    payer_id   the id of one of the claim's other coverages' payers
    paid       dollars
    units      paid
    procedure  what it paid for, if not what was billed
    remaining  dollars the client owes for the line
    """

    payer_id: str
    paid: Decimal
    units: Decimal
    adjustments: tuple[Adjustment, ...] = ()
    procedure: Procedure | None = None
    remaining: Decimal | None = None


def add_subscriber(sheet: Sheet, coverage: Coverage, relationship: str) -> None:
    """Add the SBR of a coverage."""
    sheet.add(
        "SBR",
        sheet.code("responsibility", coverage.responsibility, RESPONSIBILITY, needed=True),
        sheet.code("relationship", relationship, RELATIONSHIPS_TO_INSURED),
        sheet.identifier("group_number", coverage.group_number, 50),
        sheet.words("group_name", coverage.group_name, 60) if not coverage.group_number else "",
        sheet.code("medicare_second", coverage.medicare_second, MEDICARE_SECOND),
        "",
        "",
        "",
        sheet.code("filing", coverage.filing, FILING, needed=True),
    )


def add_other_coverage(sheet: Sheet, other: OtherCoverage, *, dated: bool) -> None:
    """Add loops 2320, 2330A and 2330B of one other coverage.

    dated  the day of its decision stands here, because no line has it
    """
    with sheet.within("coverage"):
        add_subscriber(sheet, other.coverage, other.relationship)
    add_adjustments(sheet, other.adjustments)
    for qualifier, field, amount in (
        ("D", "paid", other.paid),
        ("A8", "non_covered", other.non_covered),
        ("EAF", "remaining", other.remaining),
    ):
        if amount is not None:
            sheet.add("AMT", qualifier, sheet.money(field, amount))
    assigned = sheet.code("benefits_assigned", other.benefits_assigned, BENEFITS_ASSIGNED, needed=True)
    sheet.add("OI", "", "", assigned, "", "", sheet.code("release", other.release, RELEASE, needed=True))
    if other.remarks:
        _add_remarks(sheet, other.remarks)
    with sheet.within("coverage"):
        _add_insured_and_payer(sheet, other.coverage)
    if dated and other.decided_on:
        sheet.add("DTP", "573", "D8", sheet.day("decided_on", other.decided_on))
    for qualifier, field, number in (
        ("G1", "authorization", other.authorization),
        ("F8", "claim_number", other.claim_number),
    ):
        if number:
            sheet.add("REF", qualifier, sheet.identifier(field, number, 50))


def _add_insured_and_payer(sheet: Sheet, coverage: Coverage) -> None:
    with sheet.within("member"):
        add_member(sheet, coverage.member)
        if coverage.member.address:
            add_address(sheet, coverage.member.address)
    with sheet.within("payer"):
        add_payer(sheet, "PR", coverage.payer)


def _add_remarks(sheet: Sheet, remarks: tuple[str, ...]) -> None:
    if len(remarks) > _MOST_REMARKS:
        sheet.note("X12-623", "remarks", f"are {len(remarks)}: {_MOST_REMARKS} can go out.")
    codes = [sheet.like(_REMARK, f"remarks[{index}]", each, "is no remark code.") for index, each in enumerate(remarks)]
    sheet.add("MOA", "", "", *codes)


def add_adjustments(sheet: Sheet, adjustments: tuple[Adjustment, ...]) -> None:
    """Add a CAS for each group, and more of them where a group has more than six adjustments."""
    groups: dict[str, list[str]] = {}
    for index, each in enumerate(adjustments):
        with sheet.within(f"adjustments[{index}]"):
            group = sheet.code("group", each.group, ADJUSTMENT_GROUPS, needed=True)
            reason = sheet.like(_REASON, "reason", each.reason, "is no reason code, such as 45.")
            amount = sheet.money("amount", each.amount, needed=True, signed=True)
            groups.setdefault(group, []).extend((reason, amount, sheet.quantity("quantity", each.quantity)))
    segments = [(group, *part) for group, elements in groups.items() for part in _parts(elements)]
    if len(segments) > _MOST_SEGMENTS:
        sheet.note(
            "X12-623",
            "adjustments",
            f"fill {len(segments)} segments: {_MOST_SEGMENTS} can go out. Add up those with the same reason.",
        )
    for segment in segments:
        sheet.add("CAS", *segment)


def _parts(elements: list[str]) -> Iterator[list[str]]:
    """Return reasons, amounts and quantities in parts that fit into one segment."""
    rest = iter(elements)
    while part := list(islice(rest, 3 * _MOST_IN_SEGMENT)):
        yield part


def add_decisions(
    sheet: Sheet,
    decisions: tuple[LineDecision, ...],
    others: tuple[OtherCoverage, ...],
    billed: Procedure | None,
    revenue: str = "",
) -> None:
    """Add a loop 2430 for what each payer decided about a line.

    billed   what the line bills
    revenue  its revenue code, on institutional claims
    """
    dates = {other.coverage.payer.id: other.decided_on for other in others}
    for index, decision in enumerate(decisions):
        with sheet.within(f"decisions[{index}]"):
            if decision.payer_id not in dates:
                sheet.note(
                    "X12-630",
                    "payer_id",
                    "is the payer of none of the other coverages of this claim: add the coverage.",
                )
                continue
            paid_for = decision.procedure or billed
            sheet.add(
                "SVD",
                sheet.identifier("payer_id", decision.payer_id, 80),
                sheet.money("paid", decision.paid, needed=True),
                procedure(sheet, paid_for) if paid_for else "",
                revenue,
                sheet.quantity("units", decision.units, needed=True) if decision.units else "0",
            )
            add_adjustments(sheet, decision.adjustments)
            sheet.add("DTP", "573", "D8", sheet.day("decided_on", dates[decision.payer_id]))
            if decision.remaining is not None:
                sheet.add("AMT", "EAF", sheet.money("remaining", decision.remaining))
