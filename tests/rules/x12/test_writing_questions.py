"""Questions to payers: benefits (270), claims (276) and authorizations (278), beyond the sample files."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from stepwell.kernel.findings import Refused
from stepwell.x12.writing.parties import Member, Person, Provider
from stepwell.x12.writing.procedures import Procedure
from stepwell.x12.writing.set_270 import EligibilitySet, Inquiry, one_by_one, write_270
from stepwell.x12.writing.set_276 import Asker, ClaimInquiry, ClaimStatusSet, write_276
from stepwell.x12.writing.set_278 import Delivery, ReviewRequest, ReviewSet, Service, write_278
from tests.rules.x12.building import CARVE_OUT, CHILD, CLINIC, MEMBER, NPI, PLAN, envelope, segments
from tests.rules.x12.oracles import accept, accept_envelope

PROVIDER = Provider(name=CLINIC, npi=NPI)
SENT = envelope("2026-04-15 09:00", 7)


def inquiry(**changes: Any) -> Inquiry:
    values: dict[str, Any] = {
        "payer": PLAN,
        "provider": PROVIDER,
        "member": MEMBER,
        "service_types": ("30", "MH"),
        "first": date(2026, 4, 15),
        "trace": "VOB1",
        "originator": "9311234567",
    }
    return Inquiry(**values | changes)


def claim_inquiry(**changes: Any) -> ClaimInquiry:
    values: dict[str, Any] = {
        "payer": PLAN,
        "asker": Asker(name=CLINIC, id="IOPCLINIC"),
        "provider": PROVIDER,
        "member": MEMBER,
        "trace": "EP1001-W11",
        "charge": Decimal("1050.50"),
        "first": date(2026, 3, 9),
    }
    return ClaimInquiry(**values | changes)


def request(**changes: Any) -> ReviewRequest:
    values: dict[str, Any] = {
        "payer": CARVE_OUT,
        "requester": PROVIDER,
        "member": MEMBER,
        "trace": "UR1",
        "originator": "9311234567",
        "service_type": "AI",
        "place": "57",
        "release": "Y",
        "first": date(2026, 5, 4),
        "last": date(2026, 5, 29),
        "diagnoses": ("F10.20",),
        "services": (Service(procedure=Procedure("H0015"), units=Decimal(12)),),
    }
    return ReviewRequest(**values | changes)


def write_inquiries(*inquiries: Inquiry) -> str:
    return write_270(SENT, [EligibilitySet(number=1, reference="VOB", inquiries=inquiries)])


def write_claim_inquiries(*inquiries: ClaimInquiry) -> str:
    return write_276(SENT, [ClaimStatusSet(number=1, reference="CS", inquiries=inquiries)])


def write_requests(*requests: ReviewRequest) -> str:
    sets = [ReviewSet(number=number, reference=f"UR{number}", request=each) for number, each in enumerate(requests, 1)]
    return write_278(SENT, sets)


def test_an_inquiry_about_a_dependent_asks_below_the_member() -> None:
    text = write_inquiries(inquiry(dependent=CHILD, member=replace(MEMBER, birth_date=None, sex="", address=None)))
    accept(text)
    assert segments(text)[8:-2] == [
        "HL*3*2*22*1",
        "NM1*IL*1*TESTER*PAT****MI*W123456789",
        "HL*4*3*23*0",
        "TRN*1*VOB1*9311234567",
        "NM1*03*1*TESTER*KIM",
        "DMG*D8*20080501*M",
        "DTP*291*D8*20260415",
        "EQ*30^MH",
        "SE*15*0001",
    ]


def test_inquiries_to_one_payer_stand_together() -> None:
    text = write_inquiries(
        inquiry(trace="A"),
        inquiry(trace="B", payer=CARVE_OUT),
        inquiry(trace="C", member=replace(MEMBER, member_id="W2")),
    )
    accept(text)
    assert [row.split("*")[1] for row in segments(text, "NM1*PR", "TRN")] == ["PR", "1", "1", "PR", "1"]
    assert [row.split("*")[2] for row in segments(text, "TRN")] == ["A", "C", "B"]
    assert len(segments(text, "HL")) == 7


def test_a_payer_who_answers_one_type_at_a_time_is_asked_one_by_one() -> None:
    text = write_inquiries(*one_by_one(inquiry(service_types=("30", "MH", "CJ"))))
    accept(text)
    assert segments(text, "EQ") == ["EQ*30", "EQ*MH", "EQ*CJ"]
    assert [row.split("*")[2] for row in segments(text, "TRN")] == ["VOB1-1", "VOB1-2", "VOB1-3"]


def test_benefits_may_be_asked_for_days_to_come() -> None:
    text = write_inquiries(inquiry(first=date(2026, 5, 1), last=date(2026, 5, 31)))
    assert segments(text, "DTP") == ["DTP*291*RD8*20260501-20260531"]


def test_a_claim_of_a_dependent_is_asked_for_below_the_member() -> None:
    text = write_claim_inquiries(
        claim_inquiry(dependent=CHILD, payer_number="ICN1", bill_type="131", patient_number="EP1"),
        claim_inquiry(trace="EP2"),
    )
    accept(text)
    assert segments(text)[10:-2] == [
        "HL*4*3*22*1",
        "NM1*IL*1*TESTER*PAT****MI*W123456789",
        "HL*5*4*23*0",
        "DMG*D8*20080501*M",
        "NM1*QC*1*TESTER*KIM",
        "TRN*1*EP1001-W11",
        "REF*1K*ICN1",
        "REF*BLT*131",
        "REF*EJ*EP1",
        "AMT*T3*1050.5",
        "DTP*472*D8*20260309",
        "HL*6*3*22*0",
        "DMG*D8*19900214*F",
        "NM1*IL*1*TESTER*PAT****MI*W123456789",
        "TRN*1*EP2",
        "AMT*T3*1050.5",
        "DTP*472*D8*20260309",
        "SE*26*0001",
    ]


def test_a_renewal_names_the_authorization_it_goes_on_from() -> None:
    text = write_requests(request(kind="R", previous_number="AUTH123456", level_of_service="U"))
    accept_envelope(text)
    assert segments(text, "UM", "REF", "DTP") == [
        "UM*HS*R*AI*57:B**U***Y", "REF*BB*AUTH123456", "DTP*AAH*RD8*20260504-20260529",
    ]  # fmt: skip


def test_a_request_for_a_dependent_and_services_with_days_of_their_own() -> None:
    services = (
        Service(
            procedure=Procedure("H0015", ("HF",)), units=Decimal(12), first=date(2026, 5, 4), last=date(2026, 5, 29)
        ),
        Service(procedure=Procedure("90791"), units=Decimal(1), charge=Decimal(220), first=date(2026, 5, 4)),
    )
    delivery = Delivery(unit="HS", amount=9, every="WK", period="34", periods=1)
    text = write_requests(request(dependent=CHILD, services=services, delivery=delivery), request())
    accept_envelope(text)
    first = segments(text.split("~SE*")[0])
    assert [row for row in first if row.startswith("HL")] == [
        "HL*1**20*1", "HL*2*1*21*1", "HL*3*2*22*1", "HL*4*3*23*1", "HL*5*4*EV*1", "HL*6*5*SS*0", "HL*7*5*SS*0",
    ]  # fmt: skip
    assert first[-6:] == [
        "HL*6*5*SS*0",
        "DTP*472*RD8*20260504-20260529",
        "SV1*HC:H0015:HF**UN*12",
        "HL*7*5*SS*0",
        "DTP*472*D8*20260504",
        "SV1*HC:90791*220*UN*1",
    ]
    assert "HSD*HS*9*WK**34*1" in first
    assert segments(text.split("~SE*")[1], "HL")[0] == "HL*1**20*1"


@pytest.mark.parametrize(
    ("write", "code", "field"),
    [
        (write_inquiries, "X12-601", "sets[0].inquiries"),
        (lambda: write_inquiries(inquiry(service_types=())), "X12-623", "sets[0].inquiries[0].service_types"),
        (
            lambda: write_inquiries(inquiry(service_types=("30", "mh"))),
            "X12-608",
            "sets[0].inquiries[0].service_types[1]",
        ),
        (lambda: write_inquiries(inquiry(trace="")), "X12-601", "sets[0].inquiries[0].trace"),
        (lambda: write_inquiries(inquiry(originator="31123")), "X12-602", "sets[0].inquiries[0].originator"),
        (
            lambda: write_inquiries(inquiry(), inquiry(payer=replace(PLAN, id=""))),
            "X12-601",
            "sets[0].inquiries[1].payer.id",
        ),
        (
            lambda: write_inquiries(inquiry(provider=replace(PROVIDER, npi="1"))),
            "X12-606",
            "sets[0].inquiries[0].provider.npi",
        ),
        (
            lambda: write_inquiries(inquiry(member=Member(name=Person(last="A"), member_id="W1"))),
            "X12-601",
            "sets[0].inquiries[0].member.birth_date",
        ),
        (lambda: write_inquiries(inquiry(last=date(2026, 4, 1))), "X12-614", "sets[0].inquiries[0].first"),
        (write_claim_inquiries, "X12-601", "sets[0].inquiries"),
        (lambda: write_claim_inquiries(claim_inquiry(first=date(2026, 5, 1))), "X12-613", "sets[0].inquiries[0].first"),
        (lambda: write_claim_inquiries(claim_inquiry(bill_type="1311")), "X12-602", "sets[0].inquiries[0].bill_type"),
        (
            lambda: write_claim_inquiries(claim_inquiry(asker=Asker(name=CLINIC, id=""))),
            "X12-601",
            "sets[0].inquiries[0].asker.id",
        ),
        (lambda: write_requests(request(kind="X")), "X12-605", "sets[0].request.kind"),
        (lambda: write_requests(request(kind="R")), "X12-601", "sets[0].request.previous_number"),
        (lambda: write_requests(request(category="XX")), "X12-605", "sets[0].request.category"),
        (lambda: write_requests(request(service_type="")), "X12-601", "sets[0].request.service_type"),
        (lambda: write_requests(request(place="5")), "X12-608", "sets[0].request.place"),
        (lambda: write_requests(request(diagnoses=())), "X12-623", "sets[0].request.diagnoses"),
        (
            lambda: write_requests(request(services=(Service(procedure=Procedure("H0015"), units=Decimal(0)),))),
            "X12-616",
            "sets[0].request.services[0].units",
        ),
        (
            lambda: write_requests(request(delivery=Delivery(unit="VS", amount=3, every="YR", period="35", periods=4))),
            "X12-605",
            "sets[0].request.delivery.every",
        ),
    ],
)
def test_what_does_not_fit_is_refused(write: Callable[[], str], code: str, field: str) -> None:
    with pytest.raises(Refused) as refusal:
        write()
    assert (code, field) in {(finding.code, finding.field) for finding in refusal.value.findings}
