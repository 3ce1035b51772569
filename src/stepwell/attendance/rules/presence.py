"""Minutes from when somebody came and went.

Time passes as instants do, so a night on which clocks change counts what it lasted. Source: docs/sources.md#attendance
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from stepwell.attendance.vocabulary import Status
from stepwell.kernel.findings import Finding
from stepwell.scheduling.rules.weeks import minutes_between

EARLIEST = timedelta(hours=2)  # somebody who comes sooner than that did not come to this session
LATEST = timedelta(hours=2)  # after the end

BACKWARD = Finding("ATT-001", "The time they left is not after the time they came. Correct one of the two.", "left")
NOT_THEN = Finding("ATT-002", "They were not there while the session was on. Mark them absent, or correct the times.")
TOO_FAR = Finding("ATT-003", "That is hours away from the session. Correct the time.", "arrived")


@dataclass(frozen=True)
class Held:
    """A session as it was held.

    starts, ends   aware instants, ends after starts
    break_minutes  0 to less than the length
    """

    starts: datetime
    ends: datetime
    break_minutes: int = 0

    @property
    def elapsed(self) -> int:
        """Minutes from start to end."""
        return minutes_between(self.starts, self.ends)


@dataclass(frozen=True)
class Stay:
    """When somebody came and when they left, as aware instants."""

    arrived: datetime
    left: datetime


@dataclass(frozen=True)
class Elsewhere:
    """Another session in which the same person was; `title` names it."""

    title: str
    stay: Stay


def minutes(held: Held, stay: Stay, *, breaks_count: bool) -> int:
    """Return the minutes of a stay that count: from the start at the earliest, to the end at the latest.

    A break is taken off whole, also for who was there part of the time: nobody records when it was, and what is
    recorded here is billed.

    breaks_count  whether the hours profile counts breaks
    source        docs/sources.md#attendance
    """
    there = max(minutes_between(max(held.starts, stay.arrived), min(held.ends, stay.left)), 0)
    return there if breaks_count else max(there - held.break_minutes, 0)


def status(held: Held, stay: Stay | None) -> Status:
    """Return how somebody attended; None was not there."""
    if stay is None:
        return Status.ABSENT
    is_late, is_early = stay.arrived > held.starts, stay.left < held.ends
    if is_late and is_early:
        return Status.PARTLY
    return Status.LATE if is_late else Status.LEFT_EARLY if is_early else Status.PRESENT


def check(held: Held, stay: Stay, elsewhere: Sequence[Elsewhere] = ()) -> list[Finding]:
    """Return what is wrong with when somebody came and left.

    elsewhere  other sessions that the same person was in
    """
    if stay.left <= stay.arrived:
        return [BACKWARD]
    if stay.arrived < held.starts - EARLIEST or stay.left > held.ends + LATEST:
        return [TOO_FAR]
    if stay.left <= held.starts or stay.arrived >= held.ends:
        return [NOT_THEN]
    return [_in_two_places(each) for each in elsewhere if _overlap(stay, each.stay)][:1]


def whole(held: Held) -> Stay:
    """Return the stay of somebody who was there from start to end."""
    return Stay(held.starts, held.ends)


def _overlap(one: Stay, other: Stay) -> bool:
    return _utc(one.arrived) < _utc(other.left) and _utc(other.arrived) < _utc(one.left)


def _utc(instant: datetime) -> datetime:
    return instant.astimezone(UTC)


def _in_two_places(other: Elsewhere) -> Finding:
    return Finding("ATT-004", f"They were in {other.title} at that time. Correct the times of one of the two.")
