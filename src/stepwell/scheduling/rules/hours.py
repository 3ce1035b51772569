"""The hours rule: what a client's week holds against what was ordered, and whether it is the level ordered.

Minutes are whole and pass as instants do, so a night on which clocks change counts what it lasted. A session belongs to
the day in the site's zone on which it begins. Source: docs/sources.md#hours
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from stepwell.scheduling.rules.profiles import Basis, Exemption, HoursProfile, Partial
from stepwell.scheduling.rules.weeks import Week, minutes_between
from stepwell.scheduling.vocabulary import SessionKind


class Flag(StrEnum):
    """What is remarkable about a week."""

    NO_ORDER = "no_order"  # nothing was ordered: nothing can be said of the level
    UNKNOWN_LEVEL = "unknown_level"  # the profile has no hours for the level: treated as not reached
    SHORT = "short"  # fewer countable minutes than ordered
    BELOW_LEVEL = "below_level"  # planned hours are too few for the level, and this is no taper
    ABOVE_LEVEL = "above_level"  # planned hours are those of a higher level
    FEW_DAYS = "few_days"
    MANY_DAYS = "many_days"
    MIX = "mix"  # a kind of service falls short of what was ordered of it


class Reason(StrEnum):
    """Why countable minutes are missing."""

    CANCELLED = "cancelled"
    ABSENT = "absent"
    NOT_PLANNED = "not_planned"


@dataclass(frozen=True)
class PlannedSession:
    """One session that a client has a place in.

    starts, ends   aware instants, ends after starts
    break_minutes  0 to less than the length
    attended       minutes in which the client was there, breaks left out; None while nobody has recorded it
    """

    starts: datetime
    ends: datetime
    kind: SessionKind
    break_minutes: int = 0
    is_cancelled: bool = False
    attended: int | None = None


@dataclass(frozen=True)
class OrderFacts:
    """What was ordered for a week: minutes, days, minutes of single kinds; `is_taper` allows fewer than the level's.

    monthly  minutes of single kinds that are ordered by the month: a week cannot fall short of them (rules.months)
    """

    minutes_per_week: int
    level: str
    days_min: int = 0
    days_max: int = 7
    mix: tuple[tuple[SessionKind, int], ...] = ()
    is_taper: bool = False
    monthly: tuple[tuple[SessionKind, int], ...] = ()


@dataclass(frozen=True)
class StayDates:
    """First and last day of the stay at a level of care; None while it goes on."""

    first: date | None = None
    last: date | None = None


@dataclass(frozen=True)
class MixLine:
    """Minutes a week of one kind of service: ordered, and planned to count."""

    kind: SessionKind
    ordered: int
    planned: int


@dataclass(frozen=True)
class ClientWeek:
    """A client's week in minutes, breaks left out unless the profile counts them.

    ordered     None without an order
    scheduled   all that stood on the schedule, cancelled sessions too
    planned     what is in force
    attended    minutes in which the client was there
    planned_countable  what is in force and of a kind that counts
    countable   what counts so far, on the profile's basis
    expected    countable, if the client comes to all that is not recorded yet
    days        days with enough expected minutes to be billable
    shortfall   ordered minus expected, at least 0; `reasons` add up to it
    exemptions  why the week may fall short
    """

    week: Week
    ordered: int | None
    scheduled: int
    planned: int
    attended: int
    planned_countable: int
    countable: int
    expected: int
    days: int
    shortfall: int
    reasons: tuple[tuple[Reason, int], ...]
    mix: tuple[MixLine, ...]
    exemptions: frozenset[Exemption]
    flags: frozenset[Flag]


def length(session: PlannedSession, profile: HoursProfile) -> int:
    """Return the minutes of a session as the profile sees them: elapsed time, without breaks unless they count."""
    elapsed = max(minutes_between(session.starts, session.ends), 0)
    return elapsed if profile.breaks_count else max(elapsed - session.break_minutes, 0)


def credited(session: PlannedSession, profile: HoursProfile) -> int:
    """Return the attended minutes that the profile credits: never more than the session lasted."""
    whole = length(session, profile)
    there = min(max(session.attended or 0, 0), whole)
    if profile.partial == Partial.EXACT:
        return there
    return whole if there and whole - there <= profile.grace else 0


def client_week(
    sessions: Iterable[PlannedSession],
    *,
    week: Week,
    zone: ZoneInfo,
    profile: HoursProfile,
    order: OrderFacts | None,
    stay: StayDates = StayDates(),
    closed: Sequence[date] = (),
) -> ClientWeek:
    """Return a client's week.

    sessions  any; those whose first day is not in the week are left out
    zone      of the site
    closed    days on which the site is closed
    source    docs/sources.md#hours
    """
    mine = [each for each in sessions if week.has(each.starts.astimezone(zone).date())]
    held = [each for each in mine if not each.is_cancelled]
    counting = [each for each in held if profile.counts(each.kind)]
    per_day: Counter[date] = Counter()
    for each in counting:
        per_day[each.starts.astimezone(zone).date()] += _expected(each, profile)
    expected = sum(per_day.values())
    days = sum(1 for minutes in per_day.values() if minutes >= max(profile.min_day_minutes, 1))
    planned_countable = sum(length(each, profile) for each in counting)
    exemptions = _exemptions(week, profile, stay, closed)
    mix = _mix(counting, profile, order)
    ordered = order.minutes_per_week if order else None
    shortfall = max((ordered or 0) - expected, 0)
    return ClientWeek(
        week=week,
        ordered=ordered,
        scheduled=sum(length(each, profile) for each in mine),
        planned=sum(length(each, profile) for each in held),
        attended=sum(min(max(each.attended or 0, 0), length(each, profile)) for each in held),
        planned_countable=planned_countable,
        countable=sum(counted(each, profile) for each in counting),
        expected=expected,
        days=days,
        shortfall=shortfall,
        reasons=_reasons(shortfall, mine, counting, profile),
        mix=mix,
        exemptions=exemptions,
        flags=frozenset(_flags(order, profile, planned_countable, shortfall, days, mix, bool(exemptions))),
    )


def counted(session: PlannedSession, profile: HoursProfile) -> int:
    """Return the minutes of a recorded session that count, on the profile's basis."""
    return length(session, profile) if profile.basis == Basis.SCHEDULED else credited(session, profile)


