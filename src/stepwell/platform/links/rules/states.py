"""The state of a link, derived from what happened to it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

TRIES = 5  # wrong answers after which a link is closed; stepwell.visited() has the same number


class End(StrEnum):
    """How a link ended."""

    USED = "used"
    REVOKED = "revoked"


class State(StrEnum):
    """What a link is now."""

    OPEN = "open"
    USED = "used"
    REVOKED = "revoked"
    LOCKED = "locked"
    EXPIRED = "expired"


STATE_LABELS = {
    State.OPEN: "Open",
    State.USED: "Used",
    State.REVOKED: "Withdrawn",
    State.LOCKED: "Closed after wrong answers",
    State.EXPIRED: "Expired",
}


@dataclass(frozen=True)
class Course:
    """What happened to one link.

    failed  answers that did not match
    end     how it ended, or None
    """

    expires_at: datetime
    failed: int
    end: End | None


def state_of(course: Course, *, at: datetime) -> State:
    """Return the state at an instant. What somebody did comes before what time did."""
    if course.end is not None:
        return State(course.end)
    if course.failed >= TRIES:
        return State.LOCKED
    return State.EXPIRED if course.expires_at <= at else State.OPEN
