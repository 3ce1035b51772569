"""Weekly patterns with dated exceptions, as the free times of a week."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stepwell.scheduling.rules.weeks import Week
from stepwell.weekplans.rules.times import Weekly, away_times, come_times, joined, work_times, written

MONDAY = date(2026, 11, 2)
WEEK = Week(MONDAY)
ALWAYS = date(2026, 1, 1)


def weekly(days: set[int], starts: time, ends: time, **more: object) -> Weekly:
    return Weekly(frozenset(days), starts, ends, **({"from_on": ALWAYS, "to_on": None} | more))  # type: ignore[arg-type]


def test_nothing_entered_means_any_time() -> None:
    assert written(come_times(WEEK, []))[0] == "mon 00:00-24:00"
    assert len(written(work_times(WEEK, [], ever=False))) == 7


def test_work_takes_away_and_an_exception_gives_back_on_its_day() -> None:
    work = weekly({0, 1}, time(9), time(17))
    free = weekly({1}, time(12), time(18), from_on=date(2026, 11, 3), to_on=date(2026, 11, 3), adds=True)

    found = written(come_times(WEEK, [work, free]))

    assert found[:4] == ["mon 00:00-09:00", "mon 17:00-24:00", "tue 00:00-09:00", "tue 12:00-24:00"]


@pytest.mark.parametrize(
    ("first", "last", "is_away"),
    [
        (date(2026, 11, 4), date(2026, 11, 4), True),
        (date(2026, 10, 1), date(2026, 11, 3), False),
        (date(2026, 11, 5), None, False),
    ],
)
def test_leave_holds_on_its_days_and_to_the_end_of_the_day(first: date, last: date | None, is_away: bool) -> None:
    leave = weekly(set(range(7)), time(0), time(23, 59), from_on=first, to_on=last)

    assert ("wed 00:00-24:00" in written(away_times(WEEK, [leave]))) is is_away


def test_who_keeps_hours_that_are_over_is_not_at_work() -> None:
    over = weekly({0}, time(9), time(17), to_on=date(2026, 10, 1))

    assert written(work_times(WEEK, [over], ever=True)) == []


@given(st.lists(st.tuples(st.integers(0, 1439), st.integers(1, 300), st.booleans()), max_size=5))
@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
def test_every_minute_is_free_unless_taken_away_and_not_given_back(asked: list[tuple[int, int, bool]]) -> None:
    rows = [
        weekly({0}, _at(start), _at(min(start + length, 1439)), adds=adds)
        for start, length, adds in asked
        if start < 1439
    ]
    free = come_times(WEEK, rows)[MONDAY]

    assert free == joined(free)
    for at in range(0, 1440, 7):
        taken = any(row.span[0] <= at < row.span[1] for row in rows if not row.adds)
        given_back = any(row.span[0] <= at < row.span[1] for row in rows if row.adds)
        assert any(start <= at < end for start, end in free) is (given_back or not taken)


def _at(minute: int) -> time:
    return (datetime.combine(MONDAY, time.min) + timedelta(minutes=minute)).time()
