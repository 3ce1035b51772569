"""Jobs: the on-call staff are told of a crisis, and the next ones if nobody takes it over."""

from uuid import UUID

from django.utils import timezone

from stepwell.crisis.actions import calling
from stepwell.crisis.rules.clocks import ACKNOWLEDGE
from stepwell.platform.jobs.declaring import job
from stepwell.platform.walls.scope import Scope


@job
def tell_on_call(scope: Scope, *, event_id: UUID) -> None:
    """Tell whoever is first on call; ask again in a while whether somebody took it over."""
    now = timezone.now()
    if calling.tell_first(scope=scope, at=now, event_id=event_id):
        tell_next.defer(organization=scope.tenant, not_before=now + ACKNOWLEDGE, event_id=event_id)


@job
def tell_next(scope: Scope, *, event_id: UUID) -> None:
    """Tell the second on call and those who answer for the site, if nobody took it over."""
    calling.tell_next(scope=scope, at=timezone.now(), event_id=event_id)
