"""What every walled table has: an unguessable key, its organization, and when it was made."""

from typing import Any
from uuid import uuid4

from django.contrib.postgres.functions import TransactionNow
from django.db import models
from django.db.models import Q


class Walled(models.Model):
    """A row of exactly one organization.

    A model that others point to lists `TARGET` among its constraints, so that their keys can hold both columns.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    organization = models.ForeignKey("tenancy.Organization", on_delete=models.PROTECT, related_name="+", editable=False)
    created_at = models.DateTimeField(db_default=TransactionNow(), editable=False)

    class Meta:
        abstract = True


TARGET = models.UniqueConstraint(fields=["organization", "id"], name="%(app_label)s_%(class)s_target")


class Versioned(models.Model):
    """A row that several people may edit: `editing.save_changed` refuses to write over what somebody else wrote."""

    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True


class Voidable(models.Model):
    """A row that may have been made by mistake (the wrong client, the wrong day). It stays, and counts for nothing.

    A model lists `VOID` and `SameOrganization(field="voided_by")` among its constraints; `editing.void` does it;
    lists and rules leave voided rows out.
    """

    voided_at = models.DateTimeField(null=True, editable=False)
    voided_by = models.ForeignKey(
        "tenancy.Membership",
        db_constraint=False,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        editable=False,
    )
    void_reason = models.CharField(max_length=300, blank=True, editable=False)

    class Meta:
        abstract = True


VOID = models.CheckConstraint(
    condition=Q(voided_at=None, voided_by=None, void_reason="")
    | (Q(voided_at__isnull=False, voided_by__isnull=False) & ~Q(void_reason="")),
    name="%(app_label)s_%(class)s_void",
)


def key(to: str, **options: Any) -> Any:
    """Return a foreign key between walled tables. Its constraint is `SameOrganization`, which holds both columns."""
    options.setdefault("on_delete", models.PROTECT)
    options.setdefault("related_name", "+")
    return models.ForeignKey(to, db_constraint=False, **options)
