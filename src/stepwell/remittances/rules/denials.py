"""Denials: what sort of reason it is, what to do until when, and which gate should have caught it.

Source: docs/sources.md#denials.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from stepwell.coverage.rules.contracts import Contract
from stepwell.remittances.rules.posting.sent import Denied


class ReasonGroup(StrEnum):
    """What a denial is about."""

    AUTHORIZATION = "authorization"
    ELIGIBILITY = "eligibility"
    FILING = "filing"
    CODING = "coding"
    BUNDLING = "bundling"
    NECESSITY = "necessity"
    DUPLICATE = "duplicate"
    COORDINATION = "coordination"
    INFORMATION = "information"
    RECORDS = "records"
    CREDENTIALS = "credentials"
    NETWORK = "network"
    BENEFIT = "benefit"
    CONTRACT = "contract"
    OTHER = "other"


GROUP_LABELS: Final = {
    ReasonGroup.AUTHORIZATION: "Authorization",
    ReasonGroup.ELIGIBILITY: "Eligibility",
    ReasonGroup.FILING: "Filed too late",
    ReasonGroup.CODING: "Coding",
    ReasonGroup.BUNDLING: "Billed with something else",
    ReasonGroup.NECESSITY: "Medical necessity",
    ReasonGroup.DUPLICATE: "Duplicate",
    ReasonGroup.COORDINATION: "Another payer",
    ReasonGroup.INFORMATION: "Information missing or wrong",
    ReasonGroup.RECORDS: "Records asked for",
    ReasonGroup.CREDENTIALS: "Credentials",
    ReasonGroup.NETWORK: "Network or referral",
    ReasonGroup.BENEFIT: "Not covered, or used up",
    ReasonGroup.CONTRACT: "Contract",
    ReasonGroup.OTHER: "Something else",
}


class Way(StrEnum):
    """How a denial is answered."""

    CORRECT = "correct"  # frequency 7
    ANEW = "anew"  # frequency 1: the payer took none of it
    APPEAL = "appeal"
    RECORDS = "records"
    OTHER_PAYER = "other_payer"
    ASK = "ask"


WAY_LABELS: Final = {
    Way.CORRECT: "Correct the claim",
    Way.ANEW: "Send a new claim",
    Way.APPEAL: "Appeal",
    Way.RECORDS: "Send the records",
    Way.OTHER_PAYER: "Send it to the payer who comes first",
    Way.ASK: "Ask the payer or the client first",
}

_BY_REASON: Final = {
    ReasonGroup.AUTHORIZATION: ("15", "197", "198"),
    ReasonGroup.ELIGIBILITY: ("26", "27", "31", "177", "200"),
    ReasonGroup.FILING: ("29",),
    ReasonGroup.CODING: ("4", "5", "6", "8", "11", "146"),
    ReasonGroup.BUNDLING: ("97", "234", "236"),
    ReasonGroup.NECESSITY: ("50", "150", "151", "193"),
    ReasonGroup.DUPLICATE: ("18", "B13", "B20"),
    ReasonGroup.COORDINATION: ("22", "109", "129", "227"),
    ReasonGroup.INFORMATION: ("16",),
    ReasonGroup.RECORDS: ("226", "251", "252"),
    ReasonGroup.CREDENTIALS: ("170", "183", "185", "B7"),
    ReasonGroup.NETWORK: ("242", "243", "288"),
    ReasonGroup.BENEFIT: ("35", "96", "119", "167", "204"),
    ReasonGroup.CONTRACT: ("24", "256"),
}
REASONS: Final = {reason: group for group, reasons in _BY_REASON.items() for reason in reasons}
# Reasons that say little; their remark says what it is about.
_LOOSE = frozenset({"16", "96"})
_BY_REMARK: Final = {
    ReasonGroup.AUTHORIZATION: ("M62", "N54"),
    ReasonGroup.ELIGIBILITY: ("N30", "N382"),
    ReasonGroup.CODING: ("M20", "M51", "M76", "N56", "N519", "N822"),
    ReasonGroup.BUNDLING: ("N20",),
    ReasonGroup.NECESSITY: ("N115", "N386", "N362", "N640"),
    ReasonGroup.DUPLICATE: ("M86", "N522", "N428"),
    ReasonGroup.COORDINATION: ("MA04", "N479", "N127"),
    ReasonGroup.RECORDS: ("N706", "M127"),
    ReasonGroup.CREDENTIALS: ("N95", "N290"),
    ReasonGroup.BENEFIT: ("N130",),
    ReasonGroup.CONTRACT: ("N381",),
}
REMARKS: Final = {remark: group for group, remarks in _BY_REMARK.items() for remark in remarks}
UNPROCESSABLE: Final = "MA130"  # cannot be processed: it goes out anew, and nobody appeals
WAYS: Final = {
    ReasonGroup.AUTHORIZATION: Way.APPEAL,
    ReasonGroup.ELIGIBILITY: Way.ASK,
    ReasonGroup.FILING: Way.APPEAL,
    ReasonGroup.CODING: Way.CORRECT,
    ReasonGroup.BUNDLING: Way.CORRECT,
    ReasonGroup.NECESSITY: Way.APPEAL,
    ReasonGroup.DUPLICATE: Way.ASK,
    ReasonGroup.COORDINATION: Way.OTHER_PAYER,
    ReasonGroup.INFORMATION: Way.CORRECT,
    ReasonGroup.RECORDS: Way.RECORDS,
    ReasonGroup.CREDENTIALS: Way.ASK,
    ReasonGroup.NETWORK: Way.ASK,
    ReasonGroup.BENEFIT: Way.ASK,
    ReasonGroup.CONTRACT: Way.ASK,
    ReasonGroup.OTHER: Way.ASK,
}
# A wrong number is corrected; it needs no appeal.
_WAYS_OF_REASONS: Final = {"15": Way.CORRECT, "129": Way.CORRECT, "227": Way.ASK}
# The scrub rules that should have held the claim back; none where no rule could know.
GATES: Final = {
    ReasonGroup.AUTHORIZATION: ("SCR-501", "SCR-502", "SCR-503", "SCR-504", "SCR-505"),
    ReasonGroup.ELIGIBILITY: ("SCR-507", "SCR-508"),
    ReasonGroup.FILING: ("SCR-509",),
    ReasonGroup.CODING: ("SCR-202", "SCR-203", "SCR-207", "SCR-301", "SCR-303", "SCR-305", "SCR-308"),
    ReasonGroup.BUNDLING: ("SCR-407", "SCR-409"),
    ReasonGroup.NECESSITY: ("SCR-602",),
    ReasonGroup.DUPLICATE: ("SCR-405", "SCR-408"),
    ReasonGroup.COORDINATION: ("SCR-507",),
    ReasonGroup.INFORMATION: ("SCR-101", "SCR-102", "SCR-103", "SCR-106", "SCR-107", "SCR-209"),
    ReasonGroup.RECORDS: (),
    ReasonGroup.CREDENTIALS: ("SCR-510",),
    ReasonGroup.NETWORK: (),
    ReasonGroup.BENEFIT: ("SCR-307",),
    ReasonGroup.CONTRACT: ("SCR-303",),
    ReasonGroup.OTHER: (),
}


@dataclass(frozen=True)
class Advice:
    """What a denied line asks for.

    cents       denied in all
    gates       codes of the scrub rules that should have held it back
    correct_by  last day for a corrected claim, where that is the way; else for a new one
    appeal_by   last day to appeal; None where there is no right to
    """

    claim: str
    line: str
    group: ReasonGroup
    way: Way
    cents: int
    gates: tuple[str, ...]
    correct_by: date
    appeal_by: date | None

    @property
    def deadline(self) -> date:
        """The day by which something has to leave the house."""
        if self.appeal_by is None or self.way in {Way.CORRECT, Way.ANEW, Way.OTHER_PAYER}:
            return self.correct_by
        return self.appeal_by


def group_of(reason: str, remarks: Sequence[str] = ()) -> ReasonGroup:
    """Return what a denial is about, by its reason code; by the first telling remark where the reason says little."""
    told = next((REMARKS[remark] for remark in remarks if remark in REMARKS), None)
    known = REASONS.get(reason)
    return told if told and (known is None or reason in _LOOSE) else known or ReasonGroup.OTHER


def case_of(denied: Sequence[Denied], *, first_day: date, decided_on: date, contract: Contract) -> Advice:
    """Return the case of one line.

    denied      what was denied of the line, at least one; the greatest part decides what it is about
    first_day   day of care
    decided_on  day of the remittance
    """
    chief = max(denied, key=lambda one: one.cents)
    group = group_of(chief.reason, chief.remarks)
    is_unprocessable = any(UNPROCESSABLE in one.remarks for one in denied)
    new_by = first_day + timedelta(days=contract.filing_days)
    corrected_by = decided_on + timedelta(days=contract.corrected_days) if contract.corrected_days else new_by
    appeal_by = None if is_unprocessable else decided_on + timedelta(days=contract.appeal_days)
    way = Way.ANEW if is_unprocessable else _WAYS_OF_REASONS.get(chief.reason, WAYS[group])
    if way is Way.CORRECT and corrected_by < decided_on:
        way = Way.APPEAL
    correct_by = corrected_by if way is Way.CORRECT else new_by
    return Advice(
        chief.claim, chief.line, group, way, sum(one.cents for one in denied), GATES[group], correct_by, appeal_by
    )
