"""What indicators come to, how they are told, and when they meet a target."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stepwell.billing import figures
from stepwell.billing.rules import indicators as rules
from stepwell.billing.rules.indicators import Counted, Indicator, Month, Scale, Side

D = Decimal
WAIT = Indicator(
    "wait", "Wait", Side(Counted.DAYS, "days"), Side(Counted.ITEMS, "charges"), "care", Scale.DAYS,
    is_lower_better=True, target=D(2),
)  # fmt: skip
PAID = Indicator(
    "paid", "Paid", Side(Counted.CENTS, "paid"), Side(Counted.CENTS, "asked for"), "postings", Scale.PERCENT,
    is_lower_better=False, target=D(95),
)  # fmt: skip
NOVEMBER = date(2026, 11, 1)


def month(above: int, below: int) -> Month:
    return Month(NOVEMBER, D(above), D(below))


@pytest.mark.parametrize(
    ("indicator", "above", "below", "value", "words"),
    [
        (WAIT, 9, 4, "2.3", "2.3 days"),
        (WAIT, 4, 4, "1.0", "1.0 day"),
        (WAIT, 4_000, 1, "4000.0", "4,000.0 days"),
        (PAID, 9_405, 10_000, "94.1", "94.1%"),
        (PAID, -500, 10_000, "-5.0", "-5.0%"),
    ],
)
def test_a_number_has_one_decimal_and_its_unit(
    indicator: Indicator, above: int, below: int, value: str, words: str
) -> None:
    found = rules.value_of(indicator, month(above, below))
    assert found == D(value)
    assert rules.in_words(indicator, found) == words


@pytest.mark.parametrize("below", [0, -1])
def test_without_anything_to_divide_by_there_is_no_number(below: int) -> None:
    assert rules.value_of(PAID, month(5, below)) is None


def test_lower_or_higher_is_better_and_the_target_itself_is_enough() -> None:
    assert [rules.meets(WAIT, D(value), D(2)) for value in ("1.9", "2.0", "2.1")] == [True, True, False]
    assert [rules.meets(PAID, D(value), D(95)) for value in ("94.9", "95.0", "95.1")] == [False, True, True]


def test_both_sides_are_told() -> None:
    assert rules.parts(WAIT, month(1_203, 401)) == "1,203 days over 401 charges"
    assert rules.parts(PAID, month(9_405, 10_000)) == "$94.05 paid of $100.00 asked for"


@pytest.mark.parametrize("target", ["-0.1", "1000.1", "2.05", "NaN", "Infinity"])
def test_what_is_no_target(target: str) -> None:
    assert rules.check_target(D(target)) == [rules.TARGET]


@pytest.mark.parametrize("target", ["0", "2", "97.5", "1000"])
def test_what_is_one(target: str) -> None:
    assert rules.check_target(D(target)) == []


def test_months_go_back_over_the_year() -> None:
    found = rules.months_until(date(2026, 2, 28), count=3)
    assert found == [date(2025, 12, 1), date(2026, 1, 1), date(2026, 2, 1)]


@given(st.dates(date(2000, 1, 1), date(2100, 12, 31)), st.integers(1, 30))
def test_months_stand_one_behind_the_other_and_end_today(today: date, count: int) -> None:
    firsts = rules.months_until(today, count=count)
    lasts = [rules.last_of(first, today=today) for first in firsts]
    assert len(firsts) == count
    assert lasts[-1] == today
    assert all((after - before).days == 1 for before, after in zip(lasts, firsts[1:], strict=False))


def test_every_figure_says_which_rows_and_where_its_target_comes_from() -> None:
    for code, figure in figures.registered().items():
        assert figure.indicator.code == code
        assert bool(figure.indicator.target) == bool(figure.indicator.source)
        assert figure.indicator.target is None or not rules.check_target(figure.indicator.target)
