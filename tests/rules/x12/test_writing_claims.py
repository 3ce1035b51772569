"""Claims of the kinds a clinic sends: the guide's map and two readers accept each, and it says what was meant."""

from dataclasses import replace
from datetime import date, time
from decimal import Decimal

import pytest

from stepwell.x12.guides import check
from stepwell.x12.writing.attachments import Attachment
from stepwell.x12.writing.claims import Contract
from stepwell.x12.writing.coverages import Adjustment, LineDecision
from stepwell.x12.writing.health_codes import Occurrence, Value
from stepwell.x12.writing.parties import Address, Contact, Person, Provider
from stepwell.x12.writing.procedures import Procedure
from stepwell.x12.writing.set_837 import claim_sets
from stepwell.x12.writing.set_837p import write_837p
from tests.rules.x12.building import (
    CHILD,
    CLINIC,
    CLINICIAN_NPI,
    COUNSELOR,
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
    receiver,
    secondary,
    segments,
    submitter,
)
from tests.rules.x12.oracles import accept, accept_claims, accept_envelope, claims


@pytest.mark.parametrize(("frequency", "code"), [("7", "57:B:7"), ("8", "57:B:8")])
def test_a_replacement_or_void_names_the_payers_number(frequency: str, code: str) -> None:
    text = professional_file(professional(frequency=frequency, original_number="PAYERICN0001"))
    accept_claims(text)
    assert f"*{code}*" in segments(text, "CLM")[0]
    assert segments(text, "REF*F8") == ["REF*F8*PAYERICN0001"]


def test_a_second_payer_is_told_what_the_first_decided() -> None:
    text = professional_file(secondary())
    accept_claims(text)
    assert segments(text, "SBR") == ["SBR*S*18***43****MB", "SBR*P*18*GRP100******CI"]
    assert segments(text, "AMT*D") == ["AMT*D*200"]
    assert segments(text, "SVD") == [
        "SVD*88888*0*HC:H0015:HF**1",
        "SVD*88888*0*HC:H0015:HF**1",
        "SVD*88888*200*HC:H0015:HF:95**1",
    ]
    assert segments(text, "CAS")[:2] == ["CAS*CO*45*75", "CAS*PR*1*275"]
    assert segments(text, "DTP*573") == ["DTP*573*D8*20260331"] * 3


def test_a_decision_about_the_claim_as_a_whole_has_its_day_at_the_payer() -> None:
    adjustments = (
        Adjustment(group="CO", reason="45", amount=Decimal(250)),
        Adjustment(group="PR", reason="1", amount=Decimal(550)),
        Adjustment(group="PR", reason="2", amount=Decimal(50), quantity=Decimal(1)),
    )
    whole = decided_first(paid=Decimal(200), adjustments=adjustments, remaining=Decimal(600), remarks=("MA18", "N381"))
    text = professional_file(secondary(lines=professional().lines, other_coverages=(whole,)))
    accept_claims(text)
    assert segments(text, "CAS") == ["CAS*CO*45*250", "CAS*PR*1*550**2*50*1"]
    assert segments(text, "DTP*573") == ["DTP*573*D8*20260331"]
    assert segments(text, "AMT*EAF", "MOA") == ["AMT*EAF*600", "MOA***MA18*N381"]


def test_seven_adjustments_of_a_group_fill_two_segments() -> None:
    adjustments = tuple(Adjustment(group="CO", reason=str(100 + each), amount=Decimal(10)) for each in range(7))
    whole = decided_first(paid=Decimal(980), adjustments=adjustments)
    text = professional_file(secondary(lines=professional().lines, other_coverages=(whole,)))
    accept_claims(text)
    assert [row.count("*") for row in segments(text, "CAS")] == [18, 3]


def test_a_payer_who_has_not_decided_is_named_only() -> None:
    second = decided_first(paid=None, decided_on=None, claim_number="")
    second = replace(
        second, coverage=replace(second.coverage, responsibility="S", payer=replace(second.coverage.payer, id="77777"))
    )
    text = professional_file(professional(other_coverages=(second,)))
    accept_claims(text)
    assert segments(text, "AMT", "CAS", "DTP*573") == []
    assert segments(text, "NM1*PR")[1].endswith("*PI*77777")


