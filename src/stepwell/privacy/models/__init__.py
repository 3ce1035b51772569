"""Tables of this room: emergency access, consents, what was disclosed, and the texts that clients are given."""

from stepwell.privacy.models.consents import Consent, ConsentEnding, ConsentRevocation
from stepwell.privacy.models.disclosures import Disclosure, DisclosureCorrection
from stepwell.privacy.models.emergencies import EmergencyAccess, EmergencyReview
from stepwell.privacy.models.notices import Acknowledgement, NoticeRequest, NoticeVersion

__all__ = [
    "Acknowledgement",
    "Consent",
    "ConsentEnding",
    "ConsentRevocation",
    "Disclosure",
    "DisclosureCorrection",
    "EmergencyAccess",
    "EmergencyReview",
    "NoticeRequest",
    "NoticeVersion",
]
