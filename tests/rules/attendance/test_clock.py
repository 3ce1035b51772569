from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stepwell.attendance.rules.clock import read, written

ZONE = ZoneInfo("America/New_York")


def at(hour: int, minute: int = 0, *, day: int = 2, month: int = 3, fold: int = 0) -> datetime:
    return datetime(2026, month, day, hour, minute, fold=fold, tzinfo=ZONE)


MORNING: dict[str, Any] = {"starts": at(9), "ends": at(10, 30), "zone": ZONE}
EVENING: dict[str, Any] = {"starts": at(18), "ends": at(21), "zone": ZONE}


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("905", at(9, 5)),
        ("9:05", at(9, 5)),
        ("0905", at(9, 5)),
        ("9.05", at(9, 5)),
        ("9", at(9)),
        (" 9:05 am ", at(9, 5)),
        ("10", at(10)),
        ("12", at(12)),
        ("21:05", at(21, 5)),
    ],
)
def test_times_are_read_beside_a_morning_session(typed: str, meant: datetime) -> None:
    assert read(typed, **MORNING) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("905", at(21, 5)), ("6", at(18)), ("630", at(18, 30)), ("630 am", at(6, 30)), ("1830", at(18, 30))],
)
def test_times_are_read_beside_an_evening_session(typed: str, meant: datetime) -> None:
    assert read(typed, **EVENING) == meant


@pytest.mark.parametrize(
    "typed", ["", "x", "9:5", "25", "975", "13 pm", "0 am", "9:05:10", "1" * 10_000, "-9", "９05x"]
)
def test_what_is_no_time_is_none(typed: str) -> None:
    assert read(typed, **MORNING) is None


def test_after_midnight_belongs_to_the_session_that_goes_on() -> None:
    night: dict[str, Any] = {"starts": at(23), "ends": at(1, day=3), "zone": ZONE}

    assert read("1230", **night) == at(0, 30, day=3)
    assert read("1130", **night) == at(23, 30)


def test_of_two_equal_hours_the_one_inside_the_session_is_meant() -> None:
    second = at(1, 10, day=1, month=11, fold=1).astimezone(UTC)
    late: dict[str, Any] = {"starts": second, "ends": second + timedelta(hours=2), "zone": ZONE}

    assert read("130", **late) == at(1, 30, day=1, month=11, fold=1).astimezone(UTC)


@given(
    st.integers(0, 525_600).map(lambda minute: at(0, day=1, month=1).astimezone(UTC) + timedelta(minutes=minute)),
    st.integers(5, 480),
    st.integers(0, 480),
)
def test_what_is_written_is_read_back(start: datetime, length: int, moment: int) -> None:
    starts = start
    instant = starts + timedelta(minutes=min(moment, length))

    back = read(written(instant, ZONE), starts=starts, ends=starts + timedelta(minutes=length), zone=ZONE)

    assert back is not None
    assert written(back, ZONE) == written(instant, ZONE)
    assert starts <= back <= starts + timedelta(minutes=length)
