"""Jobs: the rows of a confirmed file, in the name of whoever confirmed it; and forgetting what old files said."""

from datetime import timedelta
from uuid import UUID

from django.utils import timezone

from stepwell.carryover.actions import importing
from stepwell.carryover.models import Import
from stepwell.carryover.queries.places import places
from stepwell.platform.jobs.declaring import each_organization, job
from stepwell.platform.tenancy.members import member_of
from stepwell.platform.walls.scope import Kind, Scope, acting

KEPT = timedelta(days=7)


@job(in_transaction=False)
def bring(scope: Scope, *, import_id: UUID) -> None:
    """Bring the rows of a file over that are ready, each in a transaction of its own; begun again, it goes on.

    It acts for whoever confirmed: the walls let it do what that person may do, and the history names them.
    """
    with acting(scope):
        batch = Import.objects.get(pk=import_id)
    staff = Scope(actor=batch.account_id, organization=scope.tenant, kind=Kind.STAFF, purpose="operations")
    with acting(staff):
        actor, known_places = member_of(staff), places()
    at = batch.confirmed_at or batch.sent_at
    if actor is None:
        with acting(scope):
            importing.give_up(at=timezone.now(), import_id=import_id)
        return
    is_left = True
    while is_left:
        with acting(staff):
            is_left = importing.bring_next(actor=actor, at=at, import_id=import_id, known_places=known_places)
    with acting(scope):
        importing.finish(at=timezone.now(), import_id=import_id)


@each_organization(cron="23 4 * * *")
def forget(_: Scope) -> None:
    """Forget what files said that were sent more than a week ago."""
    now = timezone.now()
    importing.clear_old(at=now, before=now - KEPT)
