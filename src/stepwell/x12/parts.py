"""What sets have in common: parties, references, dates, amounts, adjustments. Codes stand as they were written.

Empty text and None mean that it was left out. Amounts are in dollars unless a qualifier says otherwise.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Reference:
    """A REF: a number that leads to something, such as a prior authorization (qualifier G1)."""

    qualifier: str
    value: str
    description: str = ""
    more: str = ""


@dataclass(frozen=True, slots=True)
class Dated:
    """A DTP or DTM: a day, or a span of days.

    qualifier  what it is the date of, such as 472 for service
    text       as written
    first      the day, or the first of them; None if it is none that can be read
    last       the last day; the same as `first` for a single one
    form       D8, RD8 or another; empty for a DTM
    """

    qualifier: str
    text: str
    first: date | None
    last: date | None
    form: str = ""


@dataclass(frozen=True, slots=True)
class Amount:
    """An AMT: an amount of money and what it is, such as B6 for allowed."""

    qualifier: str
    amount: Decimal
    flag: str = ""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A QTY: how many, and of what."""

    qualifier: str
    quantity: Decimal
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Adjustment:
    """A reason of a CAS: why less (or, below zero, more) was paid than charged.

    group     CO contract, PR client, OA other, PI payer
    reason    claim adjustment reason code
    quantity  units adjusted
    """

    group: str
    reason: str
    amount: Decimal
    quantity: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Remark:
    """An LQ or a part of a MOA or MIA: a remark code and the list it comes from."""

    code_list: str
    code: str


@dataclass(frozen=True, slots=True)
class Way:
    """A way to reach a contact: TE telephone, EM e-mail, UR web address, FX fax, EX extension."""

    kind: str
    value: str


@dataclass(frozen=True, slots=True)
class Contact:
    """A PER: whom to ask."""

    function: str
    name: str
    ways: tuple[Way, ...]


@dataclass(frozen=True, slots=True)
class Address:
    """An N3 and N4."""

    lines: tuple[str, ...]
    city: str = ""
    state: str = ""
    postal_code: str = ""
    country: str = ""
    subdivision: str = ""


@dataclass(frozen=True, slots=True)
class Provider:
    """A PRV: what a provider does here, and its taxonomy or number."""

    role: str
    qualifier: str
    value: str


@dataclass(frozen=True, slots=True)
class Demographics:
    """A DMG: birth date and sex as the other side has them."""

    birth_date: date | None
    sex: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Party:
    """An NM1 or N1 with what belongs to it: a person or an organization.

    entity        what part it plays: IL subscriber, QC patient, PR payer, 85 billing provider
    kind          1 person, 2 organization; empty for an N1
    name          last name, or name of the organization
    id_qualifier  MI member id, XX NPI, PI payer id
    id            that number
    """

    entity: str
    kind: str
    name: str
    first: str = ""
    middle: str = ""
    prefix: str = ""
    suffix: str = ""
    id_qualifier: str = ""
    id: str = ""
    address: Address | None = None
    contacts: tuple[Contact, ...] = ()
    references: tuple[Reference, ...] = ()
    provider: Provider | None = None
    demographics: Demographics | None = None


@dataclass(frozen=True, slots=True)
class Procedure:
    """What was done: code list (HC for HCPCS and CPT, NU for revenue codes), code, modifiers."""

    qualifier: str
    code: str
    modifiers: tuple[str, ...] = ()
    description: str = ""
    code_to: str = ""


@dataclass(frozen=True, slots=True)
class Trace:
    """A TRN: a number that goes there and comes back, or the number of a payment.

    kind        1 of this transaction, 2 of the one that is answered
    number      as written
    originator  who gave it
    more        a further number of the originator
    """

    kind: str
    number: str
    originator: str = ""
    more: str = ""
