"""What professional and institutional claims have in common, and the segments for it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from stepwell.x12.writing.attachments import Attachment, add_attachments
from stepwell.x12.writing.codes import (
    ASSIGNMENT,
    ATTACHMENTS,
    BENEFITS_ASSIGNED,
    CONTRACTS,
    DELAYS,
    ORIGINAL,
    RELEASE,
    REPLACEMENT,
    TRANSMISSIONS,
    VOID,
)
from stepwell.x12.writing.coverages import Coverage, LineDecision, OtherCoverage
from stepwell.x12.writing.parties import Address, Contact, Dependent, Organization, Person, Provider
from stepwell.x12.writing.sheet import Sheet, composite

_MOST_OTHERS = 10


@dataclass(frozen=True, kw_only=True)
class BillingProvider:
    """Who bills, with the address of the street and all nine digits of its ZIP code.

    tax_id  Employer Identification Number
    pay_to  where payments go, if elsewhere
    """

    name: Organization | Person
    npi: str
    taxonomy: str
    tax_id: str
    address: Address
    contact: Contact | None = None
    pay_to: Address | None = None


@dataclass(frozen=True, kw_only=True)
class Contract:
    """What was agreed with the payer (CN1): kind, amount in dollars, percentage, its code and version."""

    kind: str
    amount: Decimal | None = None
    percentage: Decimal | None = None
    code: str = ""
    version: str = ""


@dataclass(frozen=True, kw_only=True)
class Line:
    """What lines of all claims have.

    charge          dollars
    first, last     days of service; one day if there is no last
    control_number  our own number of the line, which the remittance advice carries back
    authorization   if it is another one than the claim's
    decisions       what payers before this one decided about the line
    """

    charge: Decimal
    units: Decimal
    first: date
    last: date | None = None
    control_number: str = ""
    authorization: str = ""
    description: str = ""
    decisions: tuple[LineDecision, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Claim:
    """What all claims have. What is billed in all is the sum of the lines, and given nowhere else.

    number             our own number of the claim (CLM01), at most 20 characters, which answers carry back
    coverage           the one that is asked to pay
    dependent          the client, if somebody else holds the policy
    frequency          1 original, 7 replaces, 8 voids
    original_number    the payer's number of the claim that is replaced or voided
    benefits_assigned  Y the payer may pay the provider
    release            Y a signed statement lets us tell
    diagnoses          ICD-10-CM, the principal one first
    authorization      the payer's prior authorization, for all lines
    note               for the payer, at most 80 characters
    delay              why it is late, where the payer asks
    """

    number: str
    billing: BillingProvider
    coverage: Coverage
    dependent: Dependent | None = None
    frequency: str = ORIGINAL
    original_number: str = ""
    assignment: str = "A"
    benefits_assigned: str
    release: str
    diagnoses: tuple[str, ...]
    authorization: str = ""
    referral: str = ""
    record_number: str = ""
    note: str = ""
    delay: str = ""
    contract: Contract | None = None
    attachments: tuple[Attachment, ...] = ()
    referring: Provider | None = None
    rendering: Provider | None = None
    facility: Provider | None = None
    other_coverages: tuple[OtherCoverage, ...] = ()
    lines: tuple[Line, ...]

    @property
    def charge(self) -> Decimal:
        """Dollars billed in all."""
        return sum((line.charge for line in self.lines), Decimal(0))


def add_claim(
    sheet: Sheet, claim: Claim, place: str, qualifier: str, frequencies: Collection[str], signed: str
) -> None:
    """Add the CLM.

    place, qualifier  place of service and B, or type of bill and A
    signed            whether the provider's signature is on file; "" on institutional claims
    """
    frequency = sheet.code("frequency", claim.frequency, frequencies, needed=True)
    elements = (
        sheet.identifier("number", claim.number, 20, needed=True),
        sheet.money("charge", claim.charge, needed=True),
        "",
        "",
        composite(place, qualifier, frequency),
        signed,
        sheet.code("assignment", claim.assignment, ASSIGNMENT, needed=True),
        sheet.code("benefits_assigned", claim.benefits_assigned, BENEFITS_ASSIGNED, needed=True),
        sheet.code("release", claim.release, RELEASE, needed=True),
    )
    sheet.add("CLM", *elements, *[""] * 10, sheet.code("delay", claim.delay, DELAYS))


def add_references(sheet: Sheet, claim: Claim, qualifier: str, field: str, amount: Decimal | None) -> None:
    """Add attachments, contract, an amount, references and note: what stands between dates and diagnoses."""
    add_attachments(sheet, claim.attachments, ATTACHMENTS, TRANSMISSIONS)
    if claim.contract:
        with sheet.within("contract"):
            _add_contract(sheet, claim.contract)
    if amount is not None:
        sheet.add("AMT", qualifier, sheet.money(field, amount))
    for kind, name, number in (
        ("9F", "referral", claim.referral),
        ("G1", "authorization", claim.authorization),
        ("F8", "original_number", claim.original_number),
        ("EA", "record_number", claim.record_number),
    ):
        if number:
            sheet.add("REF", kind, sheet.identifier(name, number, 50))
    if claim.note:
        sheet.add("NTE", "ADD", sheet.words("note", claim.note, 80, needed=True))


def _add_contract(sheet: Sheet, contract: Contract) -> None:
    sheet.add(
        "CN1",
        sheet.code("kind", contract.kind, CONTRACTS, needed=True),
        sheet.money("amount", contract.amount),
        sheet.money("percentage", contract.percentage),
        sheet.identifier("code", contract.code, 50),
        "",
        sheet.identifier("version", contract.version, 30),
    )


def check_claim(sheet: Sheet, claim: Claim, *, most_lines: int, most_diagnoses: int) -> None:
    """Note what does not go together in a claim."""
    _check_correction(sheet, claim)
    if not 0 < len(claim.lines) <= most_lines:
        sheet.note("X12-623", "lines", f"are {len(claim.lines)}: a claim has 1 to {most_lines}. Split it by days.")
    bare = [code.replace(".", "") for code in claim.diagnoses]
    if not 0 < len(bare) <= most_diagnoses:
        sheet.note(
            "X12-623", "diagnoses", f"are {len(bare)}: a claim has 1 to {most_diagnoses}, the most important ones."
        )
    if len(set(bare)) < len(bare):
        sheet.note("X12-622", "diagnoses", "have one twice: leave it out once, and mind the pointers of the lines.")
    numbers = [line.control_number for line in claim.lines if line.control_number]
    if len(set(numbers)) < len(numbers):
        sheet.note("X12-622", "lines", "have a control number twice: the answer could not be matched to one of them.")
    if len(claim.other_coverages) > _MOST_OTHERS:
        sheet.note("X12-623", "other_coverages", f"are {len(claim.other_coverages)}: {_MOST_OTHERS} can go out.")
    if any(line.authorization and line.authorization == claim.authorization for line in claim.lines):
        sheet.note(
            "X12-631", "authorization", "stands at a line too: give it at the line only where it is another one."
        )


def _check_correction(sheet: Sheet, claim: Claim) -> None:
    corrects = claim.frequency in {REPLACEMENT, VOID}
    if corrects and not claim.original_number:
        sheet.note(
            "X12-601", "original_number", "is missing: what replaces or voids a claim names the payer's number of it."
        )
    if claim.original_number and not corrects:
        sheet.note(
            "X12-632",
            "original_number",
            "stands on a claim that corrects none: leave it out, or say what it does (7 or 8).",
        )
