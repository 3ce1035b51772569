"""The claim to the next payer, with what the one before decided. Source: docs/sources.md#cutting."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TypeVar

from stepwell.claims.rules.scrubbing.rules import AnyClaim, lines_of
from stepwell.kernel.findings import Finding, Refused
from stepwell.remittances.rules.posting.matching import lines_for
from stepwell.remittances.rules.posting.sent import SentClaim
from stepwell.x12 import parts
from stepwell.x12.remittances import RemittedClaim, ServiceLine
from stepwell.x12.writing.codes import ORIGINAL, SELF
from stepwell.x12.writing.coverages import Adjustment, Coverage, LineDecision, OtherCoverage
from stepwell.x12.writing.procedures import Procedure
from stepwell.x12.writing.set_837i import InstitutionalClaim, InstitutionalLine
from stepwell.x12.writing.set_837p import ProfessionalClaim, ProfessionalLine

C = TypeVar("C", ProfessionalClaim, InstitutionalClaim)
L = TypeVar("L", ProfessionalLine, InstitutionalLine)

FORWARDED = Finding("COB-001", "The payer sent this claim on itself. Wait for the next payer’s answer.")
UNDECIDED = Finding("COB-002", "This is no decision that another payer could go on from. Wait for one.")
UNMATCHED = Finding("COB-003", "The answer’s lines cannot be told. Compare them with the claim and enter them by hand.")
_CLIENT = "PR"
_NO_DECISION = frozenset({"22", "25"})
_MOST_REMARKS = 5


def secondary(
    claim: C, answer: RemittedClaim, sent: SentClaim, *, number: str, coverage: Coverage, decided_on: date
) -> C:
    """Return the claim to the payer after the one that answered.

    claim       as it went to the payer before
    answer      that payer's answer
    sent        how its lines are known to us
    number      our number of the new claim
    coverage    the one to be asked now
    decided_on  day of the remittance
    raises      Refused: COB-001 forwarded, COB-002 no decision, COB-003 lines that cannot be told
    """
    if answer.is_forwarded:
        raise Refused(FORWARDED)
    if answer.status in _NO_DECISION:
        raise Refused(UNDECIDED)
    matched = lines_for(answer, sent)
    if matched is None:
        raise Refused(UNMATCHED)
    told = {ours.control: line for ours, line in zip(matched, answer.lines, strict=True)}
    if told and set(told) != {one.control_number for one in lines_of(claim)}:
        raise Refused(UNMATCHED)
    payer_id = claim.coverage.payer.id
    decided = {ours: _decision(line, payer_id) for ours, line in told.items()}
    lines = tuple(_with(one, decided.get(one.control_number)) for one in claim.lines)
    return replace(
        claim, number=number, coverage=coverage, frequency=ORIGINAL, original_number="", authorization="", referral="",
        other_coverages=(*claim.other_coverages, _other(claim, answer, decided_on)), lines=lines,
    )  # fmt: skip


def _with(line: L, decision: LineDecision | None) -> L:
    return replace(line, decisions=(*line.decisions, decision)) if decision else line


def _other(claim: AnyClaim, answer: RemittedClaim, decided_on: date) -> OtherCoverage:
    remarks = dict.fromkeys(code for one in answer.adjudications for code in one.remarks)
    return OtherCoverage(
        coverage=claim.coverage,
        relationship=claim.dependent.relationship if claim.dependent else SELF,
        benefits_assigned=claim.benefits_assigned,
        release=claim.release,
        paid=answer.paid,
        adjustments=tuple(map(_adjustment, answer.adjustments)),
        decided_on=decided_on,
        claim_number=answer.payer_control,
        authorization=claim.authorization,
        remarks=tuple(remarks)[:_MOST_REMARKS],
    )


def _decision(line: ServiceLine, payer_id: str) -> LineDecision:
    paid_as = line.procedure if line.billed and line.procedure else None
    return LineDecision(
        payer_id=payer_id,
        paid=line.paid,
        units=Decimal(1) if line.paid_units is None else line.paid_units,
        adjustments=tuple(map(_adjustment, line.adjustments)),
        procedure=Procedure(paid_as.code, paid_as.modifiers) if paid_as else None,
        remaining=sum((one.amount for one in line.adjustments if one.group == _CLIENT), Decimal(0)),
    )


def _adjustment(one: parts.Adjustment) -> Adjustment:
    return Adjustment(group=one.group, reason=one.reason, amount=one.amount, quantity=one.quantity)
