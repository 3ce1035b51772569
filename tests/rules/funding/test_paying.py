"""Payments put to parts, funds, the order of the ways, what comes in the next weeks, bills beside their estimate."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stepwell.billing.rules import guarding
from stepwell.billing.rules.guarding import Estimated, compared
from stepwell.coverage.rules.payment_plans import Every, instalments
from stepwell.funding.rules.ahead import Cover, What, coming
from stepwell.funding.rules.funds import check_award, check_day
from stepwell.funding.rules.plans import put_to_plan, standing
from stepwell.funding.rules.ways import Ways, sentences

ON = date(2026, 3, 9)
SEVEN = instalments(Decimal("545.80"), 7, first_on=ON, every=Every.MONTH)
cents = st.integers(0, 100_000)


@pytest.mark.parametrize(
    ("paid", "on", "overdue", "missed", "next_cents"),
    [
        (0, ON, 0, 0, 77_97),
        (0, ON + timedelta(1), 77_97, 1, 77_97),
        (50_00, ON + timedelta(1), 27_97, 1, 77_97),
        (100_00, ON + timedelta(1), 0, 0, 55_94),
        (0, date(2026, 4, 10), 155_94, 2, 77_97),
        (545_80, date(2027, 1, 1), 0, 0, 0),
    ],
)
def test_how_a_plan_stands(paid: int, on: date, overdue: int, missed: int, next_cents: int) -> None:
    found = standing(SEVEN, paid, on=on)

    assert (found.overdue, found.missed, found.next_cents) == (overdue, missed, next_cents)
    assert found.left == 545_80 - paid
    assert found.is_default is (missed >= 2)


@pytest.mark.parametrize(
    ("paid", "due_now", "left", "outside", "put"),
    [
        (60_00, 0, 500_00, 60_00, 0),  # a copay of today, nothing due of the plan
        (60_00, 77_97, 500_00, 60_00, 60_00),  # what is due of the plan comes first
        (137_97, 77_97, 500_00, 60_00, 77_97),
        (200_00, 77_97, 500_00, 60_00, 140_00),  # the rest pays ahead
        (900_00, 77_97, 500_00, 0, 500_00),
    ],
)
def test_what_a_payment_is_put_to(paid: int, due_now: int, left: int, outside: int, put: int) -> None:
    assert put_to_plan(paid, due_now=due_now, left=left, owed_outside=outside) == put


@given(cents, cents, cents, st.integers(-1_000, 100_000))
def test_a_plan_never_gets_more_than_is_paid_or_left(paid: int, due_now: int, left: int, outside: int) -> None:
    found = put_to_plan(paid, due_now=min(due_now, left), left=left, owed_outside=outside)

    assert 0 <= found <= min(paid, left)


@pytest.mark.parametrize(
    ("facts", "codes"),
    [
        ({}, []),
        ({"waits": 1}, ["FUN-003"]),
        ({"words": "short"}, ["FUN-004"]),
        ({"cents": 101, "left": 101}, ["FUN-006"]),
        ({"left": 99}, ["FUN-007"]),
    ],
)
def test_a_fund_pays_last_and_no_more_than_it_has(facts: dict[str, object], codes: list[str]) -> None:
    usual: dict[str, object] = {"cents": 100, "owed": 100, "waits": 0, "left": 100, "words": "Rent came first."}

    assert [one.code for one in check_award(**(usual | facts))] == codes  # type: ignore[arg-type]


def test_a_fund_gives_on_its_days() -> None:
    assert check_day(ON, from_on=ON, to_on=ON) == []
    assert [one.code for one in check_day(ON, from_on=ON + timedelta(1), to_on=None)] == ["FUN-008"]
    assert [one.code for one in check_day(ON, from_on=ON - timedelta(9), to_on=ON - timedelta(1))] == ["FUN-008"]


def test_ways_come_in_their_order() -> None:
    found = sentences(Ways(["Buckeye", "Medicaid"], Decimal(100), fee="Class C", awarded=Decimal(50), parts="4 parts"))

    assert [words.split(":")[0][:12] for words in found] == [
        "1. Buckeye i", "2. Medicaid ", "My share by ", "The sliding ", "A fund of th", "I pay in par",
    ]  # fmt: skip
    assert "not worked out yet" in " ".join(sentences(Ways([], None)))


@pytest.mark.parametrize(
    ("covers", "found"),
    [
        ([Cover(ON, None)], []),
        ([Cover(ON, ON + timedelta(42))], [(42, What.POLICY)]),
        ([Cover(ON, ON + timedelta(43))], []),
        ([Cover(ON, ON + timedelta(9)), Cover(ON + timedelta(10), None)], [(10, What.NEW_PAYER)]),
        ([Cover(ON - timedelta(60), None, year_starts_month=4)], [(23, What.YEAR)]),
        ([Cover(ON - timedelta(60), ON + timedelta(5), year_starts_month=4)], [(5, What.POLICY)]),
        ([Cover(ON - timedelta(60), None, year_starts_month=3)], []),
        ([Cover(ON, None, limit_left=12, a_week=3)], [(28, What.LIMIT)]),
        ([Cover(ON, None, limit_left=13, a_week=3)], []),
        ([Cover(ON, None, limit_left=0)], [(0, What.LIMIT)]),
        ([Cover(ON, None, limit_left=5)], []),
        # a payer said that it is over: that stays until another policy follows, and its year and limit turn no more
        ([Cover(ON - timedelta(60), ON - timedelta(3), year_starts_month=4, limit_left=0)], [(-3, What.POLICY)]),
        ([Cover(ON - timedelta(60), ON - timedelta(3)), Cover(ON - timedelta(2), None)], []),
        ([Cover(ON - timedelta(60), ON - timedelta(3)), Cover(ON + timedelta(2), None)], [(2, What.NEW_PAYER)]),
    ],
)
def test_what_ends_or_changes_in_the_next_weeks(covers: list[Cover], found: list[tuple[int, What]]) -> None:
    assert [((one.on - ON).days, one.what) for one in coming(covers, ON)] == found


GFE = Estimated(ON, ON, ON + timedelta(60), Decimal("5370.00"))


@pytest.mark.parametrize(
    ("billed", "codes", "near"),
    [("5669.99", [], 0), ("5670.00", [], 1), ("5769.99", [], 1), ("5770.00", ["STM-004"], 0)],
)
def test_a_bill_from_400_dollars_above_its_estimate_is_stopped(billed: str, codes: list[str], near: int) -> None:
    found = compared([(ON, Decimal("5000")), (ON + timedelta(1), Decimal(billed) - 5000)], [GFE])

    assert [one.code for one in guarding.check(found)] == codes
    assert len(guarding.question(found)) == near


def test_a_day_belongs_to_the_newest_estimate_made_by_then_and_write_offs_count() -> None:
    newer = Estimated(ON + timedelta(5), ON + timedelta(6), ON + timedelta(60), Decimal(900))
    days = [(ON + timedelta(4), Decimal(500)), (ON + timedelta(6), Decimal(1_300)), (ON + timedelta(99), Decimal(7))]

    found = compared(days, [GFE, newer])
    assert [(one.estimate, one.amount) for one in found] == [(newer, 1_300), (GFE, 500)]
    assert [one.code for one in guarding.check(found)] == ["STM-004"]
    assert guarding.check(compared(days, [GFE, newer], off=Decimal(1))) == []
