"""Whether a program's clients got the hours that were ordered, in one week: sums that add up, each with its base.

What counts as an hour is the hours rule's business. Source: docs/sources.md#hours
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from zoneinfo import ZoneInfo

from stepwell.scheduling.rules.hours import ClientWeek, PlannedSession, Reason, credited
from stepwell.scheduling.rules.profiles import Exemption, HoursProfile


class Outcome(StrEnum):
    """How a client's week came out. Every client's is exactly one of these."""

    REACHED = "reached"
    SHORT = "short"
    OPEN = "open"  # attendance is not taken for all of it: nobody can say yet
    EXEMPT = "exempt"  # first or last week of the stay, or one with a closed day
    NO_ORDER = "no_order"


OUTCOME_LABELS = {
    Outcome.REACHED: "Reached",
    Outcome.SHORT: "Short",
    Outcome.OPEN: "Attendance not taken",
    Outcome.EXEMPT: "Exempt week",
    Outcome.NO_ORDER: "No order",
}
REASON_LABELS = {
    Reason.ABSENT: "Absent",
    Reason.CANCELLED: "Canceled",
    Reason.NOT_PLANNED: "Not planned",
}


@dataclass(frozen=True)
class Result:
    """A client's week as programs sum it.

    untaken        countable sessions in force of which nobody took attendance
    billable_days  days with enough attended countable minutes
    """

    outcome: Outcome
    shortfall: int
    reasons: tuple[tuple[Reason, int], ...]
    exemptions: frozenset[Exemption]
    untaken: int
    billable_days: int

    @property
    def main_reason(self) -> Reason | None:
        """What most of the missing minutes went to; None if none are missing."""
        return max(self.reasons, key=lambda part: part[1])[0] if self.reasons else None


@dataclass(frozen=True)
class Sums:
    """The clients of a program in a week. The outcomes add up to `clients`, the reasons to those short."""

    clients: int
    outcomes: Counter[Outcome]
    short_by: Counter[Reason]
    minutes_by: Counter[Reason]
    exempt_by: Counter[Exemption]
    untaken: int
    billable_days: int

    @property
    def counted(self) -> int:
        """Clients with an order whose week counts in full: the base of the percentage."""
        return self.outcomes[Outcome.REACHED] + self.outcomes[Outcome.SHORT] + self.outcomes[Outcome.OPEN]

    @property
    def percent(self) -> int | None:
        """Whole percent of the base that reached the hours, rounded down; None without a base."""
        return self.outcomes[Outcome.REACHED] * 100 // self.counted if self.counted else None


def result_of(week: ClientWeek, sessions: Iterable[PlannedSession], *, profile: HoursProfile, zone: ZoneInfo) -> Result:
    """Return how a week came out.

    sessions  those of the week
    zone      of the site
    """
    held = [each for each in sessions if not each.is_cancelled and profile.counts(each.kind)]
    outcome = _outcome(week)
    is_short = outcome is Outcome.SHORT
    return Result(
        outcome,
        week.shortfall if is_short else 0,
        week.reasons if is_short else (),
        week.exemptions if outcome is Outcome.EXEMPT else frozenset(),
        sum(1 for each in held if each.attended is None),
        billable_days(held, profile=profile, zone=zone),
    )


def billable_days(held: Sequence[PlannedSession], *, profile: HoursProfile, zone: ZoneInfo) -> int:
    """Return the days on which enough countable minutes were attended, whatever basis the hours have.

    held  countable sessions in force
    """
    minutes: Counter[date] = Counter()
    for each in held:
        minutes[each.starts.astimezone(zone).date()] += credited(each, profile)
    return sum(1 for total in minutes.values() if total >= max(profile.min_day_minutes, 1))


def summed(results: Sequence[Result]) -> Sums:
    """Return the sums of a program. Each client that is short stands under the reason most minutes went to."""
    short_by: Counter[Reason] = Counter()
    minutes_by: Counter[Reason] = Counter()
    exempt_by: Counter[Exemption] = Counter()
    for each in results:
        minutes_by.update(dict(each.reasons))
        if each.main_reason:
            short_by[each.main_reason] += 1
        exempt_by.update([exemption for exemption in Exemption if exemption in each.exemptions][:1])
    return Sums(
        len(results),
        Counter(each.outcome for each in results),
        short_by,
        minutes_by,
        exempt_by,
        sum(each.untaken for each in results),
        sum(each.billable_days for each in results),
    )


def _outcome(week: ClientWeek) -> Outcome:
    if week.ordered is None:
        return Outcome.NO_ORDER
    if week.exemptions:
        return Outcome.EXEMPT
    if week.countable >= week.ordered:
        return Outcome.REACHED
    return Outcome.SHORT if week.shortfall else Outcome.OPEN
