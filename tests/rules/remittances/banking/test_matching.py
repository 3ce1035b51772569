"""Deposits find their payments: for certain by number and amount, else as suggestions that add up."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stepwell.remittances.rules.banking.matching import Deposit, Expected, exact, suggested

DAY = date(2026, 3, 9)


def key(number: int) -> UUID:
    return UUID(int=number)


def deposit(cents: int, text: str = "", *, number: int = 1, days: int = 0) -> Deposit:
    return Deposit(key(number), DAY + timedelta(days=days), cents, text)


def paid(cents: int, number: str = "", *, of: int = 11, days: int = 0, kind: str = "") -> Expected:
    return Expected(key(of), DAY + timedelta(days=days), cents, number, kind)


@pytest.mark.parametrize(
    ("one", "text", "is_certain"),
    [
        (paid(500, "EFT12345"), "HCCLAIMPMT TRN*1*EFT12345*1999999999~", True),
        (paid(500, "00012345"), "CHECK 12345", True),
        (paid(500, "EFT-12345"), "eft 12345 trace", False),
        (paid(501, "EFT12345"), "EFT12345", False),
        (paid(500, "EFT12345", days=6), "EFT12345", False),
        (paid(500, "EFT12345", days=-181), "EFT12345", False),
        (paid(500, "123"), "123", False),
        (paid(500, ""), "", False),
    ],
)
def test_only_number_and_amount_together_are_certain(one: Expected, text: str, is_certain: bool) -> None:
    assert bool(exact([deposit(500, text)], [one])) is is_certain


def test_what_two_could_be_is_left_to_a_person() -> None:
    one, two = paid(500, "EFT12345"), paid(500, "EFT12345", of=12)
    assert exact([deposit(500, "EFT12345")], [one, two]) == []
    assert exact([deposit(500, "EFT12345"), deposit(500, "EFT12345", number=2)], [one]) == []


def test_the_same_amount_near_is_suggested_before_what_adds_up() -> None:
    found = suggested(
        deposit(500), [paid(200, of=12), paid(300, of=13), paid(500, of=14, days=-2), paid(500, days=-11)]
    )
    assert [[one.id for one in each.parts] for each in found] == [[key(14)]]


def test_the_cards_of_a_day_are_one_batch_however_many() -> None:
    cards = [paid(100, of=20 + number, kind="card") for number in range(9)]
    assert suggested(deposit(900, days=1), cards)[0].parts == tuple(cards)


def test_another_amount_under_the_same_number_is_said() -> None:
    [found] = suggested(deposit(500, "EFT12345"), [paid(400, "EFT12345")])
    assert "The number is the same" in found.why


@settings(max_examples=60)
@given(
    cents=st.lists(st.integers(1, 60), min_size=1, max_size=12), asked=st.integers(1, 150),
    days=st.lists(st.integers(-12, 8), min_size=12, max_size=12),
)  # fmt: skip
def test_whatever_is_suggested_comes_to_no_more_than_the_deposit(cents: list[int], asked: int, days: list[int]) -> None:
    payments = [paid(amount, of=number, days=days[number]) for number, amount in enumerate(cents)]
    for found in suggested(deposit(asked), payments):
        assert sum(one.cents for one in found.parts) == asked
        assert len({one.id for one in found.parts}) == len(found.parts)
    near = {one.cents for one in payments if -5 <= (DAY - one.day).days <= 10}
    assert asked not in near or suggested(deposit(asked), payments)
