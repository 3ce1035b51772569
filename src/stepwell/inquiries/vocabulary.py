"""Choices of an inquiry. The words are our own."""

from enum import StrEnum


class Channel(StrEnum):
    """How an inquiry came."""

    CALL = "call"
    WALK_IN = "walk_in"
    LETTER = "letter"
    EMAIL = "email"
    WEB = "web"


CHANNEL_LABELS = {
    Channel.CALL: "Call",
    Channel.WALK_IN: "Walk-in",
    Channel.LETTER: "Letter or fax of a referrer",
    Channel.EMAIL: "E-mail",
    Channel.WEB: "Web form",
}


class Caller(StrEnum):
    """Who asks."""

    PERSON = "person"
    OTHER = "other"


CALLER_LABELS = {Caller.PERSON: "For themself", Caller.OTHER: "For somebody else"}


class Relation(StrEnum):
    """What a third party is to the person."""

    PARENT = "parent"
    PARTNER = "partner"
    RELATIVE = "relative"
    FRIEND = "friend"
    EMPLOYER = "employer"
    PROVIDER = "provider"
    COURT = "court"
    INSURER = "insurer"
    OTHER = "other"


RELATION_LABELS = {
    Relation.PARENT: "Parent",
    Relation.PARTNER: "Partner",
    Relation.RELATIVE: "Other relative",
    Relation.FRIEND: "Friend",
    Relation.EMPLOYER: "Employer",
    Relation.PROVIDER: "Doctor, hospital or other program",
    Relation.COURT: "Court or probation",
    Relation.INSURER: "Insurer",
    Relation.OTHER: "Somebody else",
}


class Urgency(StrEnum):
    """How soon something must happen; the inbox stands in this order."""

    DANGER = "danger"
    TODAY = "today"
    SOON = "soon"
    ROUTINE = "routine"


URGENCY_LABELS = {
    Urgency.DANGER: "Danger now",
    Urgency.TODAY: "Today",
    Urgency.SOON: "Soon",
    Urgency.ROUTINE: "Routine",
}
CALM_URGENCIES = {key: label for key, label in URGENCY_LABELS.items() if key != Urgency.DANGER}


class DangerKind(StrEnum):
    """What the danger is."""

    DIE = "die"
    OVERDOSE = "overdose"
    WITHDRAWAL = "withdrawal"
    VIOLENCE = "violence"
    PREGNANT = "pregnant"
    OTHER = "other"


DANGER_LABELS = {
    DangerKind.DIE: "Wants to die, or has hurt themself",
    DangerKind.OVERDOSE: "Overdose, or cannot be woken",
    DangerKind.WITHDRAWAL: "Withdrawal: shaking, seizures, seeing things",
    DangerKind.VIOLENCE: "Violence, or a threat of it",
    DangerKind.PREGNANT: "Pregnant and using",
    DangerKind.OTHER: "Something else",
}


