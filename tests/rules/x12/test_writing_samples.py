"""The five sample files, segment for segment, from data."""

from datetime import date
from decimal import Decimal

from stepwell.x12.writing.attachments import Attachment
from stepwell.x12.writing.parties import Contact, Provider
from stepwell.x12.writing.procedures import Procedure
from stepwell.x12.writing.set_270 import EligibilitySet, Inquiry, write_270
from stepwell.x12.writing.set_276 import Asker, ClaimInquiry, ClaimStatusSet, write_276
from stepwell.x12.writing.set_278 import Delivery, ReviewRequest, ReviewSet, Service, write_278
from stepwell.x12.writing.set_837 import ClaimSet
from stepwell.x12.writing.set_837i import write_837i
from stepwell.x12.writing.set_837p import write_837p
from tests.rules.x12.building import (
    CARVE_OUT,
    CLINIC,
    CMHC,
    MEMBER,
    NPI,
    PLAN,
    envelope,
    institutional,
    professional,
    receiver,
    sample,
    segments,
    submitter,
)

PROVIDER = Provider(name=CLINIC, npi=NPI)


def test_270() -> None:
    inquiry = Inquiry(
        payer=PLAN,
        provider=PROVIDER,
        member=MEMBER,
        service_types=("30", "MH", "AI", "CF", "CH", "CJ"),
        first=date(2026, 3, 2),
        trace="VOB20260302001",
        originator="9311234567",
    )
    eligibility_set = EligibilitySet(number=1, reference="VOB20260302001", inquiries=(inquiry,))
    text = write_270(envelope("2026-03-02 09:15", 201), [eligibility_set])
    assert segments(text) == sample("270.txt")


def test_276() -> None:
    inquiry = ClaimInquiry(
        payer=CARVE_OUT,
        asker=Asker(name=CLINIC, id="IOPCLINIC"),
        provider=PROVIDER,
        member=MEMBER,
        trace="EP1001-W11",
        charge=Decimal(1050),
        first=date(2026, 3, 9),
        last=date(2026, 3, 13),
    )
    status_set = ClaimStatusSet(number=1, reference="CS20260415", inquiries=(inquiry,))
    text = write_276(envelope("2026-04-15 09:00", 401), [status_set])
    assert segments(text) == sample("276.txt")


def test_278() -> None:
    request = ReviewRequest(
        payer=CARVE_OUT,
        requester=PROVIDER,
        contact=Contact(name="UR Desk", phone="555-555-0111"),
        member=MEMBER,
        trace="UR20260302001",
        originator="9311234567",
        service_type="AI",
        place="57",
        release="Y",
        first=date(2026, 3, 2),
        last=date(2026, 3, 27),
        diagnoses=("F10.20", "F33.1"),
        delivery=Delivery(unit="VS", amount=3, every="WK", period="35", periods=4),
        attachments=(Attachment(kind="77", sent_by="EL", number="UR20260302001"),),
        services=(Service(procedure=Procedure("H0015", ("HF",)), units=Decimal(12), charge=Decimal(350)),),
    )
    review_set = ReviewSet(number=1, reference="UR20260302001", request=request)
    text = write_278(envelope("2026-03-02 10:30", 601), [review_set])
    # The sample gives the days of the event as days of service (472), which stand in loop 2000F;
    # an event's days are AAH, as in the examples X12 publishes for this guide.
    wanted = [row.replace("DTP*472*", "DTP*AAH*") for row in sample("278-request.txt")]
    assert segments(text) == wanted


def test_837p() -> None:
    claim_set = ClaimSet(
        number=1, reference="IOP000101", submitter=submitter(), receiver=receiver(), claims=(professional(),)
    )
    text = write_837p(envelope("2026-03-17 10:15", 101), [claim_set])
    assert segments(text) == sample("837P.txt")


def test_837i() -> None:
    claim_set = ClaimSet(
        number=1,
        reference="IOP000102",
        submitter=submitter(CMHC),
        receiver=receiver("Medicare MAC"),
        claims=(institutional(),),
    )
    text = write_837i(envelope("2026-03-10 10:15", 102), [claim_set])
    assert segments(text) == sample("837I-medicare-cmhc.txt")


def test_the_isa_has_106_bytes() -> None:
    claim_set = ClaimSet(
        number=1, reference="IOP000101", submitter=submitter(), receiver=receiver(), claims=(professional(),)
    )
    text = write_837p(envelope("2026-03-17 10:15", 101), [claim_set])
    assert text.index("GS*") == 106
    assert "\n" not in text
