"""What a services order must hold: hours within the level's, days that are possible, a mix that fits.

Source: docs/sources.md#hours
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from stepwell.kernel.findings import Finding
from stepwell.people.vocabulary import LEVEL_MINUTES
from stepwell.placement.vocabulary import SERVICE_LABELS, Per

MOST_MINUTES = 40 * 60
MOST_DAYS = 7
FURTHEST = timedelta(days=60)  # as far ahead as care is ordered
WEEKS_A_MONTH = Fraction(52, 12)


@dataclass(frozen=True)
class Part:
    """Minutes of one kind of service, a week or a month."""

    kind: str
    minutes: int
    per: Per = Per.WEEK


@dataclass(frozen=True)
class Order:
    """What is ordered for a week, from a day on."""

    starts_on: date
    minutes_per_week: int
    days_min: int
    days_max: int
    mix: tuple[Part, ...]
    is_taper: bool
    reason: str


def weekly(part: Part) -> int:
    """Return the minutes of a part in a week, rounded to the nearest; those of a month by 52 weeks in 12 months."""
    return part.minutes if part.per == Per.WEEK else round(Fraction(part.minutes) / WEEKS_A_MONTH)


def mix_sum(mix: Sequence[Part]) -> int:
    """Return the minutes a week that the parts come to."""
    return sum(weekly(part) for part in mix)


def check(order: Order, *, level: str, decided_on: date, before: Sequence[date], on: date) -> list[Finding]:
    """Return what is wrong with an order.

    level       decided for the client
    decided_on  when
    before      first days of the client's other orders
    on          today
    """
    return [*_check_days(order, decided_on, before, on), *_check_hours(order, level), *_check_mix(order)]


def _check_days(order: Order, decided_on: date, before: Sequence[date], on: date) -> list[Finding]:
    found = []
    if order.starts_on < decided_on:
        found.append(Finding("ORD-001", "The order begins before its level was decided. Check the date.", "starts_on"))
    if order.starts_on > on + FURTHEST:
        found.append(
            Finding("ORD-002", f"Care is ordered at most {FURTHEST.days} days ahead. Check the date.", "starts_on")
        )
    if any(day >= order.starts_on for day in before):
        found.append(Finding("ORD-003", "An order begins on that day or later. Set that one aside first.", "starts_on"))
    if not 1 <= order.days_min <= order.days_max <= MOST_DAYS:
        found.append(Finding("ORD-004", "Enter the fewest and the most days a week, 1 to 7.", "days_max"))
    return found


def _check_hours(order: Order, level: str) -> list[Finding]:
    least, most = LEVEL_MINUTES[level]
    minutes, found = order.minutes_per_week, []
    if not 0 < minutes <= MOST_MINUTES:
        return [Finding("ORD-005", "Enter more than 0 and at most 40 hours a week.", "hours")]
    if minutes < least and not order.is_taper:
        found.append(
            Finding(
                "ORD-006",
                f"Level {level} is {hours(least)} hours a week or more. Order more, mark a taper, or change the level.",
                "hours",
            )
        )
    if most is not None and minutes > most:
        found.append(
            Finding("ORD-007", f"{hours(minutes)} hours a week belong to a higher level than {level}.", "hours")
        )
    if not order.reason.strip():
        words = "Say why there are fewer hours." if order.is_taper else "Say why these hours, in a few words."
        found.append(Finding("ORD-008", words, "reason"))
    return found


def _check_mix(order: Order) -> list[Finding]:
    found = []
    if any(part.kind not in SERVICE_LABELS or part.minutes < 1 for part in order.mix):
        found.append(Finding("ORD-009", "Enter whole minutes for each service, or leave it empty."))
    if len({part.kind for part in order.mix}) < len(order.mix):
        found.append(Finding("ORD-010", "Each service is ordered once."))
    total = mix_sum(order.mix)
    if total > order.minutes_per_week:
        found.append(
            Finding(
                "ORD-011",
                f"The services come to {hours(total)} hours a week, and {hours(order.minutes_per_week)} are ordered.",
                "hours",
            )
        )
    return found


def hours(minutes: int) -> str:
    """Return minutes as hours for reading: "9", "9.5"."""
    return f"{minutes / 60:.2f}".rstrip("0").rstrip(".")
