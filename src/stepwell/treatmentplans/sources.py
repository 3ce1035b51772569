"""What plans are measured against: the hours ordered, and the kinds of service that count where they are given."""

from collections.abc import Callable
from datetime import date
from uuid import UUID

from stepwell.clients.queries import enrollment
from stepwell.placement.queries import order_on
from stepwell.platform.tenancy.models import Site
from stepwell.treatmentplans.rules.hours import COUNTABLE, LEAST_MINUTES
from stepwell.treatmentplans.vocabulary import Service

Countable = Callable[[Site, date], frozenset[Service]]

_countable: list[Countable] = []


def supply_countable(source: Countable) -> None:
    """Say who knows which kinds of service count toward the hours at a site on a day."""
    _countable[:] = [source]


def ordered_minutes(client_id: UUID, on: date) -> int | None:
    """Return the minutes a week ordered on a day; without an order the least of the level, without a level None."""
    order = order_on(client_id, on)
    if order is not None:
        return order.minutes_per_week
    stay = enrollment.stay_on(client_id, on)
    return LEAST_MINUTES.get(stay.level) if stay else None


def countable_at(site: Site, on: date) -> frozenset[Service]:
    """Return the kinds of service that count at a site on a day."""
    return _countable[0](site, on) if _countable else COUNTABLE
