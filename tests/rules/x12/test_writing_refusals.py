"""What does not fit is refused before anything is written, each value with its path and what would mend it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, time
from decimal import Decimal
from typing import Any

import pytest

from stepwell.kernel.findings import Refused
from stepwell.x12.writing.attachments import Attachment
from stepwell.x12.writing.claims import Contract
from stepwell.x12.writing.coverages import Adjustment, LineDecision
from stepwell.x12.writing.envelope import Mailbox
from stepwell.x12.writing.health_codes import Occurrence, Value
from stepwell.x12.writing.parties import Contact, Organization, Person, Provider
from stepwell.x12.writing.procedures import Procedure
from stepwell.x12.writing.set_837p import write_837p
from tests.rules.x12.building import (
    CHILD,
    CLINIC,
    DOCTOR,
    HOME,
    MEMBER,
    NPI,
    STREET,
    billing,
    decided_first,
    envelope,
    institutional,
    institutional_file,
    institutional_line,
    professional,
    professional_file,
    professional_line,
    professional_set,
    secondary,
    submitter,
)

CLAIM = "sets[0].claims[0]"
LINE = f"{CLAIM}.lines[0]"
MEMBERS = f"{CLAIM}.coverage.member"


def refused(write: Callable[..., str], *given: Any) -> set[tuple[str, str]]:
    with pytest.raises(Refused) as refusal:
        write(*given)
    for finding in refusal.value.findings:
        assert finding.sentence.startswith(f"{finding.field} ")
        assert finding.sentence.endswith(".")
    return {(finding.code, finding.field) for finding in refusal.value.findings}


def of_member(**changes: Any) -> dict[str, Any]:
    return {"coverage": replace(professional().coverage, member=replace(MEMBER, **changes))}


def of_coverage(**changes: Any) -> dict[str, Any]:
    return {"coverage": replace(professional().coverage, **changes)}


def of_billing(**changes: Any) -> dict[str, Any]:
    return {"billing": replace(billing(), **changes)}


def of_line(**changes: Any) -> dict[str, Any]:
    return {"lines": (professional_line(9, 1, **changes),)}


def of_address(**changes: Any) -> dict[str, Any]:
    return of_member(address=replace(HOME, **changes))


def of_name(**changes: Any) -> dict[str, Any]:
    return of_member(name=replace(MEMBER.name, **changes))


PROFESSIONAL: list[tuple[dict[str, Any], str, str]] = [
    # missing, too long, characters
    (of_name(last=""), "X12-601", f"{MEMBERS}.name.last"),
    (of_name(last="X" * 61), "X12-602", f"{MEMBERS}.name.last"),
    (of_name(first="X" * 36), "X12-602", f"{MEMBERS}.name.first"),
    (of_name(middle="X" * 26), "X12-602", f"{MEMBERS}.name.middle"),
    (of_name(suffix="X" * 11), "X12-602", f"{MEMBERS}.name.suffix"),
    (of_name(last="O*BRIEN"), "X12-603", f"{MEMBERS}.name.last"),
    (of_name(last="A:B"), "X12-603", f"{MEMBERS}.name.last"),
    (of_name(last="A~B"), "X12-603", f"{MEMBERS}.name.last"),
    (of_name(last="A^B"), "X12-603", f"{MEMBERS}.name.last"),
    (of_name(last="王"), "X12-603", f"{MEMBERS}.name.last"),
    (of_member(member_id=""), "X12-601", f"{MEMBERS}.member_id"),
    (of_member(member_id="w123"), "X12-604", f"{MEMBERS}.member_id"),
    (of_member(member_id=" W123"), "X12-604", f"{MEMBERS}.member_id"),
    (of_member(member_id="W12|3"), "X12-603", f"{MEMBERS}.member_id"),
    (of_member(member_id="W"), "X12-602", f"{MEMBERS}.member_id"),
    ({"number": ""}, "X12-601", f"{CLAIM}.number"),
    ({"number": "N" * 21}, "X12-602", f"{CLAIM}.number"),
    ({"number": "ep1"}, "X12-604", f"{CLAIM}.number"),
    ({"authorization": "A" * 51}, "X12-602", f"{CLAIM}.authorization"),
    ({"note": " "}, "X12-601", f"{CLAIM}.note"),
    (of_billing(contact=Contact(email=" ")), "X12-601", f"{CLAIM}.billing.contact.email"),
    (of_billing(tax_id="٣١-1234567"), "X12-607", f"{CLAIM}.billing.tax_id"),
    (of_billing(npi="١993999998"), "X12-606", f"{CLAIM}.billing.npi"),
    ({"place": "٥٧"}, "X12-608", f"{CLAIM}.place"),
    ({"note": "N" * 81}, "X12-602", f"{CLAIM}.note"),
    (of_line(control_number="L" * 31), "X12-602", f"{LINE}.control_number"),
    # persons, places
    (of_member(birth_date=None), "X12-601", f"{MEMBERS}.birth_date"),
    (of_member(birth_date=date(1890, 1, 1)), "X12-612", f"{MEMBERS}.birth_date"),
    (of_member(birth_date=date(2027, 1, 1)), "X12-613", f"{MEMBERS}.birth_date"),
    (of_member(sex=""), "X12-601", f"{MEMBERS}.sex"),
    (of_member(sex="X"), "X12-605", f"{MEMBERS}.sex"),
    (of_member(address=None), "X12-601", f"{MEMBERS}.address"),
    (of_address(street=""), "X12-601", f"{MEMBERS}.address.street"),
    (of_address(state=""), "X12-601", f"{MEMBERS}.address.state"),
    (of_address(state="XX"), "X12-609", f"{MEMBERS}.address.state"),
    (of_address(zip_code="4321"), "X12-610", f"{MEMBERS}.address.zip_code"),
    (of_address(zip_code=""), "X12-601", f"{MEMBERS}.address.zip_code"),
    (of_billing(address=replace(STREET, zip_code="43215")), "X12-610", f"{CLAIM}.billing.address.zip_code"),
    (of_billing(address=replace(STREET, street="P.O. Box 7")), "X12-617", f"{CLAIM}.billing.address.street"),
    (of_billing(npi="1993999999"), "X12-606", f"{CLAIM}.billing.npi"),
    (of_billing(npi=""), "X12-601", f"{CLAIM}.billing.npi"),
    (of_billing(tax_id="07-1234567"), "X12-607", f"{CLAIM}.billing.tax_id"),
    (of_billing(tax_id=""), "X12-601", f"{CLAIM}.billing.tax_id"),
    (of_billing(taxonomy="261QR0405"), "X12-608", f"{CLAIM}.billing.taxonomy"),
    (of_billing(taxonomy=""), "X12-601", f"{CLAIM}.billing.taxonomy"),
    (of_billing(contact=Contact(name="Desk")), "X12-618", f"{CLAIM}.billing.contact.phone"),
    (of_billing(contact=Contact(phone="555-0100")), "X12-611", f"{CLAIM}.billing.contact.phone"),
    ({"rendering": replace(DOCTOR, npi="123")}, "X12-606", f"{CLAIM}.rendering.npi"),
    ({"rendering": DOCTOR}, "X12-601", f"{CLAIM}.rendering.taxonomy"),
    (of_line(rendering=DOCTOR), "X12-601", f"{LINE}.rendering.taxonomy"),
    ({"rendering": replace(DOCTOR, taxonomy="1")}, "X12-608", f"{CLAIM}.rendering.taxonomy"),
    ({"facility": Provider(name=CLINIC, npi=NPI)}, "X12-601", f"{CLAIM}.facility.address"),
    (
        {"facility": Provider(name=CLINIC, npi=NPI, address=HOME)},
        "X12-610",
        f"{CLAIM}.facility.address.zip_code",
    ),
    ({"dependent": replace(CHILD, relationship="18")}, "X12-605", f"{CLAIM}.dependent.relationship"),
    ({"dependent": replace(CHILD, address=None)}, "X12-601", f"{CLAIM}.dependent.address"),
    # coverage
    (of_coverage(responsibility=""), "X12-601", f"{CLAIM}.coverage.responsibility"),
    (of_coverage(responsibility="1"), "X12-605", f"{CLAIM}.coverage.responsibility"),
    (of_coverage(filing="HMO"), "X12-605", f"{CLAIM}.coverage.filing"),
    (of_coverage(medicare_second="99"), "X12-605", f"{CLAIM}.coverage.medicare_second"),
    (of_coverage(payer=replace(professional().coverage.payer, id="")), "X12-601", f"{CLAIM}.coverage.payer.id"),
    (
        of_coverage(payer=replace(professional().coverage.payer, qualifier="XX")),
        "X12-605",
        f"{CLAIM}.coverage.payer.qualifier",
    ),
    # the claim
    ({"frequency": "2"}, "X12-605", f"{CLAIM}.frequency"),
    ({"frequency": "7"}, "X12-601", f"{CLAIM}.original_number"),
    ({"frequency": "8"}, "X12-601", f"{CLAIM}.original_number"),
    ({"original_number": "ICN1"}, "X12-632", f"{CLAIM}.original_number"),
    ({"assignment": "Y"}, "X12-605", f"{CLAIM}.assignment"),
    ({"benefits_assigned": ""}, "X12-601", f"{CLAIM}.benefits_assigned"),
    ({"release": "N"}, "X12-605", f"{CLAIM}.release"),
    ({"delay": "99"}, "X12-605", f"{CLAIM}.delay"),
    ({"place": "5"}, "X12-608", f"{CLAIM}.place"),
    ({"place": ""}, "X12-601", f"{CLAIM}.place"),
    ({"contract": Contract(kind="99")}, "X12-605", f"{CLAIM}.contract.kind"),
    ({"attachments": (Attachment(kind="77", sent_by="EL", number="A1"),)}, "X12-605", f"{CLAIM}.attachments[0].kind"),
    ({"attachments": (Attachment(kind="OZ", sent_by="EL"),)}, "X12-601", f"{CLAIM}.attachments[0].number"),
    ({"attachments": (Attachment(kind="OZ", sent_by="AA"),) * 11}, "X12-623", f"{CLAIM}.attachments"),
    ({"client_paid": Decimal(-1)}, "X12-615", f"{CLAIM}.client_paid"),
    ({"admitted": date(2026, 5, 1)}, "X12-613", f"{CLAIM}.admitted"),
    ({"conditions": ("9",)}, "X12-608", f"{CLAIM}.conditions[0]"),
    ({"conditions": ("92",) * 25}, "X12-623", f"{CLAIM}.conditions"),
    # diagnoses and pointers
    ({"diagnoses": ()}, "X12-623", f"{CLAIM}.diagnoses"),
    ({"diagnoses": tuple(f"F1{n}.{m}" for n in range(10) for m in (0, 1))[:13]}, "X12-623", f"{CLAIM}.diagnoses"),
    ({"diagnoses": ("F10.20", "F1020")}, "X12-622", f"{CLAIM}.diagnoses"),
    ({"diagnoses": ("f10.20", "F33.1")}, "X12-608", f"{CLAIM}.diagnoses[0]"),
    ({"diagnoses": ("F10.20", "10")}, "X12-608", f"{CLAIM}.diagnoses[1]"),
    (of_line(pointers=()), "X12-625", f"{LINE}.pointers"),
    (of_line(pointers=(1, 1)), "X12-625", f"{LINE}.pointers"),
    (of_line(pointers=(3,)), "X12-625", f"{LINE}.pointers"),
    (of_line(pointers=(0,)), "X12-625", f"{LINE}.pointers"),
    (of_line(pointers=(1, 2, 3, 4, 5)), "X12-625", f"{LINE}.pointers"),
    # lines
    ({"lines": ()}, "X12-623", f"{CLAIM}.lines"),
    ({"lines": tuple(professional_line(9, n) for n in range(51))}, "X12-623", f"{CLAIM}.lines"),
    ({"lines": (professional_line(9, 1), professional_line(11, 1))}, "X12-622", f"{CLAIM}.lines"),
    (of_line(authorization="AUTH123456"), "X12-631", f"{CLAIM}.authorization"),
    (of_line(procedure=Procedure("h0015")), "X12-608", f"{LINE}.procedure.code"),
    (of_line(procedure=Procedure("")), "X12-601", f"{LINE}.procedure.code"),
    (of_line(procedure=Procedure("H0015", ("H",))), "X12-608", f"{LINE}.procedure.modifiers[0]"),
    (of_line(procedure=Procedure("H0015", ("HF", "HA", "HB", "HQ", "TG"))), "X12-624", f"{LINE}.procedure.modifiers"),
    (of_line(charge=Decimal("1.005")), "X12-615", f"{LINE}.charge"),
    (of_line(charge=Decimal(f"1.{'0' * 40}1")), "X12-615", f"{LINE}.charge"),
    (of_line(charge=Decimal(-5)), "X12-615", f"{LINE}.charge"),
    (of_line(charge=Decimal("NaN")), "X12-615", f"{LINE}.charge"),
    (of_line(charge=Decimal(10**8)), "X12-615", f"{LINE}.charge"),
    (of_line(units=Decimal(0)), "X12-616", f"{LINE}.units"),
    (of_line(units=Decimal("0.0001")), "X12-615", f"{LINE}.units"),
    (of_line(unit="DA"), "X12-605", f"{LINE}.unit"),
    (of_line(place="1"), "X12-608", f"{LINE}.place"),
    (of_line(first=date(2026, 4, 16)), "X12-613", f"{LINE}.first"),
    (of_line(last=date(2026, 3, 8)), "X12-614", f"{LINE}.first"),
]


@pytest.mark.parametrize(("changes", "code", "field"), PROFESSIONAL)
def test_of_a_professional_claim(changes: dict[str, Any], code: str, field: str) -> None:
    assert (code, field) in refused(professional_file, professional(**changes))


def institutional_changes() -> list[tuple[dict[str, Any], str, str]]:
    code = (Occurrence("1", date(2026, 3, 1)),)
    return [
        ({"bill_type": "761"}, "X12-608", f"{CLAIM}.bill_type"),
        ({"bill_type": ""}, "X12-601", f"{CLAIM}.bill_type"),
        ({"frequency": "9"}, "X12-605", f"{CLAIM}.frequency"),
        ({"frequency": "2", "status": "01"}, "X12-636", f"{CLAIM}.status"),
        ({"frequency": "3", "status": "01"}, "X12-636", f"{CLAIM}.status"),
        ({"frequency": "4"}, "X12-636", f"{CLAIM}.status"),
        ({"status": "3"}, "X12-608", f"{CLAIM}.status"),
        ({"admission_type": "6"}, "X12-608", f"{CLAIM}.admission_type"),
        ({"admission_source": "11"}, "X12-608", f"{CLAIM}.admission_source"),
        ({"first": date(2026, 3, 7)}, "X12-614", f"{CLAIM}.first"),
        ({"last": date(2026, 5, 7)}, "X12-613", f"{CLAIM}.first"),
        ({"first": date(2026, 3, 3)}, "X12-614", f"{CLAIM}.lines"),
        ({"admission_hour": time(9)}, "X12-601", f"{CLAIM}.admitted"),
        ({"attending": replace(DOCTOR, npi="1003000127")}, "X12-606", f"{CLAIM}.attending.npi"),
        ({"admitting_diagnosis": "X"}, "X12-608", f"{CLAIM}.admitting_diagnosis"),
        ({"reasons_for_visit": ("F10.20",) * 4}, "X12-623", f"{CLAIM}.reasons_for_visit"),
        ({"diagnoses": tuple(f"F{number}" for number in range(10, 36))}, "X12-623", f"{CLAIM}.diagnoses"),
        ({"occurrences": code}, "X12-608", f"{CLAIM}.occurrences[0].code"),
        ({"spans": code}, "X12-608", f"{CLAIM}.spans[0].code"),
        ({"values": (Value("80", Decimal("0.001")),)}, "X12-615", f"{CLAIM}.values[0].amount"),
        ({"client_owes": Decimal("NaN")}, "X12-615", f"{CLAIM}.client_owes"),
        ({"lines": (institutional_line("906", "H0015"),)}, "X12-608", f"{LINE}.revenue"),
        ({"lines": (institutional_line("0906", "H0015", unit="MJ"),)}, "X12-605", f"{LINE}.unit"),
        ({"lines": (institutional_line("0906", "H0015", authorization="A1"),)}, "X12-638", f"{LINE}.authorization"),
        (
            {"coverage": replace(institutional().coverage, medicare_second="43")},
            "X12-637",
            f"{CLAIM}.coverage.medicare_second",
        ),
    ]


@pytest.mark.parametrize(("changes", "code", "field"), institutional_changes())
def test_of_an_institutional_claim(changes: dict[str, Any], code: str, field: str) -> None:
    assert (code, field) in refused(institutional_file, institutional(**changes))


def decision(**changes: Any) -> dict[str, Any]:
    """The second payer's claim with one line, about which the first decided something else."""
    line = secondary().lines[0]
    lines = (replace(line, decisions=(replace(line.decisions[0], **changes),)),)
    return {"lines": lines, "other_coverages": (decided_first(paid=Decimal(0)),)}


