"""A session that attendance was taken of says so itself: who plans then neither moves nor cancels it."""

from uuid import UUID

from django.utils import timezone

from stepwell.platform.jobs.declaring import job
from stepwell.platform.walls.scope import Scope
from stepwell.scheduling.models import Session


@job
def lock_session(_: Scope, *, session_id: UUID) -> None:
    """Mark a session for somebody who neither leads nor plans it; the database holds it meanwhile."""
    Session.objects.filter(pk=session_id, locked_at=None, cancelled_at=None).update(locked_at=timezone.now())
