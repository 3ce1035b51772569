"""Delivering a message: read it, send it, write down what came of it. No transaction is open while it is on its way.

A worker that dies between sending and writing sends again: better twice than never, and both carry the same Message-ID.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import connection
from django.utils import timezone

from stepwell.platform.outbox.gateways.mail import Mail, MailGateway, NotTaken
from stepwell.platform.outbox.models import OutboxEvent, OutboxMessage
from stepwell.platform.outbox.rules.states import GIVEN_UP_AFTER, Event, State, state_of
from stepwell.platform.outbox.rules.wording import Template, wording
from stepwell.platform.tenancy.models import Organization
from stepwell.platform.walls.scope import Scope, acting


def deliver(scope: Scope, message_id: UUID, gateway: MailGateway) -> State | None:
    """Send one message if it still waits, and return how it stands; None if another worker is at it.

    scope  a job's; `acting` is opened here
    """
    with _alone_with(message_id) as alone:
        return _deliver(scope, message_id, gateway) if alone else None


def waiting(scope: Scope, *, at: datetime) -> list[UUID]:
    """Return the messages that wait, oldest first."""
    over = [Event.SENT, Event.REFUSED]
    with acting(scope):
        young = OutboxMessage.objects.filter(organization_id=scope.tenant, created_at__gt=at - GIVEN_UP_AFTER)
        return list(young.exclude(events__kind__in=over).order_by("created_at").values_list("pk", flat=True))


def _deliver(scope: Scope, message_id: UUID, gateway: MailGateway) -> State:
    with acting(scope):
        message = OutboxMessage.objects.prefetch_related("events").get(pk=message_id)
        events = [Event(event.kind) for event in message.events.all()]
        state = state_of(events, made_at=message.created_at, at=timezone.now())
        mail = _mail(message)
    if state is not State.WAITING:
        return state
    try:
        gateway.send(mail)
    except NotTaken as failure:
        kind = Event.REFUSED if failure.final else Event.DELAYED
        if kind not in events:
            _note(scope, message_id, kind, failure.code)
        return State.GIVEN_UP if failure.final else State.WAITING
    _note(scope, message_id, Event.SENT)
    return State.SENT


def _mail(message: OutboxMessage) -> Mail:
    clinic = Organization.objects.values_list("name", flat=True).get(pk=message.organization_id)
    words = wording(Template(message.template), link=message.link or settings.CLINIC_URL, clinic=clinic)
    return Mail(message.pk, message.recipient, words.subject, words.body)


def _note(scope: Scope, message_id: UUID, kind: Event, detail: str = "") -> None:
    with acting(scope):
        OutboxEvent.objects.create(organization_id=scope.tenant, message_id=message_id, kind=kind, detail=detail)


@contextmanager
def _alone_with(message_id: UUID) -> Iterator[bool]:
    """Hold a lock of the session, not of a transaction: none is open while a message is on its way."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(hashtextextended(%s, 0))", [f"outbox {message_id}"])
        (alone,) = cursor.fetchone()
    try:
        yield alone
    finally:
        if alone:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(hashtextextended(%s, 0))", [f"outbox {message_id}"])
