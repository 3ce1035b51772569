"""Amounts of money: dollars and cents as Decimal, never a binary fraction."""

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

ZERO: Final = Decimal("0.00")
CENT: Final = Decimal("0.01")
_WHOLE: Final = Decimal(100)


def to_cents(amount: Decimal) -> Decimal:
    """Return dollars rounded to the cent, half a cent up."""
    return amount.quantize(CENT, ROUND_HALF_UP)


def percent_of(amount: Decimal, percent: Decimal) -> Decimal:
    """Return that percent (20 is a fifth) of some dollars, to the cent, half a cent up."""
    return (amount * percent / _WHOLE).quantize(CENT, ROUND_HALF_UP)


def total(amounts: Iterable[Decimal]) -> Decimal:
    """Return the sum of some dollars."""
    return sum(amounts, ZERO)


def dollars(amount: Decimal) -> str:
    """Return dollars as people read them: $1,234.50, and -$1.00 below zero."""
    return f"{'-' if amount < 0 else ''}${abs(amount):,.2f}"