def whole(**changes: Any) -> dict[str, Any]:
    """The second payer's claim with a decision about all of it."""
    explained = (Adjustment(group="CO", reason="45", amount=Decimal(850)),)
    values: dict[str, Any] = {"paid": Decimal(200), "adjustments": explained}
    other = decided_first(**values | changes)
    return {"lines": professional().lines, "other_coverages": (other,)}


def adjusted(**changes: Any) -> dict[str, Any]:
    """One adjustment of the whole claim that is not as it should be."""
    return whole(adjustments=(replace(Adjustment(group="CO", reason="45", amount=Decimal(850)), **changes),))


OTHER = f"{CLAIM}.other_coverages[0]"
COORDINATION: list[tuple[dict[str, Any], str, str]] = [
    (decision(paid=Decimal(1)), "X12-633", f"{LINE}.decisions[0].adjustments"),
    (decision(payer_id="77777"), "X12-630", f"{LINE}.decisions[0].payer_id"),
    (decision(units=Decimal(-1)), "X12-615", f"{LINE}.decisions[0].units"),
    (whole(paid=Decimal(201)), "X12-633", f"{OTHER}.adjustments"),
    (whole(paid=None), "X12-601", f"{OTHER}.paid"),
    (whole(paid=None, adjustments=(), decided_on=None), "X12-601", f"{OTHER}.paid"),
    ({"lines": (*secondary().lines[:2], professional().lines[2])}, "X12-633", f"{OTHER}.adjustments"),
    (whole(decided_on=None), "X12-601", f"{OTHER}.decided_on"),
    (whole(decided_on=date(2026, 4, 16)), "X12-613", f"{OTHER}.decided_on"),
    (whole(release="X"), "X12-605", f"{OTHER}.release"),
    (whole(benefits_assigned=""), "X12-601", f"{OTHER}.benefits_assigned"),
    (whole(relationship="99"), "X12-605", f"{OTHER}.coverage.relationship"),
    (whole(remarks=("M",)), "X12-608", f"{OTHER}.remarks[0]"),
    (whole(remarks=("MA18",) * 6), "X12-623", f"{OTHER}.remarks"),
    (whole(claim_number="icn"), "X12-604", f"{OTHER}.claim_number"),
    (adjusted(group="XX"), "X12-605", f"{OTHER}.adjustments[0].group"),
    (adjusted(reason="CO-45"), "X12-608", f"{OTHER}.adjustments[0].reason"),
    (adjusted(amount=Decimal("0.001")), "X12-615", f"{OTHER}.adjustments[0].amount"),
    (adjusted(quantity=Decimal(0)), "X12-616", f"{OTHER}.adjustments[0].quantity"),
    (
        whole(adjustments=tuple(Adjustment(group="CO", reason="45", amount=Decimal(1)) for _ in range(31))),
        "X12-623",
        f"{OTHER}.adjustments",
    ),
    ({"other_coverages": ()}, "X12-635", f"{CLAIM}.other_coverages"),
    ({"other_coverages": (decided_first(paid=Decimal(200)),) * 2}, "X12-622", f"{CLAIM}.other_coverages"),
    ({"other_coverages": (decided_first(paid=Decimal(200)),) * 11}, "X12-623", f"{CLAIM}.other_coverages"),
    ({"coverage": professional().coverage}, "X12-634", f"{CLAIM}.other_coverages"),
    (
        {"other_coverages": (decided_first(paid=Decimal(200), remaining=Decimal(600)),)},
        "X12-639",
        f"{OTHER}.remaining",
    ),
]


