"""May this leave, and what must go along? A subpoena alone is never a reason.

Source: docs/sources.md#disclosure (42 CFR 2.12, 2.31 to 2.36, 2.51 to 2.54, 2.61 to 2.67).
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from stepwell.kernel.findings import Finding
from stepwell.privacy.rules.consents import Use
from stepwell.privacy.rules.elements import Recipient
from stepwell.privacy.vocabulary import (
    CONSENT_KINDS,
    STATE_LABELS,
    Basis,
    Enclosure,
    Information,
    Notice,
    Purpose,
    RecipientKind,
    State,
    Way,
)

NOTHING = Finding("DIS-001", "Say what was shared, such as “attendance letter for October”.", "what")
NOBODY = Finding("DIS-002", "Say who received it.", "recipient")
NO_CATEGORY = Finding("DIS-003", "Tick one kind of information or more.", "categories")
NO_CONSENT = Finding("DIS-004", "This reason needs a consent. Choose the one it rests on.", "consent")
NOT_PERMITTED = Finding(
    "DIS-005",
    "The consent does not permit this: another recipient, purpose or kind of information, or of another sort. Ask the"
    " client for a consent that names it.",
)
NO_NOTICE = Finding(
    "DIS-006",
    "What leaves on a consent carries one of the two notices, and a copy of the consent or a clear explanation of it.",
    "notice",
)
NO_EMERGENCY = Finding(
    "DIS-007", "Write down who received it, for which hospital or service, and what the emergency was.", "grounds"
)
NO_ORDER = Finding(
    "DIS-008",
    "A subpoena alone is never enough. It takes the court’s order and the subpoena with it. Ask the privacy officer.",
    "has_order",
)
IN_FUTURE = Finding("DIS-009", "This is in the future. Write it down when it has left.", "disclosed_at")
NO_GROUNDS = Finding("DIS-010", "Say what it rests on: the number of the order, the agreement, the report.", "grounds")
NOTES_APART = Finding(
    "DIS-011", "Counseling notes leave on a consent of their own, or on a court’s order. Take them out.", "categories"
)
NOT_MEDICAL = Finding(
    "DIS-012", "In an emergency only medical personnel are told. Choose a provider.", "recipient_kind"
)
NO_WORDS = Finding("DIS-013", "Say in words what it was for.", "purpose_words")

# Bases that rest on something besides themselves, which is named.
_GROUNDED = frozenset(
    {Basis.COURT_ORDER, Basis.QSOA, Basis.RESEARCH, Basis.AUDIT, Basis.CHILD_ABUSE, Basis.CRIME_ON_PREMISES}
)
_OF_NOTES = frozenset({Basis.CONSENT_COUNSELING_NOTES, Basis.COURT_ORDER})


@dataclass(frozen=True)
class Leaving:
    """What leaves, or has left.

    consent      the consent it rests on, for a basis that needs one
    what         a few words, such as "attendance letter for October"
    affiliation  hospital or service of the recipient; needed in an emergency
    grounds      nature of the emergency, number of the order, name of the agreement
    """

    basis: Basis
    recipient: Recipient
    categories: frozenset[Information]
    purpose: Purpose
    what: str
    way: Way
    consent: UUID | None = None
    purpose_words: str = ""
    affiliation: str = ""
    grounds: str = ""
    has_order: bool = False
    has_mandate: bool = False
    notice: Notice | None = None
    enclosure: Enclosure | None = None

    @property
    def use(self) -> Use:
        """What a consent is asked about."""
        return Use(
            recipient=self.recipient,
            categories=self.categories,
            purpose=self.purpose,
            purpose_words=self.purpose_words,
            is_proceeding=self.basis is Basis.CONSENT_PROCEEDING,
        )


def needs_consent(basis: Basis) -> bool:
    """Return whether a basis is a consent."""
    return basis in CONSENT_KINDS


def check_leaving(leaving: Leaving, *, disclosed_at: datetime, at: datetime) -> list[Finding]:
    """Return what keeps something from being let out, or from being written down as it is.

    disclosed_at  when it leaves or left
    at            now
    """
    basis, emergency = leaving.basis, leaving.basis is Basis.MEDICAL_EMERGENCY
    told = leaving.notice is not None and leaving.enclosure is not None
    wrong = {
        NOTHING: not leaving.what.strip(),
        NOBODY: not leaving.recipient.name.strip(),
        NO_CATEGORY: not leaving.categories,
        NO_WORDS: leaving.purpose is Purpose.OTHER and not leaving.purpose_words.strip(),
        NO_CONSENT: needs_consent(basis) and leaving.consent is None,
        NO_NOTICE: needs_consent(basis) and not told,
        NO_EMERGENCY: emergency and not (leaving.affiliation.strip() and leaving.grounds.strip()),
        NOT_MEDICAL: emergency and leaving.recipient.kind is not RecipientKind.PROVIDER,
        NO_ORDER: basis is Basis.COURT_ORDER and not (leaving.has_order and leaving.has_mandate),
        NO_GROUNDS: basis in _GROUNDED and not leaving.grounds.strip(),
        NOTES_APART: Information.COUNSELING_NOTES in leaving.categories and basis not in _OF_NOTES,
        IN_FUTURE: disclosed_at > at,
    }
    return [finding for finding, is_wrong in wrong.items() if is_wrong]


def instant_of(minute: datetime, *, now: datetime) -> datetime:
    """Return the instant that somebody means by a minute: its end, but not later than now.

    A consent may have been signed in the same minute as the call it was signed for; one taken back in it ends the call.
    """
    end = minute + timedelta(minutes=1, microseconds=-1)
    return min(end, now) if minute <= now else minute


def not_in_force(state: State) -> Finding:
    """Return why a consent in this state permits nothing."""
    words = STATE_LABELS[state].lower()
    return Finding(
        "DIS-014", f"This consent permitted nothing at that moment: {words}. Nothing may leave on it.", "consent"
    )
