"""The days of a course: weekdays, weeks, tapers, closed days, what happens beside, and prices that change."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stepwell.coverage.rules.cost.days import (
    Beside,
    Course,
    Every,
    Phase,
    Price,
    Weekday,
    planned_days,
    planned_lines,
)
from stepwell.coverage.rules.cost.plans import Tier
from stepwell.kernel.findings import Refused
from tests.rules.coverage.cost.examples import START, days, money

MWF = (Weekday.MONDAY, Weekday.WEDNESDAY, Weekday.FRIDAY)
IOP = Price("H0015", money(350), money(275))


def on(course: Course) -> list[date]:
    return [day.on for day in planned_days(course)]


def test_weeks_of_the_same_weekdays() -> None:
    assert on(Course(START, (Phase(MWF, weeks=8),))) == days(24)


def test_weeks_count_from_the_first_day_whatever_its_weekday() -> None:
    wednesday = date(2026, 3, 4)

    assert on(Course(wednesday, (Phase(MWF, weeks=2),))) == days(6, wednesday)


def test_a_taper_is_a_phase_with_fewer_days() -> None:
    found = planned_days(Course(START, (Phase(MWF, weeks=1), Phase((Weekday.TUESDAY,), hours=Decimal(2), weeks=2))))

    assert [(day.on.day, day.week, day.phase.hours) for day in found] == [
        (2, 0, 3), (4, 0, 3), (6, 0, 3), (10, 1, 2), (17, 2, 2),
    ]  # fmt: skip


def test_a_closed_day_is_lost_by_weeks_and_made_up_by_days() -> None:
    closed = (date(2026, 3, 4),)

    assert on(Course(START, (Phase(MWF, weeks=1),), closed)) == [date(2026, 3, 2), date(2026, 3, 6)]
    assert on(Course(START, (Phase(MWF, days=3),), closed))[-1] == date(2026, 3, 9)


def test_a_phase_of_days_is_followed_at_once() -> None:
    course = Course(START, (Phase(MWF, days=2), Phase((Weekday.FRIDAY,), weeks=1)))

    assert on(course) == days(3)


def test_what_happens_beside_the_program() -> None:
    beside = tuple(Beside(name, every) for name, every in zip("FWDL", Every, strict=True))
    names = [Price(name, money(10)) for name in "FWDL"]

    found = planned_lines(Course(START, (Phase(MWF, weeks=2),), (START,), beside), [IOP, *names], Tier.OUT)

    by_day = [(line.on.day, line.service) for line in found if line.service != "H0015"]
    assert by_day == [
        (4, "F"), (4, "W"), (4, "D"), (6, "D"), (9, "W"), (9, "D"), (11, "D"), (13, "D"), (13, "L"),
    ]  # fmt: skip
    assert {(line.service == "H0015", line.hours, line.services) for line in found} == {(True, 3, 3), (False, 0, 1)}
    assert {line.tier for line in found} == {Tier.OUT}


@pytest.mark.parametrize(("authorized", "count"), [(None, 6), (0, 0), (4, 4), (9, 6)])
def test_the_first_days_are_authorized(authorized: int | None, count: int) -> None:
    course = Course(START, (Phase(MWF, weeks=2),), authorized_days=authorized)

    found = [line.authorized for line in planned_lines(course, [IOP])]

    assert found == [True] * count + [False] * (6 - count)


def test_the_newest_price_that_holds_on_the_day_is_taken() -> None:
    newer = Price("H0015", money(400), money(300), money(200), from_on=date(2026, 3, 4))

    found = planned_lines(Course(START, (Phase(MWF, weeks=1),)), [newer, IOP])

    assert [(line.charge, line.rate, line.if_not_covered) for line in found] == [
        (350, 275, None), (400, 300, 200), (400, 300, 200),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("phase", "codes"),
    [
        (Phase(MWF), ["COST-010"]),
        (Phase(MWF, weeks=1, days=1), ["COST-010"]),
        (Phase((), weeks=1), ["COST-011"]),
        (Phase(MWF, weeks=1, hours=Decimal(25)), ["COST-004"]),
        (Phase(MWF, weeks=1, hours=Decimal(-1)), ["COST-004"]),
        (Phase(MWF, weeks=1, services=0), ["COST-004"]),
        (Phase(MWF, weeks=0), ["COST-012"]),
        (Phase(MWF, weeks=105), ["COST-012"]),
        (Phase(MWF, days=0), ["COST-012"]),
        (Phase(MWF, days=157), ["COST-012"]),
    ],
)
def test_a_course_that_cannot_be_laid_out_is_refused(phase: Phase, codes: list[str]) -> None:
    with pytest.raises(Refused) as refused:
        planned_days(Course(START, (phase,)))

    assert [finding.code for finding in refused.value.findings] == codes


@pytest.mark.parametrize("year", [1, 9999])
def test_a_start_that_cannot_be_meant_is_refused(year: int) -> None:
    with pytest.raises(Refused, match="COST-014"):
        planned_days(Course(date(year, 1, 1), (Phase(MWF, weeks=1),)))


def test_a_service_without_a_price_is_refused_with_its_first_day() -> None:
    later = Price("H0015", money(350), from_on=date(2026, 3, 5))

    with pytest.raises(Refused) as refused:
        planned_lines(Course(START, (Phase(MWF, weeks=1),), beside=(Beside("80305", Every.FIRST_DAY),)), [later])

    assert [finding.sentence for finding in refused.value.findings] == [
        "80305 has no price on 2026-03-02. Add one that holds from then on.",
        "H0015 has no price on 2026-03-02. Add one that holds from then on.",
    ]


@given(
    weekdays=st.sets(st.sampled_from(Weekday), min_size=1),
    count=st.integers(1, 40),
    closed=st.sets(st.dates(START, date(2026, 6, 30)), max_size=10),
)
def test_a_phase_of_days_holds_exactly_those_days_and_none_that_is_closed(
    weekdays: set[Weekday], count: int, closed: set[date]
) -> None:
    found = on(Course(START, (Phase(tuple(weekdays), days=count),), tuple(closed)))

    assert len(set(found)) == count
    assert found == sorted(found)
    assert not closed & set(found)
    assert {list(Weekday)[day.weekday()] for day in found} <= weekdays
