"""The days of a course of treatment before they happen, and what each will cost."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from stepwell.coverage.rules.cost.lines import Line
from stepwell.coverage.rules.cost.plans import Tier
from stepwell.kernel.findings import Finding, refuse
from stepwell.kernel.money import ZERO

_WEEK = 7
MOST_WEEKS = 104  # a course that is longer is a slip of the finger


HOURS_OF_A_DAY = 24
OF_A_DAY = "A day has 0 to 24 hours, and at least one service."
_EARLIEST, _LATEST = 1990, 2190


class Weekday(StrEnum):
    """A day of the week."""

    MONDAY = "mon"
    TUESDAY = "tue"
    WEDNESDAY = "wed"
    THURSDAY = "thu"
    FRIDAY = "fri"
    SATURDAY = "sat"
    SUNDAY = "sun"


_NUMBERS = {weekday: number for number, weekday in enumerate(Weekday)}


class Every(StrEnum):
    """How often something happens beside the program."""

    FIRST_DAY = "first_day"
    EACH_WEEK = "each_week"
    EACH_DAY = "each_day"
    LAST_DAY = "last_day"


@dataclass(frozen=True)
class Phase:
    """A stretch with the same weekdays; a taper is a phase with fewer.

    hours, services  of each day
    weeks            lasts so many weeks: a closed day is lost
    days             lasts until so many days were held: a closed day is made up. Give one of the two
    """

    weekdays: tuple[Weekday, ...]
    service: str = "H0015"
    hours: Decimal = Decimal(3)
    services: int = 3
    weeks: int | None = None
    days: int | None = None


@dataclass(frozen=True)
class Beside:
    """A service beside the program: an assessment on the first day, a drug test each week (on its first day held)."""

    service: str
    every: Every


@dataclass(frozen=True)
class Course:
    """What is planned.

    starts_on        first possible day; weeks count from it
    closed_on        days on which the program does not meet
    authorized_days  how many of the first days are authorized; None for all
    """

    starts_on: date
    phases: tuple[Phase, ...]
    closed_on: tuple[date, ...] = ()
    beside: tuple[Beside, ...] = ()
    authorized_days: int | None = None


@dataclass(frozen=True)
class Price:
    """Dollars of a service from a day on (None: always); the other fields are those of a Line."""

    service: str
    charge: Decimal
    rate: Decimal | None = None
    if_not_covered: Decimal | None = None
    from_on: date | None = None


@dataclass(frozen=True)
class Day:
    """A planned day of the program, in the course's week `week` (0 for the first)."""

    on: date
    week: int
    phase: Phase
    authorized: bool = True


def planned_days(course: Course) -> tuple[Day, ...]:
    """Return the days of the program. Raises Refused (COST-010 to 012) if they cannot be laid out."""
    refuse(check_course(course))
    days: list[Day] = []
    begins = course.starts_on
    for phase in course.phases:
        held, begins = _held(course, phase, begins)
        days += held
    authorized = len(days) if course.authorized_days is None else course.authorized_days
    return tuple(replace(day, authorized=number < authorized) for number, day in enumerate(days))


def _held(course: Course, phase: Phase, begins: date) -> tuple[list[Day], date]:
    """Return the days of a phase, and the day on which the next one begins."""
    wanted = {_NUMBERS[weekday] for weekday in phase.weekdays}
    span = MOST_WEEKS if phase.weeks is None else phase.weeks
    possible = (begins + timedelta(days=number) for number in range(_WEEK * span))
    held = [on for on in possible if on.weekday() in wanted and on not in course.closed_on][: phase.days]
    days = [Day(on, (on - course.starts_on).days // _WEEK, phase) for on in held]
    if phase.weeks is not None:
        return days, begins + timedelta(weeks=phase.weeks)
    return days, held[-1] + timedelta(days=1) if held else begins


def check_days(days: Iterable[tuple[str, date]]) -> list[Finding]:
    """Return which days, each with its place, cannot be meant."""
    return [
        Finding("COST-014", f"The year {day.year} cannot be meant. Check the day.", at)
        for at, day in days
        if not _EARLIEST <= day.year <= _LATEST
    ]


def check_course(course: Course) -> list[Finding]:
    """Return why a course cannot be laid out."""
    found = check_days([("/course/starts_on", course.starts_on)])
    for number, phase in enumerate(course.phases):
        at = f"/course/phases/{number}"
        if (phase.weeks is None) == (phase.days is None):
            found.append(Finding("COST-010", "Say how long it lasts: either weeks or days.", at))
        if not 0 <= phase.hours <= HOURS_OF_A_DAY or phase.services < 1:
            found.append(Finding("COST-004", OF_A_DAY, at))
        if not phase.weekdays:
            found.append(Finding("COST-011", "Name at least one weekday.", f"{at}/weekdays"))
        for unit, length, most in (
            ("weeks", phase.weeks, MOST_WEEKS),
            ("days", phase.days, MOST_WEEKS // 2 * len(set(phase.weekdays))),
        ):
            if length is not None and not 1 <= length <= most:
                found.append(Finding("COST-012", f"It would last {length} {unit}. Check the number.", f"{at}/{unit}"))
    return found


def planned_lines(course: Course, prices: Sequence[Price], tier: Tier = Tier.IN) -> tuple[Line, ...]:
    """Return a line for each planned day, and for what happens beside it.

    raises  Refused for a course that cannot be laid out, and for a service without a price on its day (COST-013)
    """
    planned = list(_services(course))
    refuse(_unpriced(planned, prices))
    return tuple(_line(day, service, prices, tier) for day, service in planned)


def _services(course: Course) -> Iterator[tuple[Day, str]]:
    days = planned_days(course)
    weeks: set[int] = set()
    for number, day in enumerate(days):
        yield day, day.phase.service
        now = {Every.EACH_DAY}
        if number == 0:
            now.add(Every.FIRST_DAY)
        if number == len(days) - 1:
            now.add(Every.LAST_DAY)
        if day.week not in weeks:
            now.add(Every.EACH_WEEK)
            weeks.add(day.week)
        yield from ((day, one.service) for one in course.beside if one.every in now)


def _unpriced(planned: Sequence[tuple[Day, str]], prices: Sequence[Price]) -> list[Finding]:
    missing = {service: day.on for day, service in reversed(planned) if _price(prices, service, day.on) is None}
    return [
        Finding("COST-013", f"{service} has no price on {on}. Add one that holds from then on.", "/prices")
        for service, on in sorted(missing.items())
    ]


def _price(prices: Sequence[Price], service: str, on: date) -> Price | None:
    standing = [one for one in prices if one.service == service and (one.from_on is None or one.from_on <= on)]
    return max(standing, key=lambda one: one.from_on or date.min, default=None)


def _line(day: Day, service: str, prices: Sequence[Price], tier: Tier) -> Line:
    price = _price(prices, service, day.on)
    assert price, "prices were checked"  # noqa: S101
    is_program = service == day.phase.service
    return Line(
        on=day.on,
        service=service,
        charge=price.charge,
        rate=price.rate,
        tier=tier,
        hours=day.phase.hours if is_program else ZERO,
        services=day.phase.services if is_program else 1,
        authorized=day.authorized,
        if_not_covered=price.if_not_covered,
    )
