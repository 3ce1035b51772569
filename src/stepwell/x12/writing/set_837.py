"""The 837: what both kinds of claim have in common, from the submitter down to whose claim it is.

Claims come as a flat list; those of one billing provider, policy and client stand together on one level each.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from stepwell.x12.writing.claims import BillingProvider, Claim
from stepwell.x12.writing.codes import RELATIONSHIPS, SELF
from stepwell.x12.writing.coverages import Coverage, add_subscriber
from stepwell.x12.writing.envelope import add_heading
from stepwell.x12.writing.grouping import Numbered, grouped
from stepwell.x12.writing.parties import (
    NPI,
    Contact,
    Dependent,
    Organization,
    Person,
    add_address,
    add_contact,
    add_demographics,
    add_member,
    add_name,
    add_payer,
)
from stepwell.x12.writing.sheet import Sheet

MOST_CLAIMS = 5000  # in a set
_MOST_OF_ONE = 100  # claims of one client in a set

C = TypeVar("C", bound=Claim)
WriteClaim = Callable[[Sheet, C], None]


@dataclass(frozen=True, kw_only=True)
class Submitter:
    """Who sends the file, under the number the receiver gave, and whom it may ask."""

    name: Organization
    id: str
    contact: Contact


@dataclass(frozen=True, kw_only=True)
class Receiver:
    """Who gets the file: a clearinghouse or a payer, under its own number."""

    name: Organization
    id: str


@dataclass(frozen=True, kw_only=True)
class ClaimSet(Generic[C]):
    """One 837: number is ST02, reference is BHT03.

    resent  the same set went out before and got lost; BHT02 says so
    """

    number: int
    reference: str
    submitter: Submitter
    receiver: Receiver
    claims: tuple[C, ...]
    resent: bool = False


def claim_sets(
    claims: Sequence[C],
    *,
    number: int,
    reference: str,
    submitter: Submitter,
    receiver: Receiver,
    most: int = MOST_CLAIMS,
) -> tuple[ClaimSet[C], ...]:
    """Return claims in sets of at most so many, numbered on from `number`; references of several end in -1, -2."""
    parts = [tuple(claims[start : start + most]) for start in range(0, len(claims), most)]
    return tuple(
        ClaimSet(
            number=number + index,
            reference=f"{reference}-{index + 1}" if len(parts) > 1 else reference,
            submitter=submitter,
            receiver=receiver,
            claims=part,
        )
        for index, part in enumerate(parts)
    )


def write_claim_set(sheet: Sheet, claim_set: ClaimSet[C], write_claim: WriteClaim[C]) -> None:
    """Add everything of a set between ST and SE, each claim by `write_claim` with its path as the place."""
    _check(sheet, claim_set)
    reference = sheet.identifier("reference", claim_set.reference, 30, needed=True)
    add_heading(sheet, "0019", "18" if claim_set.resent else "00", reference, "CH")
    with sheet.within("submitter"):
        number = sheet.identifier("id", claim_set.submitter.id, 80, least=2, needed=True)
        add_name(sheet, "41", claim_set.submitter.name, "46", number)
        add_contact(sheet, claim_set.submitter.contact)
    with sheet.within("receiver"):
        number = sheet.identifier("id", claim_set.receiver.id, 80, least=2, needed=True)
        add_name(sheet, "40", claim_set.receiver.name, "46", number)
    for billing, claims in grouped(enumerate(claim_set.claims), lambda claim: claim.billing):
        level = sheet.level(None, "20", children=True)
        with sheet.within(f"claims[{claims[0][0]}].billing"):
            _billing(sheet, billing)
        for (coverage, own), theirs in grouped(claims, lambda claim: (claim.coverage, claim.dependent is None)):
            _policy(sheet, level, coverage, theirs, write_claim, own=own)


def _check(sheet: Sheet, claim_set: ClaimSet[C]) -> None:
    numbers = [claim.number for claim in claim_set.claims]
    if not 0 < len(numbers) <= MOST_CLAIMS:
        sheet.note(
            "X12-623", "claims", f"are {len(numbers)}: a set has 1 to {MOST_CLAIMS}. Split it with claim_sets()."
        )
    if len(set(numbers)) < len(numbers):
        sheet.note("X12-622", "claims", "have a number twice: answers could not be matched to one of them.")


def _billing(sheet: Sheet, billing: BillingProvider) -> None:
    sheet.add("PRV", "BI", "PXC", sheet.taxonomy("taxonomy", billing.taxonomy, needed=True))
    add_name(sheet, "85", billing.name, NPI, sheet.npi("npi", billing.npi))
    add_address(sheet, billing.address, nine=True, street_only=True)
    sheet.add("REF", "EI", sheet.tax_id("tax_id", billing.tax_id))
    if billing.contact:
        add_contact(sheet, billing.contact)
    if billing.pay_to:
        sheet.add("NM1", "87", "1" if isinstance(billing.name, Person) else "2")
        with sheet.within("pay_to"):
            add_address(sheet, billing.pay_to)


def _policy(
    sheet: Sheet, parent: int, coverage: Coverage, claims: list[Numbered[C]], write_claim: WriteClaim[C], *, own: bool
) -> None:
    """Add a policy's level and its claims: those of who holds it, or below it those of dependents."""
    level = sheet.level(parent, "22", children=not own)
    with sheet.within(f"claims[{claims[0][0]}].coverage"):
        add_subscriber(sheet, coverage, SELF if own else "")
        with sheet.within("member"):
            add_member(sheet, coverage.member)
            if coverage.member.address:
                add_address(sheet, coverage.member.address)
            elif own:
                sheet.note("X12-601", "address", "is missing: the client's address goes with a claim.")
            add_demographics(sheet, coverage.member, needed=own)
        with sheet.within("payer"):
            add_payer(sheet, "PR", coverage.payer)
    for dependent, theirs in grouped(claims, lambda claim: claim.dependent):
        if dependent is not None:
            sheet.level(level, "23", children=False)
            with sheet.within(f"claims[{theirs[0][0]}].dependent"):
                _dependent(sheet, dependent)
        _claims(sheet, theirs, write_claim)


def _dependent(sheet: Sheet, dependent: Dependent) -> None:
    sheet.add("PAT", sheet.code("relationship", dependent.relationship, RELATIONSHIPS, needed=True))
    add_name(sheet, "QC", dependent.name)
    if dependent.address:
        add_address(sheet, dependent.address)
    else:
        sheet.note("X12-601", "address", "is missing: the client's address goes with a claim.")
    add_demographics(sheet, dependent)


def _claims(sheet: Sheet, claims: list[Numbered[C]], write_claim: WriteClaim[C]) -> None:
    if len(claims) > _MOST_OF_ONE:
        sheet.note(
            "X12-623",
            "claims",
            f"of one client are {len(claims)}: {_MOST_OF_ONE} fit into a set. Send the others in another.",
        )
    for index, claim in claims:
        with sheet.within(f"claims[{index}]"):
            write_claim(sheet, claim)
