from datetime import date, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from stepwell.scheduling.rules.recurrence import Pattern, occurrences
from stepwell.scheduling.rules.weeks import minutes_between

ZONE = ZoneInfo("America/New_York")
EVENINGS = Pattern(frozenset({0, 2, 3}), time(18), 180, from_on=date(2026, 1, 5))


def days(pattern: Pattern, first: date, last: date, **facts: object) -> list[date]:
    return [each.on for each in occurrences(pattern, first=first, last=last, zone=ZONE, **facts)]  # type: ignore[arg-type]


def test_a_group_meets_on_its_days() -> None:
    assert days(EVENINGS, date(2026, 11, 23), date(2026, 11, 29)) == [
        date(2026, 11, 23),
        date(2026, 11, 25),
        date(2026, 11, 26),
    ]


def test_no_group_meets_on_a_closed_day_unless_it_is_kept() -> None:
    week = date(2026, 11, 23), date(2026, 11, 29)
    thanksgiving = [date(2026, 11, 26)]

    assert days(EVENINGS, *week, closed=thanksgiving) == [date(2026, 11, 23), date(2026, 11, 25)]
    assert days(EVENINGS, *week, closed=thanksgiving, kept=thanksgiving) == days(EVENINGS, *week)


def test_a_group_of_every_other_week_keeps_its_weeks() -> None:
    other = Pattern(frozenset({2}), time(9), 60, from_on=date(2026, 1, 7), every_weeks=2)

    assert days(other, date(2026, 1, 1), date(2026, 2, 11)) == [
        date(2026, 1, 7), date(2026, 1, 21), date(2026, 2, 4),
    ]  # fmt: skip


def test_a_group_meets_neither_before_its_first_day_nor_after_its_last() -> None:
    ended = Pattern(frozenset(range(7)), time(9), 60, from_on=date(2026, 1, 7), to_on=date(2026, 1, 9))

    assert days(ended, date(2026, 1, 1), date(2026, 2, 1)) == [date(2026, 1, day) for day in (7, 8, 9)]


@given(
    st.sets(st.integers(0, 6), min_size=1),
    st.times(time(4), time(23)),
    st.integers(5, 480),
    st.integers(1, 4),
    st.sets(st.integers(0, 364), max_size=5),
)
def test_the_time_on_the_wall_and_the_length_stay_across_changes_of_clocks(
    weekdays: set[int], start: time, minutes: int, every: int, holidays: set[int]
) -> None:
    start = start.replace(second=0, microsecond=0)
    pattern = Pattern(frozenset(weekdays), start, minutes, from_on=date(2026, 1, 1), every_weeks=every)

    monday = date(2025, 12, 29)
    closed = [date(2026, 1, 1) + timedelta(days=number) for number in holidays]
    found = list(occurrences(pattern, first=date(2026, 1, 1), last=date(2026, 12, 31), zone=ZONE, closed=closed))

    assert all(each.starts.astimezone(ZONE).time() == start for each in found)
    assert all(each.starts.astimezone(ZONE).date() == each.on for each in found)
    assert all(minutes_between(each.starts, each.ends) == minutes for each in found)
    assert not {each.on for each in found} & set(closed)
    assert [each.on for each in found] == sorted({each.on for each in found})
    assert all(each.on.weekday() in weekdays for each in found)
    assert all(((each.on - monday).days // 7) % every == 0 for each in found)
