"""The organization's texts that every client is given, who was asked to read which, and who acknowledged them."""

from typing import ClassVar

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from stepwell.platform.crypto.fields import EncryptedTextField
from stepwell.platform.walls.constraints import SameOrganization, Wall
from stepwell.platform.walls.history import recorded
from stepwell.platform.walls.models import TARGET, VOID, Voidable, Walled, key
from stepwell.platform.walls.rights import Category
from stepwell.privacy.models.guards import ACKNOWLEDGED_AS_ASKED, ONLY_SET_ASIDE
from stepwell.privacy.vocabulary import (
    ACKNOWLEDGEMENT_LABELS,
    NOTICE_KIND_LABELS,
    AcknowledgementWay,
    NoticeKind,
)

KIND_LETTERS = 30
TEXT_LETTERS = 60_000

Constraints = list[models.BaseConstraint]

# Whoever holds an open link may read the texts: they are the organization's, and of nobody.
_TEXT = Wall(readers=("tenant", "guest", "system"), writers=(Category.CONFIGURATION,), append_only=True)
_REQUEST = Wall(
    client="client_id",
    readers=(Category.CONSENTS, "visitor", "system"),
    writers=(Category.CONSENTS,),
    append_only=True,
)
# "linked": whoever holds an open link writes what names that link, and reads it again; nothing else of the client.
_ACKNOWLEDGED = Wall(
    client="client_id", readers=(Category.CONSENTS, "linked", "system"), writers=(Category.CONSENTS, "linked")
)


class NoticeVersion(Walled):
    """One version of a text, valid from a day on until the next. Never changed: a client acknowledged these words."""

    kind = models.CharField(max_length=KIND_LETTERS, choices=NOTICE_KIND_LABELS)
    number = models.PositiveIntegerField()
    text = models.TextField(max_length=TEXT_LETTERS)
    effective_on = models.DateField()
    is_starting = models.BooleanField("our starting text, not reviewed by counsel", default=False)
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    published_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[Constraints] = [
            _TEXT,
            TARGET,
            models.UniqueConstraint(fields=["organization", "kind", "number"], name="notice_number"),
            models.CheckConstraint(condition=Q(kind__in=list(NoticeKind), number__gt=0), name="notice_kind"),
            models.CheckConstraint(condition=Q(text__regex=r"\S"), name="notice_text"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.number}"

    @property
    def title(self) -> str:
        """What the text is called."""
        return NOTICE_KIND_LABELS[NoticeKind(self.kind)]


class NoticeRequest(Walled):
    """A client was sent a link to read these versions of texts and sign for each."""

    client = key("clients.Client")
    notices = ArrayField(models.UUIDField())
    asked_at = models.DateTimeField()
    asked_by = key("tenancy.Membership")

    class Meta:
        constraints: ClassVar[Constraints] = [
            _REQUEST,
            TARGET,
            SameOrganization(field="client"),
            SameOrganization(field="asked_by"),
            models.CheckConstraint(condition=Q(notices__len__gte=1), name="notice_request_of_something"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["client", "-asked_at"], name="notice_request_of_client")
        ]

    def __str__(self) -> str:
        return f"notice request {self.id}"


@recorded(_ACKNOWLEDGED)
class Acknowledgement(Voidable, Walled):
    """A client was given a text: signed for it here or by a link, or was asked to and did not want to."""

    client = key("clients.Client")
    notice = key("privacy.NoticeVersion")
    way = models.CharField(max_length=10, choices=ACKNOWLEDGEMENT_LABELS)
    given_at = models.DateTimeField()
    signature = key("signatures.Signature", null=True)
    reason = EncryptedTextField[str | None, str | None](
        "why there is no signature", aad="privacy.acknowledgement.reason", null=True
    )
    given_by = key("tenancy.Membership", null=True)
    request = key("privacy.NoticeRequest", null=True, related_name="acknowledgements")
    link = key("links.OneTimeLink", null=True)

    class Meta:
        constraints: ClassVar[Constraints] = [
            _ACKNOWLEDGED,
            VOID,
            SameOrganization(field="client"),
            SameOrganization(field="notice"),
            SameOrganization(field="signature"),
            SameOrganization(field="given_by"),
            SameOrganization(field="request"),
            SameOrganization(field="link"),
            SameOrganization(field="voided_by"),
            models.CheckConstraint(
                condition=Q(way=AcknowledgementWay.SIGNED, signature__isnull=False, reason__isnull=True)
                | Q(way=AcknowledgementWay.DECLINED, signature=None, reason__isnull=False),
                name="acknowledgement_signed_or_why_not",
            ),
            models.CheckConstraint(
                condition=Q(given_by__isnull=False, request=None, link=None)
                | Q(given_by=None, request__isnull=False, link__isnull=False, way=AcknowledgementWay.SIGNED),
                name="acknowledgement_here_or_by_link",
            ),
            models.UniqueConstraint(
                fields=["client", "notice"], condition=Q(voided_at=None), name="acknowledgement_once"
            ),
        ]
        triggers: ClassVar[list[pgtrigger.Trigger]] = [ACKNOWLEDGED_AS_ASKED, ONLY_SET_ASIDE]

    def __str__(self) -> str:
        return f"acknowledgement {self.id}"
