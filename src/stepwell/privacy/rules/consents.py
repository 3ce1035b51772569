"""Is a consent in force, and does it permit this?

One that lacks an element, has expired, was taken back, or is known to be false permits nothing.
Source: docs/sources.md#consent (42 CFR 2.31); ADR 0009.
"""

from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from stepwell.kernel.findings import Finding
from stepwell.privacy.rules import elements
from stepwell.privacy.rules.elements import Recipient, Signing, Terms, check_terms
from stepwell.privacy.vocabulary import (
    TPO_PURPOSES,
    TPO_RECIPIENTS,
    Expiry,
    Information,
    Kind,
    Purpose,
    Signer,
    State,
)


@dataclass(frozen=True)
class Record:
    """A consent with everything that happened to it.

    born        the client's birth date, or None where it is not known to whoever asks
    revoked_at  from this instant on it permits nothing
    ended_on    the day on which the event happened that ends it; on this day it permits nothing any more
    """

    terms: Terms
    signing: Signing | None = None
    born: date | None = None
    revoked_at: datetime | None = None
    ended_on: date | None = None
    is_voided: bool = False
    is_false: bool = False


@dataclass(frozen=True)
class Use:
    """What somebody wants to do: share these kinds of information with this recipient, for this purpose.

    purpose_words     what for, where the purpose is another than those listed
    is_proceeding     for use in a case against the client
    """

    recipient: Recipient
    categories: frozenset[Information]
    purpose: Purpose
    purpose_words: str = ""
    is_proceeding: bool = False

    @property
    def is_counseling_notes(self) -> bool:
        """Whether it is about notes kept apart."""
        return Information.COUNSELING_NOTES in self.categories


def check_signing(record: Record, *, at: datetime, zone: tzinfo) -> list[Finding]:
    """Return what is wrong with the signature of a consent.

    at    now: nothing is signed later than that
    zone  of the organization: expiry is a day there
    """
    signing = record.signing
    if signing is None or not signing.name.strip():
        return [elements.NOT_SIGNED]
    if signing.signed_at is None:
        return [elements.NO_DATE]
    day, last = signing.signed_at.astimezone(zone).date(), record.terms.expires_on
    represents = signing.signer is Signer.REPRESENTATIVE
    wrong = {
        elements.IN_FUTURE: signing.signed_at > at,
        elements.BEFORE_BIRTH: record.born is not None and day < record.born,
        elements.ENDS_BEFORE: record.terms.expiry is Expiry.DATE and last is not None and last < day,
        elements.NO_AUTHORITY: represents and not (signing.relation.strip() and signing.authority.strip()),
        elements.FALSE: record.is_false,
    }
    return [finding for finding, is_wrong in wrong.items() if is_wrong]


def state_of(record: Record, *, at: datetime, zone: tzinfo) -> State:
    """Return what a consent is at an instant. What somebody did comes before what time did."""
    if record.is_voided:
        return State.VOIDED
    signing = record.signing
    if signing is None or signing.signed_at is None or signing.signed_at > at:
        return State.NOT_SIGNED
    if record.revoked_at is not None and record.revoked_at <= at:
        return State.REVOKED
    if check_terms(record.terms) or check_signing(record, at=at, zone=zone):
        return State.DEFICIENT
    return State.EXPIRED if _has_ended(record, at.astimezone(zone).date()) else State.IN_FORCE


def _has_ended(record: Record, on: date) -> bool:
    by_date = record.terms.expiry is Expiry.DATE and record.terms.expires_on
    return bool(by_date and by_date < on) or (record.ended_on is not None and record.ended_on <= on)


def permits(record: Record, use: Use, *, at: datetime, zone: tzinfo) -> bool:
    """Return whether a consent lets somebody do this at this instant."""
    return (
        state_of(record, at=at, zone=zone) is State.IN_FORCE
        and bool(use.categories)
        and covers(record.terms.categories, use.categories)
        and _reaches(record.terms, use)
        and _serves(record.terms, use)
    )


def covers(named: frozenset[Information], wanted: frozenset[Information]) -> bool:
    """Return whether the kinds of information that a consent names hold all that are wanted."""
    if Information.ALL_RECORDS in named:
        return Information.COUNSELING_NOTES not in wanted - named
    return wanted <= named


def _reaches(terms: Terms, use: Use) -> bool:
    if terms.kind is Kind.TPO:
        return use.recipient.kind in TPO_RECIPIENTS
    same_kind = use.recipient.kind is terms.recipient.kind
    return same_kind and (terms.recipient.is_class or name_key(terms.recipient.name) == name_key(use.recipient.name))


def _serves(terms: Terms, use: Use) -> bool:
    if use.is_proceeding is not (terms.kind is Kind.PROCEEDING):
        return False
    if terms.kind is Kind.TPO:
        return use.purpose in TPO_PURPOSES
    same_words = terms.purpose is not Purpose.OTHER or name_key(terms.purpose_words) == name_key(use.purpose_words)
    return use.purpose is terms.purpose and same_words


def name_key(name: str) -> str:
    """Return what two spellings of a recipient share: case and space do not matter, anything else does."""
    return " ".join(name.casefold().split())
