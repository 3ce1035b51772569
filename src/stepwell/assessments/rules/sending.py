"""Whether a link to what is due goes out by itself, and if not, why."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

FROM_HOUR, UNTIL_HOUR = 9, 19  # of the clinic's day: nobody is written to at night


class Held(StrEnum):
    """Why no link goes out by itself. The first that applies counts."""

    STAFF_ASK = "staff_ask"
    OPEN = "open"
    TAKEN_BACK = "taken_back"
    NOT_IN_CARE = "not_in_care"
    HANDED_OVER = "handed_over"
    NO_ADDRESS = "no_address"
    NO_SERVER = "no_server"


HELD_LABELS = {
    Held.STAFF_ASK: "Staff ask this, in person",
    Held.OPEN: "A link is open",
    Held.TAKEN_BACK: "Not sent: a link was taken back this week",
    Held.NOT_IN_CARE: "Not sent: not in care now",
    Held.HANDED_OVER: "Not sent: to be handed over, as scheduled",
    Held.NO_ADDRESS: "Not sent: no safe e-mail address",
    Held.NO_SERVER: "Not sent: no mail server is set up here",
}


@dataclass(frozen=True)
class Facts:
    """What decides it, for one client.

    answers_alone  anything that is due is answered by the client, and not asked by staff
    goes_by_mail   the schedule of any of that says so
    is_open        a link waits for an answer
    is_taken_back  one was taken back while it would still have lasted
    """

    answers_alone: bool
    goes_by_mail: bool
    in_care: bool
    has_address: bool
    is_open: bool
    is_taken_back: bool
    has_server: bool


def held(facts: Facts) -> Held | None:
    """Return why no link goes out; None if one does, at the next hour of the day."""
    reasons = (
        (not facts.answers_alone, Held.STAFF_ASK),
        (facts.is_open, Held.OPEN),
        (facts.is_taken_back, Held.TAKEN_BACK),
        (not facts.in_care, Held.NOT_IN_CARE),
        (not facts.goes_by_mail, Held.HANDED_OVER),
        (not facts.has_address, Held.NO_ADDRESS),
        (not facts.has_server, Held.NO_SERVER),
    )
    return next((reason for applies, reason in reasons if applies), None)


def is_hour(at: datetime) -> bool:
    """Return whether links go out at this time. `at` is in the clinic's zone."""
    return FROM_HOUR <= at.hour < UNTIL_HOUR
