"""Whatever fits, others read the same; whatever is typed, no value becomes a second segment or element."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from stepwell.kernel.findings import Refused
from stepwell.x12.writing.charset import folded, outside
from stepwell.x12.writing.parties import Address, Person
from stepwell.x12.writing.procedures import Procedure
from stepwell.x12.writing.set_270 import EligibilitySet, Inquiry, write_270
from stepwell.x12.writing.set_276 import ClaimInquiry, ClaimStatusSet, write_276
from stepwell.x12.writing.set_837p import ProfessionalClaim
from stepwell.x12.writing.sheet import Sheet
from tests.rules.x12.building import (
    CARVE_OUT_COVERAGE,
    envelope,
    institutional_file,
    professional,
    professional_file,
    segments,
)
from tests.rules.x12.making import CAPITALS, DIGITS, claim_inquiries, inquiries, institutionals, professionals
from tests.rules.x12.oracles import accept, accept_claims, claims

SENT = envelope("2026-04-15 10:15", 1)


@settings(max_examples=12, deadline=None)
@given(st.data())
def test_professional_claims_read_back_as_they_were(data: st.DataObject) -> None:
    made = [data.draw(professionals(number)) for number in range(data.draw(st.integers(1, 4)))]
    text = professional_file(*made)
    accept_claims(text)
    read = {claim.clm_segment.patient_control_number: claim for claim in claims(text)}
    assert len(read) == len(made)
    for claim in made:
        theirs = read[claim.number]
        assert theirs.clm_segment.total_claim_charge_amount == claim.charge
        assert [_professional_line(line) for line in theirs.loop_2400] == [
            (_procedure(line.procedure), line.charge, line.units, _days(line.first, line.last), line.control_number)
            for line in claim.lines
        ]


@settings(max_examples=12, deadline=None)
@given(st.data())
def test_institutional_claims_read_back_as_they_were(data: st.DataObject) -> None:
    made = [data.draw(institutionals(number)) for number in range(data.draw(st.integers(1, 4)))]
    text = institutional_file(*made)
    accept_claims(text)
    read = {claim.clm_segment.patient_control_number: claim for claim in claims(text)}
    assert len(read) == len(made)
    for claim in made:
        theirs = read[claim.number]
        assert theirs.clm_segment.total_claim_charge_amount == claim.charge
        billed = [
            (
                line.sv2_segment.service_line_revenue_code,
                line.sv2_segment.line_item_charge_amount,
                line.dtp_segment.date_time_period,
            )
            for line in theirs.loop_2400
        ]
        assert billed == [(line.revenue, line.charge, line.first) for line in claim.lines]


@settings(max_examples=40, deadline=None)
@given(st.lists(inquiries, min_size=1, max_size=4))
def test_questions_about_benefits_read_back_as_they_were(asked: list[Inquiry]) -> None:
    text = write_270(SENT, [EligibilitySet(number=1, reference="VOB", inquiries=tuple(asked))])
    accept(text)
    traces = [row.split("*")[2] for row in segments(text, "TRN")]
    assert sorted(traces) == sorted(each.trace for each in asked)


@settings(max_examples=40, deadline=None)
@given(st.lists(claim_inquiries, min_size=1, max_size=4))
def test_questions_about_claims_read_back_as_they_were(asked: list[ClaimInquiry]) -> None:
    text = write_276(SENT, [ClaimStatusSet(number=1, reference="CS", inquiries=tuple(asked))])
    accept(text)
    charges = [Decimal(row.split("*")[2]) for row in segments(text, "AMT*T3")]
    assert sorted(charges) == sorted(each.charge for each in asked)


def _professional_line(line: Any) -> tuple[str, Decimal, Decimal, Any, str]:
    service = line.sv1_segment
    return (
        service.product_service_id_qualifier,
        service.line_item_charge_amount,
        service.service_unit_count,
        line.dtp_segment[0].date_time_period,
        line.ref_segment[0].reference_identification,
    )


def _procedure(procedure: Procedure) -> str:
    return ":".join(("HC", procedure.code, *procedure.modifiers))


def _days(first: date, last: date | None) -> Any:
    return first if last in {None, first} else f"{first:%Y%m%d}-{last:%Y%m%d}"


TYPED: dict[str, Callable[[str], ProfessionalClaim]] = {
    "number": lambda text: professional(number=text),
    "note": lambda text: professional(note=text),
    "authorization": lambda text: professional(authorization=text),
    "diagnosis": lambda text: professional(diagnoses=(text, "F33.1")),
    "place": lambda text: professional(place=text),
    "name": lambda text: _of_member(name=Person(last=text, first=text)),
    "member": lambda text: _of_member(member_id=text),
    "street": lambda text: _of_member(address=Address(street=text, city=text, state=text, zip_code=text)),
}


def _of_member(**changes: Any) -> ProfessionalClaim:
    member = replace(CARVE_OUT_COVERAGE.member, **changes)
    return professional(coverage=replace(CARVE_OUT_COVERAGE, member=member))


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(sorted(TYPED)), st.text(max_size=90) | st.text(st.sampled_from("A~*:^\n\r\t 1"), max_size=12))
def test_nothing_typed_adds_a_segment_or_an_element(field: str, typed: str) -> None:
    plain = professional_file(professional(note="N"))
    try:
        text = professional_file(replace(TYPED[field](typed), note="N" if field != "note" else typed))
    except Refused:
        return
    names = [row.split("*")[0] for row in segments(plain)]
    optional = {"NTE", "REF"}  # of what may be empty
    assert [row.split("*")[0] for row in segments(text) if row[:3] not in optional] == [
        name for name in names if name not in optional
    ]
    assert text.isascii()
    assert text.isprintable()
    assert all(row.count("*") <= 20 for row in segments(text))


@given(st.text())
def test_folding_twice_changes_nothing_more(text: str) -> None:
    once = folded(text)
    assert folded(once) == once
    assert not set(outside(once)) & set(CAPITALS + DIGITS)


@given(st.decimals(0, Decimal("99999999.99"), places=2))
def test_money_goes_out_to_the_cent_and_as_short_as_can_be(amount: Decimal) -> None:
    sheet = Sheet(SENT.at)
    written = sheet.money("amount", amount)
    assert Decimal(written) == amount
    assert not sheet.findings
    assert written == "0" or not written.startswith("00")
    assert "." not in written or not written.endswith(("0", "."))
