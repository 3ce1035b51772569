"""What plans are measured against, told by rooms that know: the hours ordered, and the kinds of service that count."""

from collections.abc import Callable
from datetime import date
from uuid import UUID

from stepwell.clients.queries import enrollment
from stepwell.platform.tenancy.models import Site
from stepwell.treatmentplans.rules.hours import COUNTABLE, LEAST_MINUTES
from stepwell.treatmentplans.vocabulary import Service

Orders = Callable[[UUID, date], int | None]
Countable = Callable[[Site, date], frozenset[Service]]

_orders: list[Orders] = []
_countable: list[Countable] = []


def supply_orders(source: Orders) -> None:
    """Say who knows the minutes a week ordered for a client on a day."""
    _orders[:] = [source]


def supply_countable(source: Countable) -> None:
    """Say who knows which kinds of service count toward the hours at a site on a day."""
    _countable[:] = [source]


def ordered_minutes(client_id: UUID, on: date) -> int | None:
    """Return the minutes a week ordered on a day; without an order the least of the level, without a level None."""
    ordered = _orders[0](client_id, on) if _orders else None
    if ordered is not None:
        return ordered
    stay = enrollment.stay_on(client_id, on)
    return LEAST_MINUTES.get(stay.level) if stay else None


def countable_at(site: Site, on: date) -> frozenset[Service]:
    """Return the kinds of service that count at a site on a day."""
    return _countable[0](site, on) if _countable else COUNTABLE
