"""The organization's list of payers."""

from datetime import date
from uuid import UUID

from django.db.models import Q

from stepwell.coverage.models import Payer


def payers(*, in_use_on: date | None = None) -> list[Payer]:
    """Return the payers by name; with a day only those that had not ended on it."""
    found = Payer.objects.select_related("carve_out").order_by("name", "id")
    if in_use_on:
        found = found.filter(Q(ended_on=None) | Q(ended_on__gte=in_use_on))
    return list(found)


def get(payer_id: UUID) -> Payer | None:
    """Return a payer, or None if there is none that the actor sees."""
    return Payer.objects.filter(pk=payer_id).first()
