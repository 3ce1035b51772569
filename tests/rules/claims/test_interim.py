"""Several bills of one episode: which is which, what days each tells of, and that none is told twice."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stepwell.claims.rules.interim import Bill, Course, bills, end_of_month, is_due

ADMITTED = date(2026, 3, 9)
MARCH = date(2026, 3, 10), date(2026, 3, 27)
APRIL = date(2026, 4, 1), date(2026, 4, 29)
MAY = date(2026, 5, 4), date(2026, 5, 15)
GOING_ON = Course(ADMITTED)


@pytest.mark.parametrize(
    ("spans", "course", "made"),
    [
        ([MARCH], GOING_ON, [Bill("2", ADMITTED, date(2026, 3, 31), "30")]),
        ([APRIL], Course(ADMITTED, told=date(2026, 3, 31)), [Bill("3", date(2026, 4, 1), date(2026, 4, 30), "30")]),
        (
            [MAY],
            Course(ADMITTED, date(2026, 5, 18), date(2026, 4, 30)),
            [Bill("4", date(2026, 5, 1), date(2026, 5, 18), "01")],
        ),
        ([MARCH], Course(ADMITTED, date(2026, 3, 27)), [Bill("1", ADMITTED, date(2026, 3, 27), "01")]),
        (
            [MARCH, APRIL, MAY],
            Course(ADMITTED, date(2026, 5, 18)),
            [
                Bill("2", ADMITTED, date(2026, 3, 31), "30"),
                Bill("3", date(2026, 4, 1), date(2026, 4, 30), "30"),
                Bill("4", date(2026, 5, 1), date(2026, 5, 18), "01"),
            ],
        ),
        (  # another authorization in the middle of a month
            [(date(2026, 4, 1), date(2026, 4, 10)), (date(2026, 4, 13), date(2026, 4, 29))],
            Course(ADMITTED, told=date(2026, 3, 31)),
            [
                Bill("3", date(2026, 4, 1), date(2026, 4, 12), "30"),
                Bill("3", date(2026, 4, 13), date(2026, 4, 30), "30"),
            ],
        ),
    ],
)
def test_each_bill_says_which_it_is(spans: list[tuple[date, date]], course: Course, made: list[Bill]) -> None:
    assert bills(spans, course) == made


@pytest.mark.parametrize(
    ("through", "discharged", "due"),
    [
        (date(2026, 3, 30), None, False),
        (date(2026, 3, 31), None, True),
        (date(2026, 3, 29), date(2026, 3, 27), True),
        (date(2026, 3, 26), date(2026, 3, 27), False),
    ],
)
def test_a_bill_waits_for_the_end_of_its_month_or_of_the_episode(
    through: date, discharged: date | None, *, due: bool
) -> None:
    assert is_due(MARCH[1], Course(ADMITTED, discharged), through=through) is due


@st.composite
def courses(draw: st.DrawFn) -> tuple[list[tuple[date, date]], Course]:
    """Days of care in some months, and perhaps a discharge after them."""
    days = sorted(ADMITTED + timedelta(days=number) for number in draw(st.sets(st.integers(0, 150), min_size=1)))
    months: dict[tuple[int, int], list[date]] = {}
    for day in days:
        months.setdefault((day.year, day.month), []).append(day)
    spans = [(each[0], each[-1]) for each in months.values()]
    left = draw(st.none() | st.integers(0, 40))
    return spans, Course(ADMITTED, None if left is None else days[-1] + timedelta(days=left))


@given(courses())
def test_no_day_is_told_twice_and_all_care_lies_within(given_: tuple[list[tuple[date, date]], Course]) -> None:
    spans, course = given_
    made = bills(spans, course)

    for bill, (first, last) in zip(made, spans, strict=True):
        assert course.admitted <= bill.first <= first <= last <= bill.last
    assert all(one.last < other.first for one, other in pairwise(made))
    frequencies = "".join(bill.frequency for bill in made)
    whole = {True: "1", False: "2"}[course.discharged is not None]
    assert frequencies == (whole if len(made) == 1 else f"2{'3' * (len(made) - 2)}{'4' if course.discharged else '3'}")
    assert [bill.status == "30" for bill in made] == [bill.frequency in "23" for bill in made]
    if course.discharged:
        assert made[-1].last == course.discharged


def test_the_end_of_a_month() -> None:
    assert [end_of_month(date(2028, month, 1)).day for month in (1, 2, 4, 12)] == [31, 29, 30, 31]
