"""What we write, our own reader reads: nothing is lost between data and data."""

from datetime import date
from typing import TypeVar

from hypothesis import given, settings
from hypothesis import strategies as st

from stepwell.x12 import claims as reading
from stepwell.x12.issues import Severity
from stepwell.x12.parts import Adjustment, Amount, Coded, Dated, Demographics, Procedure
from stepwell.x12.reading.sets import read
from stepwell.x12.writing import procedures
from stepwell.x12.writing.charset import folded
from stepwell.x12.writing.claims import Claim, Line
from stepwell.x12.writing.coverages import LineDecision, OtherCoverage
from stepwell.x12.writing.parties import Address, Person
from tests.rules.x12.building import institutional_file, professional_file, secondary
from tests.rules.x12.making import institutionals, professionals

C = TypeVar("C", bound=Claim)


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_professional_claims(data: st.DataObject) -> None:
    made = [data.draw(professionals(number)) for number in range(data.draw(st.integers(1, 4)))]
    for claim, level, theirs in found(professional_file(*made), made):
        compare(claim, level, theirs)
        assert (theirs.facility, theirs.facility_list) == (claim.place, "B")
        assert [code.code for code in theirs.codes] == [bare(code) for code in claim.diagnoses]
        for line, its in zip(claim.lines, theirs.lines, strict=True):
            compare_line(line, its)
            assert its.procedure == procedure(line.procedure)
            assert (its.unit, its.place) == (line.unit, line.place)
            assert its.pointers == tuple(str(pointer) for pointer in line.pointers)


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_institutional_claims(data: st.DataObject) -> None:
    made = [data.draw(institutionals(number)) for number in range(data.draw(st.integers(1, 4)))]
    for claim, level, theirs in found(institutional_file(*made), made):
        compare(claim, level, theirs)
        assert (theirs.facility, theirs.facility_list) == (claim.bill_type, "A")
        diagnoses = [code.code for code in theirs.codes if code.qualifier in {"ABK", "ABF"}]
        assert diagnoses == [bare(code) for code in claim.diagnoses]
        assert [code for code in theirs.codes if code.qualifier == "BG"] == [
            Coded("BG", each) for each in claim.conditions
        ]
        assert theirs.dates[0] == Dated(
            "434", f"{claim.first:%Y%m%d}-{claim.last:%Y%m%d}", claim.first, claim.last, "RD8"
        )
        for line, its in zip(claim.lines, theirs.lines, strict=True):
            compare_line(line, its)
            assert its.revenue_code == line.revenue
            assert its.procedure == procedure(line.procedure)


def test_a_second_payers_claim() -> None:
    claim = secondary()
    [(_, level, theirs)] = found(professional_file(claim), [claim])
    compare(claim, level, theirs)
    assert [len(line.adjudications) for line in theirs.lines] == [1, 1, 1]


def found(text: str, made: list[C]) -> list[tuple[C, reading.ClaimLevel, reading.Claim]]:
    """Each claim with what was read of it; nothing may be odd or left over."""
    file = read(text)
    assert [issue for issue in file.issues if issue.severity is not Severity.NOTE] == []  # a test file is noted
    (only,) = file.sets
    assert only.unread == ()
    assert isinstance(only.content, reading.ClaimFile)
    by_number = {claim.control: (level, claim) for level, claim in only.content.claims}
    assert len(by_number) == len(made)
    for claim in made:
        level, _ = by_number[claim.number]
        above = next(each for each in only.content.levels if each.number == level.parent)
        compare_policy(claim, level if claim.dependent is None else above)
    return [(claim, *by_number[claim.number]) for claim in made]


def compare_policy(claim: Claim, level: reading.ClaimLevel) -> None:
    coverage, member = claim.coverage, claim.coverage.member
    theirs, payer = level.party("IL"), level.party("PR")
    assert level.coverage is not None
    assert (level.coverage.responsibility, level.coverage.filing) == (coverage.responsibility, coverage.filing)
    assert theirs is not None
    assert (theirs.name, theirs.first, theirs.middle) == names(member.name)
    assert (theirs.id, theirs.id_qualifier) == (member.member_id, "MI")
    assert payer is not None
    assert (payer.name, payer.id) == (folded(coverage.payer.name), coverage.payer.id)
    assert theirs.demographics == demographics(member.birth_date, member.sex)


def compare(claim: Claim, level: reading.ClaimLevel, theirs: reading.Claim) -> None:
    if claim.dependent is not None:
        client = level.party("QC")
        assert client is not None
        assert level.patient is not None
        assert (client.name, client.first, client.middle) == names(claim.dependent.name)
        assert level.patient.relationship == claim.dependent.relationship
        assert client.demographics == demographics(claim.dependent.birth_date, claim.dependent.sex)
        assert client.address is not None
        assert claim.dependent.address is not None
        assert (client.address.lines, client.address.city, client.address.state) == place(claim.dependent.address)
    assert (theirs.charge, theirs.frequency) == (claim.charge, claim.frequency)
    assert (theirs.authorization, theirs.original) == (claim.authorization, claim.original_number)
    assert len(theirs.other_coverages) == len(claim.other_coverages)
    for other, its in zip(claim.other_coverages, theirs.other_coverages, strict=True):
        compare_other(other, its)


def compare_other(other: OtherCoverage, theirs: reading.OtherCoverage) -> None:
    assert theirs.coverage.responsibility == other.coverage.responsibility
    assert theirs.coverage.relationship == other.relationship
    assert other.paid is not None
    assert Amount("D", other.paid) in theirs.amounts
    assert [party.id for party in theirs.parties if party.entity == "PR"] == [other.coverage.payer.id]


def compare_line(line: Line, theirs: reading.ClaimLine) -> None:
    assert (theirs.charge, theirs.units, theirs.control) == (line.charge, line.units, line.control_number)
    assert [(each.first, each.last) for each in theirs.dates] == [(line.first, line.last or line.first)]
    for decision, its in zip(line.decisions, theirs.adjudications, strict=True):
        compare_decision(decision, its)


def compare_decision(decision: LineDecision, theirs: reading.LineAdjudication) -> None:
    assert (theirs.payer, theirs.paid, theirs.units) == (decision.payer_id, decision.paid, decision.units)
    wanted = [Adjustment(each.group, each.reason, each.amount, each.quantity) for each in decision.adjustments]
    assert sorted(theirs.adjustments, key=repr) == sorted(wanted, key=repr)
    assert [each.qualifier for each in theirs.dates] == ["573"]


def names(person: Person) -> tuple[str, str, str]:
    return folded(person.last), folded(person.first), folded(person.middle)


def place(address: Address) -> tuple[tuple[str, ...], str, str]:
    return (folded(address.street),), folded(address.city), address.state


def demographics(birth_date: date | None, sex: str) -> Demographics:
    assert birth_date is not None
    return Demographics(birth_date, sex, f"{birth_date:%Y%m%d}", "D8")


def procedure(done: procedures.Procedure | None) -> Procedure:
    assert done is not None
    return Procedure("HC", done.code, done.modifiers)


def bare(diagnosis: str) -> str:
    return diagnosis.replace(".", "")
