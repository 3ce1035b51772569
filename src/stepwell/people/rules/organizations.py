"""The records of an organization and its sites: made tidy, then checked."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from typing import TypeVar

from stepwell.kernel import phones
from stepwell.kernel.findings import Finding
from stepwell.kernel.identifiers import is_npi, is_tax_id, tidy_tax_id
from stepwell.people.rules.texts import empty, tidy
from stepwell.platform.tenancy.vocabulary import STATES, TIME_ZONES

_ZIP = re.compile(r"[0-9]{5}(-[0-9]{4})?")
_ZIP_9 = re.compile(r"([0-9]{5})[ -]?([0-9]{4})")
_ZEROS = re.compile(r"0{5}.*")


@dataclass(frozen=True, kw_only=True)
class AddressRecord:
    """A postal address in the United States, and a telephone."""

    street: str
    street_2: str = ""
    city: str
    state: str
    postal_code: str
    phone: str


@dataclass(frozen=True, kw_only=True)
class OrganizationRecord(AddressRecord):
    """What is known of an organization.

    npi           ten digits
    tax_id        Employer Identification Number, 12-3456789
    jurisdiction  code of the state whose rules apply
    """

    name: str
    legal_name: str
    npi: str
    tax_id: str
    time_zone: str
    jurisdiction: str


@dataclass(frozen=True, kw_only=True)
class SiteRecord(AddressRecord):
    """What is known of a site; `npi` is empty unless it has one of its own."""

    name: str
    npi: str = ""
    time_zone: str


Record = TypeVar("Record", bound=AddressRecord)


def tidied(record: Record) -> Record:
    """Return a record with single spaces, and with numbers in the form they are kept in where they can be read."""
    plain = replace(record, **{field.name: tidy(getattr(record, field.name)) for field in fields(record)})
    found = _ZIP_9.fullmatch(plain.postal_code)
    written = {"phone": phones.tidy(plain.phone) or plain.phone}
    if found:
        written["postal_code"] = f"{found[1]}-{found[2]}"
    if isinstance(plain, OrganizationRecord):
        written["tax_id"] = tidy_tax_id(plain.tax_id)
    if isinstance(plain, (OrganizationRecord, SiteRecord)):
        written["npi"] = plain.npi.replace(" ", "")
    return replace(plain, **written)


def organization_findings(record: OrganizationRecord) -> list[Finding]:
    """Return what is wrong with a tidied organization.

    source  docs/sources.md#npi, #ein
    """
    return [*_of_organization(record), *_of_address(record)]


def site_findings(record: SiteRecord) -> list[Finding]:
    """Return what is wrong with a tidied site.

    source  docs/sources.md#npi
    """
    return [*_of_site(record), *_of_address(record)]


def _of_organization(record: OrganizationRecord) -> Iterator[Finding]:
    if empty(record.name):
        yield Finding("ORG-001", "The name is missing. Write the name that people know.", "name")
    if empty(record.legal_name):
        yield Finding("ORG-002", "The legal name is missing. Write it as the tax authority has it.", "legal_name")
    if not is_npi(record.npi):
        yield Finding("ORG-003", _WRONG_NPI, "npi")
    if not is_tax_id(record.tax_id):
        sentence = "This is no Employer Identification Number. Write nine digits, such as 31-1234567."
        yield Finding("ORG-004", sentence, "tax_id")
    if record.time_zone not in TIME_ZONES:
        yield Finding("ORG-005", "This time zone is not known. Choose one of the list.", "time_zone")
    if record.jurisdiction not in STATES:
        yield Finding("ORG-006", "This jurisdiction is not known. Choose a state or territory.", "jurisdiction")


def _of_site(record: SiteRecord) -> Iterator[Finding]:
    if empty(record.name):
        yield Finding("SITE-001", "The name is missing. Write what staff call the place.", "name")
    if record.npi and not is_npi(record.npi):
        yield Finding("SITE-002", f"{_WRONG_NPI} Leave it empty if the site bills under the organization's.", "npi")
    if record.time_zone not in TIME_ZONES:
        yield Finding("SITE-003", "This time zone is not known. Choose one of the list.", "time_zone")


def _of_address(record: AddressRecord) -> Iterator[Finding]:
    if empty(record.street):
        yield Finding("ADDR-001", "The street is missing. Write number and street.", "street")
    if empty(record.city):
        yield Finding("ADDR-002", "The city is missing.", "city")
    if record.state not in STATES:
        yield Finding("ADDR-003", "This state is not known. Choose a state or territory.", "state")
    if not _ZIP.fullmatch(record.postal_code) or _ZEROS.fullmatch(record.postal_code):
        yield Finding("ADDR-004", "This is no ZIP code. Write 5 digits, or 9 as 45501-1234.", "postal_code")
    if phones.tidy(record.phone) is None:
        sentence = "This is no complete telephone number. Write area code and number, such as (937) 555-0100."
        yield Finding("ADDR-005", sentence, "phone")


_WRONG_NPI = "This is no NPI: it has 10 digits, begins with 1 or 2, and its last digit checks the others. Compare it."
