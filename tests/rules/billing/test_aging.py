"""How old money is, what a client hands over, and who may approve what."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stepwell.billing.rules import approving, tender
from stepwell.billing.rules.aging import LABELS, Aging, age, class_of
from stepwell.billing.rules.approving import DEFAULT_LIMITS
from stepwell.billing.rules.tender import Tender
from stepwell.billing.vocabulary import Way
from stepwell.platform.walls.rights import Role

TODAY = date(2026, 3, 31)


@pytest.mark.parametrize(
    ("days", "expected"),
    [(-5, 0), (0, 0), (30, 0), (31, 1), (60, 1), (61, 2), (90, 2), (91, 3), (120, 3), (121, 4), (4_000, 4)],
)
def test_classes_end_on_their_last_day(days: int, expected: int) -> None:
    assert class_of(TODAY - timedelta(days=days), on=TODAY) == expected


@pytest.mark.parametrize(
    ("debits", "paid", "left", "credit"),
    [
        ((100, 0, 0, 0, 50), 0, (100, 0, 0, 0, 50), 0),
        ((100, 0, 0, 0, 50), 50, (100, 0, 0, 0, 0), 0),
        ((100, 0, 0, 0, 50), 70, (80, 0, 0, 0, 0), 0),
        ((100, 0, 30, 0, 50), 60, (100, 0, 20, 0, 0), 0),
        ((100, 0, 0, 0, 50), 175, (0, 0, 0, 0, 0), 25),
        ((0, 0, 0, 0, 0), 0, (0, 0, 0, 0, 0), 0),
    ],
)
def test_the_oldest_is_settled_first(debits: tuple[int, ...], paid: int, left: tuple[int, ...], credit: int) -> None:
    assert age(debits, paid) == Aging(left, credit)


sums = st.lists(st.integers(0, 10**9), min_size=len(LABELS), max_size=len(LABELS))


@given(sums, st.integers(0, 10**10))
def test_aging_adds_up_to_what_is_owed(debits: list[int], paid: int) -> None:
    found = age(debits, paid)

    assert found.total == sum(debits) - paid
    assert all(0 <= left <= cents for left, cents in zip(found.classes, debits, strict=True))
    assert found.credit == max(paid - sum(debits), 0)


@given(sums, st.integers(0, 10**10), sums, st.integers(0, 10**10))
def test_two_accounts_together_owe_what_each_owes(one: list[int], paid: int, two: list[int], more: int) -> None:
    assert (age(one, paid) + age(two, more)).total == age(one, paid).total + age(two, more).total


@pytest.mark.parametrize(
    ("tendered", "codes"),
    [
        (Tender(Way.CASH, 1), []),
        (Tender(Way.CASH, 0), ["LED-001"]),
        (Tender(Way.CASH, -5), ["LED-001"]),
        (Tender(Way.CHECK, 1, check_number="1043"), []),
        (Tender(Way.CHECK, 1), ["PAY-002"]),
        (Tender(Way.CARD, 1, last_four="4242", approval="0A1B"), []),
        (Tender(Way.CARD, 1), ["PAY-003", "PAY-004"]),
        (Tender(Way.CARD, 1, last_four="42424", approval="X"), ["PAY-003"]),
        (Tender(Way.CARD, 1, last_four="٤٢٤٢", approval="X"), ["PAY-003"]),
    ],
)
def test_what_is_missing_of_a_payment_is_named(tendered: Tender, codes: list[str]) -> None:
    assert [finding.code for finding in tender.check(tendered)] == codes


@pytest.mark.parametrize(
    ("roles", "cents", "codes"),
    [
        ({Role.BILLER}, 2_500, []),
        ({Role.BILLER}, 2_501, ["WOF-004"]),
        ({Role.DIRECTOR}, 500_000, []),
        ({Role.DIRECTOR}, 500_001, ["WOF-004"]),
        ({Role.BILLER, Role.DIRECTOR}, 500_000, []),
        ({Role.CLINICIAN}, 1, ["WOF-004"]),
        (set(), 1, ["WOF-004"]),
    ],
)
def test_a_write_off_is_approved_within_the_limit_of_a_role(roles: set[Role], cents: int, codes: list[str]) -> None:
    found = approving.check(
        cents=cents, asked_by=UUID(int=1), approver=UUID(int=2), roles=frozenset(roles), limits=DEFAULT_LIMITS
    )
    assert [finding.code for finding in found] == codes


def test_nobody_approves_what_they_asked_for() -> None:
    found = approving.check(
        cents=1, asked_by=UUID(int=1), approver=UUID(int=1), roles=frozenset({Role.DIRECTOR}), limits=DEFAULT_LIMITS
    )
    assert [finding.code for finding in found] == ["WOF-003"]
