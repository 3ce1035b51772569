"""When benefits are to be verified again."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stepwell.coverage.rules.again import Covered, due
from stepwell.coverage.verifying_again import Again

ADMITTED = date(2026, 3, 10)
HERE = Covered(ADMITTED, (), date(2026, 1, 1))


def of(on: date, **changes: Any) -> list[tuple[Again, date]]:
    return due(Covered(**({"admitted_on": ADMITTED, "levels_on": (), "from_on": date(2026, 1, 1)} | changes)), on=on)


@pytest.mark.parametrize(
    ("on", "changes", "reasons"),
    [
        (ADMITTED, {}, [(Again.ADMISSION, ADMITTED)]),
        (ADMITTED, {"verified_on": date(2026, 3, 9)}, [(Again.ADMISSION, ADMITTED)]),
        (ADMITTED, {"verified_on": ADMITTED}, []),
        (date(2026, 3, 31), {"verified_on": ADMITTED}, []),
        (date(2026, 4, 1), {"verified_on": ADMITTED}, [(Again.MONTH, date(2026, 4, 1))]),
        (date(2026, 4, 20), {"verified_on": date(2026, 4, 1)}, []),
        (date(2026, 7, 2), {"verified_on": date(2026, 6, 1), "year_starts_month": 7},
         [(Again.PLAN_YEAR, date(2026, 7, 1))]),
        (date(2026, 8, 2), {"verified_on": date(2026, 6, 1), "year_starts_month": 7},
         [(Again.PLAN_YEAR, date(2026, 7, 1)), (Again.MONTH, date(2026, 8, 1))]),
        (date(2027, 1, 1), {"verified_on": date(2026, 12, 1)}, [(Again.PLAN_YEAR, date(2027, 1, 1))]),
        (date(2026, 3, 20), {"verified_on": ADMITTED, "levels_on": (date(2026, 3, 18),)},
         [(Again.LEVEL, date(2026, 3, 18))]),
        (date(2026, 3, 20), {"verified_on": ADMITTED, "levels_on": (date(2026, 3, 25),)}, []),
        (date(2026, 3, 20), {"from_on": date(2026, 3, 15), "verified_on": ADMITTED},
         [(Again.ADMISSION, date(2026, 3, 15))]),
    ],
)  # fmt: skip
def test_a_day_makes_a_verification_old(on: date, changes: dict[str, Any], reasons: list[tuple[Again, date]]) -> None:
    assert of(on, **changes) == reasons


@given(after=st.integers(0, 500), ago=st.integers(0, 30), month=st.integers(1, 12))
def test_whoever_verifies_today_is_done(after: int, ago: int, month: int) -> None:
    on = ADMITTED + timedelta(days=after)
    assert of(on, verified_on=on, year_starts_month=month, levels_on=(on - timedelta(days=ago),)) == []
