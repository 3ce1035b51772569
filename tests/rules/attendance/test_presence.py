from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stepwell.attendance.rules.presence import Elsewhere, Held, Stay, check, minutes, status, whole
from stepwell.attendance.vocabulary import Status

START = datetime(2026, 3, 2, 14, tzinfo=UTC)
NEW_YORK = ZoneInfo("America/New_York")


def after(count: int) -> datetime:
    return START + timedelta(minutes=count)


def held(length: int = 180, pause: int = 15) -> Held:
    return Held(START, after(length), pause)


@pytest.mark.parametrize(
    ("arrived", "left", "counted", "how"),
    [
        (0, 180, 165, Status.PRESENT),
        (-20, 180, 165, Status.PRESENT),  # who comes early waits
        (-20, 200, 165, Status.PRESENT),
        (20, 180, 145, Status.LATE),
        (0, 60, 45, Status.LEFT_EARLY),
        (20, 60, 25, Status.PARTLY),
        (170, 180, 0, Status.LATE),  # ten minutes may have been the break
    ],
)
def test_minutes_and_status_follow_from_the_times(arrived: int, left: int, counted: int, how: Status) -> None:
    stay = Stay(after(arrived), after(left))

    assert minutes(held(), stay, breaks_count=False) == counted
    assert status(held(), stay) == how


def test_a_break_counts_where_the_profile_says_so() -> None:
    assert minutes(held(), whole(held()), breaks_count=True) == 180


def test_who_has_no_times_was_absent() -> None:
    assert status(held(), None) == Status.ABSENT


@pytest.mark.parametrize(
    ("arrived", "left", "code"),
    [
        (60, 60, "ATT-001"),
        (60, 30, "ATT-001"),
        (-60, 0, "ATT-002"),
        (180, 200, "ATT-002"),
        (-130, 60, "ATT-003"),
        (0, 301, "ATT-003"),
    ],
)
def test_impossible_times_are_refused(arrived: int, left: int, code: str) -> None:
    assert [finding.code for finding in check(held(), Stay(after(arrived), after(left)))] == [code]


def test_nobody_is_in_two_sessions_at_once() -> None:
    other = Elsewhere("Process group", Stay(after(150), after(240)))

    found = check(held(), whole(held()), [other])

    assert [finding.code for finding in found] == ["ATT-004"]
    assert "Process group" in found[0].sentence
    assert check(held(), Stay(after(0), after(150)), [other]) == []


def test_a_night_on_which_clocks_change_counts_what_it_lasted() -> None:
    night = Held(datetime(2026, 10, 31, 23, tzinfo=NEW_YORK), datetime(2026, 11, 1, 3, tzinfo=NEW_YORK))

    assert minutes(night, whole(night), breaks_count=False) == 300
    assert (
        minutes(night, Stay(night.starts, datetime(2026, 11, 1, 1, 30, fold=1, tzinfo=NEW_YORK)), breaks_count=False)
        == 210
    )


sessions = st.builds(held, st.integers(5, 480), st.just(0)) | st.integers(10, 480).flatmap(
    lambda length: st.builds(held, st.just(length), st.integers(0, length - 1))
)
points = st.integers(-200, 700)


@given(sessions, points, points, st.booleans())
def test_minutes_are_never_negative_nor_more_than_the_session(
    session: Held, arrived: int, left: int, breaks_count: bool
) -> None:
    counted = minutes(session, Stay(after(arrived), after(left)), breaks_count=breaks_count)

    assert 0 <= counted <= session.elapsed - (0 if breaks_count else session.break_minutes)


@given(sessions, points, points, st.integers(0, 100), st.booleans())
def test_coming_sooner_or_leaving_later_never_counts_less(
    session: Held, arrived: int, left: int, more: int, breaks_count: bool
) -> None:
    base = minutes(session, Stay(after(arrived), after(left)), breaks_count=breaks_count)

    assert minutes(session, Stay(after(arrived - more), after(left)), breaks_count=breaks_count) >= base
    assert minutes(session, Stay(after(arrived), after(left + more)), breaks_count=breaks_count) >= base


@given(sessions, points, points, st.integers(-(10**6), 10**6), st.booleans())
def test_only_distances_in_time_count(session: Held, arrived: int, left: int, shift: int, breaks_count: bool) -> None:
    by = timedelta(minutes=shift)
    moved = Held(session.starts + by, session.ends + by, session.break_minutes)
    there, then = Stay(after(arrived), after(left)), Stay(after(arrived) + by, after(left) + by)

    assert minutes(moved, then, breaks_count=breaks_count) == minutes(session, there, breaks_count=breaks_count)
    assert status(moved, then) == status(session, there)
    assert check(moved, then) == check(session, there)
