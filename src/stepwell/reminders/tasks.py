"""The link to confirm is sent when it is asked for, reminders are written by the clock; both leave as messages do."""

from uuid import UUID

from django.utils import timezone

from stepwell.platform.jobs.declaring import each_organization, job
from stepwell.platform.outbox.gateways import mail
from stepwell.platform.walls.scope import Scope
from stepwell.reminders import writing


@job
def send_link(scope: Scope, *, request_id: UUID) -> None:
    """Send a client the link to confirm."""
    writing.send_link(actor=scope, at=timezone.now(), request_id=request_id)


@each_organization(cron="*/10 * * * *")
def remind(scope: Scope) -> None:
    """End what is over, then write what is due; without a mail server nothing is written that could only come late."""
    at = timezone.now()
    writing.end_what_is_over(at=at)
    if mail.configured():
        writing.remind(actor=scope, at=at)
