"""Hours, days and mix of a services order."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stepwell.people.vocabulary import LEVEL_MINUTES
from stepwell.placement.rules.ordering import Order, Part, check, hours, mix_sum, weekly
from stepwell.placement.vocabulary import Per

DAY = date(2026, 3, 2)
NINE = Order(DAY, 540, 3, 4, (Part("individual", 60), Part("family", 60, Per.MONTH)), False, "As placed")


def codes(order: Order, *, level: str = "2.1", before: tuple[date, ...] = ()) -> set[str]:
    return {finding.code for finding in check(order, level=level, decided_on=DAY, before=before, on=DAY)}


@pytest.mark.parametrize(
    ("changed", "wanted"),
    [
        ({}, set()),
        ({"starts_on": DAY - timedelta(days=1)}, {"ORD-001"}),
        ({"starts_on": DAY + timedelta(days=61)}, {"ORD-002"}),
        ({"days_min": 5}, {"ORD-004"}),
        ({"days_min": 0}, {"ORD-004"}),
        ({"days_max": 8}, {"ORD-004"}),
        ({"minutes_per_week": 0, "mix": ()}, {"ORD-005"}),
        ({"minutes_per_week": 2401}, {"ORD-005"}),
        ({"minutes_per_week": 539}, {"ORD-006"}),
        ({"minutes_per_week": 539, "is_taper": True}, set()),
        ({"minutes_per_week": 1199}, set()),
        ({"minutes_per_week": 1200}, {"ORD-007"}),
        ({"reason": " "}, {"ORD-008"}),
        ({"mix": (Part("golf", 60),)}, {"ORD-009"}),
        ({"mix": (Part("individual", 0),)}, {"ORD-009"}),
        ({"mix": (Part("individual", 60), Part("individual", 30))}, {"ORD-010"}),
        ({"mix": (Part("skills", 541),)}, {"ORD-011"}),
        ({"mix": (Part("skills", 540),)}, set()),
    ],
)
def test_an_order(changed: dict[str, Any], wanted: set[str]) -> None:
    assert codes(replace(NINE, **changed)) == wanted


def test_an_order_begins_after_those_before_it() -> None:
    assert codes(NINE, before=(DAY - timedelta(days=1),)) == set()
    assert codes(NINE, before=(DAY,)) == {"ORD-003"}


@pytest.mark.parametrize(("level", "minutes"), [("1", 539), ("2.5", 1200), ("2.5", 2400)])
def test_each_level_has_its_band(level: str, minutes: int) -> None:
    assert codes(replace(NINE, minutes_per_week=minutes), level=level) == set()


def test_the_bands_meet_without_a_gap() -> None:
    bands = list(LEVEL_MINUTES.values())

    assert all(most is not None and most + 1 == least for (_, most), (least, _) in pairwise(bands))


@given(st.integers(1, 2400))
def test_a_month_is_between_four_and_five_weeks(minutes: int) -> None:
    part = Part("family", minutes, Per.MONTH)

    assert minutes / 5 - 1 <= weekly(part) <= minutes / 4 + 1


@given(st.lists(st.builds(Part, st.just("skills"), st.integers(1, 600), st.sampled_from(list(Per))), max_size=6))
def test_the_sum_is_that_of_the_parts(parts: list[Part]) -> None:
    assert mix_sum(parts) == sum(weekly(part) for part in parts)


@pytest.mark.parametrize(("minutes", "said"), [(540, "9"), (570, "9.5"), (555, "9.25"), (600, "10"), (1200, "20")])
def test_hours_are_read_without_needless_noughts(minutes: int, said: str) -> None:
    assert hours(minutes) == said
