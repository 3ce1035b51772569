"""Better, worse, or chance."""

from datetime import date, timedelta

import pytest

from stepwell.assessments import library
from stepwell.assessments.rules.courses import Point, Trend, course, is_worse

PHQ, GAD, AUDIT_C = (library.newest(code) for code in ("phq-9", "gad-7", "audit-c"))
DAY = date(2026, 10, 1)


def points(*totals: int, every: int = 7) -> list[Point]:
    return [Point(DAY + timedelta(days=every * number), total) for number, total in enumerate(totals)]


@pytest.mark.parametrize(
    ("totals", "trend", "response", "remission"),
    [
        ((17, 13), Trend.SAME, False, False),
        ((17, 12), Trend.BETTER, False, False),
        ((17, 22), Trend.WORSE, False, False),
        ((16, 8), Trend.BETTER, True, False),
        ((16, 4), Trend.BETTER, True, True),
        ((9, 4), Trend.BETTER, False, False),  # began below 10: half of little says nothing
        ((10, 5), Trend.BETTER, True, False),
    ],
)
def test_five_points_of_phq_9_are_a_change_half_a_response_below_five_remission(
    totals: tuple[int, int], trend: Trend, response: bool, remission: bool
) -> None:
    found = course(PHQ, points(*totals))

    assert found is not None
    assert (found.trend, found.is_response, found.is_remission) == (trend, response, remission)


def test_six_points_of_gad_7_are_a_change() -> None:
    assert [found.trend for total in (7, 6) if (found := course(GAD, points(12, total)))] == [Trend.SAME, Trend.BETTER]


def test_no_reliable_change_after_four_weeks_is_said() -> None:
    assert [
        found.stalled for weeks in (3, 4) if (found := course(PHQ, points(15, 14, every=7 * weeks)))
    ] == [False, True]  # fmt: skip


def test_one_score_has_no_course_and_neither_has_an_instrument_without_a_rule() -> None:
    assert course(PHQ, points(17)) is None
    assert course(AUDIT_C, points(8, 2)) is None
    assert is_worse(AUDIT_C, 2, 8) is False


@pytest.mark.parametrize(
    ("before", "now", "worse"), [(10, 15, True), (10, 14, False), (None, 27, False), (10, None, False), (20, 10, False)]
)
def test_worse_is_as_many_points_as_are_more_than_chance(before: int | None, now: int | None, worse: bool) -> None:
    assert is_worse(PHQ, before, now) is worse


@pytest.mark.parametrize(
    ("totals", "words"),
    [
        ((17, 9), "8 points lower than at first: reliably better."),
        ((9, 17), "8 points higher than at first: reliably worse."),
        ((17, 16), "1 point lower than at first: this can be chance."),
        ((17, 17), "The same as at first: this can be chance."),
    ],
)
def test_a_change_is_said_in_words(totals: tuple[int, int], words: str) -> None:
    found = course(PHQ, points(*totals))

    assert found is not None
    assert found.words == words
