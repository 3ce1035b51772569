"""Words of admission: gates, stages, what is done on the first day, why somebody does not come."""

from enum import StrEnum

from stepwell.platform.walls.rights import Category, Role
from stepwell.privacy.vocabulary import NoticeKind


class Gate(StrEnum):
    """One thing to be in place before somebody is admitted, in the order in which they are usually mended."""

    CONTACT = "contact"
    ASKING = "asking"
    COVERAGE = "coverage"
    ASSESSMENT = "assessment"
    PLACEMENT = "placement"
    ORDER = "order"
    AUTHORIZATION = "authorization"
    CLINICIAN = "clinician"
    CONSENT = "consent"
    NOTICES = "notices"
    RULES = "rules"
    SESSION = "session"


GATE_LABELS = {
    Gate.CONTACT: "A safe way to reach them",
    Gate.ASKING: "Consent to ask the insurer",
    Gate.COVERAGE: "Coverage checked, or they pay themself",
    Gate.ASSESSMENT: "Assessment signed",
    Gate.PLACEMENT: "Level of care decided",
    Gate.ORDER: "Services ordered",
    Gate.AUTHORIZATION: "Authorization",
    Gate.CLINICIAN: "Primary clinician",
    Gate.CONSENT: "Consent for treatment, payment and operations",
    Gate.NOTICES: "Notices given",
    Gate.RULES: "Program rules signed",
    Gate.SESSION: "First session booked",
}
# What a clinician must have done: nobody is admitted without these, whatever the reason.
HARD = frozenset({Gate.ASSESSMENT, Gate.PLACEMENT, Gate.ORDER, Gate.CLINICIAN})
# What may cost the program money: somebody who answers for it waives these.
MONEY = frozenset({Gate.COVERAGE, Gate.AUTHORIZATION, Gate.CONSENT})
WAIVABLE = tuple(gate for gate in Gate if gate not in HARD)
LEADS = frozenset({Role.DIRECTOR, Role.SUPERVISOR})
WAIVED_BY = {gate: LEADS if gate in MONEY else LEADS | {Role.ADMISSIONS} for gate in WAIVABLE}
# What one must be able to read to know how a gate stands.
SEEN_WITH = {
    Gate.CONTACT: (Category.DEMOGRAPHICS,),
    Gate.ASKING: (Category.CONSENTS, Category.BENEFITS),
    Gate.COVERAGE: (Category.BENEFITS,),
    Gate.ASSESSMENT: (Category.SCREENING,),
    Gate.PLACEMENT: (Category.SCREENING,),
    Gate.ORDER: (Category.ENROLLMENT,),
    Gate.AUTHORIZATION: (Category.AUTHORIZATIONS, Category.BENEFITS),
    Gate.CLINICIAN: (Category.SCREENING,),
    Gate.CONSENT: (Category.CONSENTS, Category.BENEFITS),
    Gate.NOTICES: (Category.CONSENTS,),
    Gate.RULES: (Category.CONSENTS,),
    Gate.SESSION: (Category.SCHEDULE,),
}
# What is there can be seen with less than what is missing: only that something is not needed depends on the money.
SEEN_DONE_WITH = SEEN_WITH | {
    Gate.ASKING: (Category.CONSENTS,),
    Gate.AUTHORIZATION: (Category.AUTHORIZATIONS,),
    Gate.CONSENT: (Category.CONSENTS,),
}


class Mender(StrEnum):
    """Who can mend what is missing."""

    ADMISSIONS = "admissions"
    CLINICIAN = "clinician"
    LEADS = "leads"
    REVIEW = "review"
    OFFICE = "office"


MENDER_LABELS = {
    Mender.ADMISSIONS: "Admissions",
    Mender.CLINICIAN: "A clinician",
    Mender.LEADS: "The supervisor or director",
    Mender.REVIEW: "The utilization reviewer",
    Mender.OFFICE: "An administrator",
}


class State(StrEnum):
    """How a gate stands."""

    DONE = "done"
    WAIVED = "waived"
    NOT_NEEDED = "not_needed"
    MISSING = "missing"
    UNSEEN = "unseen"


STATE_LABELS = {
    State.DONE: "Done",
    State.WAIVED: "Waived",
    State.NOT_NEEDED: "Not needed",
    State.MISSING: "Missing",
    State.UNSEEN: "Not shown to you",
}
STATE_TONES = {State.DONE: "success", State.WAIVED: "info", State.MISSING: "warn"}
OPEN = frozenset({State.DONE, State.WAIVED, State.NOT_NEEDED})  # a gate that one may pass


class Stage(StrEnum):
    """Where somebody stands on the way in. It follows from the facts."""

    INQUIRY = "inquiry"
    REACHED = "reached"
    VERIFYING = "verifying"
    ASSESSMENT = "assessment"
    PLACED = "placed"
    READY = "ready"
    ADMITTED = "admitted"
    LOST = "lost"


STAGE_LABELS = {
    Stage.INQUIRY: "Inquiry",
    Stage.REACHED: "Reached",
    Stage.VERIFYING: "Verifying",
    Stage.ASSESSMENT: "Assessment",
    Stage.PLACED: "Placed",
    Stage.READY: "Ready",
    Stage.ADMITTED: "Admitted",
    Stage.LOST: "Lost",
}
ON_THE_WAY = (Stage.VERIFYING, Stage.ASSESSMENT, Stage.PLACED, Stage.READY)


class Lost(StrEnum):
    """Why somebody who was registered is not admitted."""

    ELSEWHERE = "elsewhere"
    UNWANTED = "unwanted"
    UNREACHED = "unreached"
    OTHER_LEVEL = "other_level"
    UNPAID = "unpaid"
    PRACTICAL = "practical"
    OTHER = "other"


LOST_LABELS = {
    Lost.ELSEWHERE: "Went to another program",
    Lost.UNWANTED: "No longer wants it",
    Lost.UNREACHED: "Could not be reached",
    Lost.OTHER_LEVEL: "Needs another level of care: referred",
    Lost.UNPAID: "Nobody pays for it",
    Lost.PRACTICAL: "Work, family, the way here",
    Lost.OTHER: "Another reason",
}
EXPLAINED = frozenset({Lost.OTHER_LEVEL, Lost.OTHER})

# Given to everybody before care begins, in the version in force; rules stand by themselves because they are signed.
NOTICES = (NoticeKind.PRIVACY, NoticeKind.RIGHTS, NoticeKind.GROUPS, NoticeKind.FINANCIAL)


class Kind(StrEnum):
    """What an item of the first day asks beyond a tick."""

    TICK = "tick"
    ANSWER = "answer"
    EMERGENCY_CONTACT = "emergency_contact"
    MEDICATIONS = "medications"


KIND_LABELS = {
    Kind.TICK: "A tick; words if somebody wants to",
    Kind.ANSWER: "An answer in words",
    Kind.EMERGENCY_CONTACT: "An emergency contact in the record, or why there is none",
    Kind.MEDICATIONS: "Containers listed, or why there are none",
}


class Answer(StrEnum):
    """What became of an item."""

    DONE = "done"
    NOT_NEEDED = "not_needed"


ANSWER_LABELS = {Answer.DONE: "Done", Answer.NOT_NEEDED: "Does not apply"}


class Kept(StrEnum):
    """Where a container is after it was listed."""

    CLIENT = "client"
    STORED = "stored"
    SENT_HOME = "sent_home"


KEPT_LABELS = {
    Kept.CLIENT: "Stays with the client",
    Kept.STORED: "Locked up here",
    Kept.SENT_HOME: "Sent home with somebody",
}
