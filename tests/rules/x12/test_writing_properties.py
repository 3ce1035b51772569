"""Whatever fits, others read the same; whatever is typed, no value becomes a second segment or element."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from stepwell.kernel.findings import Refused
from stepwell.x12.writing.charset import folded, outside
from stepwell.x12.writing.codes import ADJUSTMENT_GROUPS, FILING, RELATIONSHIPS, STATES
from stepwell.x12.writing.coverages import Adjustment, LineDecision
from stepwell.x12.writing.parties import Address, Dependent, Member, Payer, Person
from stepwell.x12.writing.procedures import Procedure
from stepwell.x12.writing.set_270 import EligibilitySet, Inquiry, write_270
from stepwell.x12.writing.set_276 import Asker, ClaimInquiry, ClaimStatusSet, write_276
from stepwell.x12.writing.set_837i import InstitutionalClaim, InstitutionalLine
from stepwell.x12.writing.set_837p import ProfessionalClaim, ProfessionalLine
from stepwell.x12.writing.sheet import Sheet
from tests.rules.x12.building import (
    CARVE_OUT_COVERAGE,
    CLINIC,
    COUNSELOR,
    MEDICARE_COVERAGE,
    decided_first,
    envelope,
    institutional,
    institutional_file,
    professional,
    professional_file,
    segments,
)
from tests.rules.x12.oracles import accept, accept_claims, claims

CAPITALS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
DIGITS = "0123456789"
SENT = envelope("2026-04-15 10:15", 1)
BEGIN, END = date(2026, 1, 1), date(2026, 4, 15)

letters = st.text(st.sampled_from(CAPITALS + CAPITALS.lower() + "áÉñÖ’- "), min_size=1, max_size=30).filter(
    lambda text: any(letter.isalpha() for letter in text)
)
identifiers = st.text(st.sampled_from(CAPITALS + DIGITS + "-/"), min_size=2, max_size=20)
amounts = st.integers(0, 10_000_000).map(lambda cents: Decimal(cents) / 100)
days = st.dates(BEGIN, END)
people = st.builds(Person, last=letters, first=letters, middle=st.just("") | letters.map(lambda text: text[:25]))
addresses = st.builds(
    Address,
    street=letters,
    city=letters.filter(lambda text: len(folded(text)) > 1),
    # Their maps and readers do not know the territories and the military.
    state=st.sampled_from(sorted(STATES - {"AA", "AE", "AP", "AS", "FM", "GU", "MH", "MP", "PR", "PW", "UM", "VI"})),
    zip_code=st.text(st.sampled_from(DIGITS), min_size=5, max_size=5),
)
births = st.dates(date(1920, 1, 1), date(2015, 1, 1))
sexes = st.sampled_from(["F", "M"])  # one of the readers knows no U
members = st.builds(Member, name=people, member_id=identifiers, birth_date=births, sex=sexes, address=addresses)
dependents = st.none() | st.builds(
    Dependent,
    name=people,
    birth_date=births,
    sex=sexes,
    relationship=st.sampled_from(sorted(RELATIONSHIPS)),
    address=addresses,
)
payers = st.builds(Payer, name=letters, id=identifiers)
codes = st.text(st.sampled_from(CAPITALS + DIGITS), min_size=2, max_size=2)
procedures = st.builds(
    Procedure,
    st.sampled_from(["H0015", "S9480", "90853", "90834", "G0177"]),
    st.lists(codes, max_size=4).map(tuple),
)
diagnoses = st.lists(st.integers(10, 99).map(lambda number: f"F{number}.1"), min_size=1, max_size=12, unique=True).map(
    tuple
)


@st.composite
def decisions(draw: st.DrawFn, charge: Decimal) -> LineDecision:
    """What the payer before decided about a line: it adds up."""
    explained = draw(st.lists(st.integers(1, 9_999).map(lambda cents: Decimal(cents) / 100), max_size=8))
    if sum(explained) > charge:
        explained = []
    groups = st.sampled_from(sorted(ADJUSTMENT_GROUPS)[:3])
    return LineDecision(
        payer_id=CARVE_OUT_COVERAGE.payer.id,
        paid=charge - sum(explained),
        units=Decimal(1),
        adjustments=tuple(
            Adjustment(group=draw(groups), reason=str(draw(st.integers(1, 250))), amount=amount) for amount in explained
        ),
    )


@st.composite
def professionals(draw: st.DrawFn, number: int) -> ProfessionalClaim:
    """A claim that may be sent."""
    listed = draw(diagnoses)
    second = draw(st.booleans())
    lines = []
    for index in range(draw(st.integers(1, 4))):
        first, charge = draw(days), draw(amounts)
        line = ProfessionalLine(
            procedure=draw(procedures),
            charge=charge,
            units=Decimal(draw(st.integers(1, 5000))) / 10,
            first=first,
            last=draw(st.none() | st.just(min(first + timedelta(days=3), END))),
            control_number=f"{number}-{index}",
            pointers=tuple(range(1, min(len(listed), 4) + 1)),
            decisions=(draw(decisions(charge)),) if second else (),
        )
        lines.append(line)
    coverage = replace(
        MEDICARE_COVERAGE if second else CARVE_OUT_COVERAGE,
        responsibility="S" if second else "P",
        member=draw(members),
        payer=draw(payers.filter(lambda payer: payer.id != CARVE_OUT_COVERAGE.payer.id)),
        filing=draw(st.sampled_from(sorted(FILING))),
    )
    frequency = draw(st.sampled_from("178"))
    paid = sum((line.decisions[0].paid for line in lines if second), Decimal(0))
    return professional(
        number=f"C{number}",
        coverage=coverage,
        dependent=draw(dependents),
        diagnoses=listed,
        frequency=frequency,
        original_number="" if frequency == "1" else draw(identifiers),
        lines=tuple(lines),
        other_coverages=(decided_first(paid=paid),) if second else (),
        note=draw(st.just("") | letters),
    )


@st.composite
def institutionals(draw: st.DrawFn, number: int) -> InstitutionalClaim:
    """A claim that may be sent."""
    first = draw(st.dates(BEGIN, END - timedelta(days=30)))
    last = first + timedelta(days=draw(st.integers(0, 30)))
    lines = tuple(
        InstitutionalLine(
            revenue=draw(st.sampled_from(["0905", "0906", "0915", "0942"])),
            procedure=draw(procedures),
            charge=draw(amounts),
            units=Decimal(draw(st.integers(1, 30))),
            first=draw(st.dates(first, last)),
            control_number=f"{number}-{index}",
        )
        for index in range(draw(st.integers(1, 5)))
    )
    frequency = draw(st.sampled_from("123478"))
    return institutional(
        number=f"C{number}",
        first=first,
        last=last,
        lines=lines,
        coverage=replace(MEDICARE_COVERAGE, member=draw(members)),
        dependent=draw(dependents),
        diagnoses=draw(diagnoses),
        frequency=frequency,
        status="30" if frequency in "23" else "01",
        original_number=draw(identifiers) if frequency in "78" else "",
        conditions=tuple(draw(st.lists(codes, max_size=24))),
    )


@settings(max_examples=20, deadline=None)
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


@settings(max_examples=20, deadline=None)
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


inquiries = st.builds(
    Inquiry,
    payer=payers,
    provider=st.just(COUNSELOR),
    member=members,
    dependent=dependents,
    service_types=st.lists(st.sampled_from(["30", "MH", "AI", "CF"]), min_size=1, unique=True).map(tuple),
    first=days,
    last=st.none() | st.just(END),
    trace=identifiers,
    originator=st.just("9311234567"),
)
claim_inquiries = st.builds(
    ClaimInquiry,
    payer=payers,
    asker=st.just(Asker(name=CLINIC, id="IOPCLINIC")),
    provider=st.just(COUNSELOR),
    member=members,
    dependent=dependents,
    trace=identifiers,
    charge=amounts,
    first=days,
    last=st.none() | st.just(END),
    payer_number=st.just("") | identifiers,
)


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