def _expected(session: PlannedSession, profile: HoursProfile) -> int:
    return length(session, profile) if session.attended is None else counted(session, profile)


def _exemptions(week: Week, profile: HoursProfile, stay: StayDates, closed: Sequence[date]) -> frozenset[Exemption]:
    found = {
        Exemption.FIRST: week.has(stay.first),
        Exemption.LAST: week.has(stay.last),
        Exemption.HOLIDAY: any(week.has(day) for day in closed),
    }
    return frozenset(exemption for exemption, holds in found.items() if holds) & profile.exempt


def _mix(counting: Sequence[PlannedSession], profile: HoursProfile, order: OrderFacts | None) -> tuple[MixLine, ...]:
    planned: Counter[SessionKind] = Counter()
    for each in counting:
        planned[each.kind] += length(each, profile)
    return tuple(MixLine(kind, minutes, planned[kind]) for kind, minutes in (order.mix if order else ()))


def _reasons(
    shortfall: int, mine: Sequence[PlannedSession], counting: Sequence[PlannedSession], profile: HoursProfile
) -> tuple[tuple[Reason, int], ...]:
    """Return what the missing minutes went to, in turn: absence, cancelled sessions, and what was never planned."""
    absent = sum(length(each, profile) - _expected(each, profile) for each in counting)
    cancelled = sum(length(each, profile) for each in mine if each.is_cancelled and profile.counts(each.kind))
    found, left = [], shortfall
    for reason, most in ((Reason.ABSENT, absent), (Reason.CANCELLED, cancelled), (Reason.NOT_PLANNED, left)):
        part = min(most, left)
        left -= part
        if part:
            found.append((reason, part))
    return tuple(found)


def _flags(
    order: OrderFacts | None,
    profile: HoursProfile,
    planned: int,
    shortfall: int,
    days: int,
    mix: Sequence[MixLine],
    is_exempt: bool,  # noqa: FBT001
) -> Iterable[Flag]:
    if order is None:
        yield Flag.NO_ORDER
        return
    if shortfall:
        yield Flag.SHORT
    yield from _level_flags(order, profile, planned, is_exempt=is_exempt)
    if days < order.days_min and not is_exempt:
        yield Flag.FEW_DAYS
    if days > order.days_max:
        yield Flag.MANY_DAYS
    if any(line.planned < line.ordered for line in mix):
        yield Flag.MIX


def _level_flags(order: OrderFacts, profile: HoursProfile, planned: int, *, is_exempt: bool) -> Iterable[Flag]:
    band = profile.band(order.level)
    if band is None:
        yield Flag.UNKNOWN_LEVEL
        return
    if planned < band.least * profile.minutes_per_hour and not (order.is_taper or is_exempt):
        yield Flag.BELOW_LEVEL
    if band.below is not None and planned >= band.below * profile.minutes_per_hour:
        yield Flag.ABOVE_LEVEL
