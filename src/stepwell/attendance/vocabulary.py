"""Words of attendance."""

from enum import StrEnum


class Status(StrEnum):
    """How somebody attended, as their times say it."""

    PRESENT = "present"
    LATE = "late"
    LEFT_EARLY = "left_early"
    PARTLY = "partly"  # came late and left early
    ABSENT = "absent"


STATUS_LABELS = {
    Status.PRESENT: "Present",
    Status.LATE: "Late",
    Status.LEFT_EARLY: "Left early",
    Status.PARTLY: "Late, left early",
    Status.ABSENT: "Absent",
}


class Mode(StrEnum):
    """How somebody took part. Empty for who was absent."""

    IN_PERSON = "in_person"
    VIDEO = "video"
    AUDIO = "audio"


ATTENDED_LABELS = {Mode.IN_PERSON: "In person", Mode.VIDEO: "By video", Mode.AUDIO: "By telephone"}
REMOTE = frozenset({Mode.VIDEO, Mode.AUDIO})


class Location(StrEnum):
    """Where somebody who takes part from afar is, as a claim has to say it."""

    HOME = "home"
    ELSEWHERE = "elsewhere"


LOCATION_LABELS = {Location.HOME: "At home", Location.ELSEWHERE: "Somewhere else"}


class Absence(StrEnum):
    """Why somebody was not there. A choice and no words: those who bill read it."""

    NO_CONTACT = "no_contact"
    SICK = "sick"
    WORK = "work"
    TRANSPORT = "transport"
    FAMILY = "family"
    COURT = "court"
    EXCUSED = "excused"
    REFUSED = "refused"
    OTHER = "other"


ABSENCE_LABELS = {
    Absence.NO_CONTACT: "No call yet",
    Absence.SICK: "Unwell",
    Absence.WORK: "Work",
    Absence.TRANSPORT: "Ride",
    Absence.FAMILY: "Child or family",
    Absence.COURT: "Court or probation",
    Absence.EXCUSED: "Excused by the team",
    Absence.REFUSED: "Chose not to come",
    Absence.OTHER: "Another reason",
}
# Somebody said why, and it needs no call. Source: docs/sources.md#attendance
EXCUSED = frozenset({Absence.SICK, Absence.WORK, Absence.TRANSPORT, Absence.FAMILY, Absence.COURT, Absence.EXCUSED})


class Way(StrEnum):
    """How somebody was reached out to."""

    CALL = "call"
    TEXT = "text"
    EMAIL = "email"
    LETTER = "letter"
    VISIT = "visit"
    REVIEW = "review"


WAY_LABELS = {
    Way.CALL: "Telephone",
    Way.TEXT: "Text message",
    Way.EMAIL: "E-mail",
    Way.LETTER: "Letter",
    Way.VISIT: "Visit",
    Way.REVIEW: "Case review in the team",
}


class Outcome(StrEnum):
    """What came of it."""

    REACHED = "reached"
    MESSAGE = "message"
    NO_ANSWER = "no_answer"
    WRONG_WAY = "wrong_way"
    SENT = "sent"
    DECIDED = "decided"


OUTCOME_LABELS = {
    Outcome.REACHED: "Reached them",
    Outcome.MESSAGE: "Left a neutral message",
    Outcome.NO_ANSWER: "No answer",
    Outcome.WRONG_WAY: "Number or address is wrong",
    Outcome.SENT: "Sent",
    Outcome.DECIDED: "The team decided what comes next",
}
MOST_GUESTS = 20
