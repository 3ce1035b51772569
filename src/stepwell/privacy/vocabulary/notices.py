"""Choices of the texts that clients are given."""

from enum import StrEnum


class NoticeKind(StrEnum):
    """A text of the organization that every client is given."""

    PRIVACY = "privacy_notice"
    RULES = "program_rules"
    RIGHTS = "client_rights"
    TELEHEALTH = "telehealth"
    FINANCIAL = "financial_agreement"
    GROUPS = "group_confidentiality"


NOTICE_KIND_LABELS = {
    NoticeKind.PRIVACY: "Notice of privacy practices",
    NoticeKind.RULES: "Program rules",
    NoticeKind.RIGHTS: "Your rights",
    NoticeKind.TELEHEALTH: "Telehealth",
    NoticeKind.FINANCIAL: "Financial agreement",
    NoticeKind.GROUPS: "Confidentiality in groups",
}


class AcknowledgementWay(StrEnum):
    """How a client acknowledged a text."""

    SIGNED = "signed"
    DECLINED = "declined"


ACKNOWLEDGEMENT_LABELS = {
    AcknowledgementWay.SIGNED: "Signed",
    AcknowledgementWay.DECLINED: "Given, and not signed",
}
