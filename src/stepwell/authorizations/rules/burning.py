"""How much of an authorization is left, and when it runs out. Source: docs/sources.md#authorizations"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction

from stepwell.authorizations.vocabulary import ALLOWS, WAITS, Status, Unit
from stepwell.clients.rules.enrollment import Span

SOON = 7  # days
FEW = 3  # days or units
WEEK = 7


@dataclass(frozen=True)
class Pace:
    """What is ordered in a week: days, and minutes."""

    days: int
    minutes: int


@dataclass(frozen=True)
class Facts:
    """An authorization as far as its burning down asks.

    approved  units, None while none are
    used      units used so far; None if nobody counts them
    """

    status: Status
    unit: Unit
    span: Span
    approved: int | None
    used: int | None
    next_review_on: date | None = None


class Alert(StrEnum):
    """What is to be done about it."""

    OVER = "over"  # past its last day
    USED_UP = "used_up"
    FEW_LEFT = "few_left"  # of days or visits, fewer than three
    ENDS = "ends"  # within a week
    RUNS_OUT = "runs_out"  # units within a week, at the ordered pace
    REVIEW = "review"  # the next review is due within three days
    WAITS = "waits"  # the payer has not decided


@dataclass(frozen=True)
class Standing:
    """Where it stands on a day.

    left         units; those approved while nobody counts what is used; None without a decision
    days_left    calendar days to the last one, that day included; 0 when it is past
    program_days days of care that fit until the last day at the ordered pace; None without an order
    runs_out_on  the day on which the last unit goes at the ordered pace, if that is before the last day
    due_on       the first day on which somebody must act
    tone         "danger", "warn" or ""
    """

    left: int | None
    days_left: int
    program_days: int | None
    runs_out_on: date | None
    due_on: date
    alerts: frozenset[Alert]
    tone: str


def units_a_week(unit: Unit, pace: Pace) -> Fraction:
    """Return the units that a week at this pace uses."""
    if unit == Unit.HOUR:
        return Fraction(pace.minutes, 60)
    return Fraction(pace.minutes, 15) if unit == Unit.QUARTER else Fraction(pace.days)


def standing(facts: Facts, *, on: date, pace: Pace | None) -> Standing:
    """Return where an authorization stands on a day, at the pace that is ordered."""
    last = facts.span.end or on
    first = max(on, facts.span.begin)
    days_left = max((last - on).days + 1, 0)
    left = None if facts.approved is None else max(facts.approved - (facts.used or 0), 0)
    runs_out_on = _runs_out(facts.unit, left, first, pace)
    if runs_out_on and runs_out_on > last:
        runs_out_on = None
    alerts = frozenset(_alerts(facts, on, last, left, runs_out_on))
    ahead = max((last - first).days + 1, 0)
    return Standing(
        left=left,
        days_left=days_left,
        program_days=ahead * pace.days // WEEK if pace else None,
        runs_out_on=runs_out_on,
        due_on=min(day for day in (facts.next_review_on, runs_out_on, last) if day),
        alerts=alerts,
        tone=_tone(alerts, facts, days_left),
    )


def _runs_out(unit: Unit, left: int | None, first: date, pace: Pace | None) -> date | None:
    """Return the day on which the last unit goes: units spread evenly over the days of a week, from `first` on."""
    if left is None or pace is None:
        return None
    weekly = units_a_week(unit, pace)
    if not weekly:
        return None
    days = -(-left * WEEK // weekly)  # rounded up: on a day that is begun, the unit is used
    return first + timedelta(days=max(int(days) - 1, 0))


def _alerts(facts: Facts, on: date, last: date, left: int | None, runs_out_on: date | None) -> list[Alert]:
    soon = on + timedelta(days=SOON)
    if facts.status in WAITS:
        return [Alert.WAITS]
    if facts.status not in ALLOWS:
        return []
    asked = {
        Alert.OVER: last < on,
        Alert.USED_UP: left == 0,
        Alert.FEW_LEFT: facts.unit in (Unit.DAY, Unit.VISIT) and left is not None and 0 < left < FEW,
        Alert.ENDS: on <= last <= soon,
        Alert.RUNS_OUT: runs_out_on is not None and runs_out_on <= soon and left != 0,
        Alert.REVIEW: facts.next_review_on is not None and facts.next_review_on <= on + timedelta(days=FEW),
    }
    return [alert for alert, holds in asked.items() if holds]


def _tone(alerts: frozenset[Alert], facts: Facts, days_left: int) -> str:
    grave = alerts & {Alert.OVER, Alert.USED_UP, Alert.FEW_LEFT}
    if facts.status in ALLOWS and (grave or days_left < FEW):
        return "danger"
    return "warn" if alerts - {Alert.WAITS} else ""
