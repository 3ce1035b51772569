"""Sample claims: the day that was charged for Ana, in a file that left; how files go, and what payers know of her."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from stepwell.billing.models import Charge, ChargeLine
from stepwell.claims.models import (
    Claim,
    ClaimEvent,
    ClaimLine,
    ClaimVersion,
    ClientOnFile,
    ControlNumber,
    OutboundClaim,
    OutboundFile,
    OutboundText,
    PayerControl,
    Rendering,
    Route,
)
from stepwell.claims.rules.packing import digest, packed
from stepwell.platform.walls.scope import acting
from stepwell.x12.writing.claims import BillingProvider
from stepwell.x12.writing.coverages import Coverage
from stepwell.x12.writing.parties import Address, Dependent, Member, Organization, Payer, Person
from stepwell.x12.writing.procedures import Procedure
from stepwell.x12.writing.set_837p import ProfessionalClaim, ProfessionalLine
from tests.worlds import Clinic

NUMBER = "C000000001"
_HOME = Address(street="1 River Rd", city="Springfield", state="OH", zip_code="45501-1234")


def said(day: date) -> ProfessionalClaim:
    """Return what the sample claim says."""
    return ProfessionalClaim(
        number=NUMBER, place="57", benefits_assigned="Y", release="Y", diagnoses=("F10.20",),
        billing=BillingProvider(
            name=Organization("Riverbend Inc."), npi="1234567893", taxonomy="261QR0405X", tax_id="31-1234567",
            address=_HOME,
        ),
        coverage=Coverage(
            responsibility="P", payer=Payer(name="Buckeye Mutual", id="BUCK1"), filing="CI",
            member=Member(name=Person(last="López", first="Rosa"), member_id="W123", address=_HOME),
        ),
        dependent=Dependent(
            name=Person(last="López", first="Ana"), birth_date=date(1990, 1, 1), sex="F", relationship="19",
            address=_HOME,
        ),
        lines=(
            ProfessionalLine(
                charge=Decimal("425.00"), units=Decimal(1), first=day, control_number=f"{NUMBER}-1",
                procedure=Procedure("H0015", ("HF",)), pointers=(1,),
            ),
        ),
    )  # fmt: skip


def fill(clinic: Clinic) -> None:
    """Cut and send the claim of the charged day; say how claims go, who renders, and what is on file."""
    biller, now = clinic["biller"], timezone.now()
    owned: dict[str, Any] = {"organization": clinic.organization}
    about = {**owned, "client": clinic.clients["ana"]}
    with acting(biller.scope):
        Route.objects.create(
            **owned, receiver_name="Ohio Clearing", receiver_id="OHCLEAR", submitter_id="RIVER01",
            contact_name="Billing", contact_phone="9375550100",
        )  # fmt: skip
        Rendering.objects.create(**owned, membership=clinic["clinician"].membership, taxonomy="101YA0400X")
        ClientOnFile.objects.create(
            **about, sex="F", street="1 River Rd", city="Springfield", state="OH", postal_code="45501"
        )
        ControlNumber.objects.create(**owned, kind="claim", last=1)
        line = ChargeLine.objects.select_related("charge").get()
        claim = _claim(about, line.charge)
        ClaimLine.objects.create(
            **about, claim=claim, root=claim, charge_line=line, number=1, control=f"{NUMBER}-1", day=line.charge.day,
            code=line.code, charge=line.charged, owed=line.charged, expected=line.expected,
        )  # fmt: skip
        text = packed(said(line.charge.day))
        version = ClaimVersion.objects.create(
            **about, claim=claim, number=1, said=text, digest=digest(text), made_at=now
        )
        for number, state in enumerate(("draft", "ready", "queued"), 1):
            ClaimEvent.objects.create(**about, claim=claim, number=number, state=state, at=now, by=biller.membership)
    with acting(clinic.system()):
        file = OutboundFile.objects.create(
            **owned, form="837P", sender_qualifier="ZZ", sender="RIVER01", receiver_qualifier="ZZ", receiver="OHCLEAR",
            receiver_name="Ohio Clearing", production=False, interchange=1, group_number=1, set_number=1,
            reference="S1", name="837P-000000001.x12", size=4, claims=1, charged=line.charged,
            digest=digest("ISA~"), made_at=now,
        )  # fmt: skip
        OutboundText.objects.create(**owned, file=file, text="ISA~")
        OutboundClaim.objects.create(**about, file=file, claim=claim, version=version)
        OutboundFile.objects.filter(pk=file.pk).update(spooled_at=now, left_at=now + timedelta(seconds=1))
        ClaimEvent.objects.create(**about, claim=claim, number=4, state="sent", at=now, outbound=file)
        PayerControl.objects.create(**about, claim=claim, number="ICN1", told="277CA", told_at=now)


def _claim(about: dict[str, Any], charge: Charge) -> Claim:
    claim = Claim(
        **about, policy_id=charge.policy_id, payer_id=charge.payer_id, contract_id=charge.contract_id,
        program_id=charge.program_id, form="837P", number=NUMBER, first_on=charge.day, last_on=charge.day,
        charged=charge.charged, cut_at=charge.made_at,
    )  # fmt: skip
    claim.root = claim
    claim.save(force_insert=True)
    return claim
