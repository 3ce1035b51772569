"""When somebody who does not come needs a call, a case review, or a review of whether they are still in care.

The thresholds are data, each a default that a clinic answers for. Source: docs/sources.md#attendance
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import IntEnum


class Step(IntEnum):
    """What is due, the gravest highest."""

    CALL = 1
    SAME_DAY = 2
    CASE_REVIEW = 3
    DISCHARGE_REVIEW = 4
    ADMINISTRATIVE = 5


STEP_LABELS = {
    Step.CALL: "Clinician calls",
    Step.SAME_DAY: "Reach them today: a crisis of the last weeks",
    Step.CASE_REVIEW: "Case review and a letter",
    Step.DISCHARGE_REVIEW: "Review whether the episode goes on",
    Step.ADMINISTRATIVE: "Administrative discharge is due for decision",
}


@dataclass(frozen=True)
class Policy:
    """Thresholds of one clinic.

    misses_in_week     missed sessions in seven days from which a clinician calls
    consecutive        sessions missed in a row from which the team reviews the case
    days_unseen        days without attendance from which it does so too
    days_no_contact    days without attendance or contact, after which discharge is reviewed
    days_discharge     and after which administrative discharge is decided
    crisis_days        days for which a crisis makes a missed session urgent
    """

    misses_in_week: int = 2
    consecutive: int = 3
    days_unseen: int = 7
    days_no_contact: int = 14
    days_discharge: int = 30
    crisis_days: int = 30


DEFAULT = Policy()


@dataclass(frozen=True)
class Missed:
    """A planned session that somebody missed, and whether it needs no call."""

    on: date
    is_excused: bool


@dataclass(frozen=True)
class Absences:
    """How somebody has come lately.

    missed        sessions missed since they were last seen
    missed_week   all that they missed in the last seven days, seen in between or not
    seen_on       day on which they last attended; None if never
    contact_on    day on which they were last reached
    reviewed_on   day on which the team last reviewed the case
    crisis_on     day of the last crisis
    """

    missed: Sequence[Missed]
    missed_week: Sequence[Missed]
    seen_on: date | None = None
    contact_on: date | None = None
    reviewed_on: date | None = None
    crisis_on: date | None = None


def due(facts: Absences, *, on: date, policy: Policy = DEFAULT) -> Step | None:
    """Return the gravest thing that is due on a day; None if nothing is.

    An excused session neither counts nor breaks a row. What happened before the last case review is dealt with.
    """
    asked = [each for each in facts.missed if not each.is_excused and not _dealt_with(each.on, facts.reviewed_on)]
    if not asked:
        return None
    silent_since = max(filter(None, (facts.seen_on, facts.contact_on, facts.reviewed_on)), default=facts.missed[0].on)
    silent = (on - silent_since).days
    unseen = (on - max(filter(None, (facts.seen_on, facts.reviewed_on)), default=facts.missed[0].on)).days
    if silent >= policy.days_discharge:
        return Step.ADMINISTRATIVE
    if silent >= policy.days_no_contact:
        return Step.DISCHARGE_REVIEW
    if len(asked) >= policy.consecutive or unseen >= policy.days_unseen:
        return Step.CASE_REVIEW
    return _call(facts, asked, on, policy)


def is_urgent(crisis_on: date | None, *, on: date, policy: Policy = DEFAULT) -> bool:
    """Return whether a missed session must be followed up the same day because of a crisis."""
    return crisis_on is not None and 0 <= (on - crisis_on).days <= policy.crisis_days


def _call(facts: Absences, asked: Sequence[Missed], on: date, policy: Policy) -> Step | None:
    if is_urgent(facts.crisis_on, on=on, policy=policy) and any(each.on == on for each in asked):
        return Step.SAME_DAY
    week = [each for each in facts.missed_week if not each.is_excused]
    return Step.CALL if len(week) >= policy.misses_in_week else None


def _dealt_with(day: date, reviewed_on: date | None) -> bool:
    return reviewed_on is not None and day <= reviewed_on
