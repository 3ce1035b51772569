"""What is priced: one service on one day."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from stepwell.coverage.rules.cost.plans import Tier
from stepwell.kernel.money import ZERO


@dataclass(frozen=True)
class Line:
    """One service on one day. Dollars are whole cents.

    charge          what is billed
    rate            what contract, fee schedule or usual rate allows; None for the charge itself
    hours           for limits that count hours
    services        how many services the day had: Medicare pays by it
    if_not_covered  what the client then pays, by the self-pay list or by contract; None for the charge
    id              the caller's own mark, given back as it is
    """

    on: date
    service: str
    charge: Decimal
    rate: Decimal | None = None
    tier: Tier = Tier.IN
    hours: Decimal = ZERO
    services: int = 1
    authorized: bool = True
    if_not_covered: Decimal | None = None
    id: str = ""

    @property
    def price(self) -> Decimal:
        """Dollars that the plan starts from."""
        return self.charge if self.rate is None else self.rate

    @property
    def client_price(self) -> Decimal:
        """Dollars that the client pays if the plan does not cover it."""
        return self.charge if self.if_not_covered is None else min(self.if_not_covered, self.charge)


def order(line: Line) -> tuple[Any, ...]:
    """Return what lines are sorted by before they are priced.

    By day; within a day the dearest first, then by code. What is left decides nothing but which of two lines that cost
    the same comes first, so that the order in which lines are handed in never matters.
    """
    rest = (line.charge, line.tier, line.hours, line.services, line.authorized, line.client_price, line.id)
    given = (line.rate is None, line.if_not_covered is None, line.if_not_covered or ZERO)
    return (line.on, -line.price, line.service, *rest, *given)
