"""Times on the wall in the nights in which clocks change."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from stepwell.kernel.findings import Refused
from stepwell.scheduling.rules.clocks import instant

NEW_YORK, PHOENIX = ZoneInfo("America/New_York"), ZoneInfo("America/Phoenix")
SPRING, FALL = date(2027, 3, 14), date(2027, 11, 7)


@pytest.mark.parametrize(
    ("day", "at", "zone", "utc"),
    [
        (SPRING, time(1, 59), NEW_YORK, (6, 59)),
        (SPRING, time(3, 0), NEW_YORK, (7, 0)),
        (SPRING, time(18, 0), NEW_YORK, (22, 0)),
        (SPRING - timedelta(days=1), time(18, 0), NEW_YORK, (23, 0)),
        (SPRING, time(2, 30), PHOENIX, (9, 30)),
        (FALL, time(1, 30), NEW_YORK, (5, 30)),  # twice on that day: the first
        (FALL, time(2, 0), NEW_YORK, (7, 0)),
    ],
)
def test_a_time_on_the_wall_is_an_instant(day: date, at: time, zone: ZoneInfo, utc: tuple[int, int]) -> None:
    assert instant(day, at, zone) == datetime(day.year, day.month, day.day, *utc, tzinfo=UTC)


def test_an_hour_begun_before_clocks_change_lasts_an_hour() -> None:
    starts = instant(FALL, time(1, 30), NEW_YORK)
    assert (starts + timedelta(minutes=90)).astimezone(NEW_YORK).time() == time(2, 0)


@pytest.mark.parametrize("at", [time(2, 0), time(2, 30), time(2, 59)])
def test_a_time_that_the_clocks_leap_over_is_refused(at: time) -> None:
    with pytest.raises(Refused) as refused:
        instant(SPRING, at, NEW_YORK)
    assert [(one.code, one.field) for one in refused.value.findings] == [("SCH-056", "at_time")]
