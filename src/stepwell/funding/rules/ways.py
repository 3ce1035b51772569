"""The ways in which care is paid, in their order: each plan, funds, the sliding fee, then the client and in parts.

Source: docs/sources.md#sliding-fee.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from stepwell.kernel.money import ZERO, dollars


@dataclass(frozen=True)
class Ways:
    """What pays for a client's care, as far as it is known.

    payers    in the order in which they pay
    expected  dollars that the estimate leaves to the client; `low` to `high` if not one sum
    fee       the sliding fee in words; empty without one
    awarded   dollars that funds paid so far
    parts     the payment plan in words; empty without one
    outside   loans and other money from outside, in words
    """

    payers: Sequence[str]
    expected: Decimal | None
    low: Decimal | None = None
    high: Decimal | None = None
    fee: str = ""
    awarded: Decimal = ZERO
    parts: str = ""
    outside: Sequence[str] = ()


def share(ways: Ways) -> str:
    """Return the client's share by the estimate, in words."""
    if ways.expected is not None:
        return dollars(ways.expected)
    if ways.low is not None and ways.high is not None:
        return f"{dollars(ways.low)} to {dollars(ways.high)}"
    return "not worked out yet"


def sentences(ways: Ways) -> list[str]:
    """Return how care is paid, one sentence a way, in the order in which they count."""
    found = [f"{number}. {payer} is billed and answers before anything is asked of me." for number, payer in
             enumerate(ways.payers, 1)]  # fmt: skip
    if not ways.payers:
        found.append("1. I have no plan that is billed: I pay by myself.")
    found.append(f"My share by the estimate of today: {share(ways)}.")
    if ways.fee:
        found.append(f"The sliding fee by my income and household: {ways.fee}.")
    if ways.awarded:
        found.append(f"A fund of the clinic paid {dollars(ways.awarded)} for me so far.")
    found.append(f"I pay in parts: {ways.parts}." if ways.parts else "I pay my share when the bill comes.")
    found += [f"I count on: {one}." for one in ways.outside]
    return found
