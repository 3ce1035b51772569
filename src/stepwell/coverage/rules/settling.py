"""Days of a course that a payer has answered: they count as answered, and the rest is priced after them.

What an answer says was met takes the place of what was planned for that day, and is never added to it. An answer that
came before benefits were verified again is contained in that verification.
Source: docs/sources.md#estimates.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from pydantic import TypeAdapter

from stepwell.coverage.rules.cost.accumulators import Met, PlanYear, State, Used
from stepwell.coverage.rules.cost.days import Every, planned_days
from stepwell.coverage.rules.cost.plans import CapUnit, Plan, Tier
from stepwell.coverage.rules.cost.request import Request
from stepwell.kernel.money import ZERO, total


@dataclass(frozen=True)
class AnsweredDay:
    """What a payer decided about a day, in dollars.

    owes        the client's share: deductible, copay, coinsurance and what else is left to them
    decided_on  day of the remittance
    estimated   what was estimated for it before, if it was
    """

    on: date
    owes: Decimal
    deductible: Decimal = ZERO
    copay: Decimal = ZERO
    coinsurance: Decimal = ZERO
    decided_on: date = date.min
    estimated: Decimal | None = None

    @property
    def difference(self) -> Decimal | None:
        """How much more the client owes than was estimated."""
        return None if self.estimated is None else self.owes - self.estimated


ANSWERED = TypeAdapter(tuple[AnsweredDay, ...])


def of_course(request: Request, answered: Sequence[AnsweredDay]) -> tuple[AnsweredDay, ...]:
    """Return the answered days that were planned."""
    if request.course is None:
        return ()
    planned = {day.on for day in planned_days(request.course)}
    return tuple(sorted((one for one in answered if one.on in planned), key=lambda one: one.on))


def settled(request: Request, answered: Sequence[AnsweredDay], *, as_of: date) -> Request | None:
    """Return what is left to price once some days were answered; None if nothing is.

    answered  days of the course
    as_of     the day for which the amounts met so far were said
    """
    if request.course is None or not answered:
        return request
    course, days = request.course, {one.on for one in answered}
    planned = [day.on for day in planned_days(course)]
    if days >= set(planned):
        return None
    began = planned[0] in days
    beside = tuple(one for one in course.beside if not (began and one.every is Every.FIRST_DAY))
    left = replace(course, closed_on=(*course.closed_on, *sorted(days)), beside=beside)
    later = [one for one in answered if one.decided_on > as_of]
    return replace(request, course=left, state=_after(request, later))


def _after(request: Request, answered: Sequence[AnsweredDay]) -> State:
    """Return what is met once answers came, in each plan year."""
    plan, state = request.plan or Plan(), request.state
    by_year: dict[date, list[AnsweredDay]] = {}
    for one in answered:
        by_year.setdefault(plan.year_of(one.on), []).append(one)
    known = {year.starts_on: year for year in state.years}
    for starts_on, days in by_year.items():
        state = state.with_facts(_year(known.get(starts_on, PlanYear(starts_on)), days, request))
    return state


def _year(year: PlanYear, days: Sequence[AnsweredDay], request: Request) -> PlanYear:
    deductible = total(one.deductible for one in days)
    share = deductible + total(one.copay + one.coinsurance for one in days)
    inside = request.tier is Tier.IN
    met = year.in_network if inside else year.out_of_network
    after = Met(
        deductible=met.deductible + deductible,
        family_deductible=met.family_deductible + deductible,
        out_of_pocket=met.out_of_pocket + share,
        family_out_of_pocket=met.family_out_of_pocket + share,
        deductible_on=max((one.on for one in days if one.deductible), default=met.deductible_on),
    )
    used = _used(year, days, request)
    return replace(year, in_network=after, used=used) if inside else replace(year, out_of_network=after, used=used)


def _used(year: PlanYear, days: Sequence[AnsweredDay], request: Request) -> tuple[Used, ...]:
    """Return how much of limits was used; of hours and dollars an answer says nothing."""
    counted = {cap.name for cap in (request.plan.caps if request.plan else ()) if cap.unit in _COUNTED}
    others = [one for one in year.used if one.cap not in counted]
    before = {one.cap: one.amount for one in year.used}
    last = max(one.on for one in days)
    return (*others, *(Used(cap, before.get(cap, ZERO) + len(days), last) for cap in sorted(counted)))


_COUNTED = frozenset({CapUnit.DAYS, CapUnit.VISITS})
