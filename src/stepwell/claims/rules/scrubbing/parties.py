"""Scrub rules about who bills, who renders, who is served, and the numbers they have."""

import re
from collections.abc import Iterable, Iterator

from stepwell.claims.rules.scrubbing.facts import Facts
from stepwell.claims.rules.scrubbing.rules import AnyClaim, Rule, lines_of
from stepwell.kernel.identifiers import is_npi, is_tax_id
from stepwell.x12.writing.codes import FILING, SEXES, STATES
from stepwell.x12.writing.parties import Address, Provider
from stepwell.x12.writing.set_837p import ProfessionalClaim

_TAXONOMY = re.compile(r"[0-9A-Z]{9}X")
_NINE = re.compile(r"[0-9]{5}-?[0-9]{4}")
_SMALL = re.compile(r"[a-z]")


def providers(claim: AnyClaim) -> Iterator[tuple[str, Provider]]:
    """Yield everybody with an NPI but who bills, each with the field."""
    named = {"referring": claim.referring, "rendering": claim.rendering, "facility": claim.facility}
    if isinstance(claim, ProfessionalClaim):
        named["supervising"] = claim.supervising
    else:
        named["attending"] = claim.attending
    yield from ((field, provider) for field, provider in named.items() if provider)
    for index, line in enumerate(lines_of(claim)):
        if line.rendering:
            yield f"lines[{index}].rendering", line.rendering


def _addresses(claim: AnyClaim) -> Iterator[tuple[str, Address]]:
    places = {
        "billing.address": claim.billing.address,
        "coverage.member.address": claim.coverage.member.address,
        "facility.address": claim.facility.address if claim.facility else None,
        "dependent.address": claim.dependent.address if claim.dependent else None,
    }
    yield from ((field, address) for field, address in places.items() if address)


def _npi(claim: AnyClaim, _: Facts) -> Iterator[str]:
    if not is_npi(claim.billing.npi):
        yield "billing.npi"
    yield from (f"{field}.npi" for field, provider in providers(claim) if not is_npi(provider.npi))


def _taxonomies(claim: AnyClaim) -> Iterator[tuple[str, str]]:
    """Yield every taxonomy that a claim has or needs: who bills and who renders."""
    yield "billing.taxonomy", claim.billing.taxonomy
    for field, provider in providers(claim):
        if provider.taxonomy or field.endswith("rendering"):
            yield f"{field}.taxonomy", provider.taxonomy


def _taxonomy_missing(claim: AnyClaim, _: Facts) -> Iterable[str]:
    return (field for field, code in _taxonomies(claim) if not code)


def _taxonomy_invalid(claim: AnyClaim, facts: Facts) -> Iterator[str]:
    for field, code in _taxonomies(claim):
        is_listed = facts.taxonomies is None or code in facts.taxonomies
        if code and not (_TAXONOMY.fullmatch(code) and is_listed):
            yield field


def _zip_code(claim: AnyClaim, _: Facts) -> Iterator[str]:
    if not _NINE.fullmatch(claim.billing.address.zip_code):
        yield "billing.address.zip_code"


def _state(claim: AnyClaim, _: Facts) -> Iterable[str]:
    return (f"{field}.state" for field, address in _addresses(claim) if address.state not in STATES)


def _tax_id(claim: AnyClaim, _: Facts) -> Iterator[str]:
    if not is_tax_id(claim.billing.tax_id):
        yield "billing.tax_id"


def _born(claim: AnyClaim, _: Facts) -> Iterator[str]:
    client, field = (claim.dependent, "dependent") if claim.dependent else (claim.coverage.member, "coverage.member")
    if client.birth_date is None:
        yield f"{field}.birth_date"
    if client.sex not in SEXES:
        yield f"{field}.sex"


def _filing(claim: AnyClaim, _: Facts) -> Iterator[str]:
    if claim.coverage.filing not in FILING:
        yield "coverage.filing"


def _payer_number(claim: AnyClaim, _: Facts) -> Iterator[str]:
    if not claim.coverage.payer.id:
        yield "coverage.payer.id"


def _home(claim: AnyClaim, _: Facts) -> Iterator[str]:
    client, field = (claim.dependent, "dependent") if claim.dependent else (claim.coverage.member, "coverage.member")
    if client.address is None:
        yield f"{field}.address"


def _small_letters(claim: AnyClaim, _: Facts) -> Iterable[str]:
    numbers = {
        "number": claim.number,
        "original_number": claim.original_number,
        "authorization": claim.authorization,
        "referral": claim.referral,
        "coverage.member.member_id": claim.coverage.member.member_id,
        "coverage.payer.id": claim.coverage.payer.id,
        "coverage.group_number": claim.coverage.group_number,
    }
    for index, line in enumerate(claim.lines):
        numbers[f"lines[{index}].control_number"] = line.control_number
        numbers[f"lines[{index}].authorization"] = line.authorization
    return (field for field, number in numbers.items() if _SMALL.search(number))


RULES = (
    Rule(
        "SCR-101",
        "This is no NPI: its check digit is wrong. Compare it with the registry of NPIs and correct it.",
        "npi", _npi, of_voids=True, is_fixed=True,
    ),
    Rule(
        "SCR-102",
        "Who bills or renders has no taxonomy code. Enter it with the site or with the credential.",
        "x12-codes", _taxonomy_missing, of_voids=True,
    ),
    Rule(
        "SCR-103",
        "This is no taxonomy code of the list. Compare it with what the registry of NPIs says.",
        "x12-codes", _taxonomy_invalid, of_voids=True,
    ),
    Rule(
        "SCR-104",
        "The ZIP code of who bills needs nine digits. The postal service tells the last four.",
        "x12-codes", _zip_code, of_voids=True,
    ),
    Rule("SCR-105", "This is no state. Correct the address: two capitals, such as OH.", "x12-codes", _state,
         of_voids=True),
    Rule(
        "SCR-106",
        "The tax number of who bills is missing or none. Enter it with the organization, as 31-1234567.",
        "ein", _tax_id, of_voids=True,
    ),
    Rule(
        "SCR-107",
        "A claim needs the client’s birth date and sex as the payer has them. Enter them with the policy.",
        "x12-codes", _born, of_voids=True,
    ),
    Rule(
        "SCR-108",
        "It is not said what kind of plan this is. Choose it in the contract, such as CI.",
        "x12-codes", _filing, of_voids=True,
    ),
    Rule(
        "SCR-109",
        "This number has small letters. Enter it in capitals, as it stands on the card or in the payer’s letter.",
        "x12-characters", _small_letters, of_voids=True,
    ),
    Rule(
        "SCR-110",
        "The payer has no electronic payer ID here. Enter it with the payer; the clearinghouse has the list.",
        "x12-codes", _payer_number, of_voids=True,
    ),
    Rule(
        "SCR-111",
        "A claim needs the client’s address in its parts. Enter what the payer has on file.",
        "x12-codes", _home, of_voids=True,
    ),
)  # fmt: skip
