"""Papers that a client signs about money: kept as text, signed once, never changed."""

from typing import ClassVar

import pgtrigger
from django.db import models
from django.db.models import Q

from stepwell.funding.models import guards
from stepwell.funding.vocabulary import PAPER_LABELS, SIGNED_LABELS, Paper, Signed
from stepwell.platform.crypto.fields import EncryptedTextField
from stepwell.platform.walls.constraints import SameOrganization, Wall
from stepwell.platform.walls.models import TARGET, Walled, key
from stepwell.platform.walls.rights import Category

_PAPER = Wall(
    client="client_id",
    readers=(Category.PAYMENTS, "system", "visitor"),
    writers=(Category.PAYMENTS, "visitor"),
)


class Agreement(Walled):
    """A paper about money as the client reads and signs it.

    about     key of the row that it is about: an estimate, a payment plan, a policy
    category  under which its signature and its signed copy are kept
    text      exactly what is signed
    document  the signed copy, once it is filed
    """

    client = key("clients.Client")
    kind = models.CharField(max_length=12, choices=PAPER_LABELS)
    about = models.UUIDField()
    category = models.CharField(max_length=20)
    language = models.CharField(max_length=2, default="en")
    text = EncryptedTextField(aad="funding.agreement.text")
    made_at = models.DateTimeField()
    made_by = key("tenancy.Membership")
    signed_at = models.DateTimeField(null=True)
    signed_way = models.CharField(max_length=8, choices=SIGNED_LABELS, blank=True)
    signer = EncryptedTextField(aad="funding.agreement.signer", null=True, blank=True)
    signature = key("signatures.Signature", null=True)
    document = key("documents.Document", null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            _PAPER,
            TARGET,
            *(SameOrganization(field=field) for field in ("client", "made_by", "signature", "document")),
            models.CheckConstraint(condition=Q(kind__in=list(Paper)), name="agreement_kind"),
            models.CheckConstraint(
                condition=Q(category__in=[Category.BENEFITS, Category.BILLING]), name="agreement_category"
            ),
            models.CheckConstraint(
                condition=Q(signed_at=None, signed_way="", signer__isnull=True, signature=None, document=None)
                | Q(signed_at__isnull=False, signed_way__in=list(Signed), signer__isnull=False)
                & Q(signature__isnull=False),
                name="agreement_signed_whole",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["client", "-made_at"], name="agreement_of_client"),
            models.Index(fields=["organization", "about"], name="agreement_about"),
        ]
        triggers: ClassVar[list[pgtrigger.Trigger]] = [guards.SIGNED_STANDS]

    def __str__(self) -> str:
        return f"agreement {self.id}"
