"""What a claim cannot show by itself and a scrub rule has to know. Source: docs/sources.md#scrubbing."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from stepwell.coverage.contracting import Delivery
from stepwell.coverage.rules.contracts import Contract


@dataclass(frozen=True)
class Span:
    """Days from the first to the last; open where there is none."""

    first: date | None = None
    last: date | None = None

    def covers(self, on: date) -> bool:
        """Return whether a day lies within."""
        return (self.first is None or self.first <= on) and (self.last is None or on <= self.last)


@dataclass(frozen=True, kw_only=True)
class AttendedDay:
    """A day of care as it is on record.

    minutes    that count for what is billed by the day
    is_signed  every note of the day is signed
    is_planned a treatment plan is in force
    """

    minutes: int
    is_signed: bool = True
    is_planned: bool = True
    delivery: Delivery = Delivery.IN_PERSON


@dataclass(frozen=True, kw_only=True)
class Authorization:
    """What the payer authorized.

    codes  that it is for; empty for any
    units  approved; None without a limit
    used   units on other claims that are alive
    """

    number: str
    span: Span
    codes: frozenset[str] = frozenset()
    units: Decimal | None = None
    used: Decimal = Decimal(0)


@dataclass(frozen=True, kw_only=True)
class Billed:
    """A line of another claim for the same client that is alive: not voided, not rejected.

    claim  our number of it
    """

    claim: str
    code: str
    revenue: str = ""
    day: date


@dataclass(frozen=True, kw_only=True)
class Clinician:
    """Who renders: the title of a license, such as "LPC", and the days on which it is in force."""

    license: str
    span: Span


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What is known about the client, the payer and the days of one claim.

    today         the day of sending
    contract      that holds for the days
    days          attendance, by day
    charges       dollars charged in the books, by control number of the line
    diagnoses     codes of the official list without their point, and when each is valid
    taxonomies    codes known here; None where no list was loaded
    asks          whether the plan asks for an authorization; None if nobody knows, which counts as yes
    eligible      days on which the payer confirmed the coverage; None if it was never asked
    year_begins   month in which the plan year begins
    earlier       lines of other claims for the client
    clinicians    by NPI
    decided_on    day of the remittance of the payer before this one
    replaces_sent the payer's numbers of our claims, which may be replaced or voided
    is_program    the care is intensive outpatient care, by the day
    is_protected  the program keeps records under 42 CFR Part 2
    consent       days on which a consent to bill this payer is in force
    may_bill      the client did not ask that this payer hears nothing of it
    certified_on  day of the physician's last certification, for Medicare
    bill_before   whether the payer decided the bill before, of several of one episode; None if there is none
    is_told_last  a bill before was the last one of the episode
    """

    today: date
    contract: Contract
    days: Mapping[date, AttendedDay] = field(default_factory=dict)
    charges: Mapping[str, Decimal] = field(default_factory=dict)
    diagnoses: Mapping[str, Span] = field(default_factory=dict)
    taxonomies: frozenset[str] | None = None
    authorizations: tuple[Authorization, ...] = ()
    asks: bool | None = None
    eligible: tuple[Span, ...] | None = None
    year_begins: int = 1
    earlier: tuple[Billed, ...] = ()
    clinicians: Mapping[str, Clinician] = field(default_factory=dict)
    decided_on: date | None = None
    replaces_sent: frozenset[str] = frozenset()
    is_program: bool = True
    is_protected: bool = True
    consent: Span | None = None
    may_bill: bool = True
    certified_on: date | None = None
    bill_before: bool | None = None
    is_told_last: bool = False
