from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stepwell.attendance.rules.outreach import Absences, Missed, Step, due, is_urgent

TODAY = date(2026, 3, 20)


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def missed(*days: int, excused: bool = False) -> list[Missed]:
    return [Missed(ago(each), excused) for each in days]


def absences(*days: int, seen: int | None = None, **facts: object) -> Absences:
    found = missed(*days)
    week = [each for each in found if (TODAY - each.on).days < 7]
    return Absences(found, week, seen_on=None if seen is None else ago(seen), **facts)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("facts", "step"),
    [
        (absences(), None),
        (absences(0, seen=1), None),
        (absences(2, 0, seen=3), Step.CALL),
        (absences(4, 2, 0, seen=5), Step.CASE_REVIEW),
        (absences(5, seen=7), Step.CASE_REVIEW),
        (absences(12, seen=14), Step.DISCHARGE_REVIEW),
        (absences(28, seen=30), Step.ADMINISTRATIVE),
        (absences(12, seen=14, contact_on=ago(2)), Step.CASE_REVIEW),  # contact is not attendance
        (absences(4, 2, 0, seen=5, reviewed_on=ago(0)), None),
        (absences(4, 2, 0, seen=5, reviewed_on=ago(1)), Step.CALL),
        (absences(0, seen=1, crisis_on=ago(20)), Step.SAME_DAY),
        (absences(1, seen=2, crisis_on=ago(20)), None),
        (absences(0, seen=1, crisis_on=ago(31)), None),
    ],
)
def test_what_is_due_follows_from_what_was_missed(facts: Absences, step: Step | None) -> None:
    assert due(facts, on=TODAY) == step


def test_excused_sessions_count_for_nothing() -> None:
    excused = missed(12, 4, 2, 0, excused=True)

    assert due(Absences(excused, excused, seen_on=ago(13)), on=TODAY) is None


def test_a_crisis_makes_a_missed_session_urgent_for_thirty_days() -> None:
    assert [is_urgent(ago(days), on=TODAY) for days in (0, 30, 31)] == [True, True, False]
    assert not is_urgent(None, on=TODAY)


@given(st.lists(st.integers(0, 40), max_size=6), st.integers(0, 40), st.integers(1, 10))
def test_time_alone_never_makes_it_less_grave(days: list[int], seen: int, later: int) -> None:
    found = [Missed(ago(each), False) for each in sorted(days, reverse=True) if each < seen]
    facts = Absences(found, found, seen_on=ago(seen))

    now, then = due(facts, on=TODAY), due(facts, on=TODAY + timedelta(days=later))

    assert (then or 0) >= (now or 0)
