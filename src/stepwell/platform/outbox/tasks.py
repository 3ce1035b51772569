"""Messages leave here: each by a job of its own, and what had to wait by the clock."""

from uuid import UUID

from django.utils import timezone

from stepwell.platform.jobs.declaring import each_organization, job
from stepwell.platform.outbox import delivery
from stepwell.platform.outbox.gateways import mail
from stepwell.platform.walls.scope import Scope


@job(in_transaction=False)
def deliver(scope: Scope, *, message_id: UUID) -> None:
    """Send one message; without a mail server it waits."""
    gateway = mail.configured()
    if gateway:
        delivery.deliver(scope, message_id, gateway)


@each_organization(cron="*/10 * * * *", in_transaction=False)
def deliver_waiting(scope: Scope) -> None:
    """Try again what the mail server did not take, and what was written before there was one."""
    gateway = mail.configured()
    if gateway:
        for message_id in delivery.waiting(scope, at=timezone.now()):
            delivery.deliver(scope, message_id, gateway)
