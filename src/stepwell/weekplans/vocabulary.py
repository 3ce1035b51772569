"""Words of what a week must respect."""

from enum import StrEnum


class Why(StrEnum):
    """Why somebody cannot come at a time. A choice and no words: whoever plans reads it."""

    WORK = "work"
    SCHOOL = "school"
    CHILD_CARE = "child_care"
    TRANSPORT = "transport"
    APPOINTMENT = "appointment"
    OTHER = "other"


WHY_LABELS = {
    Why.WORK: "Work",
    Why.SCHOOL: "School",
    Why.CHILD_CARE: "Child care",
    Why.TRANSPORT: "Transport",
    Why.APPOINTMENT: "Another appointment",
    Why.OTHER: "Another reason",
}


class Coming(StrEnum):
    """What is said of a time of a client."""

    CANNOT = "no"
    AFTER_ALL = "yes"
    RATHER = "rather"


COMING_LABELS = {
    Coming.CANNOT: "Cannot come",
    Coming.AFTER_ALL: "Can come after all",
    Coming.RATHER: "Would rather come",
}


class GroupFor(StrEnum):
    """For whom a group is, where it is for one gender; and which of these groups somebody goes to."""

    WOMEN = "women"
    MEN = "men"
    NONBINARY = "nonbinary"


GROUP_FOR_LABELS = {
    GroupFor.WOMEN: "Women",
    GroupFor.MEN: "Men",
    GroupFor.NONBINARY: "Nonbinary people",
}


class Entry(StrEnum):
    """Who may join a group."""

    OPEN = "open"
    BY_MODULE = "by_module"
    CLOSED = "closed"


ENTRY_LABELS = {
    Entry.OPEN: "Open: somebody new at any time",
    Entry.BY_MODULE: "Somebody new when a module begins",
    Entry.CLOSED: "Closed: nobody new",
}


class State(StrEnum):
    """How far a proposal is."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELED = "canceled"


STATE_LABELS = {
    State.WAITING: "Waits for its turn",
    State.RUNNING: "Is being planned",
    State.DONE: "Planned",
    State.FAILED: "Could not be planned",
    State.CANCELED: "Canceled",
}


class What(StrEnum):
    """What happened that a week is mended after, as documents of a week name it."""

    STAFF_AWAY = "staff_away"
    CANCELLATION = "cancellation"
    ABSENCE = "absence"
    ADMISSION = "admission"


WHAT_LABELS = {
    What.STAFF_AWAY: "Somebody of the staff is away",
    What.CANCELLATION: "A session is canceled",
    What.ABSENCE: "A client stays away",
    What.ADMISSION: "A client is admitted",
}


class By(StrEnum):
    """By what a client's week was changed."""

    PUBLISHED = "published"
    TAKEN_BACK = "taken_back"
    MENDED = "mended"


BY_LABELS = {
    By.PUBLISHED: "A planned week was published",
    By.TAKEN_BACK: "A published week was taken back",
    By.MENDED: "The week was mended",
}
