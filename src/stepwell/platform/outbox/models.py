"""Messages and what happened to them. Both are only ever added to."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from stepwell.platform.crypto.fields import EncryptedTextField
from stepwell.platform.outbox.rules.states import Event
from stepwell.platform.outbox.rules.wording import TEMPLATE_LABELS, Template
from stepwell.platform.walls.audiences import FILED
from stepwell.platform.walls.constraints import SameOrganization, Wall
from stepwell.platform.walls.models import TARGET, Walled, key
from stepwell.platform.walls.rights import Category

# Whoever acts may write to somebody; who may read that they did follows from whom it is about.
_MESSAGE = Wall(
    client="client_id", author="made_by_id", readers=("actor", "filer", "system"), writers=("sender",), append_only=True
)
_EVENT = Wall(readers=("correspondent", "system"), writers=("system",), append_only=True)


class OutboxMessage(Walled):
    """An e-mail to send: to whom, in which words, with which link, until when. The link expires, so it may stay."""

    client = key("clients.Client", null=True)
    category = models.CharField(max_length=20)
    template = models.CharField(max_length=20, choices=TEMPLATE_LABELS)
    recipient = EncryptedTextField[str, str](aad="outbox.message.recipient")
    link = EncryptedTextField[str, str](aad="outbox.message.link")
    not_after = models.DateTimeField(null=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            _MESSAGE,
            TARGET,
            SameOrganization(field="client"),
            models.CheckConstraint(
                condition=Q(category=Category.CONFIGURATION, client=None) | Q(category__in=FILED, client__isnull=False),
                name="message_of_client_or_office",
            ),
            models.CheckConstraint(condition=Q(template__in=list(Template)), name="message_template"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organization", "-created_at"], name="message_newest")
        ]

    def __str__(self) -> str:
        return f"{self.template} {self.id}"


class OutboxEvent(Walled):
    """A message was sent, or refused by the mail server; `detail` is the server's code, never its text."""

    message = key("outbox.OutboxMessage", related_name="events")
    kind = models.CharField(max_length=10)
    detail = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            _EVENT,
            SameOrganization(field="message"),
            models.UniqueConstraint(fields=["message"], condition=Q(kind=Event.SENT), name="message_sent_once"),
            models.CheckConstraint(condition=Q(kind__in=list(Event)), name="message_event_kind"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organization", "message"], name="event_of_message")
        ]

    def __str__(self) -> str:
        return f"{self.message_id} {self.kind}"
