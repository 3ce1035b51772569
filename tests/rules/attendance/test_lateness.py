"""When whoever is not in a session stands apart, and when they are called."""

from datetime import UTC, datetime, timedelta

import pytest

from stepwell.attendance.rules.lateness import Late, late, minutes_since

STARTS = datetime(2026, 3, 8, 6, 30, tzinfo=UTC)  # half an hour before clocks go forward in New York
ENDS = STARTS + timedelta(hours=3)


@pytest.mark.parametrize(
    ("minutes", "found"),
    [
        (-1, None), (0, None), (14, None), (15, Late.MARK), (29, Late.MARK), (30, Late.CALL), (179, Late.CALL),
        (180, None), (1000, None),
    ],
)  # fmt: skip
def test_it_is_late_after_fifteen_and_time_to_call_after_thirty_minutes(minutes: int, found: Late | None) -> None:
    assert late(STARTS, ENDS, at=STARTS + timedelta(minutes=minutes)) is found


def test_whole_minutes_count() -> None:
    assert minutes_since(STARTS, at=STARTS + timedelta(minutes=14, seconds=59)) == 14
