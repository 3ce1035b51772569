"""The good-faith estimate: what is expected of each provider, when it is due, when a bill is too far above it."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stepwell.coverage.rules.good_faith import (
    Item,
    Standing,
    business_days_between,
    dispute_by,
    due_by,
    expected,
    new_one_by,
    standing,
    standings,
)

CLINIC = "Harbor House"
ESTIMATE = Decimal("5370.00")
MONDAY = date(2026, 3, 2)
dollars = st.integers(0, 2_000_000).map(lambda cents: Decimal(cents) / 100)


def test_items_add_up_for_each_provider() -> None:
    items = [
        Item(CLINIC, "H0015", 24, Decimal("200.00")),
        Item(CLINIC, "H0001", 1, Decimal("250.00")),
        Item(CLINIC, "80305", 8, Decimal("40.00")),
        Item("Laboratory", "G0480", 2, Decimal("99.50")),
    ]

    assert expected(items) == {CLINIC: ESTIMATE, "Laboratory": Decimal("199.00")}


@pytest.mark.parametrize(
    ("billed", "found"),
    [
        ("0", Standing.WITHIN),
        ("5669.99", Standing.WITHIN),
        ("5670.00", Standing.NEAR),
        ("5769.99", Standing.NEAR),
        ("5770.00", Standing.DISPUTABLE),
    ],
)
def test_from_400_dollars_above_the_client_may_dispute(billed: str, found: Standing) -> None:
    assert standing(ESTIMATE, Decimal(billed)) is found


def test_each_provider_s_bill_stands_for_itself() -> None:
    billed = {CLINIC: Decimal(5500), "Laboratory": Decimal(400), "Nobody named": Decimal(399)}

    assert standings({CLINIC: ESTIMATE, "Laboratory": Decimal(0)}, billed) == {
        CLINIC: Standing.WITHIN,
        "Laboratory": Standing.DISPUTABLE,
        "Nobody named": Standing.NEAR,
    }


@given(dollars, dollars, dollars)
def test_a_higher_bill_never_stands_better(estimated: Decimal, one: Decimal, other: Decimal) -> None:
    order = list(Standing)
    less, more = sorted((one, other))

    assert order.index(standing(estimated, less)) <= order.index(standing(estimated, more))


def test_a_dispute_can_be_begun_for_120_days() -> None:
    assert dispute_by(date(2026, 3, 1)) == date(2026, 6, 29)


@pytest.mark.parametrize(
    ("service_on", "due"),
    [
        pytest.param(date(2026, 3, 16), date(2026, 3, 5), id="ten business days ahead: within three"),
        pytest.param(date(2026, 3, 13), date(2026, 3, 3), id="nine ahead: within one"),
        pytest.param(date(2026, 3, 5), date(2026, 3, 3), id="three ahead: within one"),
        pytest.param(date(2026, 3, 4), None, id="two ahead: none is due"),
    ],
)
def test_it_is_due_by_how_far_ahead_the_first_day_is(service_on: date, due: date | None) -> None:
    assert due_by(asked_on=None, scheduled_on=MONDAY, service_on=service_on) == due


def test_a_holiday_is_no_business_day() -> None:
    closed = {date(2026, 3, 3)}

    assert due_by(asked_on=None, scheduled_on=MONDAY, service_on=date(2026, 3, 16), closed=closed) == date(2026, 3, 4)


def test_who_asks_gets_it_within_three_business_days() -> None:
    assert due_by(asked_on=date(2026, 3, 6), scheduled_on=None, service_on=None) == date(2026, 3, 11)


def test_the_earliest_of_two_days_counts() -> None:
    asked = due_by(asked_on=date(2026, 2, 26), scheduled_on=MONDAY, service_on=date(2026, 4, 1))

    assert asked == date(2026, 3, 3)
    assert due_by(asked_on=None, scheduled_on=None, service_on=None) is None


@pytest.mark.parametrize(
    ("service_on", "latest"), [(date(2026, 3, 4), date(2026, 3, 3)), (date(2026, 3, 9), date(2026, 3, 6))]
)
def test_what_changes_needs_a_new_one_a_business_day_before(service_on: date, latest: date) -> None:
    assert new_one_by(service_on) == latest
    assert new_one_by(service_on, {latest}) < latest


@pytest.mark.parametrize(
    ("first", "last", "count"),
    [
        (MONDAY, MONDAY, 0),
        (MONDAY, date(2026, 3, 1), 0),
        (MONDAY, date(2026, 3, 3), 1),
        (date(2026, 3, 6), date(2026, 3, 9), 1),
    ],
)
def test_business_days_lie_after_the_first_day(first: date, last: date, count: int) -> None:
    assert business_days_between(first, last) == count
