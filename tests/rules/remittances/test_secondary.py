"""The claim to the next payer says what the one before decided, and adds up."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from stepwell.kernel.findings import Refused
from stepwell.remittances.rules.secondary import secondary
from stepwell.x12.remittances import RemittedClaim
from stepwell.x12.writing.set_837p import ProfessionalClaim
from tests.rules.remittances.posting.making import ANSWER, SENT, adjustments, answer, service
from tests.rules.x12 import building
from tests.rules.x12.building import CHILD, professional, professional_file, segments

SECOND = building.secondary().coverage


def made(told: RemittedClaim = ANSWER, claim: ProfessionalClaim | None = None) -> ProfessionalClaim:
    return secondary(
        claim or professional(), told, SENT, number="EP1001-W11B", coverage=SECOND, decided_on=date(2026, 3, 31)
    )


def test_it_is_the_claim_of_the_story_with_what_the_first_payer_said() -> None:
    expected = building.secondary()
    claim = made()
    assert claim.lines == expected.lines
    assert claim.charge == Decimal(1050)
    [other] = claim.other_coverages
    assert (other.paid, other.claim_number, other.decided_on) == (Decimal(200), "PAYERICN0001", date(2026, 3, 31))
    assert (claim.number, claim.frequency, claim.authorization) == ("EP1001-W11B", "1", "")


def test_it_is_written_and_adds_up() -> None:
    written = segments(professional_file(made()), "SBR", "SVD", "AMT*D")
    assert written[0].startswith("SBR*S")
    assert [row for row in written if row.startswith("SVD")] == [
        "SVD*88888*0*HC:H0015:HF**1", "SVD*88888*0*HC:H0015:HF**1", "SVD*88888*200*HC:H0015:HF:95**1",
    ]  # fmt: skip
    assert "AMT*D*200" in written


def test_an_answer_without_lines_stands_at_the_claim() -> None:
    whole = replace(ANSWER, lines=(), adjustments=adjustments(("CO", "45", 25_000), ("PR", "1", 60_000)))
    claim = made(whole)
    assert not any(line.decisions for line in claim.lines)
    assert [one.amount for one in claim.other_coverages[0].adjustments] == [Decimal(250), Decimal(600)]
    assert professional_file(claim)


def test_a_dependents_relationship_goes_along() -> None:
    assert made(claim=professional(dependent=CHILD)).other_coverages[0].relationship == CHILD.relationship


@pytest.mark.parametrize(
    ("told", "code"),
    [
        (replace(ANSWER, status="19"), "COB-001"),
        (replace(ANSWER, status="23"), "COB-001"),
        (replace(ANSWER, status="22"), "COB-002"),
        (replace(ANSWER, status="25"), "COB-002"),
        (answer(service("", 1)), "COB-003"),
        (answer(service("EP1001-L1", 35_000)), "COB-003"),
    ],
)
def test_without_a_decision_about_every_line_there_is_no_such_claim(told: RemittedClaim, code: str) -> None:
    with pytest.raises(Refused, match=code):
        made(told)


def test_an_institutional_claim_goes_on_too() -> None:
    first = building.institutional(coverage=building.CARVE_OUT_COVERAGE)
    lines = tuple(replace(line, control_number=f"EP1001-L{number}") for number, line in enumerate(first.lines, 1))
    told = answer(*(service(line.control_number, 15_000, ("PR", "2", 3_000)) for line in lines))
    claim = secondary(
        replace(first, lines=lines), told, SENT, number="C2",
        coverage=replace(building.MEDICARE_COVERAGE, responsibility="S"), decided_on=date(2026, 3, 31),
    )  # fmt: skip
    assert len(segments(building.institutional_file(claim), "SVD")) == 3
