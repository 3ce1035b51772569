"""What was ordered for a client, and how long they were there: told by rooms that know, once they are there."""

from collections.abc import Callable, Sequence
from datetime import date
from uuid import UUID

from stepwell.scheduling.rules.hours import OrderFacts

Orders = Callable[[UUID, Sequence[date]], dict[date, OrderFacts]]
Presence = Callable[[UUID, Sequence[UUID]], dict[UUID, int]]

_orders: list[Orders] = []
_presence: list[Presence] = []


def supply_orders(source: Orders) -> None:
    """Say who knows the services orders of a client in force on some days."""
    _orders[:] = [source]


def supply_presence(source: Presence) -> None:
    """Say who knows the minutes that a client was in each of some sessions."""
    _presence[:] = [source]


def orders_of(client_id: UUID, days: Sequence[date]) -> dict[date, OrderFacts]:
    """Return the services order in force on each of some days; a day without one is not in it. One query."""
    return _orders[0](client_id, days) if _orders else {}


def minutes_of(client_id: UUID, session_ids: Sequence[UUID]) -> dict[UUID, int]:
    """Return attended minutes by session; a session that nobody recorded is not in it."""
    return _presence[0](client_id, session_ids) if _presence else {}
