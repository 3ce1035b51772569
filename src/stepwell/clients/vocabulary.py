"""Choices of the client registry."""

from enum import StrEnum


class CareKind(StrEnum):
    """In which way somebody has to do with a client; `rights.Reach` has the same words."""

    PRIMARY = "primary"
    TEAM = "team"
    ROSTER = "roster"
    REVIEW = "review"


CARE_LABELS = {
    CareKind.PRIMARY: "Primary clinician",
    CareKind.TEAM: "Care team",
    CareKind.ROSTER: "Covers a group",
    CareKind.REVIEW: "Reviews an authorization",
}


class ContactKind(StrEnum):
    """A way to reach somebody."""

    MOBILE = "mobile"
    HOME = "home"
    WORK = "work"
    EMAIL = "email"


CONTACT_LABELS = {
    ContactKind.MOBILE: "Mobile phone",
    ContactKind.HOME: "Home phone",
    ContactKind.WORK: "Work phone",
    ContactKind.EMAIL: "E-mail",
}


class Message(StrEnum):
    """What may be left when nobody answers. That somebody is in treatment is never said before they agree."""

    NOTHING = "nothing"
    NAME_AND_NUMBER = "name_and_number"
    CLINIC = "clinic"


MESSAGE_LABELS = {
    Message.NOTHING: "Leave nothing",
    Message.NAME_AND_NUMBER: "A first name and a number, nothing else",
    Message.CLINIC: "May say it is the clinic",
}

LANGUAGES = {
    "en": "English",
    "es": "Spanish",
    "zh": "Chinese",
    "vi": "Vietnamese",
    "tl": "Tagalog",
    "ar": "Arabic",
    "fr": "French",
    "ht": "Haitian Creole",
    "ko": "Korean",
    "ru": "Russian",
    "pt": "Portuguese",
    "ase": "American Sign Language",
    "other": "Another language",
}
