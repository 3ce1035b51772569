"""Whether what other payers decided adds up, and whether each coverage has its own place in the order."""

from collections.abc import Iterable
from decimal import Decimal

from stepwell.x12.writing.claims import Claim
from stepwell.x12.writing.coverages import Adjustment, LineDecision, OtherCoverage
from stepwell.x12.writing.sheet import Sheet

_BEFORE = {"S": "P", "T": "PS", "A": "PST", "B": "PSTA"}


def check_coverages(sheet: Sheet, claim: Claim) -> None:
    """Note what contradicts itself among the coverages of a claim."""
    _check_order(sheet, claim)
    ids = [other.coverage.payer.id for other in claim.other_coverages]
    if len(set(ids)) < len(ids):
        sheet.note("X12-622", "other_coverages", "have a payer twice: its decisions could not be told apart.")
    for index, other in enumerate(claim.other_coverages):
        with sheet.within(f"other_coverages[{index}]"):
            _check_decision(sheet, claim, other)
    for index, line in enumerate(claim.lines):
        for number, decision in enumerate(line.decisions):
            if line.charge != (explained := decision.paid + _sum(decision.adjustments)):
                field = f"lines[{index}].decisions[{number}].adjustments"
                sheet.note("X12-633", field, _difference(line.charge, explained))


def decisions_of(claim: Claim, payer_id: str) -> list[LineDecision]:
    """Return what one payer decided about the lines of a claim."""
    return [decision for line in claim.lines for decision in line.decisions if decision.payer_id == payer_id]


def _check_order(sheet: Sheet, claim: Claim) -> None:
    others = [other.coverage.responsibility for other in claim.other_coverages]
    places = [claim.coverage.responsibility, *others]
    known = [place for place in places if place != "U"]
    if len(set(known)) < len(known):
        sheet.note(
            "X12-634", "other_coverages", "claim the same place in the order of payers: one pays first, one second."
        )
    missing = [place for place in _BEFORE.get(claim.coverage.responsibility, "") if place not in others]
    if missing:
        sheet.note(
            "X12-635",
            "other_coverages",
            f"lack the payer before this one ({', '.join(missing)}): add its coverage and decision.",
        )


def _check_decision(sheet: Sheet, claim: Claim, other: OtherCoverage) -> None:
    decided = decisions_of(claim, other.coverage.payer.id)
    if other.paid is None:
        before = other.coverage.responsibility in _BEFORE.get(claim.coverage.responsibility, "")
        if before or decided or other.adjustments or other.decided_on:
            sheet.note("X12-601", "paid", "is missing: give what this payer paid for the claim, 0 if nothing.")
        return
    if other.decided_on is None:
        sheet.note("X12-601", "decided_on", "is missing: give the day of the remittance advice.")
    if other.remaining is not None and any(each.remaining is not None for each in decided):
        sheet.note("X12-639", "remaining", "stands at the claim and at its lines: give it where the payer did.")
    explained = other.paid + _sum(other.adjustments) + _sum(each for line in decided for each in line.adjustments)
    if claim.charge != explained:
        sheet.note("X12-633", "adjustments", _difference(claim.charge, explained))


def _difference(billed: Decimal, explained: Decimal) -> str:
    return f"do not add up: {billed} was billed, {explained} is paid or explained."


def _sum(adjustments: Iterable[Adjustment]) -> Decimal:
    return sum((each.amount for each in adjustments), Decimal(0))