def test_an_institutional_second_payer_gets_the_revenue_code() -> None:
    decision = LineDecision(
        payer_id="88888",
        paid=Decimal(100),
        units=Decimal(1),
        adjustments=(Adjustment(group="CO", reason="45", amount=Decimal(50)),),
    )
    claim = institutional(
        lines=(institutional_line("0915", "90853", decisions=(decision,)),),
        coverage=replace(institutional().coverage, responsibility="S"),
        other_coverages=(decided_first(paid=Decimal(100)),),
    )
    text = institutional_file(claim)
    accept_claims(text)
    assert segments(text, "SVD") == ["SVD*88888*100*HC:90853*0915*1"]


def test_a_dependent_stands_below_who_holds_the_policy() -> None:
    text = professional_file(professional(dependent=CHILD))
    accept_claims(text)
    assert segments(text, "HL") == ["HL*1**20*1", "HL*2*1*22*1", "HL*3*2*23*0"]
    assert segments(text, "SBR") == ["SBR*P**GRP100******CI"]
    assert segments(text, "PAT", "NM1*QC") == ["PAT*19", "NM1*QC*1*TESTER*KIM"]


def test_a_policy_of_somebody_else_needs_less_of_them() -> None:
    coverage = replace(professional().coverage, member=replace(MEMBER, birth_date=None, sex="", address=None))
    text = professional_file(professional(dependent=CHILD, coverage=coverage))
    accept_claims(text)
    assert len(segments(text, "DMG")) == 1


def test_claims_are_gathered_by_billing_provider_policy_and_client() -> None:
    other = replace(billing(), npi=CLINICIAN_NPI)
    made = (
        professional(number="A"),
        professional(number="B", billing=other),
        professional(number="C", dependent=CHILD),
        professional(number="D"),
        professional(number="E", dependent=CHILD),
        professional(number="F", coverage=replace(professional().coverage, filing="HM")),
    )
    text = professional_file(*made)
    accept_claims(text)
    assert segments(text, "HL") == [
        "HL*1**20*1", "HL*2*1*22*0", "HL*3*1*22*1", "HL*4*3*23*0", "HL*5*1*22*0", "HL*6**20*1", "HL*7*6*22*0",
    ]  # fmt: skip
    assert [row.split("*")[1] for row in segments(text, "CLM")] == ["A", "D", "C", "E", "F", "B"]


def test_many_claims_fill_several_sets() -> None:
    made = [professional(number=f"N{number}") for number in range(5)]
    sets = claim_sets(made, number=7, reference="BATCH", submitter=submitter(), receiver=receiver(), most=2)
    text = write_837p(envelope("2026-04-15 10:15", 101), sets)
    accept_claims(text)
    assert [row.split("*")[2] for row in segments(text, "ST*")] == ["0007", "0008", "0009"]
    assert [row.split("*")[3] for row in segments(text, "BHT")] == ["BATCH-1", "BATCH-2", "BATCH-3"]
    assert segments(text, "HL")[::2] == ["HL*1**20*1"] * 3
    assert segments(text, "GE") == ["GE*3*101"]


def test_one_set_keeps_its_reference() -> None:
    (only,) = claim_sets([professional()], number=1, reference="BATCH", submitter=submitter(), receiver=receiver())
    assert only.reference == "BATCH"


def test_a_set_sent_again_says_so() -> None:
    text = write_837p(envelope("2026-04-15 10:15", 101), [replace(professional_set(professional()), resent=True)])
    accept_claims(text)
    assert segments(text, "BHT")[0].startswith("BHT*0019*18*")


def test_production_and_acknowledgment_are_said_in_the_isa() -> None:
    sent = replace(envelope("2026-04-15 10:15", 101), production=True, acknowledge=True)
    text = write_837p(sent, [professional_set(professional())])
    assert segments(text, "ISA")[0].endswith("*000000101*1*P*:")


