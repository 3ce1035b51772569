"""Processors of card payments. Card numbers never reach Stepwell: a terminal or the processor's own page takes them."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True)
class Approved:
    """What a processor says of a card payment: what a receipt may show of it."""

    last_four: str
    approval: str


class PaymentGateway(Protocol):
    """A processor. Called before the transaction that writes the payment, and with its key, so that a second call for
    the same form charges nothing again."""

    def charge(self, *, cents: int, key: str, typed: Approved) -> Approved:
        """Charge a card.

        cents   the amount
        key     of the form: the processor's own idempotency key
        typed   what the person at the desk entered
        raises  Refused if the processor does not approve
        """


class Recorded:
    """The terminal on the desk charged the card already; what it printed was typed in."""

    def charge(self, *, cents: int, key: str, typed: Approved) -> Approved:
        """Return what was typed in: nothing is charged from here."""
        del cents, key
        return typed


GATEWAY: PaymentGateway = Recorded()
