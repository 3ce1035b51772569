"""Words of bringing clients over."""

from enum import StrEnum


class State(StrEnum):
    """What became of a row of a file."""

    READY = "ready"
    FAULTY = "faulty"
    ALIKE = "alike"  # somebody registered looks like this person
    KNOWN = "known"  # brought over before
    TWICE = "twice"  # the same person stands in the file twice
    DONE = "done"
    REFUSED = "refused"  # while it was brought over


STATE_LABELS = {
    State.READY: "Ready",
    State.FAULTY: "To mend",
    State.ALIKE: "Looks like somebody registered",
    State.KNOWN: "Brought over before",
    State.TWICE: "Twice in the file",
    State.DONE: "Brought over",
    State.REFUSED: "Not brought over",
}
STATE_TONES = {
    State.READY: "success",
    State.FAULTY: "danger",
    State.ALIKE: "warn",
    State.KNOWN: "info",
    State.TWICE: "warn",
    State.DONE: "success",
    State.REFUSED: "danger",
}
TO_MEND = (State.FAULTY, State.ALIKE, State.TWICE, State.REFUSED)


class PaperKind(StrEnum):
    """A paper that stays on paper."""

    PLAN = "plan"
    CONSENT = "consent"


PAPER_LABELS = {
    PaperKind.PLAN: "Treatment plan",
    PaperKind.CONSENT: "Consent for treatment, payment and operations",
}
