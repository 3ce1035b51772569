"""Choices about asking payers by file. Source: docs/sources.md#verification."""

from enum import StrEnum
from typing import Final

from stepwell.x12.labels.benefits import SERVICE_TYPE


class Asked(StrEnum):
    """Where a question to a payer stands."""

    QUEUED = "queued"
    STOPPED = "stopped"
    SENT = "sent"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    ANSWERED = "answered"
    LOST = "lost"


ASKED_LABELS = {
    Asked.QUEUED: "Is about to leave",
    Asked.STOPPED: "Did not leave",
    Asked.SENT: "Sent",
    Asked.ACCEPTED: "Arrived",
    Asked.REJECTED: "Rejected",
    Asked.ANSWERED: "Answered",
    Asked.LOST: "Not answered",
}
# What a question may become. One that was given up may still be answered.
MOVES: Final = {
    Asked.QUEUED: frozenset({Asked.STOPPED, Asked.SENT}),
    Asked.STOPPED: frozenset[Asked](),
    Asked.SENT: frozenset({Asked.ACCEPTED, Asked.REJECTED, Asked.ANSWERED, Asked.LOST}),
    Asked.ACCEPTED: frozenset({Asked.REJECTED, Asked.ANSWERED, Asked.LOST}),
    Asked.REJECTED: frozenset({Asked.ANSWERED}),
    Asked.ANSWERED: frozenset[Asked](),
    Asked.LOST: frozenset({Asked.ANSWERED}),
}
WAITS: Final = frozenset({Asked.SENT, Asked.ACCEPTED})  # for the payer
OPEN: Final = WAITS | {Asked.QUEUED}
LEFT: Final = frozenset(Asked) - {Asked.QUEUED, Asked.STOPPED}

# Numbers of files with questions; files of claims have those below, so that an acknowledgment names one of them only.
FIRST_NUMBER: Final = 500_000_001
LAST_NUMBER: Final = 999_999_999

# Service types that a payer may be asked about for such care: the plan as a whole, then the nearest ones.
ASKABLE: Final = ("30", "MH", "AI", "AJ", "AK", "A4", "A6", "A8", "CE", "CF", "CG", "CH", "CI", "CJ", "98")
ASKABLE_LABELS = {code: f"{code} {SERVICE_TYPE.get(code, '')}".strip() for code in ASKABLE}
USUAL_TYPES: Final = ("30", "MH", "AI", "CF", "CH", "CJ")
USUAL_HOURS: Final = 24
MOST_HOURS: Final = 24 * 14
