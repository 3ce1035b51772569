"""A calendar says when, in neutral words, right by the clock on the wall across daylight saving."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from stepwell.scheduling.rules.calendars import Entry, written
from stepwell.scheduling.vocabulary import SessionKind

ZONE = ZoneInfo("America/New_York")
AT = datetime(2026, 10, 30, 12, tzinfo=UTC)


def entry(day: int, kind: SessionKind = SessionKind.PROCESS, *, is_canceled: bool = False) -> Entry:
    starts = datetime(2026, 10, day, 18, tzinfo=ZONE) if day < 32 else datetime(2026, 11, day - 31, 18, tzinfo=ZONE)
    return Entry(f"s{day}", kind, starts, starts + timedelta(hours=3), 2, is_canceled)


@pytest.mark.parametrize(
    ("tells_kind", "titles"), [(True, ["Group", "Appointment"]), (False, ["Appointment", "Appointment"])]
)
def test_titles_say_nothing_of_treatment(tells_kind: bool, titles: list[str]) -> None:
    text = written([entry(30), entry(31, SessionKind.INDIVIDUAL)], at=AT, tells_kind=tells_kind)

    events = Calendar.from_ical(text).walk("VEVENT")
    assert [str(one["summary"]) for one in events] == titles
    assert {key for one in events for key in one} == {
        "UID", "SUMMARY", "DTSTAMP", "DTSTART", "DTEND", "SEQUENCE", "STATUS", "CLASS",
    }  # fmt: skip


def test_the_clock_on_the_wall_is_right_on_both_sides_of_daylight_saving() -> None:
    events = Calendar.from_ical(written([entry(31), entry(33)], at=AT, tells_kind=False)).walk("VEVENT")

    assert [one["dtstart"].dt.astimezone(ZONE).hour for one in events] == [18, 18]
    assert [one["dtstart"].dt.astimezone(UTC).hour for one in events] == [22, 23]


def test_what_is_canceled_is_struck_and_the_latest_change_counts() -> None:
    (one,) = Calendar.from_ical(written([entry(30, is_canceled=True)], at=AT, tells_kind=True)).walk("VEVENT")

    assert (str(one["status"]), int(one["sequence"])) == ("CANCELLED", 2)
    assert Calendar.from_ical(written([], at=AT, tells_kind=True)).walk("VEVENT") == []
