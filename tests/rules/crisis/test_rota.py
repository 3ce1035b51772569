"""The rota: what a shift must be, and where nobody is on call."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stepwell.crisis.rules.rota import Gap, Span, check_line, check_shift, first_gap

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
WEEK = NOW + timedelta(days=7)
PHONE = "(937) 555-0100"


def span(starts: float, ends: float) -> Span:
    """A span in hours from now."""
    return Span(NOW + timedelta(hours=starts), NOW + timedelta(hours=ends))


@pytest.mark.parametrize(
    ("spans", "gap"),
    [
        ([], (0, None)),
        ([(0, 168)], None),
        ([(-5, 24), (24, 200)], None),
        ([(24, 200), (-5, 30)], None),
        ([(-5, 24), (30, 200)], (24, 30)),
        ([(-5, 24), (2, 8), (30, 200)], (24, 30)),
        ([(-5, 24)], (24, None)),
        ([(3, 200)], (0, 3)),
    ],
)
def test_the_first_gap_is_found(spans: list[tuple[int, int]], gap: tuple[int, int | None] | None) -> None:
    found = first_gap([span(*each) for each in spans], since=NOW, until=WEEK)

    hours = [None if hour is None else NOW + timedelta(hours=hour) for hour in gap] if gap else None
    assert found == (Gap(hours[0], hours[1]) if hours and hours[0] else None)


@given(st.lists(st.tuples(st.integers(-10, 180), st.integers(1, 60))))
def test_within_a_gap_nobody_is_on_call(shifts: list[tuple[int, int]]) -> None:
    spans = [span(start, start + hours) for start, hours in shifts]
    gap = first_gap(spans, since=NOW, until=WEEK)

    if gap:
        assert not any(each.starts_at <= gap.since < each.ends_at for each in spans)
    else:
        for hour in range(168):
            moment = NOW + timedelta(hours=hour)
            assert any(each.starts_at <= moment < each.ends_at for each in spans)


@pytest.mark.parametrize(
    ("starts", "ends", "phone", "codes"),
    [
        (0, 12, PHONE, []),
        (-4, 1, PHONE, []),
        (5, 5, PHONE, ["CRI-050"]),
        (0, 169, PHONE, ["CRI-051"]),
        (-9, -1, PHONE, ["CRI-052"]),
        (0, 12, "12", ["CRI-053"]),
        (5, 1, "", ["CRI-050", "CRI-053"]),
    ],
)
def test_a_shift_is_checked(starts: int, ends: int, phone: str, codes: list[str]) -> None:
    assert [f.code for f in check_shift(span(starts, ends), phone, at=NOW)] == codes


@pytest.mark.parametrize(
    ("phone", "hours", "codes"),
    [(PHONE, "day and night", []), ("x", "always", ["CRI-053"]), (PHONE, " ", ["CRI-054"])],
)
def test_a_line_has_a_number_and_hours(phone: str, hours: str, codes: list[str]) -> None:
    assert [f.code for f in check_line(phone, hours)] == codes
