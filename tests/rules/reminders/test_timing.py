"""When a reminder goes, of what, and what it says."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stepwell.reminders.rules.timing import Due, Told, Visit, due, said, visits, window
from stepwell.reminders.vocabulary import Lead

ZONE = ZoneInfo("America/New_York")
HOUR = timedelta(hours=1)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


def visit(text: str, hours: float = 1) -> Visit:
    return Visit(at(text), at(text) + hours * HOUR)


def test_sessions_with_little_between_are_one_appointment() -> None:
    morning = [visit("2026-11-24 09:00"), visit("2026-11-24 10:15"), visit("2026-11-24 12:15")]
    evening = visit("2026-11-24 18:00", 3)

    assert visits([evening, *morning]) == [Visit(at("2026-11-24 09:00"), at("2026-11-24 13:15")), evening]


@pytest.mark.parametrize(
    ("lead", "starts", "begins", "until"),
    [
        (Lead.EVENING, "2026-11-24 09:00", "2026-11-23 17:00", "2026-11-23 21:00"),
        (Lead.HOURS, "2026-11-24 17:30", "2026-11-24 15:30", "2026-11-24 17:00"),
        (Lead.HOURS, "2026-11-24 07:00", "2026-11-24 06:00", "2026-11-24 06:30"),
        # Clocks change on the night of November 1 and of March 8: the evening before is that of the wall.
        (Lead.EVENING, "2026-11-01 09:00", "2026-10-31 17:00", "2026-10-31 21:00"),
        (Lead.EVENING, "2026-03-08 09:00", "2026-03-07 17:00", "2026-03-07 21:00"),
        (Lead.HOURS, "2026-03-08 09:00", "2026-03-08 07:00", "2026-03-08 08:30"),
    ],
)
def test_a_reminder_goes_when_the_client_chose(lead: Lead, starts: str, begins: str, until: str) -> None:
    assert window(lead, at(starts), ZONE) == (at(begins), at(until))


@pytest.mark.parametrize("starts", ["2026-11-24 06:15", "2026-11-24 00:30", "2026-11-24 23:45"])
def test_at_night_nobody_is_written_to(starts: str) -> None:
    begins, until = window(Lead.HOURS, at(starts), ZONE)

    assert until <= begins or until == at("2026-11-24 21:00")


def test_each_start_is_told_once() -> None:
    plan, now = [visit("2026-11-24 17:30", 3)], at("2026-11-23 18:00")

    (first,) = due(plan, [], lead=Lead.EVENING, at=now, zone=ZONE)
    assert first == Due(at("2026-11-24 17:30"), at("2026-11-23 21:00"))
    assert due(plan, [Told(first.starts)], lead=Lead.EVENING, at=now, zone=ZONE) == []
    assert due(plan, [], lead=Lead.EVENING, at=at("2026-11-23 16:59"), zone=ZONE) == []
    assert due(plan, [], lead=Lead.EVENING, at=at("2026-11-23 21:00"), zone=ZONE) == []


def test_a_moved_appointment_is_told_anew_at_once_and_once() -> None:
    told, moved = [Told(at("2026-11-24 17:30"))], [visit("2026-11-24 19:00", 2), visit("2026-11-24 08:00")]
    morning = at("2026-11-24 09:30")

    (change,) = due(moved, told, lead=Lead.EVENING, at=morning, zone=ZONE)
    assert change == Due(at("2026-11-24 19:00"), at("2026-11-24 18:30"), at("2026-11-24 17:30"))
    told.append(Told(change.starts, change.instead_of))
    assert due(moved, told, lead=Lead.EVENING, at=morning, zone=ZONE) == []
    assert due(moved, told, lead=Lead.HOURS, at=at("2026-11-24 05:59"), zone=ZONE) == []


def test_what_was_attended_and_is_not_planned_any_more_is_no_change() -> None:
    told = [Told(at("2026-11-24 09:00"))]

    assert due([visit("2026-11-24 18:00")], told, lead=Lead.HOURS, at=at("2026-11-24 11:00"), zone=ZONE) == []


@pytest.mark.parametrize(
    ("starts", "now", "words"),
    [
        ("2026-11-24 17:30", "2026-11-23 17:10", "tomorrow, Tuesday, November 24, at 5:30 PM."),
        ("2026-11-24 17:30", "2026-11-24 15:30", "today, Tuesday, November 24, at 5:30 PM."),
        ("2026-11-01 09:00", "2026-10-31 17:10", "tomorrow, Sunday, November 1, at 9:00 AM."),
        ("2026-11-26 09:00", "2026-11-24 17:10", "on Thursday, November 26, at 9:00 AM."),
    ],
)
@pytest.mark.parametrize("is_change", [False, True])
def test_it_says_when_and_nothing_else(starts: str, now: str, words: str, *, is_change: bool) -> None:
    change = "There was a change. " if is_change else ""

    assert said(at(starts), at=at(now), zone=ZONE, is_change=is_change) == f"{change}You have an appointment {words}"


_HOURS = st.sets(st.integers(-30, 40), max_size=6)


@settings(max_examples=60, deadline=None)
@given(_HOURS, _HOURS, st.sampled_from(list(Lead)), st.integers(0, 24))
def test_however_plans_change_nothing_is_told_twice_or_late(
    first: set[int], then: set[int], lead: Lead, hour: int
) -> None:
    now = at("2026-03-07 12:00").astimezone(ZoneInfo("UTC"))
    told: list[Told] = []
    for plan, moment in ((first, now), (then, now + hour * HOUR), (first, now + (hour + 3) * HOUR)):
        planned = visits(Visit(now + start * HOUR, now + (start + 1) * HOUR) for start in plan)
        found = due(planned, told, lead=lead, at=moment, zone=ZONE)
        assert all(moment < one.until < one.starts for one in found)
        assert not {one.starts for one in found} & {one.starts for one in told}
        told += [Told(one.starts, one.instead_of) for one in found]
        assert due(planned, told, lead=lead, at=moment, zone=ZONE) == []
    instead = [one.instead_of for one in told if one.instead_of]
    assert len(instead) == len(set(instead))
