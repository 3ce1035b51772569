"""What a written consent must hold, each element with a code of its own, so that a refusal names what is missing.

Source: docs/sources.md#consent (42 CFR 2.31); ADR 0009.
"""

from dataclasses import dataclass
from datetime import date, datetime

from stepwell.kernel.findings import Finding
from stepwell.privacy.vocabulary import (
    TPO_EXPIRIES,
    Expiry,
    Information,
    Kind,
    Purpose,
    RecipientKind,
    Signer,
    Statement,
)

NO_CLIENT = Finding("CON-001", "The consent does not say whose information it is. Write the client’s name.")
NO_DISCLOSER = Finding(
    "CON-002", "The consent does not say who may share the information. Write the program.", "discloser"
)
NO_INFORMATION = Finding(
    "CON-003", "The consent does not say what may be shared. Tick one kind of information or more.", "categories"
)
NO_RECIPIENT = Finding(
    "CON-004",
    "The consent does not say who receives the information. Write a name, or the group of people.",
    "recipient",
)
BARE_INTERMEDIARY = Finding(
    "CON-005",
    "An intermediary needs its members by name, or the words “my treating providers”. Write who they are.",
    "intermediary_members",
)
NO_HIPAA_REDISCLOSURE = Finding(
    "CON-006", "The consent does not say that insurers and providers may share further under HIPAA. Add the statement."
)
NO_PURPOSE = Finding("CON-007", "The consent does not say what the information is for. Choose a purpose.", "purpose")
NO_REVOCATION = Finding("CON-008", "The consent does not say that it can be taken back, and how. Add the statement.")
NO_EXPIRY = Finding("CON-009", "The consent does not say when it ends. Give a date or an event.", "expiry")
OPEN_ENDED = Finding(
    "CON-010",
    "“End of treatment” and “no end” are for treatment, payment and operations only. Give a date or an event.",
    "expiry",
)
ENDS_BEFORE = Finding("CON-011", "The consent would end before it begins. Give a later date.", "expires_on")
NOT_SIGNED = Finding("CON-012", "The consent is not signed. The client signs here or by a link.", "signature")
NO_DATE = Finding("CON-013", "The consent has no date of signature.", "signed_at")
IN_FUTURE = Finding("CON-014", "The date of signature is in the future. A consent counts from the day it is signed.")
BEFORE_BIRTH = Finding("CON-015", "The date of signature is before the client’s birth. Check both dates.")
NO_REDISCLOSURE_RISK = Finding(
    "CON-016", "The consent does not say that information may be shared further by whoever gets it. Add the statement."
)
NO_CONSEQUENCES = Finding(
    "CON-017", "The consent does not say what happens if the client does not sign. Add the statement."
)
NO_OPT_OUT = Finding(
    "CON-018", "The consent names fundraising without the chance to say no to it. Add the choice, or leave it out."
)
NOTES_ALONE = Finding(
    "CON-019", "A consent for counseling notes may cover nothing else. Make two consents.", "categories"
)
PROCEEDING_ALONE = Finding(
    "CON-020", "A consent for a proceeding may serve no other purpose. Make two consents.", "purpose"
)
NO_NOTES = Finding(
    "CON-021",
    "A consent for counseling notes names counseling notes, and nothing else does. Change the kind.",
    "categories",
)
NO_AUTHORITY = Finding(
    "CON-022",
    "Whoever signs for the client needs a relation and an authority, such as a court order. Write both.",
    "authority",
)
FALSE = Finding("CON-023", "This consent is known to be false, so it permits nothing.")
NOT_TPO = Finding(
    "CON-024",
    "Treatment, payment and operations need a consent of that kind. Choose another purpose or kind.",
    "purpose",
)
NO_WORDS = Finding("CON-025", "Say in the client’s words what the information is for.", "purpose_words")


@dataclass(frozen=True)
class Recipient:
    """Who receives.

    name      as written; for a class of people the words that describe it
    is_class  whether `name` describes a group instead of naming one
    """

    kind: RecipientKind
    name: str
    is_class: bool = False


