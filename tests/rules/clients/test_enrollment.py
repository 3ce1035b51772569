"""Episodes and levels of care: one at a time, in order, within each other."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stepwell.clients.rules.enrollment import Span, check_closing, check_opening, check_stay

TODAY = date(2026, 3, 20)
DAYS = st.dates(date(2026, 1, 1), date(2026, 12, 31))
SPANS = st.builds(
    lambda begin, length: Span(begin, None if length is None else begin + timedelta(days=length)),
    DAYS,
    st.none() | st.integers(0, 90),
)


def codes(found: object) -> list[str]:
    return [finding.code for finding in found]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("opened_on", "episodes", "expected"),
    [
        (TODAY, [], []),
        (TODAY + timedelta(days=60), [], []),
        (TODAY + timedelta(days=61), [], ["ENR-001"]),
        (date(1990, 1, 1), [], ["ENR-002"]),
        (TODAY, [Span(date(2026, 1, 5))], ["ENR-003"]),
        (TODAY, [Span(date(2026, 1, 5), TODAY)], ["ENR-003"]),
        (TODAY, [Span(date(2026, 1, 5), TODAY - timedelta(days=1))], []),
        (TODAY, [Span(TODAY + timedelta(days=9))], ["ENR-003"]),
    ],
)
def test_opening(opened_on: date, episodes: list[Span], expected: list[str]) -> None:
    assert codes(check_opening(opened_on, episodes, on=TODAY, born=date(1990, 1, 1))) == expected


@pytest.mark.parametrize(
    ("starts_on", "stays", "reason", "expected"),
    [
        (date(2026, 3, 2), [], "placed", []),
        (date(2026, 3, 1), [], "placed", ["ENR-005"]),
        (date(2026, 4, 1), [], "placed", ["ENR-005"]),
        (date(2026, 3, 10), [Span(date(2026, 3, 2))], " ", ["ENR-004"]),
        (date(2026, 3, 10), [Span(date(2026, 3, 10))], "again", ["ENR-006"]),
        (date(2026, 3, 10), [Span(date(2026, 3, 2), date(2026, 3, 9))], "step up", []),
    ],
)
def test_levels(starts_on: date, stays: list[Span], reason: str, expected: list[str]) -> None:
    episode = Span(date(2026, 3, 2), date(2026, 3, 31))

    assert codes(check_stay(starts_on, episode=episode, stays=stays, reason=reason)) == expected


@pytest.mark.parametrize(
    ("closed_on", "episode", "stays", "expected"),
    [
        (TODAY, Span(date(2026, 3, 2)), [Span(date(2026, 3, 2))], []),
        (date(2026, 3, 1), Span(date(2026, 3, 2)), [], ["ENR-007"]),
        (TODAY + timedelta(days=1), Span(date(2026, 3, 2)), [], ["ENR-008"]),
        (date(2026, 3, 5), Span(date(2026, 3, 2)), [Span(date(2026, 3, 9))], ["ENR-009"]),
        (TODAY, Span(date(2026, 3, 2), date(2026, 3, 9)), [], ["ENR-010"]),
    ],
)
def test_closing(closed_on: date, episode: Span, stays: list[Span], expected: list[str]) -> None:
    assert codes(check_closing(closed_on, episode=episode, stays=stays, on=TODAY)) == expected


@given(SPANS, SPANS)
def test_two_spans_meet_where_a_day_lies_in_both(one: Span, other: Span) -> None:
    days = (date(2026, 1, 1) + timedelta(days=n) for n in range(500))

    assert one.meets(other) == other.meets(one) == any(one.holds(day) and other.holds(day) for day in days)


@given(SPANS, st.integers(0, 90))
def test_days_are_counted_from_one(span: Span, later: int) -> None:
    assert span.day_of(span.begin + timedelta(days=later)) == later + 1
