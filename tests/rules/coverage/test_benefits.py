"""What a payer said: what cannot be so, what is not known, when to ask again."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stepwell.coverage.rules import benefits as rules
from stepwell.coverage.rules.benefits import Benefits
from stepwell.coverage.vocabulary import CopayUnit, LimitUnit, Network

FULL = Benefits(
    is_active=True,
    network=Network.IN,
    deductible=Decimal(1500),
    deductible_met=Decimal(1500),
    coinsurance=Decimal(20),
    copay=Decimal(40),
    copay_unit=CopayUnit.DAY,
    out_of_pocket=Decimal(6000),
    out_of_pocket_met=Decimal(0),
    iop_covered=True,
    authorization_required=False,
    limit_total=30,
    limit_used=30,
    limit_unit=LimitUnit.DAYS,
)
dollars = st.none() | st.integers(-1000, 10**11).map(lambda cents: Decimal(cents) / 100)


@pytest.mark.parametrize(
    ("benefits", "codes"),
    [
        (Benefits(), []),
        (FULL, []),
        (replace(FULL, deductible=Decimal(-1), deductible_met=None), ["COV-010"]),
        (replace(FULL, copay=Decimal("100000000")), ["COV-010"]),
        (replace(FULL, coinsurance=Decimal("100.01")), ["COV-011"]),
        (replace(FULL, coinsurance=Decimal(-1)), ["COV-011"]),
        (replace(FULL, deductible_met=Decimal("1500.01")), ["COV-012"]),
        (replace(FULL, limit_used=31), ["COV-012"]),
        (replace(FULL, copay=None), ["COV-013"]),
        (replace(FULL, copay_unit=None), ["COV-013"]),
        (replace(FULL, limit_unit=None), ["COV-014"]),
        (replace(FULL, effective_from=date(2026, 2, 1), effective_to=date(2026, 1, 1)), ["COV-004"]),
    ],
)
def test_benefits_are_checked(benefits: Benefits, codes: list[str]) -> None:
    assert [finding.code for finding in rules.check_benefits(benefits)] == codes


def test_what_is_not_known_is_named_and_zero_is_known() -> None:
    assert rules.missing(FULL) == []
    assert rules.missing(replace(FULL, network=Network.UNKNOWN, copay=None)) == ["whether we are in network", "copay"]
    assert rules.missing(replace(FULL, deductible=Decimal(0), deductible_met=Decimal(0))) == []
    assert len(rules.missing(Benefits())) == len(rules.WORDS)


@given(total=dollars, met=dollars)
def test_what_is_left_is_never_below_zero_once_checked(total: Decimal | None, met: Decimal | None) -> None:
    accepted = not rules.check_benefits(Benefits(deductible=total, deductible_met=met))
    left = rules.remaining(total, met)

    assert (left is None) is (total is None or met is None)
    if accepted and left is not None:
        assert left >= 0


@pytest.mark.parametrize(
    ("made_on", "through", "on", "asks"),
    [
        (date(2026, 3, 1), None, date(2026, 3, 31), False),
        (date(2026, 3, 31), None, date(2026, 4, 1), True),
        (date(2025, 12, 31), None, date(2026, 1, 1), True),
        (date(2026, 3, 1), date(2026, 3, 10), date(2026, 3, 10), False),
        (date(2026, 3, 1), date(2026, 3, 10), date(2026, 3, 11), True),
        (date(2026, 3, 1), date(2026, 12, 31), date(2026, 4, 1), True),
    ],
)
def test_benefits_are_asked_again_with_each_month(made_on: date, through: date | None, on: date, *, asks: bool) -> None:
    assert bool(rules.ask_again(made_on=made_on, through=through, on=on)) is asks


def test_a_year_that_can_hardly_be_meant_is_questioned() -> None:
    found = rules.question_benefits(Benefits(effective_from=date(1926, 1, 1), effective_to=date(2026, 12, 31)))

    assert [(one.code, one.field) for one in found] == [("COV-018", "effective_from")]