class Adult(StrEnum):
    """Whether the person is 18 or older, as far as the caller knows."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


ADULT_LABELS = {Adult.YES: "18 or older", Adult.NO: "Under 18", Adult.UNKNOWN: "Not known"}


class Concern(StrEnum):
    """What it is about: a few words to tick."""

    ALCOHOL = "alcohol"
    OPIOIDS = "opioids"
    STIMULANTS = "stimulants"
    CANNABIS = "cannabis"
    SEDATIVES = "sedatives"
    OTHER_USE = "other_use"
    MOOD = "mood"
    WORRY = "worry"
    TRAUMA = "trauma"
    OTHER = "other"


CONCERN_LABELS = {
    Concern.ALCOHOL: "Alcohol",
    Concern.OPIOIDS: "Opioids",
    Concern.STIMULANTS: "Stimulants",
    Concern.CANNABIS: "Cannabis",
    Concern.SEDATIVES: "Sedatives",
    Concern.OTHER_USE: "Another substance or habit",
    Concern.MOOD: "Low or changing mood",
    Concern.WORRY: "Worry or panic",
    Concern.TRAUMA: "Something terrible that happened",
    Concern.OTHER: "Something else",
}

START_LABELS = {"now": "As soon as possible", "weeks": "Within two weeks", "later": "Later", "": "Not said"}
DAY_PART_LABELS = {"day": "Daytime", "evening": "Evening", "either": "Either", "": "Not said"}
HOLDER_LABELS = {"self": "The person", "other": "Somebody else", "": "Not said"}
HEARD_LABELS = {
    "search": "Searched the web",
    "insurer": "Insurer",
    "provider": "Doctor or hospital",
    "program": "Another program",
    "court": "Court or probation",
    "friend": "Friend or family",
    "alumni": "Somebody who was here",
    "other": "Other",
    "": "Not said",
}


class State(StrEnum):
    """Where an inquiry stands: what its last entry made of it."""

    NEW = "new"
    TRYING = "trying"
    REACHED = "reached"
    CONVERTED = "converted"
    CLOSED = "closed"


STATE_LABELS = {
    State.NEW: "New",
    State.TRYING: "Trying to reach",
    State.REACHED: "Reached",
    State.CONVERTED: "Became a client",
    State.CLOSED: "Closed",
}
OPEN_STATES = (State.NEW, State.TRYING, State.REACHED)


class EntryKind(StrEnum):
    """What an entry tells."""

    TAKEN = "taken"
    CALLED = "called"
    WROTE = "wrote"
    RECEIVED = "received"
    NOTE = "note"
    AGREED = "agreed"
    DANGER = "danger"
    CONVERTED = "converted"
    CLOSED = "closed"
    REOPENED = "reopened"


ENTRY_LABELS = {
    EntryKind.TAKEN: "Taken down",
    EntryKind.CALLED: "We called",
    EntryKind.WROTE: "We wrote or texted",
    EntryKind.RECEIVED: "They called or wrote",
    EntryKind.NOTE: "Note",
    EntryKind.AGREED: "The person agreed",
    EntryKind.DANGER: "Danger: what happened",
    EntryKind.CONVERTED: "Became a client",
    EntryKind.CLOSED: "Closed",
    EntryKind.REOPENED: "Opened again",
}
LOGGED = (EntryKind.CALLED, EntryKind.WROTE, EntryKind.RECEIVED, EntryKind.NOTE)


class Toward(StrEnum):
    """Whom a call or message was with."""

    PERSON = "person"
    CALLER = "caller"


TOWARD_LABELS = {Toward.PERSON: "The person", Toward.CALLER: "The one who called for them"}


class Outcome(StrEnum):
    """What came of a call or message."""

    SPOKE = "spoke"
    NO_ANSWER = "no_answer"
    LEFT = "left"
    WRONG = "wrong"


OUTCOME_LABELS = {
    Outcome.SPOKE: "Spoke with them",
    Outcome.NO_ANSWER: "No answer",
    Outcome.LEFT: "Left only what may be left",
    Outcome.WRONG: "Wrong number or address",
}


class Agreed(StrEnum):
    """How the person said that they may be contacted."""

    CALLED = "called"
    MET = "met"
    SIGNED = "signed"


AGREED_LABELS = {
    Agreed.CALLED: "The person called us and said so",
    Agreed.MET: "The person came and said so",
    Agreed.SIGNED: "The person signed a paper that we hold",
}


class Ending(StrEnum):
    """Why an inquiry was closed."""

    ELSEWHERE = "elsewhere"
    UNWANTED = "unwanted"
    UNREACHED = "unreached"
    UNSERVED = "unserved"
    MINOR = "minor"
    DUPLICATE = "duplicate"
    OTHER = "other"


ENDING_LABELS = {
    Ending.ELSEWHERE: "Went to another program",
    Ending.UNWANTED: "No longer wants it",
    Ending.UNREACHED: "Could not be reached",
    Ending.UNSERVED: "We cannot serve them: referred",
    Ending.MINOR: "Under 18: referred",
    Ending.DUPLICATE: "The same as another inquiry",
    Ending.OTHER: "Another reason",
}
