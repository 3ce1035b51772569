"""Writing a message."""

from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from stepwell.kernel.findings import Finding, Refused
from stepwell.platform.outbox import tasks
from stepwell.platform.outbox.models import OutboxMessage
from stepwell.platform.outbox.rules.wording import Template
from stepwell.platform.walls.rights import Category
from stepwell.platform.walls.scope import Scope

NO_ADDRESS = Finding("OUT-001", "This is not an e-mail address. Write it as name@example.com.", "email")


@transaction.atomic
def send(
    *,
    actor: Scope,
    at: datetime,
    to: str,
    template: Template,
    link: str = "",
    category: Category = Category.CONFIGURATION,
    client: UUID | None = None,
    not_after: datetime | None = None,
) -> OutboxMessage:
    """Put an e-mail into the outbox; it leaves after this transaction, by a job.

    to        one address; whether it is safe to write to is decided before
    template  which of the neutral texts
    link      the address in it; by default where this installation is signed in to
    category  what kind of record the message belongs to, and `client` whose: who may write that may see the message;
              a message to staff belongs to the configuration
    not_after  when it is of no use any more: it does not leave then
    returns   the message
    raises    Refused (OUT-001)
    """
    try:
        validate_email(to)
    except ValidationError as error:
        raise Refused(NO_ADDRESS) from error
    message = OutboxMessage(
        organization_id=actor.tenant,
        client_id=client,
        category=category,
        template=template,
        recipient=to,
        link=link,
        not_after=not_after,
        made_by_id=actor.actor,
        created_at=at,
    )
    message.save(force_insert=True)
    tasks.deliver.defer(organization=actor.tenant, message_id=message.pk)
    return message