@pytest.mark.parametrize(("changes", "code", "field"), COORDINATION)
def test_of_what_other_payers_decided(changes: dict[str, Any], code: str, field: str) -> None:
    assert (code, field) in refused(professional_file, secondary(**changes))


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"interchange": 0}, "X12-620", "interchange"),
        ({"group": 10**9}, "X12-620", "group"),
        ({"sender": Mailbox(id="")}, "X12-601", "sender.id"),
        ({"sender": Mailbox(id="S" * 16)}, "X12-602", "sender.id"),
        ({"receiver": Mailbox(id="R", group_id="R")}, "X12-602", "receiver.group_id"),
        ({"receiver": Mailbox(id="RECEIVER", qualifier="Z")}, "X12-602", "receiver.qualifier"),
    ],
)
def test_of_an_envelope(changes: dict[str, Any], code: str, field: str) -> None:
    wrong = replace(envelope("2026-04-15 10:15", 101), **changes)
    assert (code, field) in refused(write_837p, wrong, [professional_set(professional())])


def test_of_the_sets() -> None:
    right = envelope("2026-04-15 10:15", 101)
    one = professional_set(professional())
    assert refused(write_837p, right, []) == {("X12-621", "sets")}
    assert refused(write_837p, right, [one, one]) == {("X12-622", "sets")}
    assert ("X12-620", "sets") in refused(write_837p, right, [replace(one, number=0)])
    assert ("X12-602", "sets[0].reference") in refused(write_837p, right, [replace(one, reference="R" * 31)])
    assert ("X12-601", "sets[0].submitter.id") in refused(
        write_837p, right, [replace(one, submitter=replace(submitter(), id=""))]
    )
    assert ("X12-623", "sets[0].claims") in refused(write_837p, right, [professional_set()])
    assert ("X12-622", "sets[0].claims") in refused(
        write_837p, right, [professional_set(professional(), professional())]
    )
    hundred_and_one = [professional(number=f"N{number}") for number in range(101)]
    assert refused(write_837p, right, [professional_set(*hundred_and_one)]) == {("X12-623", "sets[0].claims")}
    too_many = [
        professional(number=f"N{number}", **of_member(member_id=f"W{number // 100:06}")) for number in range(5001)
    ]
    assert refused(write_837p, right, [professional_set(*too_many)]) == {("X12-623", "sets[0].claims")}


