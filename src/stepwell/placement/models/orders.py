"""Services orders: how much care, how many days, of which kinds. Both days of a span are included."""

from typing import ClassVar

import pgtrigger
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q

from stepwell.clients.models.enrollment import days
from stepwell.people.vocabulary import LEVEL_MINUTES, LEVELS
from stepwell.placement.models import guards
from stepwell.placement.rules.ordering import MOST_DAYS, MOST_MINUTES
from stepwell.platform.crypto.fields import EncryptedTextField
from stepwell.platform.walls.constraints import SameOrganization, Wall
from stepwell.platform.walls.history import recorded
from stepwell.platform.walls.models import TARGET, VOID, Versioned, Voidable, Walled, key
from stepwell.platform.walls.rights import Category

_ORDER = Wall(client="client_id", readers=(Category.ENROLLMENT, "system"), writers=(Category.CHART, "carrying"))


def _band() -> Q:
    found = Q()
    for level, (least, most) in LEVEL_MINUTES.items():
        within = Q(minutes_per_week__lte=most or MOST_MINUTES)
        found |= Q(Q(level=level), within, Q(minutes_per_week__gte=least) | Q(is_taper=True))
    return found


@recorded(_ORDER)
class ServicesOrder(Walled, Versioned, Voidable):
    """What somebody is to get in a week, from a day to a day. It carries out a decision that counts.

    mix  list of {"kind", "minutes", "per"}: of single services, "week" or "month"
    """

    client = key("clients.Client", related_name="orders")
    decision = key("placement.LevelDecision", related_name="orders")
    level = models.CharField(max_length=4, choices=LEVELS)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)
    minutes_per_week = models.PositiveSmallIntegerField()
    days_min = models.PositiveSmallIntegerField()
    days_max = models.PositiveSmallIntegerField()
    mix = models.JSONField(default=list)
    is_taper = models.BooleanField(default=False)
    reason = EncryptedTextField[str, str](aad="placement.services_order.reason")
    ordered_at = models.DateTimeField()
    ordered_by = key("tenancy.Membership")
    credential = models.CharField("license of who ordered, as it was", max_length=120, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            _ORDER,
            TARGET,
            VOID,
            *(SameOrganization(field=name) for name in ("voided_by", "client", "decision", "ordered_by")),
            models.CheckConstraint(condition=_band(), name="services_order_hours"),
            models.CheckConstraint(condition=Q(minutes_per_week__gte=1), name="services_order_minutes"),
            models.CheckConstraint(
                condition=Q(days_min__gte=1, days_max__lte=MOST_DAYS, days_max__gte=F("days_min")),
                name="services_order_days",
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="services_order_forward"
            ),
            ExclusionConstraint(
                name="services_order_one_at_a_time",
                expressions=[("client", RangeOperators.EQUAL), (days("starts_on", "ends_on"), RangeOperators.OVERLAPS)],
                condition=Q(voided_at=None),
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["client", "starts_on"], name="services_order_of_client")
        ]
        triggers: ClassVar[list[pgtrigger.Trigger]] = [guards.ORDER_OF_DECISION, guards.ORDER_STANDS]

    def __str__(self) -> str:
        return f"order {self.id}"
