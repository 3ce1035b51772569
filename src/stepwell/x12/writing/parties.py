"""Who stands in what we write: persons, organizations, providers, payers, members and dependents."""

from dataclasses import dataclass
from datetime import date

from stepwell.x12.writing.codes import SEXES
from stepwell.x12.writing.sheet import Sheet

NPI, MEMBER, PAYER = "XX", "MI", "PI"  # kinds of number
ATTENDING, RENDERING = "AT", "PE"  # roles of a PRV
_PO_BOX = ("PO BOX", "P.O. BOX", "P O BOX", "POST OFFICE BOX")


@dataclass(frozen=True, kw_only=True)
class Person:
    """A person's name; some have only one, which then stands as the last."""

    last: str
    first: str = ""
    middle: str = ""
    suffix: str = ""


@dataclass(frozen=True)
class Organization:
    """An organization's legal name."""

    name: str


@dataclass(frozen=True, kw_only=True)
class Address:
    """An address in the United States."""

    street: str
    city: str
    state: str
    zip_code: str
    street_2: str = ""


@dataclass(frozen=True, kw_only=True)
class Contact:
    """Whom the other side may ask: a name or desk, and how to reach it."""

    name: str = ""
    phone: str = ""
    email: str = ""
    fax: str = ""


@dataclass(frozen=True, kw_only=True)
class Provider:
    """A clinician, or a place of service with its address."""

    name: Person | Organization
    npi: str
    taxonomy: str = ""
    address: Address | None = None


@dataclass(frozen=True, kw_only=True)
class Payer:
    """A payer under the number that the receiver knows it by.

    qualifier  PI for a payer number, XV for a national plan number
    """

    name: str
    id: str
    qualifier: str = PAYER
    address: Address | None = None


@dataclass(frozen=True, kw_only=True)
class Member:
    """Who holds the policy."""

    name: Person
    member_id: str
    birth_date: date | None = None
    sex: str = ""
    address: Address | None = None


@dataclass(frozen=True, kw_only=True)
class Dependent:
    """The client, where somebody else holds the policy.

    relationship  to the member: 01 spouse, 19 child, 53 life partner, G8 other
    """

    name: Person
    birth_date: date
    sex: str
    relationship: str
    address: Address | None = None


def add_name(sheet: Sheet, entity: str, name: Person | Organization, qualifier: str = "", number: str = "") -> None:
    """Add an NM1; the number is an element already."""
    with sheet.within("name"):
        if isinstance(name, Person):
            parts = (
                "1",
                sheet.words("last", name.last, 60, needed=True),
                sheet.words("first", name.first, 35),
                sheet.words("middle", name.middle, 25),
                "",
                sheet.words("suffix", name.suffix, 10),
            )
        else:
            parts = ("2", sheet.words("name", name.name, 60, needed=True), "", "", "", "")
    sheet.add("NM1", entity, *parts, qualifier if number else "", number)


def add_provider(sheet: Sheet, entity: str, provider: Provider, role: str = "") -> None:
    """Add a provider's NM1, then for a role the PRV with the taxonomy, which who renders must have."""
    add_name(sheet, entity, provider.name, NPI, sheet.npi("npi", provider.npi))
    if role and (provider.taxonomy or role == RENDERING):
        sheet.add("PRV", role, "PXC", sheet.taxonomy("taxonomy", provider.taxonomy, needed=True))


def add_place(sheet: Sheet, entity: str, place: Provider) -> None:
    """Add the NM1 of where it was done, and its address with all nine digits of the ZIP code."""
    add_provider(sheet, entity, place)
    if place.address:
        add_address(sheet, place.address, nine=True)
    else:
        sheet.note("X12-601", "address", "is missing: a place of service has one.")


def add_payer(sheet: Sheet, entity: str, payer: Payer) -> None:
    """Add a payer's NM1 and the address if there is one."""
    number = sheet.identifier("id", payer.id, 80, least=2, needed=True)
    qualifier = sheet.code("qualifier", payer.qualifier, (PAYER, "XV"), needed=True)
    add_name(sheet, entity, Organization(payer.name), qualifier, number)
    if payer.address:
        add_address(sheet, payer.address)


def add_member(sheet: Sheet, member: Member) -> None:
    """Add the NM1 of who holds the policy."""
    number = sheet.identifier("member_id", member.member_id, 80, least=2, needed=True)
    add_name(sheet, "IL", member.name, MEMBER, number)


def add_demographics(sheet: Sheet, person: Member | Dependent, *, needed: bool = True, sex_needed: bool = True) -> None:
    """Add the DMG, if it is needed, or whole. A payer that is asked finds people without their sex."""
    if not needed and (person.birth_date is None or (sex_needed and not person.sex)):
        return
    born = sheet.day("birth_date", person.birth_date)
    sheet.add("DMG", "D8", born, sheet.code("sex", person.sex, SEXES, needed=needed and sex_needed))


def add_address(sheet: Sheet, address: Address, *, nine: bool = False, street_only: bool = False) -> None:
    """Add N3 and N4.

    nine         all nine digits of the ZIP code are needed
    street_only  no post office box
    """
    with sheet.within("address"):
        street = sheet.words("street", address.street, 55, needed=True)
        if street_only and street.startswith(_PO_BOX):
            sheet.note(
                "X12-617", "street", "is a post office box: give the street here and the box as the address to pay to."
            )
        sheet.add("N3", street, sheet.words("street_2", address.street_2, 55))
        sheet.add(
            "N4",
            sheet.words("city", address.city, 30, needed=True),
            sheet.state("state", address.state),
            sheet.zip_code("zip_code", address.zip_code, nine=nine),
        )


def add_contact(sheet: Sheet, contact: Contact) -> None:
    """Add a PER with up to three ways of reaching somebody."""
    with sheet.within("contact"):
        ways = (
            ("TE", sheet.phone("phone", contact.phone)),
            ("EM", sheet.words("email", contact.email, 256, needed=bool(contact.email))),
            ("FX", sheet.phone("fax", contact.fax)),
        )
        if not (contact.phone or contact.email or contact.fax):
            sheet.note("X12-618", "phone", "is missing, and so are e-mail and fax: say how to reach them.")
        pairs = [element for way, number in ways if number for element in (way, number)]
        sheet.add("PER", "IC", sheet.words("name", contact.name, 60), *pairs)
