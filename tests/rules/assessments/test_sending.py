"""Whether a link goes out by itself, and when."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stepwell.assessments.rules.sending import APART, HELD_LABELS, Facts, Held, Weekly, check, clock, held, is_hour

READY = Facts(
    answers_alone=True, goes_by_mail=True, in_care=True, is_switched_on=True, has_address=True, is_open=False,
    is_taken_back=False, is_sent=False, has_server=True,
)  # fmt: skip


def test_who_is_ready_gets_one() -> None:
    assert held(READY) is None


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"answers_alone": False, "goes_by_mail": False}, Held.STAFF_ASK),
        ({"is_open": True}, Held.OPEN),
        ({"is_taken_back": True}, Held.TAKEN_BACK),
        ({"in_care": False}, Held.NOT_IN_CARE),
        ({"goes_by_mail": False}, Held.HANDED_OVER),
        ({"is_switched_on": False}, Held.SWITCHED_OFF),
        ({"is_sent": True}, Held.SENT),
        ({"has_address": False}, Held.NO_ADDRESS),
        ({"has_server": False}, Held.NO_SERVER),
        ({"is_open": True, "has_address": False}, Held.OPEN),
    ],
)
def test_what_is_in_the_way_is_named(changed: dict[str, bool], why: Held) -> None:
    assert held(replace(READY, **changed)) is why
    assert HELD_LABELS[why]


@given(st.builds(Facts))
def test_nobody_is_written_to_without_a_safe_address_or_twice(facts: Facts) -> None:
    if held(facts) is None:
        assert (facts.has_address, facts.in_care, facts.is_switched_on) == (True, True, True)
        assert (facts.is_open, facts.is_sent) == (False, False)


@pytest.mark.parametrize(("hour", "goes"), [(0, False), (8, False), (9, True), (18, True), (19, False), (23, False)])
def test_nobody_is_written_to_at_night(hour: int, goes: bool) -> None:
    assert is_hour(datetime(2026, 3, 2, hour, 25, tzinfo=ZoneInfo("America/New_York"))) is goes


ZONE = ZoneInfo("America/New_York")
TUESDAYS = Weekly(sends=True, weekday=1, hour=10)
TUESDAY = date(2026, 3, 3)


def at(day: int, hour: int) -> datetime:
    return datetime(2026, 3, day, hour, 25, tzinfo=ZONE)


@pytest.mark.parametrize(
    ("instant", "day"),
    [
        (at(2, 18), None),  # Monday: of the Tuesday before it is too late
        (at(3, 9), None),  # before the hour
        (at(3, 10), TUESDAY),
        (at(3, 18), TUESDAY),
        (at(3, 19), None),  # night
        (at(4, 9), TUESDAY),  # a worker that slept catches up
        (at(5, 18), TUESDAY),
        (at(6, 10), None),
    ],
)
def test_links_go_out_on_one_day_of_the_week(instant: datetime, day: date | None) -> None:
    assert TUESDAYS.sending_day(instant) == day


weeklies = st.builds(Weekly, sends=st.booleans(), weekday=st.integers(0, 6), hour=st.integers(9, 18))


@given(weeklies, st.dates(date(2026, 1, 1), date(2027, 1, 1)))
def test_each_week_has_one_sending_day_and_links_of_two_of_them_are_apart(weekly: Weekly, on: date) -> None:
    week = [datetime.combine(on, time(), ZONE) + timedelta(hours=hours) for hours in range(24 * 7)]
    days = {day for one in week if (day := weekly.sending_day(one))}
    assert 1 <= len(days) <= 2
    for day in days:
        assert day.weekday() == weekly.weekday
        next_day = weekly.next_day(day + timedelta(days=1))
        late = [one.date() for one in week if weekly.sending_day(one) == day]
        assert all(next_day - one >= APART for one in late)


@given(weeklies, st.dates(date(2026, 1, 1), date(2027, 1, 1)))
def test_the_next_day_is_within_a_week_from_today_on(weekly: Weekly, on: date) -> None:
    day = weekly.next_day(on)
    assert timedelta() <= day - on < timedelta(days=7)
    assert day.weekday() == weekly.weekday


@pytest.mark.parametrize(("weekday", "hour", "wrong"), [(0, 9, False), (6, 18, False), (7, 9, True), (0, 8, True),
                                                        (0, 19, True), (-1, 9, True)])  # fmt: skip
def test_no_link_is_set_for_the_night(weekday: int, hour: int, wrong: bool) -> None:
    assert [one.code for one in check(Weekly(sends=True, weekday=weekday, hour=hour))] == ["ASM-031"] * wrong


def test_an_hour_is_read_by_the_clock_on_the_wall() -> None:
    assert [clock(9), clock(12), clock(18)] == ["9 AM", "12 PM", "6 PM"]
