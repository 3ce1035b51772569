"""The services order of a client, as the hours rule asks for it."""

from datetime import date
from uuid import UUID

from stepwell.placement import queries
from stepwell.placement.rules.ordering import weekly
from stepwell.scheduling.rules.hours import OrderFacts
from stepwell.scheduling.vocabulary import SessionKind


def order_on(client_id: UUID, on: date) -> OrderFacts | None:
    """Return what is ordered for a client's week on a day; None without an order, or if the actor may not know."""
    row = queries.order_on(client_id, on)
    if row is None:
        return None
    return OrderFacts(
        minutes_per_week=row.minutes_per_week,
        level=row.level,
        days_min=row.days_min,
        days_max=row.days_max,
        mix=tuple((SessionKind(part.kind), weekly(part)) for part in row.mix),
        is_taper=row.is_taper,
    )
