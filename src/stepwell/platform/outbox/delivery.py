"""Delivering a message: read it, send it, write down what came of it. No transaction is open while it is on its way.

A worker that dies between sending and writing sends again: better twice than never, and both carry the same Message-ID.
What may leave once only (`wording.ONCE`) is said to be leaving before it does, and where nobody knows stays untried.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import connection
from django.db.models import Q
from django.utils import timezone

from stepwell.platform.outbox import composing
from stepwell.platform.outbox.gateways.mail import Mail, MailGateway, NotTaken
from stepwell.platform.outbox.models import OutboxEvent, OutboxMessage
from stepwell.platform.outbox.rules.states import GIVEN_UP_AFTER, Event, State, state_of
from stepwell.platform.outbox.rules.wording import ONCE, Template, Wording, wording
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
    over = [Event.SENT, Event.REFUSED, Event.DROPPED]
    with acting(scope):
        young = OutboxMessage.objects.filter(organization_id=scope.tenant, created_at__gt=at - GIVEN_UP_AFTER)
        young = young.filter(Q(not_after=None) | Q(not_after__gt=at))
        return list(young.exclude(events__kind__in=over).order_by("created_at").values_list("pk", flat=True))


def _deliver(scope: Scope, message_id: UUID, gateway: MailGateway) -> State:
    with acting(scope):
        message = OutboxMessage.objects.prefetch_related("events").get(pk=message_id)
        events = [Event(event.kind) for event in message.events.all()]
        at = timezone.now()
        state = state_of(events, made_at=message.created_at, at=at, not_after=message.not_after)
        if state is not State.WAITING:
            return state
        mail = _mail(message, at)
    if mail is None:
        _note(scope, message_id, Event.DROPPED)
        return State.GIVEN_UP
    once = Template(message.template) in ONCE
    if once:
        _note(scope, message_id, Event.LEAVING)
    try:
        gateway.send(mail)
    except NotTaken as failure:
        return _not_taken(scope, message_id, failure, known=() if once else events, once=once)
    _note(scope, message_id, Event.SENT)
    return State.SENT


def _not_taken(scope: Scope, message_id: UUID, failure: NotTaken, *, known: Sequence[Event], once: bool) -> State:
    if once and failure.unsure:
        return State.IN_DOUBT
    kind = Event.REFUSED if failure.final else Event.DELAYED
    if kind not in known:
        _note(scope, message_id, kind, failure.code)
    return State.GIVEN_UP if failure.final else State.WAITING


def _mail(message: OutboxMessage, at: datetime) -> Mail | None:
    """Return the message as it leaves now; None if the room that asked for it does not want it any more."""
    words = _words(message, at)
    return Mail(message.pk, message.recipient, words.subject, words.body) if words else None


def _words(message: OutboxMessage, at: datetime) -> Wording | None:
    template = Template(message.template)
    if template in composing.composers:
        return composing.composers[template](message.pk, message.link, at)
    clinic = Organization.objects.values_list("name", flat=True).get(pk=message.organization_id)
    return wording(template, link=message.link or settings.CLINIC_URL, clinic=clinic)


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
