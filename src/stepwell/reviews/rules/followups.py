"""When somebody is called after care, and what still stands open."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from stepwell.kernel.findings import Finding
from stepwell.reviews.vocabulary import ENDS_TASK, FOLLOW_UP_DAYS, Reached

MOST_ATTEMPTS = 3  # without an answer, after which it may be given up


@dataclass(frozen=True)
class Call:
    """One planned call and what came of it, the earliest attempt first."""

    days: int
    due_on: date
    outcomes: tuple[Reached, ...] = ()

    @property
    def is_done(self) -> bool:
        """Whether nothing is left to do about it."""
        return any(outcome in ENDS_TASK for outcome in self.outcomes)


def calls_after(last_day: date) -> list[tuple[int, date]]:
    """Return (days after the end, day) of each planned call."""
    return [(days, last_day + timedelta(days=days)) for days in FOLLOW_UP_DAYS]


def open_calls(calls: Sequence[Call], *, on: date) -> list[Call]:
    """Return the calls of one person that are due on a day; none once they wanted no more."""
    if any(Reached.DECLINED in call.outcomes for call in calls):
        return []
    return [call for call in calls if call.due_on <= on and not call.is_done]


def check_attempt(calls: Sequence[Call], call: Call, outcome: Reached) -> list[Finding]:
    """Return what is wrong with writing down an attempt."""
    if any(Reached.DECLINED in each.outcomes for each in calls):
        return [Finding("FUP-001", "The person wants no more calls. Nothing is to be done.")]
    if call.is_done:
        return [Finding("FUP-002", "This call is done. Load the page again.")]
    if outcome is Reached.GIVEN_UP and len(call.outcomes) < MOST_ATTEMPTS:
        return [Finding("FUP-003", f"Try {MOST_ATTEMPTS} times before you stop, at different times of day.", "outcome")]
    return []
