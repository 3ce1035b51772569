"""Choices of the client registry."""

from enum import StrEnum

from stepwell.platform.walls.rights import Role


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


# Who may be let into somebody's care, and who may answer for it.
CARE_ROLES = (Role.CLINICIAN, Role.FACILITATOR, Role.CASE_MANAGER, Role.PRESCRIBER, Role.SUPERVISOR, Role.DIRECTOR)
ASSIGNED_ROLES = (*CARE_ROLES, Role.UTILIZATION)  # who may be assigned in any way
COUNSELORS = (Role.CLINICIAN, Role.PRESCRIBER, Role.SUPERVISOR, Role.DIRECTOR)


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


class Home(StrEnum):
    """Where somebody lives, in the classes that public reporting uses."""

    OWN = "own"
    WITH_OTHERS = "with_others"
    RECOVERY_RESIDENCE = "recovery_residence"
    SUPERVISED = "supervised"
    SHELTER = "shelter"
    STREET = "street"
    UNKNOWN = "unknown"


HOME_LABELS = {
    Home.OWN: "Own home, alone or with family",
    Home.WITH_OTHERS: "With friends or relatives, for now",
    Home.RECOVERY_RESIDENCE: "Recovery residence",
    Home.SUPERVISED: "Supervised or institutional setting",
    Home.SHELTER: "Shelter",
    Home.STREET: "Street, car or another place not meant to live in",
    Home.UNKNOWN: "Not known",
}


class Answer(StrEnum):
    """An answer that may be missing."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


ANSWER_LABELS = {Answer.YES: "Yes", Answer.NO: "No", Answer.UNKNOWN: "Not known"}


class Course(StrEnum):
    """What the code of a substance use disorder does not say by itself."""

    MILD = "mild"
    MODERATE = "moderate"
    SEVERE = "severe"
    EARLY_REMISSION = "early_remission"
    SUSTAINED_REMISSION = "sustained_remission"


COURSE_LABELS = {
    Course.MILD: "mild",
    Course.MODERATE: "moderate",
    Course.SEVERE: "severe",
    Course.EARLY_REMISSION: "in early remission",
    Course.SUSTAINED_REMISSION: "in sustained remission",
}
