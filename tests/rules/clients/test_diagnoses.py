"""Which diagnoses may stand together, and in which order."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stepwell.clients.rules.diagnoses import MOST, Code, check, ranked, tidy

TODAY = date(2026, 3, 20)
ALCOHOL = Code("F10.20", "Alcohol dependence, uncomplicated", is_billable=True)


@pytest.mark.parametrize(
    ("typed", "code"),
    [("f10.20", "F10.20"), ("F1020", "F10.20"), (" f10 20 ", "F10.20"), ("F10", "F10"), ("z5900", "Z59.00"), ("", "")],
)
def test_codes_as_people_type_them(typed: str, code: str) -> None:
    assert tidy(typed) == code


@pytest.mark.parametrize(
    ("code", "from_on", "held", "expected"),
    [
        (ALCOHOL, TODAY, [], []),
        (None, TODAY, [], ["DX-001"]),
        (Code("F10.2", "Alcohol dependence", is_billable=False), TODAY, [], ["DX-002"]),
        (ALCOHOL, TODAY, [f"F4{n}" for n in range(MOST)], ["DX-003"]),
        (ALCOHOL, TODAY + timedelta(days=1), [], ["DX-004"]),
        (ALCOHOL, date(1989, 12, 31), [], ["DX-005"]),
        (Code("F10.20", "x", is_billable=True, valid_from=TODAY), TODAY - timedelta(days=1), [], ["DX-006"]),
        (Code("F10.20", "x", is_billable=True, valid_to=TODAY), TODAY, [], []),
        (Code("F10.20", "x", is_billable=True, valid_to=TODAY - timedelta(days=1)), TODAY, [], ["DX-006"]),
        (ALCOHOL, TODAY, ["F10.20"], ["DX-007"]),
        (ALCOHOL, TODAY, ["F10.10"], ["DX-008"]),
        (ALCOHOL, TODAY, ["F10.90"], ["DX-008"]),
        (ALCOHOL, TODAY, ["F10.230", "F11.10"], []),
    ],
)
def test_adding_one(code: Code | None, from_on: date, held: list[str], expected: list[str]) -> None:
    found = check(code, from_on=from_on, held=held, on=TODAY, born=date(1990, 1, 1))

    assert [finding.code for finding in found] == expected


@given(st.lists(st.text("ABC", min_size=1), unique=True, min_size=1), st.data(), st.integers(-3, 20))
def test_ranking_moves_one_and_keeps_the_order_of_the_others(codes: list[str], data: st.DataObject, rank: int) -> None:
    moved = data.draw(st.sampled_from(codes))
    order = ranked(codes, moved, rank)

    assert sorted(order) == sorted(codes)
    assert [code for code in order if code != moved] == [code for code in codes if code != moved]
    assert order.index(moved) == max(0, min(rank - 1, len(codes) - 1))
