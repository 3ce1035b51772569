"""Words of notes."""

from enum import StrEnum

from stepwell.platform.walls.rights import Category
from stepwell.scheduling.vocabulary import SessionKind


class NoteKind(StrEnum):
    """What a note is about."""

    GROUP = "group"
    INDIVIDUAL = "individual"
    FAMILY = "family"
    CASE = "case"
    CONTACT = "contact"


KIND_LABELS = {
    NoteKind.GROUP: "Group note",
    NoteKind.INDIVIDUAL: "Individual note",
    NoteKind.FAMILY: "Family note",
    NoteKind.CASE: "Case management note",
    NoteKind.CONTACT: "Telephone or other contact",
}
# Who reads a kind. A group note belongs to who runs the session; the rest of the chart does not.
CATEGORIES = {
    NoteKind.GROUP: Category.SESSIONS,
    NoteKind.INDIVIDUAL: Category.CHART,
    NoteKind.FAMILY: Category.CHART,
    NoteKind.CONTACT: Category.CHART,
    NoteKind.CASE: Category.CASE_NOTES,
}
OF_SESSIONS = frozenset({NoteKind.GROUP, NoteKind.INDIVIDUAL, NoteKind.FAMILY})  # these rest on attendance
# Sessions that ask for a note. Assessments and medication visits have papers of their own; a mutual-help meeting is
# nobody's treatment. Source: docs/sources.md#notes
ASKED: dict[SessionKind, NoteKind] = {
    SessionKind.GROUP_THERAPY: NoteKind.GROUP,
    SessionKind.PROCESS: NoteKind.GROUP,
    SessionKind.SKILLS: NoteKind.GROUP,
    SessionKind.PSYCHOEDUCATION: NoteKind.GROUP,
    SessionKind.FAMILY_EDUCATION: NoteKind.GROUP,
    SessionKind.ACTIVITY: NoteKind.GROUP,
    SessionKind.PEER_SUPPORT: NoteKind.GROUP,
    SessionKind.INDIVIDUAL: NoteKind.INDIVIDUAL,
    SessionKind.FAMILY: NoteKind.FAMILY,
    SessionKind.CASE_MANAGEMENT: NoteKind.CASE,
}


class Participation(StrEnum):
    """How much somebody took part, as it was seen."""

    OFTEN = "often"
    SOME = "some"
    QUIET = "quiet"
    DECLINED = "declined"


PARTICIPATION_LABELS = {
    Participation.OFTEN: "Spoke often",
    Participation.SOME: "Spoke some",
    Participation.QUIET: "Listened",
    Participation.DECLINED: "Declined",
}


class Response(StrEnum):
    """How somebody responded, as it was seen."""

    EXERCISE = "exercise"
    EXAMPLE = "example"
    HELPED = "helped"
    PRACTICED = "practiced"
    FEEDBACK = "feedback"
    MOVED = "moved"
    TENSE = "tense"
    TIRED = "tired"


RESPONSE_LABELS = {
    Response.EXERCISE: "Did the exercise",
    Response.EXAMPLE: "Gave an example of their own",
    Response.HELPED: "Helped others",
    Response.PRACTICED: "Practiced the skill",
    Response.FEEDBACK: "Took feedback",
    Response.MOVED: "Was moved",
    Response.TENSE: "Was tense",
    Response.TIRED: "Was tired",
}


class Risk(StrEnum):
    """What was seen of danger to oneself or others."""

    NONE = "none"
    SOME = "some"
    HIGH = "high"


RISK_LABELS = {Risk.NONE: "None seen", Risk.SOME: "Some", Risk.HIGH: "High"}


class Way(StrEnum):
    """How the contact was held."""

    IN_PERSON = "in_person"
    VIDEO = "video"
    AUDIO = "audio"
    TEXT = "text"


WAY_LABELS = {
    Way.IN_PERSON: "In person",
    Way.VIDEO: "By video",
    Way.AUDIO: "By telephone",
    Way.TEXT: "By message or letter",
}


class Stage(StrEnum):
    """How far a note has come."""

    DRAFT = "draft"
    WAITS = "waits"
    RETURNED = "returned"
    SIGNED = "signed"
    VOIDED = "voided"


STAGE_LABELS = {
    Stage.DRAFT: "Draft",
    Stage.WAITS: "Waits for co-signature",
    Stage.RETURNED: "Returned for correction",
    Stage.SIGNED: "Signed",
    Stage.VOIDED: "Set aside",
}
STAGE_TONES = {Stage.DRAFT: "warn", Stage.WAITS: "info", Stage.RETURNED: "warn", Stage.SIGNED: "success"}
PROGRESS = (0, 1, 2, 3, 4)
PROGRESS_LABELS = {0: "Not begun", 1: "A first step", 2: "Halfway", 3: "Nearly there", 4: "There"}
MOST_WORDS = 10_000  # characters of what is written about a session
MOST_SENTENCE = 4_000  # of the part of one client in a group
MOST_TOPIC = 200
