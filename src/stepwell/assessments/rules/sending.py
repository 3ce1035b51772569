"""Whether a link to what is due goes out by itself, when, and if not, why."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from stepwell.kernel.findings import Finding

FROM_HOUR, UNTIL_HOUR = 9, 19  # of the clinic's day: nobody is written to at night
HOURS = range(FROM_HOUR, UNTIL_HOUR)
WEEK = timedelta(days=7)
CATCH_UP = timedelta(days=2)  # as long after its day a link still goes out that could not before
# From a link that was late to the next in time is WEEK - CATCH_UP; one that comes sooner is a second of the same week.
APART = WEEK - CATCH_UP


class Held(StrEnum):
    """Why no link goes out by itself. The first that applies counts."""

    STAFF_ASK = "staff_ask"
    OPEN = "open"
    TAKEN_BACK = "taken_back"
    NOT_IN_CARE = "not_in_care"
    HANDED_OVER = "handed_over"
    SWITCHED_OFF = "switched_off"
    SENT = "sent"
    NO_ADDRESS = "no_address"
    NO_SERVER = "no_server"


HELD_LABELS = {
    Held.STAFF_ASK: "Staff ask this, in person",
    Held.OPEN: "A link is open",
    Held.TAKEN_BACK: "Not sent: a link was taken back this week",
    Held.NOT_IN_CARE: "Not sent: not in care now",
    Held.HANDED_OVER: "Not sent: to be handed over, as scheduled",
    Held.SWITCHED_OFF: "Not sent: this program sends no links by itself",
    Held.SENT: "Not sent: a link went out this week",
    Held.NO_ADDRESS: "Not sent: no safe e-mail address",
    Held.NO_SERVER: "Not sent: no mail server is set up here",
}


@dataclass(frozen=True)
class Weekly:
    """When the links of a program go out. All times are those of the organization's clock.

    sends    whether they do by themselves
    weekday  0 is Monday
    hour     from which on; by the hour, as long as the clinic's day lasts
    """

    sends: bool
    weekday: int
    hour: int

    def sending_day(self, at: datetime) -> date | None:
        """Return the day whose links go out at an instant, None if none do.

        That day is today, or one of the two before for links that could not go out then.
        """
        late = timedelta(days=(at.weekday() - self.weekday) % 7)
        is_early = not late and at.hour < self.hour
        return at.date() - late if late <= CATCH_UP and not is_early and is_hour(at) else None

    def next_day(self, on: date) -> date:
        """Return the first day on which links go out, from a day on."""
        return on + timedelta(days=(self.weekday - on.weekday()) % 7)


def check(weekly: Weekly) -> list[Finding]:
    """Return what is wrong with a time at which links are to go out."""
    if weekly.weekday in range(7) and weekly.hour in HOURS:
        return []
    return [Finding("ASM-031", f"Choose a day of the week and an hour from {FROM_HOUR} to {UNTIL_HOUR - 1}.", "hour")]


@dataclass(frozen=True)
class Facts:
    """What decides it, for one client.

    answers_alone   anything that is due is answered by the client, and not asked by staff
    goes_by_mail    the schedule of any of that says so
    is_switched_on  their program sends links by itself
    is_open         a link waits for an answer
    is_taken_back   one was taken back while it would still have lasted
    is_sent         one went out by itself this week, in a program that sends once a week
    """

    answers_alone: bool
    goes_by_mail: bool
    in_care: bool
    is_switched_on: bool
    has_address: bool
    is_open: bool
    is_taken_back: bool
    is_sent: bool
    has_server: bool


def held(facts: Facts) -> Held | None:
    """Return why no link goes out; None if one does, when its time comes."""
    reasons = (
        (not facts.answers_alone, Held.STAFF_ASK),
        (facts.is_open, Held.OPEN),
        (facts.is_taken_back, Held.TAKEN_BACK),
        (not facts.in_care, Held.NOT_IN_CARE),
        (not facts.goes_by_mail, Held.HANDED_OVER),
        (not facts.is_switched_on, Held.SWITCHED_OFF),
        (facts.is_sent, Held.SENT),
        (not facts.has_address, Held.NO_ADDRESS),
        (not facts.has_server, Held.NO_SERVER),
    )
    return next((reason for applies, reason in reasons if applies), None)


def is_hour(at: datetime) -> bool:
    """Return whether links go out at this time. `at` is in the clinic's zone."""
    return at.hour in HOURS


def clock(hour: int) -> str:
    """Return a full hour as it is read: "9 AM", "1 PM"."""
    return f"{hour % 12 or 12} {'AM' if hour < 12 else 'PM'}"
