"""Access events and the seals over them. Both are only ever added to."""

from typing import Any, ClassVar
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Func, Q
from django.db.models.functions import Now

from stepwell.platform.trail.vocabulary import WAY_LABELS, Way
from stepwell.platform.walls.constraints import Wall
from stepwell.platform.walls.rights import Category

Constraints = list[models.BaseConstraint]
Indexes = list[models.Index]

_EVENTS = Wall(author="account_id", readers=(Category.AUDIT, "system"), writers=("witness",), append_only=True)
_SEALS = Wall(readers=(Category.AUDIT, "system"), writers=("system",), append_only=True)


class TransactionId(models.Field):  # type: ignore[type-arg]
    """PostgreSQL's 64-bit transaction number: rows are sealed only when no older transaction is open."""

    def db_type(self, connection: Any) -> str:
        return "xid8"

    def get_internal_type(self) -> str:
        return "TransactionId"


class AccessEvent(models.Model):
    """Somebody read client data: who, whose or how many, in which role, for what, on which page, when."""

    # Transaction and instant are the database's own word: the wall refuses any other.
    id = models.BigAutoField(primary_key=True)
    organization = models.ForeignKey("tenancy.Organization", on_delete=models.PROTECT, related_name="+")
    transaction = TransactionId(db_default=Func(function="pg_current_xact_id"), editable=False)
    at = models.DateTimeField(db_default=Now())
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    roles = models.CharField(max_length=200, blank=True)
    purpose = models.CharField(max_length=60)
    way = models.CharField(max_length=10, choices=WAY_LABELS)
    page = models.CharField(max_length=80)
    client_id = models.UUIDField(null=True)  # no key: the trail stands below the registry and outlives it
    count = models.PositiveIntegerField(default=1)
    request = models.UUIDField(default=uuid4)

    class Meta:
        constraints: ClassVar[Constraints] = [
            _EVENTS,
            models.CheckConstraint(condition=Q(way__in=list(Way)), name="access_way"),
        ]
        indexes: ClassVar[Indexes] = [
            models.Index(fields=["organization", "-at", "-id"], name="access_newest"),
            models.Index(fields=["client_id", "-at", "-id"], name="access_of_client"),
            models.Index(fields=["organization", "account", "-at", "-id"], name="access_by_account"),
            models.Index(fields=["organization", "transaction", "id"], name="access_unsealed"),
        ]

    def __str__(self) -> str:
        return f"access {self.id}"


class Seal(models.Model):
    """A link of an organization's chain: its events with a digest each, and the digest of the seal before."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    organization = models.ForeignKey("tenancy.Organization", on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    epoch = models.PositiveIntegerField()
    last_transaction = TransactionId()
    last_event = models.BigIntegerField()
    made_at = models.DateTimeField()
    leaves = models.BinaryField()
    previous = models.CharField(max_length=64, blank=True)
    digest = models.CharField(max_length=64)

    class Meta:
        constraints: ClassVar[Constraints] = [
            _SEALS,
            models.UniqueConstraint(fields=["organization", "number"], name="seal_number"),
        ]

    def __str__(self) -> str:
        return f"seal {self.number}"


class SealCheck(models.Model):
    """The chain was recomputed up to a seal, and held or did not."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    organization = models.ForeignKey("tenancy.Organization", on_delete=models.PROTECT, related_name="+")
    checked_at = models.DateTimeField()
    number = models.PositiveIntegerField("newest seal")
    broken = models.TextField("what did not hold", blank=True)

    class Meta:
        constraints: ClassVar[Constraints] = [_SEALS]
        indexes: ClassVar[Indexes] = [models.Index(fields=["organization", "-checked_at"], name="seal_check_newest")]

    def __str__(self) -> str:
        return f"check up to seal {self.number}"
