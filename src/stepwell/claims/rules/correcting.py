"""What to send when something changed: a new claim, a replacement, a void, or nothing yet.

Source: docs/sources.md#cutting.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from stepwell.x12.writing.codes import ORIGINAL, REPLACEMENT, VOID


class Course(StrEnum):
    """How far the earlier claim came."""

    REJECTED = "rejected"  # by file or claim: the payer does not have it
    SENT = "sent"  # no answer of the payer yet
    ACCEPTED = "accepted"  # the payer has it and did not decide
    DECIDED = "decided"  # paid or denied
    UNPROCESSABLE = "unprocessable"  # denied because it could not be processed
    VOIDED = "voided"


class Reason(StrEnum):
    """Why a claim that was decided is sent otherwise; on an 837I its condition code says so."""

    DAYS = "D0"
    CHARGES = "D1"
    CODES = "D2"
    DIAGNOSES = "D4"
    OTHER = "D9"


REASON_LABELS: Final = {
    Reason.DAYS: "Days of care",
    Reason.CHARGES: "Charges",
    Reason.CODES: "Codes, modifiers or units",
    Reason.DIAGNOSES: "Diagnoses",
    Reason.OTHER: "Something else, or several things",
}
CHANGE_CODES: Final = frozenset(Reason)


class Act(StrEnum):
    """What to do now."""

    SEND = "send"
    WAIT = "wait"
    NOTHING = "nothing"


@dataclass(frozen=True)
class Decision:
    """What to do, and why.

    frequency        1, 7 or 8 where something is sent
    original_number  the payer's number of the claim that is replaced or voided
    """

    act: Act
    why: str
    frequency: str = ""
    original_number: str = ""


def decide(course: Course | None, *, payer_number: str = "", is_changed: bool = True, is_left: bool = True) -> Decision:
    """Return what to send for a claim.

    course        how far the claim that was sent before came; None if none was
    payer_number  the payer's number of that claim
    is_changed    what is billed now differs from it
    is_left       anything at all is billed now
    """
    if course in {None, Course.VOIDED, Course.REJECTED, Course.UNPROCESSABLE}:
        if is_left:
            return Decision(Act.SEND, "The payer has no such claim: it goes out as a new one.", ORIGINAL)
        return Decision(Act.NOTHING, "Nothing is billed, and the payer has nothing of it.")
    if is_left and not is_changed:
        return Decision(Act.NOTHING, "The payer has this claim as it is.")
    return _correct(course, payer_number, REPLACEMENT if is_left else VOID)


def _correct(course: Course | None, payer_number: str, frequency: str) -> Decision:
    if course is Course.SENT:
        return Decision(Act.WAIT, "Wait for the payer’s answer: nobody can correct what it does not have yet.")
    if not payer_number:
        return Decision(Act.WAIT, "Ask the payer for its number of the claim first: a correction names it.")
    why = "It voids the claim that the payer has." if frequency == VOID else "It replaces the claim that the payer has."
    return Decision(Act.SEND, why, frequency, payer_number)
