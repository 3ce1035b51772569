"""The organization's texts that every client is given, and who acknowledged which version of them."""

from typing import ClassVar

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from stepwell.platform.crypto.fields import EncryptedTextField
from stepwell.platform.walls.constraints import SameOrganization, Wall
from stepwell.platform.walls.history import recorded
from stepwell.platform.walls.models import TARGET, VOID, Voidable, Walled, key
from stepwell.platform.walls.rights import Category
from stepwell.privacy.models.guards import ONLY_SET_ASIDE
from stepwell.privacy.vocabulary import (
    ACKNOWLEDGEMENT_LABELS,
    NOTICE_KIND_LABELS,
    AcknowledgementWay,
    NoticeKind,
)

KIND_LETTERS = 30
TEXT_LETTERS = 60_000

Constraints = list[models.BaseConstraint]

_TEXT = Wall(readers=("tenant", "system"), writers=(Category.CONFIGURATION,), append_only=True)
_ACKNOWLEDGED = Wall(client="client_id", readers=(Category.CONSENTS, "system"), writers=(Category.CONSENTS,))


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


@recorded(_ACKNOWLEDGED)
class Acknowledgement(Voidable, Walled):
    """A client was given a text: signed for it, or was asked to and did not want to."""

    client = key("clients.Client")
    notice = key("privacy.NoticeVersion")
    way = models.CharField(max_length=10, choices=ACKNOWLEDGEMENT_LABELS)
    given_at = models.DateTimeField()
    signature = key("signatures.Signature", null=True)
    reason = EncryptedTextField[str | None, str | None](
        "why there is no signature", aad="privacy.acknowledgement.reason", null=True
    )
    given_by = key("tenancy.Membership")

    class Meta:
        constraints: ClassVar[Constraints] = [
            _ACKNOWLEDGED,
            VOID,
            SameOrganization(field="client"),
            SameOrganization(field="notice"),
            SameOrganization(field="signature"),
            SameOrganization(field="given_by"),
            SameOrganization(field="voided_by"),
            models.CheckConstraint(
                condition=Q(way=AcknowledgementWay.SIGNED, signature__isnull=False, reason__isnull=True)
                | Q(way=AcknowledgementWay.DECLINED, signature=None, reason__isnull=False),
                name="acknowledgement_signed_or_why_not",
            ),
            models.UniqueConstraint(
                fields=["client", "notice"], condition=Q(voided_at=None), name="acknowledgement_once"
            ),
        ]
        triggers: ClassVar[list[pgtrigger.Trigger]] = [ONLY_SET_ASIDE]

    def __str__(self) -> str:
        return f"acknowledgement {self.id}"
