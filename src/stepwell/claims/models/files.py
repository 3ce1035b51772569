"""Files of claims: the numbers in their envelopes, what stood in them, and whether they left."""

from typing import ClassVar

import pgtrigger
from django.db import models
from django.db.models import Q

from stepwell.claims.models import guards
from stepwell.claims.vocabulary import NUMBERED_LABELS, Numbered
from stepwell.coverage.asking import FIRST_NUMBER
from stepwell.coverage.contracting import FORM_LABELS
from stepwell.platform.crypto.fields import EncryptedTextField
from stepwell.platform.walls.constraints import SameOrganization, Wall
from stepwell.platform.walls.models import TARGET, Walled, key
from stepwell.platform.walls.rights import Category

Constraints = list[models.BaseConstraint]
MOST_CONTROL = FIRST_NUMBER - 1  # questions about benefits have those above

# A file holds clients of several sites: its envelope is for who bills anywhere, its words for who bills everywhere.
_FILE = Wall(readers=("bill_reader", "system"), writers=("system",))
_WORDS = Wall(readers=(Category.BILLING, "system"), writers=("system",), append_only=True)
_WITHIN = Wall(client="client_id", readers=(Category.BILLING, "system"), writers=("system",), append_only=True)
_NUMBERS = Wall(readers=("bill_reader", "system"), writers=("biller", "system"))


class OutboundFile(Walled):
    """A file of claims for one receiver: one interchange, one group, one set.

    payer        if all its claims are for one
    interchange, group_number, set_number  ISA13, GS06, ST02; no other file has them
    reference    BHT03
    production   whether it counts, or is a test
    digest       SHA-256 of the bytes
    spooled_at   since when it lies whole beside the folder that it leaves by
    left_at      since when it is in that folder; else `withdrawn_at`: it never was
    sent_elsewhere  another program sent it, under numbers of its own
    """

    payer = key("coverage.Payer", null=True)
    form = models.CharField(max_length=4, choices=FORM_LABELS)
    sender_qualifier = models.CharField(max_length=2)
    sender = models.CharField(max_length=15)
    receiver_qualifier = models.CharField(max_length=2)
    receiver = models.CharField(max_length=15)
    receiver_name = models.CharField(max_length=60)
    production = models.BooleanField()
    interchange = models.PositiveIntegerField()
    group_number = models.PositiveIntegerField()
    set_number = models.PositiveIntegerField()
    reference = models.CharField(max_length=30)
    name = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    claims = models.PositiveIntegerField()
    charged = models.BigIntegerField()
    digest = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    spooled_at = models.DateTimeField(null=True)
    left_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    sent_elsewhere = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar[Constraints] = [
            _FILE,
            TARGET,
            SameOrganization(field="payer"),
            *(
                models.UniqueConstraint(
                    fields=["organization", field], condition=Q(sent_elsewhere=False), name=f"outbound_{field}_once"
                )
                for field in ("interchange", "group_number", "set_number")
            ),
            models.UniqueConstraint(fields=["organization", "name"], name="outbound_name_once"),
            models.CheckConstraint(
                condition=Q(sent_elsewhere=False) | Q(left_at__isnull=False, spooled_at=None), name="outbound_elsewhere"
            ),
            models.CheckConstraint(condition=Q(left_at=None) | Q(withdrawn_at=None), name="outbound_left_or_not"),
            models.CheckConstraint(condition=Q(claims__gte=1, size__gte=1), name="outbound_holds_claims"),
            *(
                models.CheckConstraint(
                    condition=Q(**{f"{field}__gte": 1, f"{field}__lte": MOST_CONTROL}) | Q(sent_elsewhere=True),
                    name=f"outbound_{field}",
                )
                for field in ("interchange", "group_number", "set_number")
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organization", "-made_at"], name="outbound_by_time"),
            models.Index(
                fields=["organization"], condition=Q(left_at=None, withdrawn_at=None), name="outbound_about_to_leave"
            ),
        ]
        triggers: ClassVar[list[pgtrigger.Trigger]] = [guards.FILE_STANDS]

    def __str__(self) -> str:
        return self.name


class OutboundText(Walled):
    """What stands in a file, to the byte."""

    file = key("claims.OutboundFile", related_name="texts")
    text = EncryptedTextField(aad="claims.outbound_text.text")

    class Meta:
        constraints: ClassVar[Constraints] = [
            _WORDS,
            SameOrganization(field="file"),
            models.UniqueConstraint(fields=["file"], name="outbound_text_once"),
        ]

    def __str__(self) -> str:
        return f"text of {self.file_id}"


class OutboundClaim(Walled):
    """A claim in a file, in the words of one of its versions."""

    file = key("claims.OutboundFile", related_name="contents")
    claim = key("claims.Claim", related_name="files")
    client = key("clients.Client")
    version = key("claims.ClaimVersion")

    class Meta:
        constraints: ClassVar[Constraints] = [
            _WITHIN,
            *(SameOrganization(field=field) for field in ("file", "claim", "client", "version")),
            models.UniqueConstraint(fields=["file", "claim"], name="outbound_claim_once"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organization", "claim"], name="outbound_of_claim"),
            models.Index(fields=["client"], name="outbound_of_client"),
        ]

    def __str__(self) -> str:
        return f"{self.claim_id} in {self.file_id}"


class ControlNumber(Walled):
    """The last number given out of one kind: a row that is locked while more are given."""

    kind = models.CharField(max_length=20, choices=NUMBERED_LABELS)
    last = models.PositiveBigIntegerField()

    class Meta:
        constraints: ClassVar[Constraints] = [
            _NUMBERS,
            models.UniqueConstraint(fields=["organization", "kind"], name="control_number_once"),
            models.CheckConstraint(
                condition=Q(kind__in=list(Numbered), last__gte=1, last__lte=MOST_CONTROL), name="control_number_kind"
            ),
        ]
        triggers: ClassVar[list[pgtrigger.Trigger]] = [guards.NUMBERS_GROW]

    def __str__(self) -> str:
        return f"{self.kind} {self.last}"
