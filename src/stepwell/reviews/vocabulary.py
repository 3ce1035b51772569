"""Choices of reviews and discharges, in words of our own. Source: docs/sources.md#reviews, docs/sources.md#discharge"""

from enum import StrEnum


class Decision(StrEnum):
    """Why somebody stays, moves or leaves. C stays at the level, T leaves it."""

    PROGRESSING = "C1"
    WORKING = "C2"
    NEW_PROBLEM = "C3"
    GOALS_MET = "T1"
    NEEDS_MORE = "T2"
    NOT_HERE = "T3"
    NO_BENEFIT = "T4"
    DECLINES = "T5"


DECISION_LABELS = {
    Decision.PROGRESSING: "C1: progress, goals not yet met; this intensity is still needed",
    Decision.WORKING: "C2: no progress yet, but able and working on it; the plan is revised",
    Decision.NEW_PROBLEM: "C3: a new problem that this level can treat",
    Decision.GOALS_MET: "T1: goals met; what is left fits a lower level, or no treatment for now",
    Decision.NEEDS_MORE: "T2: worse, or a new problem that needs more",
    Decision.NOT_HERE: "T3: cannot be resolved here, although the plan was changed",
    Decision.NO_BENEFIT: "T4: cannot benefit from this level",
    Decision.DECLINES: "T5: declines treatment, or left",
}
# What everybody may read who sees levels of care: it says nothing of the chart.
DECISION_SHORT = {
    Decision.PROGRESSING: "Continued stay",
    Decision.WORKING: "Continued stay",
    Decision.NEW_PROBLEM: "Continued stay",
    Decision.GOALS_MET: "Review: a lower level fits",
    Decision.NEEDS_MORE: "Review: a higher level is needed",
    Decision.NOT_HERE: "Review: another level",
    Decision.NO_BENEFIT: "Review: another level",
    Decision.DECLINES: "Review: treatment declined",
}
STAYS = frozenset({Decision.PROGRESSING, Decision.WORKING, Decision.NEW_PROBLEM})


class Outcome(StrEnum):
    """What a review comes to."""

    CONTINUE = "continue"
    CHANGE = "change"
    LEAVE = "leave"


OUTCOME_LABELS = {
    Outcome.CONTINUE: "Stays at the level",
    Outcome.CHANGE: "Changes the level",
    Outcome.LEAVE: "Leaves this program",
}


class Reason(StrEnum):
    """Why an episode ends; finer than the national codes, which follow from it."""

    COMPLETED = "completed"
    TRANSFERRED = "transferred"
    AGAINST_ADVICE = "against_advice"
    STOPPED_COMING = "stopped_coming"
    BY_PROGRAM = "by_program"
    JAIL = "jail"
    DIED = "died"
    MOVED = "moved"
    COVERAGE = "coverage"
    HEALTH = "health"
    OTHER = "other"


REASON_LABELS = {
    Reason.COMPLETED: "Completed treatment here",
    Reason.TRANSFERRED: "Goes on in another program or at another level elsewhere",
    Reason.AGAINST_ADVICE: "Leaves although the team advises to stay",
    Reason.STOPPED_COMING: "Stopped coming, and could not be reached",
    Reason.BY_PROGRAM: "Ended by the program",
    Reason.JAIL: "In jail or prison",
    Reason.DIED: "Died",
    Reason.MOVED: "Moved away",
    Reason.COVERAGE: "Coverage or money",
    Reason.HEALTH: "Another illness",
    Reason.OTHER: "Another reason",
}
# Codes of the TEDS discharge file as it is published (2022 codebook). What a state is sent may differ.
REPORTED = {
    Reason.COMPLETED: 1,
    Reason.TRANSFERRED: 4,
    Reason.AGAINST_ADVICE: 2,
    Reason.STOPPED_COMING: 2,
    Reason.BY_PROGRAM: 3,
    Reason.JAIL: 5,
    Reason.DIED: 6,
    Reason.MOVED: 7,
    Reason.COVERAGE: 7,
    Reason.HEALTH: 7,
    Reason.OTHER: 7,
}
REPORTED_LABELS = {
    1: "1, completed",
    2: "2, dropped out",
    3: "3, terminated by facility",
    4: "4, transferred",
    5: "5, incarcerated",
    6: "6, death",
    7: "7, other",
}
# Nobody sits across the table: what needs the person is not asked.
ABSENT = frozenset({Reason.STOPPED_COMING, Reason.JAIL, Reason.DIED})


class Standing(StrEnum):
    """How a dimension stands at the end against the beginning."""

    RESOLVED = "resolved"
    BETTER = "better"
    SAME = "same"
    WORSE = "worse"
    NO_PROBLEM = "no_problem"
    UNKNOWN = "unknown"


STANDING_LABELS = {
    Standing.RESOLVED: "Resolved",
    Standing.BETTER: "Better",
    Standing.SAME: "The same",
    Standing.WORSE: "Worse",
    Standing.NO_PROBLEM: "Never a problem",
    Standing.UNKNOWN: "Not known",
}


