"""Files as they came in. What stands in a file is for who bills everywhere: it holds clients of several sites."""

from typing import ClassVar

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from stepwell.platform.crypto.fields import EncryptedBytesField, EncryptedTextField
from stepwell.platform.walls.constraints import SameOrganization, Wall
from stepwell.platform.walls.models import TARGET, Walled, key
from stepwell.platform.walls.rights import Category
from stepwell.remittances.models.guards import only
from stepwell.remittances.vocabulary import KIND_LABELS, READING_LABELS, WAY_LABELS, Kind, Reading, Way

Constraints = list[models.BaseConstraint]
DIGEST_LETTERS = 64
NAME_LETTERS = 120
_FILE = Wall(readers=("bill_reader", "system"), writers=("biller", "system"))
_TEXT = Wall(readers=(Category.BILLING, "system"), writers=("biller", "system"), append_only=True)


class InboundFile(Walled):
    """A file that came in. The same bytes are one file, however often and by whatever way they come.

    digest         SHA-256 of the bytes
    added_by       who uploaded it; None from the folder
    kind, reading  what it turned out to be, and how far its reading came
    refusal        code of why it was not read
    interchanges   sender and number of each interchange in it
    reason         why what was entered by hand was taken back
    scan           the page that was typed in
    """

    name = EncryptedTextField(aad="remittances.inbound_file.name")
    size = models.PositiveBigIntegerField()
    digest = models.CharField(max_length=DIGEST_LETTERS)
    way = models.CharField(max_length=10, choices=WAY_LABELS)
    added_at = models.DateTimeField()
    added_by = key("tenancy.Membership", null=True)
    kind = models.CharField(max_length=20, choices=KIND_LABELS, default=Kind.UNKNOWN)
    reading = models.CharField(max_length=10, choices=READING_LABELS, default=Reading.WAITING)
    refusal = models.CharField(max_length=10, blank=True)
    interchanges = ArrayField(models.CharField(max_length=40), default=list)
    read_at = models.DateTimeField(null=True)
    reason = EncryptedTextField(aad="remittances.inbound_file.reason", null=True, blank=True)
    scan = key("documents.Document", null=True)

    class Meta:
        constraints: ClassVar[Constraints] = [
            _FILE,
            TARGET,
            SameOrganization(field="added_by"),
            SameOrganization(field="scan"),
            models.CheckConstraint(
                condition=Q(way=Way.BY_HAND) | Q(reason__isnull=True, scan=None), name="inbound_file_by_hand"
            ),
            models.UniqueConstraint(fields=["organization", "digest"], name="inbound_file_once"),
            models.CheckConstraint(condition=Q(digest__regex=r"^[0-9a-f]{64}$"), name="inbound_file_digest"),
            models.CheckConstraint(
                condition=Q(way__in=list(Way), kind__in=list(Kind), reading__in=list(Reading)),
                name="inbound_file_choices",
            ),
            models.CheckConstraint(
                condition=Q(reading=Reading.WAITING, read_at=None, refusal="")
                | Q(reading=Reading.READ, read_at__isnull=False, refusal="")
                | (Q(reading=Reading.REFUSED, read_at__isnull=False) & ~Q(refusal="")),
                name="inbound_file_reading",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organization", "-added_at"], name="inbound_by_time"),
            models.Index(fields=["organization"], condition=Q(reading=Reading.WAITING), name="inbound_waiting"),
        ]
        triggers: ClassVar[list[pgtrigger.Trigger]] = [
            only("kind,reading,refusal,interchanges,read_at,name", "A file stays as it came.", "inbound_file_stands")
        ]

    def __str__(self) -> str:
        return f"inbound file {self.id}"


class InboundText(Walled):
    """The bytes of a file, as they came."""

    file = key("remittances.InboundFile", related_name="texts")
    content = EncryptedBytesField[bytes, bytes](aad="remittances.inbound_text.content")

    class Meta:
        constraints: ClassVar[Constraints] = [
            _TEXT,
            SameOrganization(field="file"),
            models.UniqueConstraint(fields=["file"], name="inbound_text_once"),
        ]

    def __str__(self) -> str:
        return f"bytes of {self.file_id}"
