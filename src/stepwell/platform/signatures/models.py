"""Signatures. Only ever added."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from stepwell.platform.crypto import keyring
from stepwell.platform.crypto.fields import EncryptedBytesField, EncryptedTextField
from stepwell.platform.signatures.rules.marks import WAY_LABELS, Way
from stepwell.platform.signatures.rules.verification import Signed, digest_of
from stepwell.platform.walls.audiences import SIGNED
from stepwell.platform.walls.constraints import SameOrganization, Wall
from stepwell.platform.walls.models import TARGET, Walled, key
from stepwell.platform.walls.rights import Category

LABEL_LETTERS = 120
DIGEST_LETTERS = 64
SEAL_LABEL = "signatures.signature.seal"

_SIGNATURE = Wall(
    client="client_id",
    author="account_id",
    readers=("signed", "linked", "system"),
    writers=("signer",),
    append_only=True,
)


class Signature(Walled):
    """Somebody signed something. No network address is kept: it tells where somebody was rather than who they are."""

    client = key("clients.Client", null=True)
    category = models.CharField(max_length=20)
    label = models.CharField("what was signed", max_length=LABEL_LETTERS)
    digest = models.CharField("SHA-256 of what was signed", max_length=DIGEST_LETTERS)
    document = key("documents.Document", null=True)
    signer = EncryptedTextField[str, str]("name of the signer", aad="signatures.signature.signer")
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    link = key("links.OneTimeLink", null=True)
    way = models.CharField(max_length=10, choices=WAY_LABELS)
    mark = EncryptedBytesField[bytes, bytes](aad="signatures.signature.mark")
    signed_at = models.DateTimeField()
    seal = models.CharField(max_length=DIGEST_LETTERS)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            _SIGNATURE,
            TARGET,
            SameOrganization(field="client"),
            SameOrganization(field="document"),
            SameOrganization(field="link"),
            models.CheckConstraint(
                condition=Q(category=Category.CONFIGURATION, client=None)
                | Q(category__in=SIGNED, client__isnull=False),
                name="signature_of_client_or_office",
            ),
            models.CheckConstraint(condition=Q(way__in=list(Way)), name="signature_way"),
            models.CheckConstraint(condition=Q(digest__regex=r"^[0-9a-f]{64}$"), name="signature_digest"),
            models.CheckConstraint(condition=~Q(label=""), name="signature_label"),
            models.CheckConstraint(
                condition=Q(account__isnull=False) | Q(link__isnull=False), name="signature_by_somebody"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["client", "-signed_at"], name="signature_of_client"),
            models.Index(fields=["organization", "digest"], name="signature_of_content"),
        ]

    def __str__(self) -> str:
        return f"signature {self.id}"

    @property
    def facts(self) -> Signed:
        """What the seal holds together."""
        return Signed(
            id=self.id,
            organization=self.organization_id,
            label=self.label,
            digest=self.digest,
            signer=self.signer,
            by=self.account_id,
            link=self.link_id,
            way=str(self.way),
            mark=digest_of(self.mark),
            at=self.signed_at,
        )


def seal_secret() -> bytes:
    """Return the installation's key for seals; it does not rotate, as a seal must hold for years."""
    return keyring.current().index_secret(SEAL_LABEL)
