"""Other ways to do the same care, and what each would cost: never a later start."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Final

from stepwell.coverage.rules.cost.days import Course, Phase, Price, Weekday, planned_days
from stepwell.coverage.rules.cost.request import Figures, Request, answer
from stepwell.coverage.rules.estimating import is_open, self_pay
from stepwell.kernel.findings import Refused

_WEEKDAYS: Final = (Weekday.MONDAY, Weekday.TUESDAY, Weekday.WEDNESDAY, Weekday.THURSDAY, Weekday.FRIDAY)
_STEP: Final = 3  # of four parts of the days, after which somebody may step down


@dataclass(frozen=True)
class Choice:
    """A way to do it.

    last_on     its last day
    owes        dollars that the client pays, most likely
    difference  dollars more than this estimate
    """

    name: str
    words: str
    last_on: date
    owes: Decimal
    difference: Decimal


def choices(request: Request, figures: Figures, *, alone: Decimal | None = None) -> tuple[Choice, ...]:
    """Return this estimate and other ways to do the same care; none where only a range is known.

    alone  dollars a day for who pays by themself, if the clinic has such a price
    """
    course = request.course
    if course is None or is_open(request):
        return ()
    days = planned_days(course)
    this = _priced(request, figures)
    weekdays = sorted({day.on.weekday() for day in days if day.week == days[0].week})
    found = [Choice(f"{len(weekdays)} {_days(len(weekdays))} a week", "This estimate", days[-1].on, this, this - this)]
    for name, words, other in (
        *_denser(request, course, len(days)),
        *_shorter(request, course, len(days)),
        *_without_plan(request, course, alone, len(days)),
    ):
        try:
            owes = _priced(other, figures)
        except Refused:  # such as a year of Medicare that is missing: then this way has no price
            continue
        assert other.course  # noqa: S101 (each way is a course)
        found.append(Choice(name, words, planned_days(other.course)[-1].on, owes, owes - this))
    return tuple(found)


def _priced(request: Request, figures: Figures) -> Decimal:
    return answer(request, figures).estimate.expected


def _days(count: int) -> str:
    return "day" if count == 1 else "days"


def _only(course: Course) -> Phase | None:
    """Return the phase of a course that has no taper."""
    return course.phases[0] if len(course.phases) == 1 else None


def _denser(request: Request, course: Course, count: int) -> list[tuple[str, str, Request]]:
    phase = _only(course)
    free = [day for day in _WEEKDAYS if phase and day not in phase.weekdays]
    if phase is None or not free:
        return []
    weekdays = tuple(day for day in Weekday if day in {*phase.weekdays, free[0]})
    denser = replace(course, phases=(replace(phase, weekdays=weekdays, weeks=None, days=count),))
    name = f"{len(weekdays)} {_days(len(weekdays))} a week"
    return [(name, f"The same {count} days; they end sooner", replace(request, course=denser))]


def _shorter(request: Request, course: Course, count: int) -> list[tuple[str, str, Request]]:
    phase, fewer = _only(course), count * _STEP // 4
    if phase is None or fewer in {0, count}:
        return []
    shorter = replace(course, phases=(replace(phase, weeks=None, days=fewer),))
    words = "If the team finds it right; sessions after that are not included"
    return [(f"Step down after {fewer} {_days(fewer)}", words, replace(request, course=shorter))]


def _without_plan(
    request: Request, course: Course, alone: Decimal | None, count: int
) -> list[tuple[str, str, Request]]:
    if alone is None or (request.plan is None and request.medicare is None):
        return []
    if request.plan and any(half and not half.bills_not_covered for half in (request.plan.in_network,)):
        return []  # Medicaid: nobody may be asked to pay instead of it
    program = {phase.service for phase in course.phases}
    beside = tuple(replace(one, rate=None) for one in request.prices if one.service not in program)
    prices = (*(Price(service, alone) for service in sorted(program)), *beside)
    attended = request.attendance.low if request.attendance else Decimal(100)
    words = f"${alone:,.2f} a day, no claim filed; the sliding fee may lower it"
    return [("Without the plan", words, self_pay(course, prices, attended))]
