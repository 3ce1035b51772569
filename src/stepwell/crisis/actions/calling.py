"""Telling staff that nobody owns a crisis yet. Run by jobs only: the walls let nobody else write these calls.

Whoever is told may open the record until somebody owns the crisis (walls/sql/lookups.sql).
"""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from stepwell.crisis.models import CrisisAction, CrisisCall, CrisisEvent
from stepwell.crisis.queries import rota, staff
from stepwell.crisis.vocabulary import Place, Step, Tier
from stepwell.platform.outbox import actions as outbox
from stepwell.platform.outbox.rules.wording import Template
from stepwell.platform.tenancy.models import Membership
from stepwell.platform.walls.scope import Scope


def tell_first(*, scope: Scope, at: datetime, event_id: UUID) -> bool:
    """Tell whoever is on call, or those who answer for the site if nobody is.

    returns  whether somebody still has to take the crisis over
    """
    event = _waiting(event_id)
    if event is None:
        return False
    on_call = rota.on_call(event.client.site_id, at=at)
    if on_call:
        _tell(scope, at, event, Membership.objects.filter(pk=on_call[0].membership_id))
    else:
        _write(scope, at, event, Step.NOBODY_ON_CALL)
        _tell(scope, at, event, staff.in_roles(staff.LEADS, site_id=event.client.site_id, at=at))
    return event.owner_id is None


def tell_next(*, scope: Scope, at: datetime, event_id: UUID) -> None:
    """Tell the second on call and those who answer for the site, unless somebody owns the crisis by now."""
    event = _waiting(event_id)
    if event is None or event.owner_id:
        return
    second = [row.membership_id for row in rota.on_call(event.client.site_id, at=at) if row.place is Place.SECOND]
    _tell(scope, at, event, Membership.objects.filter(pk__in=second).order_by("name"))
    _tell(scope, at, event, staff.in_roles(staff.LEADS, site_id=event.client.site_id, at=at))


def _waiting(event_id: UUID) -> CrisisEvent | None:
    """Return a crisis that somebody is to be told of: an open one of the highest tier, or that nobody owns."""
    event = (
        CrisisEvent.objects.select_related("client")
        .select_for_update(of=("self",))
        .filter(pk=event_id, closed_at=None, voided_at=None)
        .first()
    )
    return event if event and (event.owner_id is None or event.tier == Tier.HIGH) else None


def _tell(scope: Scope, at: datetime, event: CrisisEvent, members: Iterable[Membership]) -> None:
    known = set(CrisisCall.objects.filter(event=event).values_list("membership", flat=True)) | {event.owner_id}
    told = [member for member in members if member.pk not in known]
    for member in told:
        CrisisCall.objects.create(
            organization_id=scope.tenant, event=event, client_id=event.client_id, membership=member, at=at
        )
        # The e-mail only says that something needs them now; what it is stands behind the sign-in.
        outbox.send(actor=scope, at=at, to=member.email, template=Template.URGENT)
    if told:
        _write(scope, at, event, Step.CALLED_ON_CALL, told=", ".join(str(member) for member in told))


def _write(scope: Scope, at: datetime, event: CrisisEvent, step: Step, *, told: str = "") -> None:
    CrisisAction.objects.create(
        organization_id=scope.tenant,
        event=event,
        client_id=event.client_id,
        at=at,
        step=step,
        words="",
        told=told,
        whereabouts="",
    )
