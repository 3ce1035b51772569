"""Instalments: equal, the last takes the cents; pauses, hardship, what was missed."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stepwell.coverage.rules.payment_plans import (
    Every,
    instalments,
    left,
    lower,
    missed,
    paused,
    question,
)
from stepwell.kernel.findings import Refused
from stepwell.kernel.money import to_cents, total

START = date(2026, 1, 31)
BALANCE = Decimal("545.80")
SEVEN = instalments(BALANCE, 7, first_on=START, every=Every.MONTH)
balances = st.integers(6000, 5_000_000).map(lambda cents: Decimal(cents) / 100)


def test_the_last_takes_the_cents() -> None:
    assert [one.amount for one in SEVEN] == [Decimal("77.97")] * 6 + [Decimal("77.98")]


@pytest.mark.parametrize(
    ("every", "days"),
    [
        (Every.WEEK, ["2026-01-31", "2026-02-07", "2026-02-14"]),
        (Every.TWO_WEEKS, ["2026-01-31", "2026-02-14", "2026-02-28"]),
        (Every.MONTH, ["2026-01-31", "2026-02-28", "2026-03-31"]),
    ],
)
def test_they_lie_a_week_two_weeks_or_a_month_apart(every: Every, days: list[str]) -> None:
    found = instalments(BALANCE, 3, first_on=START, every=every)

    assert [one.due_on.isoformat() for one in found] == days


def test_months_run_on_into_the_next_year() -> None:
    found = instalments(BALANCE, 3, first_on=date(2027, 12, 30), every=Every.MONTH)

    assert [one.due_on for one in found] == [date(2027, 12, 30), date(2028, 1, 30), date(2028, 2, 29)]


@pytest.mark.parametrize(
    ("balance", "count", "code"),
    [("100", 0, "PAY-001"), ("100", 61, "PAY-001"), ("2.99", 3, "PAY-002"), ("0", 1, "PAY-002")],
)
def test_too_many_or_too_small_instalments_are_refused(balance: str, count: int, code: str) -> None:
    with pytest.raises(Refused, match=code):
        instalments(Decimal(balance), count, first_on=START, every=Every.MONTH)


@given(balances, st.integers(1, 60), st.sampled_from(Every))
def test_they_add_up_and_differ_by_cents(balance: Decimal, count: int, every: Every) -> None:
    found = instalments(balance, count, first_on=START, every=every)

    assert total(one.amount for one in found) == balance
    assert 0 <= found[-1].amount - found[0].amount < Decimal(count) / 100
    assert [one.due_on for one in found] == sorted({one.due_on for one in found})


@given(balances, st.integers(1, 60))
def test_in_hardship_every_instalment_is_what_can_be_paid_and_the_last_what_remains(
    balance: Decimal, most: int
) -> None:
    amount = max(to_cents(balance / most) + Decimal("0.01"), Decimal(1))

    found = lower(balance, amount, first_on=START, every=Every.MONTH)

    assert total(one.amount for one in found) == balance
    assert {one.amount for one in found[:-1]} <= {amount}
    assert 0 < found[-1].amount <= amount


def test_in_hardship_too_many_instalments_are_refused() -> None:
    assert len(lower(Decimal(60), Decimal(1), first_on=START, every=Every.WEEK)) == 60
    with pytest.raises(Refused, match="PAY-004"):
        lower(Decimal("60.01"), Decimal(1), first_on=START, every=Every.WEEK)


def test_less_than_a_dollar_cannot_be_asked() -> None:
    with pytest.raises(Refused, match="PAY-003"):
        lower(BALANCE, Decimal(0), first_on=START, every=Every.WEEK)


def test_a_pause_moves_what_is_due_from_then_on() -> None:
    found = paused(SEVEN, from_on=date(2026, 3, 1), until_on=date(2026, 5, 15), every=Every.MONTH)

    assert [one.due_on.isoformat() for one in found][:4] == ["2026-01-31", "2026-02-28", "2026-05-31", "2026-06-30"]
    assert [one.amount for one in found] == [one.amount for one in SEVEN]


def test_a_pause_after_the_last_changes_nothing() -> None:
    assert paused(SEVEN, from_on=date(2027, 1, 1), until_on=date(2027, 2, 1), every=Every.MONTH) == SEVEN


@given(st.dates(date(2026, 1, 1), date(2026, 12, 31)), st.integers(0, 200), st.sampled_from(Every))
def test_nothing_falls_due_in_a_pause(from_on: date, length: int, every: Every) -> None:
    until_on = date.fromordinal(from_on.toordinal() + length)

    found = paused(
        instalments(BALANCE, 12, first_on=START, every=every), from_on=from_on, until_on=until_on, every=every
    )

    assert not [one for one in found if from_on <= one.due_on < until_on]
    assert total(one.amount for one in found) == BALANCE


@pytest.mark.parametrize(
    ("paid", "on", "expected"),
    [
        ("0", date(2026, 1, 31), 0),
        ("0", date(2026, 2, 1), 1),
        ("77.97", date(2026, 2, 1), 0),
        ("77.96", date(2026, 2, 1), 1),
        ("77.97", date(2026, 4, 1), 2),
        ("545.80", date(2027, 1, 1), 0),
    ],
)
def test_what_was_missed_is_what_was_due_and_not_paid_in_full(paid: str, on: date, expected: int) -> None:
    assert missed(SEVEN, Decimal(paid), on=on) == expected


@pytest.mark.parametrize(("paid", "expected"), [("0", "545.80"), ("500", "45.80"), ("600", "0")])
def test_what_is_left(paid: str, expected: str) -> None:
    assert left(SEVEN, Decimal(paid)) == Decimal(expected)


@pytest.mark.parametrize(("count", "codes"), [(1, []), (4, []), (5, ["PAY-010"])])
def test_many_instalments_are_looked_at_by_counsel(count: int, codes: list[str]) -> None:
    assert [finding.code for finding in question(count)] == codes
