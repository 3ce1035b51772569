"""Words of treatment plans: kinds of plan, areas of life, kinds of service, how an objective stands."""

from enum import StrEnum


class PlanKind(StrEnum):
    """Why a plan is written; each kind has its own day by which it is due."""

    PRELIMINARY = "preliminary"
    COMPREHENSIVE = "comprehensive"
    REVIEW = "review"


KIND_LABELS = {
    PlanKind.PRELIMINARY: "Preliminary plan",
    PlanKind.COMPREHENSIVE: "Comprehensive plan",
    PlanKind.REVIEW: "Plan after a review",
}


class Area(StrEnum):
    """What part of life a problem is about. Words of our own: the numbers of dimensions differ by edition."""

    USE = "use"
    WITHDRAWAL = "withdrawal"
    BODY = "body"
    MIND = "mind"
    READINESS = "readiness"
    RELAPSE = "relapse"
    SURROUNDINGS = "surroundings"
    BARRIERS = "barriers"


AREA_LABELS = {
    Area.USE: "Substance use",
    Area.WITHDRAWAL: "Withdrawal and medication",
    Area.BODY: "Physical health",
    Area.MIND: "Mental health",
    Area.READINESS: "Readiness to change",
    Area.RELAPSE: "Risk of return to use",
    Area.SURROUNDINGS: "Home, people and work",
    Area.BARRIERS: "What gets in the way",
}


class Service(StrEnum):
    """What is done. Kinds that are sessions have the same names as on the schedule."""

    GROUP_THERAPY = "group_therapy"
    PROCESS = "process"
    SKILLS = "skills"
    PSYCHOEDUCATION = "psychoeducation"
    FAMILY_EDUCATION = "family_education"
    ACTIVITY = "activity"
    PEER_SUPPORT = "peer_support"
    MUTUAL_HELP = "mutual_help"
    INDIVIDUAL = "individual"
    FAMILY = "family"
    CASE_MANAGEMENT = "case_management"
    MEDICATION = "medication"
    DRUG_TESTING = "drug_testing"
    HOMEWORK = "homework"


SERVICE_LABELS = {
    Service.GROUP_THERAPY: "Group therapy",
    Service.PROCESS: "Process group",
    Service.SKILLS: "Skills group",
    Service.PSYCHOEDUCATION: "Education group",
    Service.FAMILY_EDUCATION: "Family education",
    Service.ACTIVITY: "Activity",
    Service.PEER_SUPPORT: "Peer support",
    Service.MUTUAL_HELP: "Mutual-help meeting",
    Service.INDIVIDUAL: "Individual session",
    Service.FAMILY: "Family session",
    Service.CASE_MANAGEMENT: "Case management",
    Service.MEDICATION: "Medication visit",
    Service.DRUG_TESTING: "Drug testing",
    Service.HOMEWORK: "Practice between sessions",
}


class Per(StrEnum):
    """How often is counted by the week or by the month."""

    WEEK = "week"
    MONTH = "month"


PER_LABELS = {Per.WEEK: "a week", Per.MONTH: "a month"}


class Responsible(StrEnum):
    """Who does it, where no person is named."""

    TEAM = "team"
    FACILITATOR = "facilitator"
    COUNSELOR = "counselor"
    PRESCRIBER = "prescriber"
    CASE_MANAGER = "case_manager"
    PEER = "peer"
    CLIENT = "client"


RESPONSIBLE_LABELS = {
    Responsible.TEAM: "Treatment team",
    Responsible.FACILITATOR: "Group facilitator",
    Responsible.COUNSELOR: "Primary counselor",
    Responsible.PRESCRIBER: "Prescriber or nurse",
    Responsible.CASE_MANAGER: "Case manager",
    Responsible.PEER: "Peer supporter",
    Responsible.CLIENT: "The client",
}


class ClientWay(StrEnum):
    """How the client answered a plan that the clinician signed."""

    SCREEN = "screen"
    LINK = "link"
    REFUSED = "refused"


WAY_LABELS = {
    ClientWay.SCREEN: "Signed at the clinic",
    ClientWay.LINK: "Signed through a link",
    ClientWay.REFUSED: "Did not want to sign",
}


class Standing(StrEnum):
    """How an objective stands."""

    OPEN = "open"
    MET = "met"
    DROPPED = "dropped"


STANDING_LABELS = {Standing.OPEN: "Open", Standing.MET: "Met", Standing.DROPPED: "Dropped"}

PROGRESS_LABELS = {0: "0, not begun", 1: "1, begun", 2: "2, partly there", 3: "3, nearly there", 4: "4, there"}


class Stage(StrEnum):
    """How far a plan has come. Derived from its signatures and dates, never stored."""

    DRAFT = "draft"
    COSIGNATURE = "cosignature"
    CLIENT = "client"
    AHEAD = "ahead"
    IN_FORCE = "in_force"
    SUPERSEDED = "superseded"
    VOIDED = "voided"


STAGE_LABELS = {
    Stage.DRAFT: "Draft",
    Stage.COSIGNATURE: "Waits for the co-signature",
    Stage.CLIENT: "Waits for the client",
    Stage.AHEAD: "Signed, begins later",
    Stage.IN_FORCE: "In force",
    Stage.SUPERSEDED: "Replaced by a later plan",
    Stage.VOIDED: "Set aside",
}
STAGE_TONES = {
    Stage.DRAFT: "",
    Stage.COSIGNATURE: "warn",
    Stage.CLIENT: "warn",
    Stage.AHEAD: "info",
    Stage.IN_FORCE: "success",
    Stage.SUPERSEDED: "",
    Stage.VOIDED: "",
}

WORDS, SHORT = 4000, 200  # letters of a narrative, and of a line
