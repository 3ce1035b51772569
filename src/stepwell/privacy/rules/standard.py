"""What a consent of each kind says if nobody says otherwise: a good form in two clicks."""

from dataclasses import dataclass
from datetime import date, timedelta

from stepwell.privacy.rules.elements import Recipient, Terms, statements_needed
from stepwell.privacy.rules.wording import TPO_RECIPIENTS_WORDS
from stepwell.privacy.vocabulary import Expiry, Information, Kind, Purpose, RecipientKind

YEAR = timedelta(days=365)
PLANS = "My health plans, and the companies that manage their benefits"


@dataclass(frozen=True)
class Standard:
    """Defaults of one kind; None where somebody must choose."""

    recipient: Recipient | None
    categories: frozenset[Information]
    purpose: Purpose | None
    expiry: Expiry


STANDARDS = {
    Kind.CONTACT_PAYER: Standard(
        Recipient(RecipientKind.PAYER, PLANS, is_class=True),
        frozenset({Information.PRESENCE, Information.IDENTITY, Information.COVERAGE}),
        Purpose.BENEFITS,
        Expiry.DATE,
    ),
    Kind.TPO: Standard(
        Recipient(RecipientKind.PROVIDER, TPO_RECIPIENTS_WORDS, is_class=True),
        frozenset({Information.ALL_RECORDS}),
        Purpose.TPO,
        Expiry.NONE,
    ),
    Kind.NAMED: Standard(
        None, frozenset({Information.PRESENCE, Information.ATTENDANCE, Information.PROGRESS}), None, Expiry.DATE
    ),
    Kind.COUNSELING_NOTES: Standard(None, frozenset({Information.COUNSELING_NOTES}), None, Expiry.DATE),
    Kind.PROCEEDING: Standard(None, frozenset(), Purpose.JUSTICE, Expiry.EVENT),
}


def standard_terms(kind: Kind, *, client_name: str, organization: str, on: date) -> Terms:
    """Return the terms that a new form of a kind starts from; what must be chosen is empty in them.

    on  today: a date a year from it is offered where a date ends the consent
    """
    standard = STANDARDS[kind]
    return Terms(
        kind=kind,
        client_name=client_name,
        discloser=f"{organization} and the people who work there",
        recipient=standard.recipient or Recipient(RecipientKind.OTHER, ""),
        categories=standard.categories,
        purpose=standard.purpose,
        expiry=standard.expiry,
        statements=statements_needed(kind),
        expires_on=on + YEAR if standard.expiry is Expiry.DATE else None,
    )
