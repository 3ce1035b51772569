"""The sliding fee: worked examples at a day rate of $275.00, guidelines by year and region, schedules that fit."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stepwell.coverage.figures import published
from stepwell.coverage.rules.sliding_fee import (
    SCHEDULE,
    FeeClass,
    Region,
    check_household,
    check_schedule,
    class_of,
    guideline_of,
    question_schedule,
)
from stepwell.kernel.findings import Refused

DAY_RATE = Decimal("275.00")
MARCH = date(2026, 3, 2)
GUIDELINES = published().guidelines


def class_for(household: int, income: str, region: Region = Region.CONTIGUOUS) -> FeeClass:
    return class_of(SCHEDULE, Decimal(income), guideline_of(GUIDELINES, region, MARCH).of(household))


@pytest.mark.parametrize(
    ("household", "income", "region", "name", "fee"),
    [
        pytest.param(1, "15960.00", Region.CONTIGUOUS, "A", "10.00", id="SF1 100 percent"),
        pytest.param(1, "15960.01", Region.CONTIGUOUS, "B", "55.00", id="SF2 a cent above"),
        pytest.param(3, "40000", Region.CONTIGUOUS, "C", "110.00", id="SF3 146 percent"),
        pytest.param(4, "66000", Region.CONTIGUOUS, "E", "220.00", id="SF4 200 percent"),
        pytest.param(4, "66001", Region.CONTIGUOUS, "F", "275.00", id="SF5 above 200"),
        pytest.param(3, "40000", Region.ALASKA, "B", "55.00", id="SF6 Alaska"),
        pytest.param(1, "0", Region.HAWAII, "A", "10.00", id="no income"),
        pytest.param(2, "37870.00", Region.CONTIGUOUS, "D", "165.00", id="175 percent"),
    ],
)
def test_worked_examples(household: int, income: str, region: Region, name: str, fee: str) -> None:
    found = class_for(household, income, region)

    assert (found.name, found.fee(DAY_RATE)) == (name, Decimal(fee))


def test_a_nominal_fee_is_never_above_the_fee() -> None:
    assert SCHEDULE[0].fee(Decimal("6.50")) == Decimal("6.50")


@pytest.mark.parametrize(
    ("on", "one_person"),
    [
        (date(2025, 1, 15), "15650"),
        (date(2026, 1, 12), "15650"),
        (date(2026, 1, 13), "15960"),
        (date(2027, 2, 28), "15960"),
    ],
)
def test_the_guideline_of_the_day_counts(on: date, one_person: str) -> None:
    assert guideline_of(GUIDELINES, Region.CONTIGUOUS, on).one_person == Decimal(one_person)


@pytest.mark.parametrize("on", [date(2025, 1, 14), date(2027, 3, 1), date(2028, 1, 1)])
def test_an_old_guideline_is_not_carried_on(on: date) -> None:
    with pytest.raises(Refused, match="FEE-001"):
        guideline_of(GUIDELINES, Region.CONTIGUOUS, on)


@pytest.mark.parametrize(
    ("income", "household", "codes"),
    [
        ("0", 1, []),
        ("-0.01", 1, ["FEE-002"]),
        ("1e99", 1, ["FEE-002"]),
        ("1", 0, ["FEE-003"]),
        ("-1", 51, ["FEE-002", "FEE-003"]),
    ],
)
def test_households_that_cannot_be(income: str, household: int, codes: list[str]) -> None:
    assert [finding.code for finding in check_household(Decimal(income), household)] == codes


A, B, C, D, E, F = SCHEDULE


@pytest.mark.parametrize(
    ("schedule", "codes"),
    [
        (SCHEDULE, []),
        ((F,), []),
        ((), ["FEE-010"]),
        ((A, B, C, D, E), ["FEE-010"]),
        ((A, C, B, D, E, F), ["FEE-010"]),
        ((A, B, B, D, E, F), ["FEE-010"]),
        ((A, F, F), ["FEE-010"]),
        ((A, replace(B, share=Decimal(101)), F), ["FEE-011"]),
        ((A, replace(B, share=Decimal(-1)), F), ["FEE-011"]),
        ((replace(A, nominal=Decimal(-1)), F), ["FEE-011"]),
        ((replace(A, up_to=Decimal(10_001)), F), ["FEE-011"]),
    ],
)
def test_schedules_that_cannot_be_used(schedule: tuple[FeeClass, ...], codes: list[str]) -> None:
    assert [finding.code for finding in check_schedule(schedule)] == codes


@pytest.mark.parametrize(
    ("schedule", "codes"),
    [
        (SCHEDULE, []),
        ((replace(A, nominal=None, share=Decimal(0)), B, C, D, E, F), []),
        ((A, C, D, E, F), []),
        ((replace(A, nominal=None, share=Decimal(5)), B, C, D, E, F), ["FEE-012"]),
        ((F,), ["FEE-013"]),
        ((A, D, E, F), ["FEE-013"]),
        ((B, C, D, E, F), ["FEE-013"]),
        ((A, B, C, D, replace(E, up_to=Decimal(190)), F), ["FEE-013"]),
        ((A, B, C, D, E, replace(E, up_to=Decimal(250)), F), ["FEE-013"]),
        ((A, B, C, D, E, replace(F, share=Decimal(90))), ["FEE-014"]),
    ],
)
def test_schedules_that_health_centers_may_not_have_are_asked_about(
    schedule: tuple[FeeClass, ...], codes: list[str]
) -> None:
    assert [finding.code for finding in question_schedule(schedule)] == codes


incomes = st.integers(0, 20_000_000).map(lambda cents: Decimal(cents) / 100)


@given(incomes, incomes, st.integers(1, 12), st.sampled_from(Region))
def test_who_has_more_never_pays_less(one: Decimal, other: Decimal, household: int, region: Region) -> None:
    guideline = guideline_of(GUIDELINES, region, MARCH).of(household)
    less, more = sorted((one, other))

    assert class_of(SCHEDULE, less, guideline).fee(DAY_RATE) <= class_of(SCHEDULE, more, guideline).fee(DAY_RATE)


@given(incomes, st.integers(1, 12), st.sampled_from(Region))
def test_a_larger_household_never_pays_more(income: Decimal, household: int, region: Region) -> None:
    guideline = guideline_of(GUIDELINES, region, MARCH)
    smaller, larger = (class_of(SCHEDULE, income, guideline.of(size)) for size in (household, household + 1))

    assert larger.fee(DAY_RATE) <= smaller.fee(DAY_RATE)
