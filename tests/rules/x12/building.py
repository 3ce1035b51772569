"""The story of the sample files as data: one clinic, one client, a plan and its behavioral carve-out."""

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from stepwell.x12.writing.claims import BillingProvider
from stepwell.x12.writing.coverages import Adjustment, Coverage, LineDecision, OtherCoverage
from stepwell.x12.writing.envelope import Envelope, Mailbox
from stepwell.x12.writing.parties import (
    Address,
    Contact,
    Dependent,
    Member,
    Organization,
    Payer,
    Person,
    Provider,
)
from stepwell.x12.writing.procedures import Procedure
from stepwell.x12.writing.set_837 import ClaimSet, Receiver, Submitter
from stepwell.x12.writing.set_837i import InstitutionalClaim, InstitutionalLine, write_837i
from stepwell.x12.writing.set_837p import ProfessionalClaim, ProfessionalLine, write_837p

SAMPLES = Path(__file__).parents[2] / "data" / "x12"
NPI, CLINICIAN_NPI = "1993999998", "1003000126"

STREET = Address(street="100 Recovery Way", city="Columbus", state="OH", zip_code="43215-0001")
HOME = Address(street="1 Elm St", city="Columbus", state="OH", zip_code="43215")
CLINIC = Organization("Harbor IOP LLC")
CMHC = Organization("Harbor CMHC")
PLAN = Payer(name="Example Health Plan", id="99999")
CARVE_OUT = Payer(name="Example Behavioral Carveout", id="88888")
MEDICARE = Payer(name="Medicare", id="15201")
MEMBER = Member(
    name=Person(last="Tester", first="Pat"), member_id="W123456789", birth_date=date(1990, 2, 14), sex="F", address=HOME
)
CHILD = Dependent(
    name=Person(last="Tester", first="Kim"), birth_date=date(2008, 5, 1), sex="M", relationship="19", address=HOME
)
COUNSELOR = Provider(name=Person(last="Counselor", first="Casey"), npi=CLINICIAN_NPI, taxonomy="101YA0400X")
DOCTOR = Provider(name=Person(last="Doctor", first="Dana"), npi=CLINICIAN_NPI)
CARVE_OUT_COVERAGE = Coverage(responsibility="P", payer=CARVE_OUT, member=MEMBER, filing="CI", group_number="GRP100")
MEDICARE_COVERAGE = Coverage(
    responsibility="P",
    payer=MEDICARE,
    member=replace(MEMBER, member_id="1EG4TE5MK73", birth_date=date(1950, 2, 14)),
    filing="MA",
)


def envelope(at: str, number: int) -> Envelope:
    """An envelope between the clinic and its clearinghouse, sent at an instant such as "2026-03-17 10:15"."""
    return Envelope(
        sender=Mailbox(id="IOPCLINIC"),
        receiver=Mailbox(id="CLEARHOUSE"),
        at=datetime.fromisoformat(f"{at}+00:00"),
        interchange=number,
        group=number,
        production=False,
    )


def billing(name: Organization = CLINIC, taxonomy: str = "261QR0405X") -> BillingProvider:
    """The clinic as the one who bills."""
    return BillingProvider(name=name, npi=NPI, taxonomy=taxonomy, tax_id="31-1234567", address=STREET)


def professional_line(day: int, number: int, **changes: Any) -> ProfessionalLine:
    """A day of intensive outpatient treatment in March 2026."""
    values: dict[str, Any] = {
        "procedure": Procedure("H0015", ("HF",)),
        "charge": Decimal("350.00"),
        "units": Decimal(1),
        "first": date(2026, 3, day),
        "control_number": f"EP1001-L{number}",
        "pointers": (1, 2),
    }
    return ProfessionalLine(**values | changes)


def professional(**changes: Any) -> ProfessionalClaim:
    """The claim of the sample 837P, with some of it changed."""
    values: dict[str, Any] = {
        "number": "EP1001-W11",
        "billing": billing(),
        "coverage": CARVE_OUT_COVERAGE,
        "benefits_assigned": "Y",
        "release": "Y",
        "diagnoses": ("F10.20", "F33.1"),
        "authorization": "AUTH123456",
        "place": "57",
        "rendering": COUNSELOR,
        "facility": Provider(name=CLINIC, npi=NPI, address=STREET),
        "lines": (
            professional_line(9, 1),
            professional_line(11, 2),
            professional_line(13, 3, procedure=Procedure("H0015", ("HF", "95")), place="10"),
        ),
    }
    return ProfessionalClaim(**values | changes)


