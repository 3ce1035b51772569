"""Days that payers answered: they count as answered, and the rest is priced after them; nothing is counted twice."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stepwell.coverage.rules.cost.accumulators import Met, PlanYear, State
from stepwell.coverage.rules.cost.days import Course, Phase, Price, Weekday, planned_days
from stepwell.coverage.rules.cost.plans import Cap, CapUnit, Deductible, Maximum, Network, Plan, Terms
from stepwell.coverage.rules.cost.request import Figures, Request, answer
from stepwell.coverage.rules.settling import AnsweredDay, of_course, settled
from stepwell.coverage.rules.telling import path_of

FIRST, NONE = date(2026, 3, 2), Decimal(0)
WEEKDAYS = (Weekday.MONDAY, Weekday.WEDNESDAY, Weekday.FRIDAY)
TERMS = Terms((), coinsurance=Decimal(20))
PLAN = Plan(Network((TERMS,), Deductible(Decimal(1500)), Maximum(Decimal(6000))))
MET = State((PlanYear(date(2026, 1, 1), Met(Decimal(400), Decimal(400), Decimal(400), Decimal(400))),))
REQUEST = Request(
    plan=PLAN, state=MET, course=Course(FIRST, (Phase(WEEKDAYS, weeks=4),)),
    prices=(Price("H0015", Decimal(350), Decimal(275)),),
)  # fmt: skip
SAID, LATER = date(2026, 2, 20), date(2026, 3, 20)
DAYS = [day.on for day in planned_days(REQUEST.course)]  # type: ignore[arg-type]


def as_estimated(count: int, *, decided_on: date = LATER) -> list[AnsweredDay]:
    """Return the first days, answered just as they were estimated."""
    lines = answer(REQUEST, Figures()).lines[:count]
    return [
        AnsweredDay(
            one.line.on, one.amounts.client_owes, one.amounts.deductible, NONE, one.amounts.coinsurance, decided_on
        )
        for one in lines
    ]


def whole(days: list[AnsweredDay], *, as_of: date = SAID) -> Decimal:
    left = settled(REQUEST, days, as_of=as_of)
    rest = answer(left, Figures()).estimate.expected if left else NONE
    return rest + sum((one.owes for one in days), NONE)


@pytest.mark.parametrize("count", range(13))
def test_answers_as_estimated_change_nothing(count: int) -> None:
    assert whole(as_estimated(count)) == answer(REQUEST, Figures()).estimate.expected


def test_an_answer_that_a_later_verification_contains_is_not_counted_twice() -> None:
    days = as_estimated(3)
    known = MET.years[0].in_network
    met = known.deductible + sum((one.deductible for one in days), NONE)
    verified = Request(
        plan=PLAN, state=State((PlanYear(date(2026, 1, 1), Met(met, met, met, met)),)), course=REQUEST.course,
        prices=REQUEST.prices,
    )  # fmt: skip
    left = settled(verified, days, as_of=LATER)

    assert left
    assert left.state == verified.state
    assert answer(left, Figures()).estimate.expected + sum((one.owes for one in days), NONE) == whole([])


def test_a_day_that_cost_less_leaves_more_of_the_deductible() -> None:
    days = [AnsweredDay(DAYS[0], NONE, decided_on=LATER)]  # the payer paid all of it

    assert whole(days) == answer(REQUEST, Figures()).estimate.expected - Decimal(55)  # a day of 20 percent less


def test_only_planned_days_are_of_the_course_and_all_of_them_leave_nothing() -> None:
    other = AnsweredDay(FIRST - timedelta(days=1), NONE)
    assert of_course(REQUEST, [other, *as_estimated(1)]) == tuple(as_estimated(1))
    assert settled(REQUEST, as_estimated(12), as_of=SAID) is None


def test_an_answered_day_uses_a_limit_of_days() -> None:
    capped = Request(
        plan=Plan(PLAN.in_network, caps=(Cap("limit", CapUnit.DAYS, Decimal(5)),)), course=REQUEST.course,
        prices=REQUEST.prices,
    )  # fmt: skip
    left = settled(capped, as_estimated(3), as_of=SAID)

    assert left
    assert [used.amount for used in left.state.years[0].used] == [3]
    assert sum(one.amounts.not_covered > 0 for one in answer(left, Figures()).lines) == 7


@given(counts=st.sets(st.sampled_from(range(12)), max_size=11), owes=st.integers(0, 40000))
def test_the_path_has_every_planned_day_once(counts: set[int], owes: int) -> None:
    days = [AnsweredDay(DAYS[number], Decimal(owes) / 100, decided_on=LATER) for number in sorted(counts)]
    left = settled(REQUEST, days, as_of=SAID)
    assert left
    path = path_of(answer(left, Figures()).lines, PLAN, days)

    assert [day.on for day in path.days] == DAYS
    assert {day.on for day in path.days if day.is_answered} == {one.on for one in days}
    assert path.owes == sum((day.owes for day in path.days), NONE)
