"""Ordering services, ending an order, setting one aside."""

from datetime import date, datetime, timedelta

from django.db import transaction

from stepwell.clients.models import Client
from stepwell.kernel.findings import Finding, Refused, refuse
from stepwell.people.queries.credentials import credential_of
from stepwell.people.vocabulary import LEVELS
from stepwell.placement import queries
from stepwell.placement.actions import today_of
from stepwell.placement.models import ServicesOrder
from stepwell.placement.rules.ordering import Order, check
from stepwell.platform.tenancy.members import Member
from stepwell.platform.walls.editing import save_changed, void

_UNDECIDED = Finding(
    "ORD-012", "No level of the house is decided for this client, or it waits for a co-signature. Decide it first."
)
_END = Finding("ORD-013", "The last day lies before the order begins. Check the date.", "ends_on")
_ENDED = Finding("ORD-014", "This order has its last day already. Load the page again.")


@transaction.atomic
def order_services(*, actor: Member, at: datetime, client: Client, order: Order) -> ServicesOrder:
    """Order what somebody is to get in a week; the order that was running ends on the day before.

    raises  Refused (ORD-001 ...)
    source  docs/sources.md#hours
    """
    decision = queries.level_decided(client.pk)
    if decision is None or decision.level not in LEVELS:
        raise Refused(_UNDECIDED)
    on = today_of(actor, at)
    before = [row for row in queries.orders_of(client.pk) if not row.voided]
    starts = [row.starts_on for row in before]
    refuse(check(order, level=decision.level, decided_on=decision.decided_on, before=starts, on=on))
    for row in before:
        if row.ends_on is None or row.ends_on >= order.starts_on:
            _end(ServicesOrder.objects.get(pk=row.id), row.version, order.starts_on - timedelta(days=1))
    made = ServicesOrder(
        organization_id=actor.organization_id,
        client=client,
        decision_id=decision.id,
        level=decision.level,
        starts_on=order.starts_on,
        minutes_per_week=order.minutes_per_week,
        days_min=order.days_min,
        days_max=order.days_max,
        mix=[{"kind": part.kind, "minutes": part.minutes, "per": part.per} for part in order.mix],
        is_taper=order.is_taper,
        reason=order.reason.strip(),
        ordered_at=at,
        ordered_by_id=actor.membership_id,
        credential=credential_of(actor.membership_id, on=on),
    )
    made.save(force_insert=True)
    return made


def end_order(*, actor: Member, at: datetime, order: ServicesOrder, version: int, ends_on: date) -> None:
    """Give an order its last day. Raises Refused (ORD-013, ORD-014, EDIT-001)."""
    del actor, at  # the history names who, and when
    if order.ends_on is not None or order.voided_at:
        raise Refused(_ENDED)
    if ends_on < order.starts_on:
        raise Refused(_END)
    _end(order, version, ends_on)


def void_order(*, actor: Member, at: datetime, order: ServicesOrder, reason: str) -> None:
    """Set an order aside because it was made by mistake. Raises Refused (VOID-001 ...)."""
    void(order, at=at, membership_id=actor.membership_id, reason=reason)


def _end(order: ServicesOrder, version: int, last_day: date) -> None:
    save_changed(order, version=version, values={"ends_on": last_day})
