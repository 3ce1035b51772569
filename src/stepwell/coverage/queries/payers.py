"""The organization's list of payers."""

from datetime import date
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q
from django.db.models.functions import JSONObject

from stepwell.coverage.models import Payer, PayerPlan


def payers(*, in_use_on: date | None = None) -> list[Payer]:
    """Return the payers by name; with a day only those that had not ended on it. One query.

    Each has `offered`: id and name of its plans, and of those too only the ones that had not ended.
    """
    in_use = Q(ended_on=None) | Q(ended_on__gte=in_use_on) if in_use_on else Q()
    plans = PayerPlan.objects.filter(in_use, payer=OuterRef("pk")).order_by("name")
    offered = ArraySubquery(plans.values_list(JSONObject(id="id", name="name")))
    return list(
        Payer.objects.filter(in_use).select_related("carve_out").annotate(offered=offered).order_by("name", "id")
    )


def get(payer_id: UUID) -> Payer | None:
    """Return a payer, or None if there is none that the actor sees."""
    return Payer.objects.filter(pk=payer_id).first()