def test_everything_a_professional_claim_may_say() -> None:
    box = Address(street="PO Box 9", street_2="Dept 4", city="Columbus", state="OH", zip_code="432150009")
    line = professional_line(
        9,
        1,
        last=date(2026, 3, 10),
        units=Decimal("1.5"),
        unit="MJ",
        description="Family meeting",
        authorization="AUTH9",
        emergency=True,
        rendering=replace(DOCTOR, taxonomy="2084P0800X"),
    )
    claim = professional(
        billing=replace(billing(), pay_to=box, contact=Contact(phone="555-555-0100", email="billing@example.org")),
        referral="REF77",
        record_number="MRN1",
        note="Second week",
        delay="3",
        contract=Contract(kind="02", amount=Decimal("275.50"), percentage=Decimal("12.5"), code="C1", version="2"),
        attachments=(Attachment(kind="OZ", sent_by="EL", number="ATT1"), Attachment(kind="09", sent_by="AA")),
        client_paid=Decimal("40.10"),
        onset=date(2026, 1, 1),
        first_treated=date(2026, 1, 2),
        admitted=date(2026, 3, 2),
        discharged=date(2026, 4, 1),
        conditions=("AH", "B3"),
        referring=DOCTOR,
        supervising=replace(DOCTOR, name=Person(last="Senior", first="Sam", middle="Q", suffix="III")),
        signed=False,
        assignment="C",
        benefits_assigned="N",
        release="I",
        lines=(line,),
    )
    text = professional_file(claim)
    accept_claims(text)
    assert segments(text, "CLM") == ["CLM*EP1001-W11*350***57:B:1*N*C*N*I***********3"]
    assert segments(text, "SV1") == ["SV1*HC:H0015:HF::::FAMILY MEETING*350*MJ*1.5***1:2**Y"]
    assert segments(text, "CN1", "PWK", "AMT", "NTE") == [
        "PWK*OZ*EL***AC*ATT1", "PWK*09*AA", "CN1*02*275.5*12.5*C1**2", "AMT*F5*40.1", "NTE*ADD*SECOND WEEK",
    ]  # fmt: skip
    assert "NM1*87*2" in segments(text)
    assert "NM1*DQ*1*SENIOR*SAM*Q**III*XX*1003000126" in segments(text)


def test_a_person_may_bill() -> None:
    counselor = replace(billing(), name=COUNSELOR.name, npi=CLINICIAN_NPI, taxonomy="101YA0400X", pay_to=HOME)
    text = professional_file(professional(billing=counselor))
    accept_claims(text)
    assert segments(text, "NM1*85", "NM1*87") == ["NM1*85*1*COUNSELOR*CASEY****XX*1003000126", "NM1*87*1"]


def test_a_cmhc_bills_medicare_three_services_a_day() -> None:
    days = (2, 4, 6)
    services = (("0915", "90853"), ("0914", "90834"), ("0942", "G0177"))
    lines = tuple(
        institutional_line(revenue, code, day, control_number=f"D{day}-{code}")
        for day in days
        for revenue, code in services
    )
    text = institutional_file(institutional(lines=lines))
    accept_claims(text)
    assert segments(text, "HI*BG") == ["HI*BG:92"]
    assert segments(text, "CLM") == ["CLM*EP2001-W10*1350***76:A:2**A*Y*Y"]
    assert segments(text, "DTP*434") == ["DTP*434*RD8*20260302-20260306"]
    (claim,) = claims(text)
    billed = [
        (line.dtp_segment.date_time_period, line.sv2_segment.service_line_revenue_code) for line in claim.loop_2400
    ]
    assert billed == [(date(2026, 3, day), revenue) for day in days for revenue, _ in services]


@pytest.mark.parametrize(("revenue", "code"), [("0906", "H0015"), ("0905", "S9480"), ("0913", "H0035")])
def test_a_program_is_billed_by_the_day(revenue: str, code: str) -> None:
    claim = institutional(
        coverage=professional().coverage,
        bill_type="89",
        frequency="1",
        status="01",
        conditions=(),
        authorization="AUTH123456",
        lines=(institutional_line(revenue, code),),
    )
    text = institutional_file(claim)
    accept_claims(text)
    assert segments(text, "SV2") == [f"SV2*{revenue}*HC:{code}*150*UN*1"]


