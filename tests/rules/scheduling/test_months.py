"""What is ordered by the month against what was done and is planned in it."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stepwell.scheduling.rules import texts
from stepwell.scheduling.rules.hours import OrderFacts, PlannedSession
from stepwell.scheduling.rules.months import ClientMonth, Month, client_month, month_of
from stepwell.scheduling.rules.profiles import Basis, HoursProfile, profile_for
from stepwell.scheduling.vocabulary import SessionKind

ZONE = ZoneInfo("America/New_York")
MARCH = Month(date(2026, 3, 1))
GENERAL = profile_for("default", on=MARCH.first)
ORDER = OrderFacts(540, "2.1", monthly=((SessionKind.FAMILY, 90), (SessionKind.MEDICATION, 30)))
WHOLE = dict.fromkeys(MARCH.days, ORDER)


def session(day: date, minutes: int, kind: SessionKind = SessionKind.FAMILY, **facts: object) -> PlannedSession:
    starts = datetime(day.year, day.month, day.day, 23, tzinfo=ZONE)
    return PlannedSession(starts, starts + timedelta(minutes=minutes), kind, **facts)  # type: ignore[arg-type]


def month_with(
    *sessions: PlannedSession, ordered: dict[date, OrderFacts] = WHOLE, profile: HoursProfile = GENERAL
) -> ClientMonth:
    return client_month(sessions, month=MARCH, zone=ZONE, profile=profile, ordered=ordered)


def test_what_is_done_and_planned_is_told_apart() -> None:
    month = month_with(
        session(date(2026, 3, 3), 60, attended=50),
        session(date(2026, 3, 20), 30),
        session(date(2026, 3, 21), 30, is_cancelled=True),
        session(date(2026, 3, 22), 30, SessionKind.INDIVIDUAL),
    )

    family, medication = month.lines
    assert (family.ordered, family.done, family.planned, family.left) == (90, 50, 30, 10)
    assert (medication.ordered, medication.done, medication.planned, medication.left) == (30, 0, 0, 30)
    assert texts.month(month) == [
        (
            "Family session",
            "50 min done and 30 min planned of 1 h 30 min ordered: 10 min neither done nor planned",
            True,
        ),
        ("Medication visit", "0 min done and 0 min planned of 30 min ordered: 30 min neither done nor planned", True),
    ]


def test_the_month_is_that_of_the_site() -> None:
    # Both begin at eleven at night there; in Greenwich that is the next day.
    month = month_with(session(date(2026, 2, 28), 60), session(date(2026, 3, 31), 45))

    assert month.lines[0].planned == 45


def test_a_service_that_does_not_count_toward_the_hours_is_held_against_its_order_all_the_same() -> None:
    assert not GENERAL.counts(SessionKind.MEDICATION)

    month = month_with(session(date(2026, 3, 9), 30, SessionKind.MEDICATION, attended=30))

    assert texts.month(month)[1] == (
        "Medication visit",
        "30 min done and 0 min planned of 30 min ordered: complete",
        False,
    )


def test_where_sessions_count_by_the_schedule_an_absence_is_done() -> None:
    missed = session(date(2026, 3, 9), 60, attended=0)

    assert month_with(missed).lines[0].done == 0
    assert month_with(missed, profile=replace(GENERAL, basis=Basis.SCHEDULED)).lines[0].done == 60


@pytest.mark.parametrize(
    ("ordered", "is_whole"),
    [
        (WHOLE, True),
        ({day: ORDER for day in MARCH.days if day.day > 1}, False),
        ({day: ORDER for day in MARCH.days if day.day < 31}, False),
        ({day: replace(ORDER, monthly=()) if day.day < 9 else ORDER for day in MARCH.days}, False),
        ({day: replace(ORDER, minutes_per_week=600) if day.day < 9 else ORDER for day in MARCH.days}, True),
    ],
)
def test_a_month_in_which_the_order_changes_is_not_whole(ordered: dict[date, OrderFacts], is_whole: bool) -> None:
    month = month_with(ordered=ordered)

    assert (month.is_whole, len(month.lines)) == (is_whole, 2)


def test_without_an_order_by_the_month_there_is_nothing_to_say() -> None:
    assert month_with(ordered={}).lines == ()
    assert month_with(ordered=dict.fromkeys(MARCH.days, replace(ORDER, monthly=()))).lines == ()


@given(st.dates(date(2000, 1, 1), date(2100, 12, 31)))
def test_every_day_lies_in_its_month_and_months_follow_without_a_gap(day: date) -> None:
    month = month_of(day)
    assert month.days == sorted(set(month.days))
    assert day in month.days
    assert {each.month for each in month.days} == {day.month}
    assert month_of(month.last + timedelta(days=1)).first == month.last + timedelta(days=1)


@given(st.lists(st.tuples(st.integers(1, 31), st.integers(15, 120), st.none() | st.integers(0, 120)), max_size=8))
def test_done_planned_and_left_reach_what_is_ordered(drawn: list[tuple[int, int, int | None]]) -> None:
    sessions = [session(date(2026, 3, day), minutes, attended=there) for day, minutes, there in drawn]

    line = month_with(*sessions).lines[0]

    assert line.done + line.planned + line.left >= line.ordered
    assert line.left == 0 or line.done + line.planned + line.left == line.ordered
