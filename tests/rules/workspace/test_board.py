"""What a row of the census says."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from stepwell.platform.ui.charts.strip import Mark
from stepwell.scheduling.rules.hours import ClientWeek, OrderFacts, PlannedSession, StayDates, client_week
from stepwell.scheduling.rules.profiles import PROFILES
from stepwell.scheduling.rules.weeks import Week
from stepwell.scheduling.vocabulary import SessionKind
from stepwell.workspace.forms import week_asked
from stepwell.workspace.rules.board import Next, Said, figure, hours, mark_of, next_due

MONDAY = date(2026, 3, 16)
TODAY = date(2026, 3, 19)
NO_STAY = StayDates()


def _week(*attended: int | None, ordered: int | None = 540, stay: StayDates = NO_STAY) -> ClientWeek:
    starts = datetime(2026, 3, 16, 22, tzinfo=UTC)
    sessions = [
        PlannedSession(
            starts + timedelta(days=number), starts + timedelta(days=number, hours=3), SessionKind.SKILLS, attended=came
        )
        for number, came in enumerate(attended)
    ]
    order = None if ordered is None else OrderFacts(ordered, "2.1")
    return client_week(
        sessions, week=Week(MONDAY), zone=ZoneInfo("America/New_York"), profile=PROFILES[0], order=order, stay=stay
    )


@pytest.mark.parametrize(
    ("week", "said"),
    [
        (_week(180, 180, 180), Said("9 of 9 h", "Reached", "success")),
        (_week(180, None, None), Said("3 of 9 h", "6 h to come")),
        (_week(180, 0, None), Said("3 of 9 h", "Short by 3 h", "warn")),
        (_week(180, stay=StayDates(MONDAY)), Said("3 of 9 h", "Short by 6 h: first week of the stay, not counted")),
        (_week(180, ordered=None), Said("3 h", "No services order", "warn")),
    ],
)
def test_hours_in_words(week: ClientWeek, said: Said) -> None:
    assert hours(week, is_attendance_seen=True) == said


def test_what_nobody_took_is_not_only_to_come() -> None:
    assert hours(_week(180, None, None), is_attendance_seen=True, is_waiting=True).note == "6 h not taken or to come"


def test_who_sees_no_attendance_reads_what_is_planned() -> None:
    assert hours(_week(None, None, None), is_attendance_seen=False) == Said("9 of 9 h planned", "Enough is planned")
    assert hours(_week(None), is_attendance_seen=False) == Said("3 of 9 h planned", "Short by 6 h", "warn")
    assert hours(_week(None, ordered=None), is_attendance_seen=False).words == "3 h planned"


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2026, 3, 18), Said("Mar 18", "Plan review, overdue", "danger")),
        (TODAY, Said("Mar 19", "Plan review, today", "warn")),
        (date(2026, 3, 26), Said("Mar 26", "Plan review", "warn")),
        (date(2026, 3, 27), Said("Mar 27", "Plan review")),
    ],
)
def test_what_is_due_first(day: date, said: Said) -> None:
    later = Next(day + timedelta(days=1), "Level review")
    assert next_due([later, Next(day, "Plan review"), None], today=TODAY) == said


def test_nothing_is_due_where_nothing_is_known() -> None:
    assert next_due([None], today=TODAY) is None


@pytest.mark.parametrize(
    ("facts", "mark"),
    [
        (("", "", "", None), Mark.OPEN),
        (("present", "in_person", "", 180), Mark.IN_PERSON),
        (("present", "video", "", 180), Mark.VIRTUAL),
        (("left_early", "in_person", "", 100), Mark.PART),
        (("absent", "", "sick", 0), Mark.EXCUSED),
        (("absent", "", "refused", 0), Mark.NO_CALL),
    ],
)
def test_a_session_has_one_mark(facts: tuple[str, str, str, int | None], mark: Mark) -> None:
    assert mark_of(*facts, 180) is mark


def test_hours_are_never_rounded_up() -> None:
    assert [figure(minutes) for minutes in (0, 59, 60, 539, 540)] == ["0", "0.9", "1", "8.9", "9"]


@pytest.mark.parametrize(
    ("text", "back"), [("1", 1), ("12", 12), ("13", 1), ("0", 1), ("", 1), ("²", 1), ("9" * 99, 1)]
)
def test_only_the_last_weeks_are_asked_for(text: str, back: int) -> None:
    assert week_asked(text, most=12) == back
