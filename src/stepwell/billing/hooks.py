"""News for the rooms above: a client paid at the desk. They write in the transaction that takes the payment.

# in AppConfig.ready of a room above
hooks.on_payment(plans.put_payment)
"""

from datetime import datetime
from typing import Protocol

from stepwell.billing.models import Payment
from stepwell.platform.tenancy.members import Member


class Taker(Protocol):
    """What is told of a payment; `owed_before` is what the client owed before it, in cents."""

    def __call__(self, *, actor: Member, at: datetime, payment: Payment, owed_before: int) -> None:
        """Write down what follows from a payment."""


_takers: list[Taker] = []


def on_payment(taker: Taker) -> None:
    """Let a room above know of every payment; the last one registered counts."""
    _takers[:] = [taker]


def tell(*, actor: Member, at: datetime, payment: Payment, owed_before: int) -> None:
    """Tell whoever registered."""
    for taker in _takers:
        taker(actor=actor, at=at, payment=payment, owed_before=owed_before)
