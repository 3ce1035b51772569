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
    location_qualifier: str = ""
    location: str = ""
    subdivision: str = ""


@dataclass(frozen=True, slots=True)
class Provider:
    """A PRV: what a provider does here, and its taxonomy or number."""

    role: str
    qualifier: str
    value: str


@dataclass(frozen=True, slots=True)
class Demographics:
    """A DMG: birth date and sex as the other side has them; `text` and `form` are the date as written."""

    birth_date: date | None
    sex: str
    text: str = ""
    form: str = ""


@dataclass(frozen=True, slots=True)
class Rejection:
    """An AAA: why a question could not be answered.

    valid      Y if the question could be taken, N if not
    reason     such as 72 for a member id that is wrong, 75 for a subscriber who is not found
    follow_up  C correct and send again, N do not, R may send again, S and others as the standard has them
    segment    which segment of the file it stands in
    """

    valid: str
    agency: str
    reason: str
    follow_up: str
    segment: int


@dataclass(frozen=True, slots=True)
class Segment:
    """A segment that is kept in its order and not taken apart further; inner separators are ":" and "^"."""

    id: str
    elements: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Delivery:
    """An HSD: how much, how often, and for how long.

    quantity_kind  VS visits, DY days, HS hours, UN units
    every          WK week, MO month, DA day
    sampling       so many of them
    period_kind    what the length counts: 7 days, 21 years, 34 months, 35 weeks
    pattern        days of the week, as a code
    times          time of day, as a code
    """

    quantity_kind: str
    quantity: Decimal | None
    every: str
    sampling: Decimal | None
    period_kind: str
    periods: Decimal | None
    pattern: str = ""
    times: str = ""


@dataclass(frozen=True, slots=True)
class Coded:
    """A part of a HI: a code, the list it comes from, and what stands with it (dates, amounts).

    qualifier  ABK principal diagnosis, ABF other, BG condition, BH occurrence, BE value, and others
    """

    qualifier: str
    code: str
    more: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Beginning:
    """A BHT: what a set is for.

    purpose    13 request, 11 response, 00 original, 18 reissue, 08 status
    reference  number that the sender gave this set
    date       CCYYMMDD as written
    time       HHMM as written
    """

    structure: str
    purpose: str
    reference: str
    date: str
    time: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Party:
    """An NM1 or N1 with what belongs to it: a person or an organization.

    entity        what part it plays: IL subscriber, QC patient, PR payer, 85 billing provider
    kind          1 person, 2 organization; empty for an N1
    name          last name, or name of the organization
    id_qualifier  MI member id, XX NPI, PI payer id
    id            that number
    more          what is kept as written, such as INS: how somebody relates to the subscriber
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
    dates: tuple[Dated, ...] = ()
    rejections: tuple[Rejection, ...] = ()
    more: tuple[Segment, ...] = ()


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
