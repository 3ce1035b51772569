"""What every walled table has: an unguessable key, its organization, and when it was made."""

from typing import Any
from uuid import uuid4

from django.contrib.postgres.functions import TransactionNow
from django.db import models


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


def key(to: str, **options: Any) -> Any:
    """Return a foreign key between walled tables. Its constraint is `SameOrganization`, which holds both columns."""
    options.setdefault("on_delete", models.PROTECT)
    options.setdefault("related_name", "+")
    return models.ForeignKey(to, db_constraint=False, **options)