def test_all_that_is_wrong_is_told_at_once() -> None:
    wrong = professional(number="", place="", release="")
    assert refused(professional_file, professional(number="A"), wrong) == {
        ("X12-601", f"sets[0].claims[1].{field}") for field in ("number", "place", "release")
    }


def test_a_refusal_tells_no_data() -> None:
    with pytest.raises(Refused) as refusal:
        professional_file(professional(**of_member(name=Person(last="Sm*th"), member_id="secret")))
    told = " ".join(finding.sentence for finding in refusal.value.findings)
    assert "*" in told
    assert not any(word in told for word in ("Sm", "SM", "secret"))


def test_text_with_line_breaks_is_brought_into_one_line() -> None:
    text = professional_file(professional(note="first\nsecond\tthird"))
    assert "NTE*ADD*FIRST SECOND THIRD~" in text


def test_a_name_of_an_organization_is_needed() -> None:
    assert ("X12-601", f"{CLAIM}.billing.name.name") in refused(
        professional_file, professional(**of_billing(name=Organization(" ")))
    )


def test_a_decision_may_pay_for_nothing() -> None:
    line = secondary().lines[0]
    decided = LineDecision(
        payer_id="88888",
        paid=Decimal(0),
        units=Decimal(0),
        adjustments=(Adjustment(group="CO", reason="50", amount=Decimal(350)),),
    )
    text = professional_file(
        secondary(lines=(replace(line, decisions=(decided,)),), other_coverages=(decided_first(paid=Decimal(0)),))
    )
    assert "SVD*88888*0*HC:H0015:HF**0~" in text
