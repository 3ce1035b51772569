"""Documents, and their withdrawal. Both are only ever added to: a new version is a row that names the one before."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from stepwell.platform.crypto.fields import EncryptedBytesField
from stepwell.platform.documents.rules.files import MAX_BYTES, NAME_LETTERS
from stepwell.platform.documents.vocabulary import FILED_LABELS, MediaType
from stepwell.platform.walls.constraints import SameOrganization, Wall
from stepwell.platform.walls.models import TARGET, Walled, key
from stepwell.platform.walls.rights import Category

DIGEST_LETTERS = 64

_DOCUMENT = Wall(client="client_id", readers=("filed", "visitor", "system"), writers=("filer",), append_only=True)
_WITHDRAWAL = Wall(client="client_id", readers=("filed", "system"), writers=("filer",), append_only=True)


class Document(Walled):
    """A file as it is kept: content encrypted, with the digest of the clear bytes. Lists must defer `content`."""

    client = key("clients.Client", null=True)
    category = models.CharField(max_length=20)
    title = models.CharField(max_length=NAME_LETTERS)
    media_type = models.CharField(max_length=20)
    size = models.PositiveIntegerField("size in bytes")
    sha256 = models.CharField(max_length=DIGEST_LETTERS)
    content = EncryptedBytesField[bytes, bytes](aad="documents.document.content")
    previous = key("documents.Document", null=True)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            _DOCUMENT,
            TARGET,
            SameOrganization(field="client"),
            SameOrganization(field="previous"),
            models.CheckConstraint(
                condition=Q(category=Category.CONFIGURATION, client=None)
                | Q(category__in=list(FILED_LABELS), client__isnull=False),
                name="document_of_client_or_office",
            ),
            models.CheckConstraint(condition=Q(media_type__in=list(MediaType)), name="document_media_type"),
            models.CheckConstraint(condition=Q(size__gte=1, size__lte=MAX_BYTES), name="document_size"),
            models.CheckConstraint(condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="document_digest"),
            models.CheckConstraint(condition=~Q(title=""), name="document_title"),
            models.CheckConstraint(
                condition=Q(previous=None) | ~Q(previous=F("id")), name="document_not_its_own_successor"
            ),
            models.UniqueConstraint(fields=["previous"], name="document_one_successor"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["client", "-created_at"], name="document_of_client")
        ]

    def __str__(self) -> str:
        return f"document {self.id}"


class DocumentWithdrawal(Walled):
    """A document was filed by mistake: who took it out of the record, when and why. The bytes stay, closed."""

    document = key("documents.Document", related_name="withdrawals")
    client = key("clients.Client", null=True)
    category = models.CharField(max_length=20)
    reason = models.CharField(max_length=200)
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            _WITHDRAWAL,
            SameOrganization(field="document"),
            SameOrganization(field="client"),
            models.UniqueConstraint(fields=["document"], name="document_withdrawn_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="document_withdrawal_reason"),
        ]

    def __str__(self) -> str:
        return f"withdrawal of {self.document_id}"