def test_everything_an_institutional_claim_may_say() -> None:
    claim = institutional(
        frequency="4",
        status="01",
        admitted=date(2026, 3, 2),
        admission_hour=time(9, 30),
        client_owes=Decimal(20),
        admitting_diagnosis="F10.20",
        reasons_for_visit=("F10.20", "R45.1"),
        diagnoses=("F10.20", *[f"F{number}.1" for number in range(20, 38)]),
        occurrences=(Occurrence("11", date(2026, 2, 1)), Occurrence("35", date(2026, 3, 1))),
        spans=(Occurrence("72", date(2026, 3, 2), date(2026, 3, 6)),),
        values=(Value("80", Decimal(3)), Value("A1", Decimal("12.50"))),
        conditions=("92", "A6"),
        referring=DOCTOR,
        rendering=COUNSELOR,
        facility=Provider(name=CLINIC, npi=NPI, address=STREET),
        lines=(
            institutional_line("0906", "H0015", non_covered=Decimal(10), rendering=COUNSELOR, control_number="L1"),
            institutional_line("0250", None, unit="DA"),
        ),
    )
    text = institutional_file(claim)
    accept_claims(text)
    assert segments(text, "DTP") == [
        "DTP*434*RD8*20260302-20260306", "DTP*435*DT*202603020930",
        "DTP*472*D8*20260302", "DTP*472*D8*20260302",
    ]  # fmt: skip
    codes = segments(text, "HI")
    assert codes[0] == "HI*ABK:F1020"
    assert codes[1] == "HI*ABJ:F1020"
    assert codes[2] == "HI*APR:F1020*APR:R451"
    assert [row.count("ABF") for row in codes[3:5]] == [12, 6]
    assert codes[5:] == [
        "HI*BI:72:RD8:20260302-20260306",
        "HI*BH:11:D8:20260201*BH:35:D8:20260301",
        "HI*BE:80:::3*BE:A1:::12.5",
        "HI*BG:92*BG:A6",
    ]


def test_the_day_of_admission_may_have_no_hour() -> None:
    text = institutional_file(institutional(admitted=date(2026, 3, 2)))
    accept_claims(text)
    assert "DTP*435*D8*20260302" in segments(text)


def test_the_last_statement_may_say_the_hour_of_discharge() -> None:
    text = institutional_file(institutional(frequency="4", status="01", discharge_hour=time(12, 0)))
    assert check(text) == ()
    assert "DTP*096*TM*1200" in segments(text)


def test_text_goes_out_in_plain_capitals() -> None:
    member = replace(
        MEMBER,
        name=Person(last="Núñez–O’Brien", first="  José  María "),
        address=replace(HOME, street="Apt #4, 1 Elm St"),
    )
    text = professional_file(professional(coverage=replace(professional().coverage, member=member)))
    accept_claims(text)
    assert "NM1*IL*1*NUNEZ-O'BRIEN*JOSE MARIA****MI*W123456789" in segments(text)
    assert "N3*APT #4, 1 ELM ST" in segments(text)


def test_claims_of_several_clients_read_back() -> None:
    text = professional_file(professional(), professional(number="EP1002-W11", dependent=CHILD), secondary(number="X"))
    read = claims(text)
    assert [claim.clm_segment.total_claim_charge_amount for claim in read] == [Decimal(1050)] * 3
    accept(text)
    accept_envelope(text)


def test_a_code_beyond_four_modifiers_never_becomes_a_description() -> None:
    full = Procedure("H0015", ("HF", "HA", "HQ", "95"))
    text = professional_file(professional(lines=(professional_line(9, 1, procedure=full, description="Day"),)))
    accept_claims(text)
    assert "SV1*HC:H0015:HF:HA:HQ:95:DAY*350" in text
