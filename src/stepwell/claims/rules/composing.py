"""A claim, whole: who bills whom, for whom, for which lines. What is not known stays empty: the scrubber tells."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from stepwell.claims.rules import cutting
from stepwell.claims.rules.cutting import Charged, Cut
from stepwell.claims.rules.interim import AT_HOME, STILL_HERE, Bill
from stepwell.claims.rules.scrubbing.rules import AnyClaim, AnyLine
from stepwell.coverage.contracting import ClaimForm
from stepwell.coverage.rules.contracts import Contract
from stepwell.x12.writing.claims import BillingProvider
from stepwell.x12.writing.coverages import Coverage
from stepwell.x12.writing.parties import Dependent, Person, Provider
from stepwell.x12.writing.procedures import Procedure
from stepwell.x12.writing.set_837i import InstitutionalClaim, InstitutionalLine
from stepwell.x12.writing.set_837p import ProfessionalClaim, ProfessionalLine

RESPONSIBILITY = {1: "P", 2: "S", 3: "T"}
_MOST_POINTERS = 4
_YES = "Y"  # the client's consent lets us tell, and the payer may pay us: without it no claim leaves
_ELECTIVE, _BY_THEMSELF = "3", "1"
_NOBODY = Provider(name=Person(last=""), npi="")


@dataclass(frozen=True, kw_only=True)
class Parties:
    """Who stands in the claims of one client and policy under one contract.

    facility   where it was done, if not where the bill comes from
    attending  who answers for the care, on an 837I
    admitted   when the episode began; `is_there` whether it goes on
    note       that goes along with what is told
    bill       how it stands among several bills of the episode, if the payer wants them
    """

    billing: BillingProvider
    coverage: Coverage
    contract: Contract
    dependent: Dependent | None = None
    facility: Provider | None = None
    attending: Provider | None = None
    admitted: date | None = None
    is_there: bool = True
    note: str = ""
    bill: Bill | None = None


@dataclass(frozen=True, kw_only=True)
class Billed:
    """A line of a charge. Money in dollars."""

    control: str
    day: date
    code: str
    revenue: str
    modifiers: tuple[str, ...]
    units: int
    charge: Decimal


def line_of(billed: Billed, form: ClaimForm, diagnoses: int) -> AnyLine:
    """Return a line of a charge as its claim has it, pointing at the first diagnoses of so many."""
    procedure = Procedure(billed.code, billed.modifiers) if billed.code else None
    if form is ClaimForm.INSTITUTIONAL or procedure is None:
        return InstitutionalLine(
            charge=billed.charge, units=Decimal(billed.units), first=billed.day, control_number=billed.control,
            revenue=billed.revenue, procedure=procedure,
        )  # fmt: skip
    return ProfessionalLine(
        charge=billed.charge, units=Decimal(billed.units), first=billed.day, control_number=billed.control,
        procedure=procedure, pointers=tuple(range(1, min(diagnoses, _MOST_POINTERS) + 1)),
    )  # fmt: skip


def compose(part: Cut, parties: Parties, number: str) -> AnyClaim:
    """Return the claim of a cut: its lines, in their order, between those whom it is about.

    number  our number of the claim; its lines are numbered after it
    """
    lines = tuple(_numbered(each, f"{number}-{place}") for place, each in enumerate(part.lines, 1))
    numbered = Cut(lines)
    if parties.contract.form is ClaimForm.INSTITUTIONAL:
        return _billed(cutting.institutional(numbered, _institutional(part, parties), number), parties.bill)
    return cutting.professional(numbered, _professional(parties), number)


def _billed(claim: InstitutionalClaim, bill: Bill | None) -> InstitutionalClaim:
    if bill is None:
        return claim
    return replace(claim, frequency=bill.frequency, first=bill.first, last=bill.last, status=bill.status)


def as_told(claim: AnyClaim, before: AnyClaim) -> AnyClaim:
    """Return one of several bills made anew with the days and the status that it told before."""
    if not isinstance(claim, InstitutionalClaim) or not isinstance(before, InstitutionalClaim):
        return claim
    first, last = min(claim.first, before.first), max(claim.last, before.last)
    return replace(claim, first=first, last=last, status=before.status)


def _numbered(charged: Charged, control: str) -> Charged:
    return replace(charged, line=replace(charged.line, control_number=control))


def _professional(parties: Parties) -> ProfessionalClaim:
    return ProfessionalClaim(
        number="", billing=parties.billing, coverage=parties.coverage, dependent=parties.dependent,
        benefits_assigned=_YES, release=_YES, diagnoses=(), place=parties.contract.place, facility=parties.facility,
        conditions=parties.contract.condition_codes, note=parties.note, lines=(),
    )  # fmt: skip


def _institutional(part: Cut, parties: Parties) -> InstitutionalClaim:
    return InstitutionalClaim(
        number="", billing=parties.billing, coverage=parties.coverage, dependent=parties.dependent,
        benefits_assigned=_YES, release=_YES, diagnoses=(), bill_type=parties.contract.type_of_bill, first=part.first,
        last=part.last, admitted=parties.admitted, admission_type=_ELECTIVE, admission_source=_BY_THEMSELF,
        status=STILL_HERE if parties.is_there else AT_HOME, attending=parties.attending or _NOBODY,
        facility=parties.facility, conditions=parties.contract.condition_codes, note=parties.note, lines=(),
    )  # fmt: skip
