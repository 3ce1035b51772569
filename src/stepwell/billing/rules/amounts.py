"""Dollars as people write them, and the whole cents that the ledger keeps."""

from decimal import Decimal

from stepwell.kernel import money

_WHOLE = 100


def to_cents(amount: Decimal) -> int:
    """Return whole cents of some dollars. Raises ValueError for a part of a cent: nothing is rounded into a ledger."""
    cents = amount * _WHOLE
    if cents != cents.to_integral_value():
        message = "an amount has whole cents"
        raise ValueError(message)
    return int(cents)


def to_dollars(cents: int) -> Decimal:
    """Return dollars, with two decimals."""
    return Decimal(cents).scaleb(-2).quantize(money.CENT)


def in_words(cents: int) -> str:
    """Return $1,234.50, and -$1.00 below zero."""
    return money.dollars(to_dollars(cents))