class Naloxone(StrEnum):
    """Whether the person leaves with naloxone."""

    GIVEN = "given"
    HAS = "has"
    PRESCRIBED = "prescribed"
    DECLINED = "declined"
    NO_NEED = "no_need"
    NOT_GIVEN = "not_given"


NALOXONE_LABELS = {
    Naloxone.GIVEN: "Given, and shown how to use it",
    Naloxone.HAS: "Has it at home",
    Naloxone.PRESCRIBED: "Prescribed or told where to get it",
    Naloxone.DECLINED: "Offered and declined",
    Naloxone.NO_NEED: "No opioids or stimulants, and nobody at home who uses them",
    Naloxone.NOT_GIVEN: "Not given; see the words",
}


class Safety(StrEnum):
    """What became of the safety plan."""

    GONE_THROUGH = "gone_through"
    NOT_NEEDED = "not_needed"
    NOT_POSSIBLE = "not_possible"


SAFETY_LABELS = {
    Safety.GONE_THROUGH: "Gone through together, and the person has a copy",
    Safety.NOT_NEEDED: "There was no danger during care, and none is known now",
    Safety.NOT_POSSIBLE: "Not possible; see the words",
}


class Release(StrEnum):
    """What may go to whoever treats the person next."""

    SENT = "sent"
    CONSENTED = "consented"
    DECLINED = "declined"
    NOBODY = "nobody"
    NOT_ASKED = "not_asked"


RELEASE_LABELS = {
    Release.SENT: "Sent, with consent",
    Release.CONSENTED: "Consent is signed; it will be sent",
    Release.DECLINED: "The person does not want it",
    Release.NOBODY: "Nobody treats them next",
    Release.NOT_ASKED: "Could not be asked",
}


class Appointment(StrEnum):
    """What comes next."""

    TREATMENT = "treatment"
    MEDICATION = "medication"
    THERAPY = "therapy"
    PRIMARY_CARE = "primary_care"
    SUPPORT = "support"
    OTHER = "other"


APPOINTMENT_LABELS = {
    Appointment.TREATMENT: "Treatment program",
    Appointment.MEDICATION: "Medication visit",
    Appointment.THERAPY: "Therapy",
    Appointment.PRIMARY_CARE: "Family doctor",
    Appointment.SUPPORT: "Meeting or peer support",
    Appointment.OTHER: "Something else",
}


class Part(StrEnum):
    """A part of the relapse-prevention plan, each a list in the person's words."""

    TRIGGERS = "triggers"
    SIGNS = "signs"
    SKILLS = "skills"
    REFUSAL = "refusal"
    PEOPLE = "people"
    MEETINGS = "meetings"
    MEDICATION = "medication"
    LAPSE = "lapse"


PART_LABELS = {
    Part.TRIGGERS: ("What makes me want to use", "People, places, feelings, times of day."),
    Part.SIGNS: ("How I notice that it begins", "Thoughts, moods, habits that slip."),
    Part.SKILLS: ("What I do instead", "What has helped before."),
    Part.REFUSAL: ("How I say no", "A sentence I can say."),
    Part.PEOPLE: ("Whom I call", "With telephone number."),
    Part.MEETINGS: ("Where I go", "Meetings, groups, places that do me good, with day and time."),
    Part.MEDICATION: ("My medicines and how I keep to them", "And what I do if I run out."),
    Part.LAPSE: ("If I use again: the first day", "Stop, be safe, call, come back. Where the naloxone is."),
}
NEEDED_PARTS = (Part.TRIGGERS, Part.SIGNS, Part.SKILLS, Part.PEOPLE, Part.LAPSE)
MOST_LINES, LINE_LETTERS = 12, 200

FOLLOW_UP_DAYS = (7, 30, 90)


class Way(StrEnum):
    """How somebody was asked how they are, after care."""

    CALL = "call"
    TEXT = "text"
    EMAIL = "email"
    LETTER = "letter"
    VISIT = "visit"


WAY_LABELS = {
    Way.CALL: "Telephone",
    Way.TEXT: "Text message",
    Way.EMAIL: "E-mail",
    Way.LETTER: "Letter",
    Way.VISIT: "In person",
}


class Reached(StrEnum):
    """What came of an attempt."""

    REACHED = "reached"
    MESSAGE = "message"
    NO_ANSWER = "no_answer"
    WRONG_WAY = "wrong_way"
    DECLINED = "declined"
    GIVEN_UP = "given_up"


REACHED_LABELS = {
    Reached.REACHED: "Reached them",
    Reached.MESSAGE: "Left a neutral message",
    Reached.NO_ANSWER: "No answer",
    Reached.WRONG_WAY: "Number or address is wrong",
    Reached.DECLINED: "They want no more calls",
    Reached.GIVEN_UP: "We stop trying for this call",
}
ENDS_TASK = frozenset({Reached.REACHED, Reached.DECLINED, Reached.GIVEN_UP})
