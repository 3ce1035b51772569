"""Words to start from, our own: a problem, a step that can be measured, something to do. All are to be edited."""

from dataclasses import dataclass

from stepwell.treatmentplans.vocabulary import SERVICE_LABELS, Area, Per, Responsible, Service


@dataclass(frozen=True)
class ProblemStarter:
    """A problem in plain words, and a goal to ask the client about."""

    code: str
    area: Area
    words: str
    goal: str


@dataclass(frozen=True)
class ObjectiveStarter:
    """A step with its measure and number; the date is always chosen."""

    code: str
    words: str
    measure: str
    target: int


@dataclass(frozen=True)
class InterventionStarter:
    """A service as programs often give it."""

    code: str
    kind: Service
    words: str
    times: int
    per: Per
    minutes: int
    role: Responsible

    @property
    def label(self) -> str:
        """The service with its words."""
        return f"{SERVICE_LABELS[self.kind]}: {self.words}" if self.words else SERVICE_LABELS[self.kind]


PROBLEMS = (
    ProblemStarter(
        "alcohol", Area.USE, "Drinks more, and more often, than planned; has tried to stop.", "I want to stop drinking."
    ),
    ProblemStarter(
        "opioids", Area.USE, "Uses opioids daily and gets sick without them.", "I want my life back from opioids."
    ),
    ProblemStarter(
        "cravings", Area.RELAPSE, "Strong cravings in certain places and with certain people.",
        "I want to get through a craving without using.",
    ),
    ProblemStarter(
        "mood", Area.MIND, "Low mood most days, little sleep, little joy.", "I want to feel like myself again."
    ),
    ProblemStarter("anxiety", Area.MIND, "Worry and panic keep the person from daily tasks.", "I want to worry less."),
    ProblemStarter(
        "home", Area.SURROUNDINGS, "Somebody at home uses, and there is little support.", "I want a calm, safe home."
    ),
    ProblemStarter(
        "work", Area.SURROUNDINGS, "Work or school is at risk because of missed days.", "I want to keep my job."
    ),
    ProblemStarter(
        "unsure", Area.READINESS, "Is not sure that change is wanted or possible.", "I want to find out what I want."
    ),
)  # fmt: skip
OBJECTIVES = (
    ObjectiveStarter("days", "Will stay free of alcohol and drugs.", "days without use in the last 30 days", 30),
    ObjectiveStarter("craving", "Will bring cravings down.", "highest craving of the week, 0 to 10", 4),
    ObjectiveStarter("skills", "Will use two coping skills when a trigger comes.", "skills used in a week", 6),
    ObjectiveStarter("attend", "Will come to the planned sessions.", "percent of sessions attended in a month", 90),
    ObjectiveStarter("mood", "Will bring down the score of low mood.", "PHQ-9 score", 9),
    ObjectiveStarter("worry", "Will bring down the score of worry.", "GAD-7 score", 9),
    ObjectiveStarter("sleep", "Will sleep through the night more often.", "nights a week with 7 hours of sleep", 5),
    ObjectiveStarter("people", "Will meet people who support recovery.", "meetings or visits in a week", 2),
)
INTERVENTIONS = (
    InterventionStarter("group", Service.GROUP_THERAPY, "", 3, Per.WEEK, 90, Responsible.FACILITATOR),
    InterventionStarter(
        "skills", Service.SKILLS, "coping and refusal skills", 3, Per.WEEK, 60, Responsible.FACILITATOR
    ),
    InterventionStarter("education", Service.PSYCHOEDUCATION, "", 1, Per.WEEK, 90, Responsible.FACILITATOR),
    InterventionStarter("individual", Service.INDIVIDUAL, "", 1, Per.WEEK, 60, Responsible.COUNSELOR),
    InterventionStarter("family", Service.FAMILY, "", 2, Per.MONTH, 60, Responsible.COUNSELOR),
    InterventionStarter("case", Service.CASE_MANAGEMENT, "", 2, Per.MONTH, 30, Responsible.CASE_MANAGER),
    InterventionStarter("medication", Service.MEDICATION, "", 1, Per.MONTH, 30, Responsible.PRESCRIBER),
    InterventionStarter("testing", Service.DRUG_TESTING, "", 1, Per.WEEK, 10, Responsible.TEAM),
    InterventionStarter("diary", Service.HOMEWORK, "craving and mood diary", 7, Per.WEEK, 0, Responsible.CLIENT),
)