@dataclass(frozen=True)
class Terms:
    """Everything that a consent says above the signature. An empty value is an element that is missing.

    discloser             who may share: a person or a class
    details               the information in more words than its categories, or ""
    intermediary          somebody who passes information on, or ""
    intermediary_members  its member participants by name, or a class limited to treating providers
    expires_on            last day, for an expiry by date
    expiry_event          what ends it, for an expiry by event
    names_fundraising     whether it also covers asking for donations
    statements            what the form tells whoever signs
    """

    kind: Kind
    client_name: str
    discloser: str
    recipient: Recipient
    categories: frozenset[Information]
    purpose: Purpose | None
    expiry: Expiry | None
    statements: frozenset[Statement]
    details: str = ""
    purpose_words: str = ""
    expires_on: date | None = None
    expiry_event: str = ""
    intermediary: str = ""
    intermediary_members: str = ""
    names_fundraising: bool = False


@dataclass(frozen=True)
class Signing:
    """Who signed, and when. `relation` and `authority` are those of somebody who signs for the client."""

    signer: Signer
    name: str
    signed_at: datetime | None
    relation: str = ""
    authority: str = ""


def check_terms(terms: Terms) -> list[Finding]:
    """Return what keeps a form from being signed: each missing or wrong element by its own code."""
    return [*_elements(terms), *_ending(terms), *_statements(terms), *_standing_alone(terms)]


def _elements(terms: Terms) -> list[Finding]:
    wrong = {
        NO_CLIENT: not terms.client_name.strip(),
        NO_DISCLOSER: not terms.discloser.strip(),
        NO_INFORMATION: not terms.categories,
        NO_RECIPIENT: not terms.recipient.name.strip(),
        BARE_INTERMEDIARY: bool(terms.intermediary.strip()) and not terms.intermediary_members.strip(),
        NO_PURPOSE: terms.purpose is None,
        NO_WORDS: terms.purpose is Purpose.OTHER and not terms.purpose_words.strip(),
    }
    return [finding for finding, is_wrong in wrong.items() if is_wrong]


def _ending(terms: Terms) -> list[Finding]:
    given = {
        Expiry.DATE: terms.expires_on is not None,
        Expiry.EVENT: bool(terms.expiry_event.strip()),
        Expiry.END_OF_TREATMENT: True,
        Expiry.NONE: True,
    }
    if terms.expiry is None or not given[terms.expiry]:
        return [NO_EXPIRY]
    return [OPEN_ENDED] if terms.expiry in TPO_EXPIRIES and terms.kind is not Kind.TPO else []


def _statements(terms: Terms) -> list[Finding]:
    missing = {
        Statement.REDISCLOSURE_BY_HIPAA: NO_HIPAA_REDISCLOSURE,
        Statement.REVOCATION: NO_REVOCATION,
        Statement.REDISCLOSURE_RISK: NO_REDISCLOSURE_RISK,
        Statement.CONSEQUENCES: NO_CONSEQUENCES,
        Statement.FUNDRAISING_OPT_OUT: NO_OPT_OUT,
    }
    needed = statements_needed(terms.kind, names_fundraising=terms.names_fundraising)
    return [finding for statement, finding in missing.items() if statement in needed - terms.statements]


def statements_needed(kind: Kind, *, names_fundraising: bool = False) -> frozenset[Statement]:
    """Return what a form of this kind must tell whoever signs."""
    needed = {Statement.REVOCATION}
    if kind is Kind.TPO:
        needed |= {Statement.REDISCLOSURE_BY_HIPAA, Statement.REDISCLOSURE_RISK, Statement.CONSEQUENCES}
    if names_fundraising:
        needed.add(Statement.FUNDRAISING_OPT_OUT)
    return frozenset(needed)


def _standing_alone(terms: Terms) -> list[Finding]:
    notes = Information.COUNSELING_NOTES in terms.categories
    is_for_notes = terms.kind is Kind.COUNSELING_NOTES
    justice = terms.purpose is Purpose.JUSTICE
    wrong = {
        NOTES_ALONE: notes and (len(terms.categories) > 1 or terms.names_fundraising),
        NO_NOTES: bool(terms.categories) and notes is not is_for_notes,
        PROCEEDING_ALONE: terms.kind is Kind.PROCEEDING
        and ((terms.purpose is not None and not justice) or terms.names_fundraising),
        NOT_TPO: (terms.purpose is Purpose.TPO) is not (terms.kind is Kind.TPO) and terms.purpose is not None,
    }
    return [finding for finding, is_wrong in wrong.items() if is_wrong]
