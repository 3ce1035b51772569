"""Words of placement. Levels and dimensions by their public names; questions and hints are our own wording.

No text of any criteria stands here: who holds a license of one rates with it at hand. Source: docs/sources.md#placement
"""

from enum import StrEnum

from stepwell.people.vocabulary import LEVELS


class Edition(StrEnum):
    """Whose names the six dimensions have. The same number means different things, so none goes without it."""

    THIRD = "3"
    FOURTH = "4"


EDITION_LABELS = {Edition.THIRD: "3rd edition, 2013", Edition.FOURTH: "4th edition, 2023"}
NUMBERS = (1, 2, 3, 4, 5, 6)
DIMENSIONS = {
    Edition.THIRD: (
        "Acute intoxication and withdrawal potential",
        "Biomedical conditions and complications",
        "Emotional, behavioral and cognitive conditions",
        "Readiness to change",
        "Relapse, continued use or continued problem potential",
        "Recovery and living environment",
    ),
    Edition.FOURTH: (
        "Intoxication, withdrawal and addiction medications",
        "Biomedical conditions",
        "Psychiatric and cognitive conditions",
        "Substance use-related risks",
        "Recovery environment interactions",
        "Person-centered considerations",
    ),
}
HINTS = {
    Edition.THIRD: (
        "What was used and when; withdrawal now, and how it went before.",
        "Illness, pain, pregnancy, medicines; who treats them.",
        "Mood, thinking, danger, trauma; what gets in the way.",
        "What the person wants, in their words.",
        "What makes use likely this week; what has helped.",
        "Who lives there, who uses there, work, court, way here.",
    ),
    Edition.FOURTH: (
        "What was used and when; withdrawal now and before; medicines for addiction.",
        "Illness, pain, pregnancy, sleep; who treats them.",
        "Mood, thinking, danger, trauma; what gets in the way.",
        "What makes risky use or conduct likely this week; what has helped.",
        "Safety, support and coping where the person lives.",
        "What the person prefers, and what would keep them from coming.",
    ),
}
RATINGS = (0, 1, 2, 3, 4)
RATING_WORDS = ("none", "mild", "moderate", "severe", "extreme")


class Kind(StrEnum):
    """What a placement is for."""

    ADMISSION = "admission"
    CONTINUED_STAY = "continued_stay"
    CHANGE = "change"
    DISCHARGE = "discharge"


KIND_LABELS = {
    Kind.ADMISSION: "Admission",
    Kind.CONTINUED_STAY: "Continued stay",
    Kind.CHANGE: "Change of level",
    Kind.DISCHARGE: "Discharge",
}

BEFORE = "Decided elsewhere, before Stepwell"


class Stop(StrEnum):
    """What speaks against care outside a hospital or residence until somebody licensed answers for it."""

    WITHDRAWAL = "withdrawal"
    MEDICAL = "medical"
    DANGER = "danger"
    OVERDOSE = "overdose"
    TAKING_PART = "taking_part"
    HOME = "home"
    STRUCTURE = "structure"
    PREGNANCY = "pregnancy"


STOP_QUESTIONS = {
    Stop.WITHDRAWAL: "Does withdrawal need more than care by day?",
    Stop.MEDICAL: "Is there an acute medical problem to be watched, or intoxication now?",
    Stop.DANGER: "Is there danger to self or others now, or psychosis, mania or grave disability?",
    Stop.OVERDOSE: "Was there an overdose in the last 30 days without a medical or medication plan?",
    Stop.TAKING_PART: "Is the person unable to take part?",
    Stop.HOME: "Is the home unsafe, or is there use at home, with no recovery residence to go to?",
    Stop.STRUCTURE: "Does the history show a need for structure around the clock?",
    Stop.PREGNANCY: "Pregnant and using opioids, alcohol or sedatives, without medical care arranged?",
}
STOP_HINTS = {
    Stop.WITHDRAWAL: "A seizure or delirium before, daily alcohol or benzodiazepines, a scale above the local limit.",
    Stop.MEDICAL: "",
    Stop.DANGER: "",
    Stop.OVERDOSE: "",
    Stop.TAKING_PART: "Thinking, language without an interpreter, no way here and no private place for video.",
    Stop.HOME: "",
    Stop.STRUCTURE: "Well-delivered intensive outpatient care that failed more than once.",
    Stop.PREGNANCY: "",
}
# Of these, not knowing stops as much as yes.
MUST_BE_KNOWN = frozenset({Stop.WITHDRAWAL, Stop.MEDICAL, Stop.DANGER, Stop.OVERDOSE})

OUTSIDE = {
    "none": "No treatment for now",
    "wm": "Withdrawal management elsewhere",
    "3.1": "3.1, low-intensity residential",
    "3.3": "3.3, residential for a population",
    "3.5": "3.5, high-intensity residential",
    "3.7": "3.7, medical residential or inpatient",
    "4": "4, hospital",
    "other": "Another level elsewhere",
}
ALL_LEVELS = {**LEVELS, **OUTSIDE}


class Variance(StrEnum):
    """Why the level decided is not the level recommended."""

    NOT_AVAILABLE = "not_available"
    NO_PLACE = "no_place"
    DECLINED = "declined"
    PREFERENCE = "preference"
    SUPPORTS = "supports"
    COVERAGE = "coverage"
    LEGAL = "legal"
    JUDGMENT = "judgment"


VARIANCE_LABELS = {
    Variance.NOT_AVAILABLE: "There is no such program within reach",
    Variance.NO_PLACE: "There is no place now",
    Variance.DECLINED: "The person declined the recommended level",
    Variance.PREFERENCE: "The person prefers another level",
    Variance.SUPPORTS: "Other supports make up for the difference",
    Variance.COVERAGE: "Coverage does not reach so far",
    Variance.LEGAL: "A court or agency ordered it",
    Variance.JUDGMENT: "Clinical judgment",
}


class Service(StrEnum):
    """What can be ordered; the schedule's kinds of session by the same names."""

    GROUP_THERAPY = "group_therapy"
    SKILLS = "skills"
    PSYCHOEDUCATION = "psychoeducation"
    INDIVIDUAL = "individual"
    FAMILY = "family"
    FAMILY_EDUCATION = "family_education"
    CASE_MANAGEMENT = "case_management"
    MEDICATION = "medication"
    PEER_SUPPORT = "peer_support"


SERVICE_LABELS = {
    Service.GROUP_THERAPY: "Group therapy",
    Service.SKILLS: "Skills groups",
    Service.PSYCHOEDUCATION: "Education groups",
    Service.INDIVIDUAL: "Individual sessions",
    Service.FAMILY: "Family sessions",
    Service.FAMILY_EDUCATION: "Family education",
    Service.CASE_MANAGEMENT: "Case management",
    Service.MEDICATION: "Medication visits",
    Service.PEER_SUPPORT: "Peer support",
}


class Per(StrEnum):
    """Over which time minutes are counted."""

    WEEK = "week"
    MONTH = "month"


PER_LABELS = {Per.WEEK: "a week", Per.MONTH: "a month"}