def institutional_line(revenue: str, procedure: str | None, day: int = 2, **changes: Any) -> InstitutionalLine:
    """A service in March 2026."""
    values: dict[str, Any] = {
        "revenue": revenue,
        "procedure": Procedure(procedure) if procedure else None,
        "charge": Decimal(150),
        "units": Decimal(1),
        "first": date(2026, 3, day),
    }
    return InstitutionalLine(**values | changes)


def institutional(**changes: Any) -> InstitutionalClaim:
    """The claim of the sample 837I, with some of it changed."""
    values: dict[str, Any] = {
        "number": "EP2001-W10",
        "billing": billing(CMHC, "261QM0801X"),
        "coverage": MEDICARE_COVERAGE,
        "benefits_assigned": "Y",
        "release": "Y",
        "frequency": "2",
        "bill_type": "76",
        "first": date(2026, 3, 2),
        "last": date(2026, 3, 6),
        "admission_type": "3",
        "admission_source": "1",
        "status": "30",
        "diagnoses": ("F10.20", "F33.1"),
        "conditions": ("92",),
        "attending": DOCTOR,
        "lines": (
            institutional_line("0915", "90853"),
            institutional_line("0914", "90834"),
            institutional_line("0942", "G0177"),
        ),
    }
    return InstitutionalClaim(**values | changes)


def decided_first(*, paid: Decimal | None, **changes: Any) -> OtherCoverage:
    """The carve-out as the payer before Medicare, with what it decided."""
    values: dict[str, Any] = {
        "coverage": CARVE_OUT_COVERAGE,
        "benefits_assigned": "Y",
        "release": "Y",
        "paid": paid,
        "decided_on": date(2026, 3, 31),
        "claim_number": "PAYERICN0001",
    }
    return OtherCoverage(**values | changes)


def secondary(**changes: Any) -> ProfessionalClaim:
    """The sample 837P as a second payer gets it, with what the sample 835 says of it."""
    decisions = (("0", "75", "1", "275"), ("0", "75", "1", "275"), ("200", "100", "2", "50"))
    lines = tuple(
        replace(
            line,
            decisions=(
                LineDecision(
                    payer_id="88888",
                    paid=Decimal(paid),
                    units=Decimal(1),
                    adjustments=(
                        Adjustment(group="CO", reason="45", amount=Decimal(written_off)),
                        Adjustment(group="PR", reason=reason, amount=Decimal(owed)),
                    ),
                    remaining=Decimal(owed),
                ),
            ),
        )
        for line, (paid, written_off, reason, owed) in zip(professional().lines, decisions, strict=True)
    )
    second = replace(MEDICARE_COVERAGE, responsibility="S", filing="MB", medicare_second="43")
    values: dict[str, Any] = {
        "coverage": second,
        "lines": lines,
        "other_coverages": (decided_first(paid=Decimal(200)),),
    }
    return professional(**values | changes)


def professional_file(*claims: ProfessionalClaim) -> str:
    """A file of professional claims, sent on 15 April."""
    return write_837p(envelope("2026-04-15 10:15", 101), [professional_set(*claims)])


def professional_set(*claims: ProfessionalClaim, number: int = 1) -> ClaimSet[ProfessionalClaim]:
    """A set of professional claims."""
    return ClaimSet(number=number, reference="IOP000101", submitter=submitter(), receiver=receiver(), claims=claims)


def institutional_file(*claims: InstitutionalClaim) -> str:
    """A file of institutional claims, sent on 15 April."""
    claim_set = ClaimSet(
        number=1, reference="IOP000102", submitter=submitter(CMHC), receiver=receiver("Medicare MAC"), claims=claims
    )
    return write_837i(envelope("2026-04-15 10:15", 102), [claim_set])


def submitter(name: Organization = CLINIC) -> Submitter:
    """Who sends the file."""
    return Submitter(name=name, id="IOPCLINIC", contact=Contact(name="Billing Office", phone="(555) 555-0100"))


def receiver(name: str = "Clearhouse") -> Receiver:
    """Who gets the file."""
    return Receiver(name=Organization(name), id="CLEARHOUSE")


def segments(text: str, *names: str) -> list[str]:
    """The segments of a file, or those that begin with one of the names."""
    rows = [row.strip() for row in text.split("~") if row.strip()]
    return [row for row in rows if not names or row.startswith(names)]


def sample(name: str) -> list[str]:
    """The segments of a sample file."""
    return segments((SAMPLES / name).read_text(encoding="ascii"))
