"""What collecting money costs in a month."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from stepwell.billing.models.ledger import MOST_CENTS
from stepwell.platform.walls.constraints import Wall
from stepwell.platform.walls.history import recorded
from stepwell.platform.walls.models import Versioned, Walled

_COST = Wall(readers=("biller", "system"), writers=("biller",))


@recorded(_COST)
class CollectingCost(Walled, Versioned):
    """What billing and collecting cost in a month: pay, clearinghouse, software, postage, whatever is counted in.

    month  its first day
    """

    month = models.DateField()
    cents = models.BigIntegerField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            _COST,
            models.UniqueConstraint(fields=["organization", "month"], name="collecting_cost_once"),
            models.CheckConstraint(condition=Q(cents__gte=0, cents__lte=MOST_CENTS), name="collecting_cost_money"),
            models.CheckConstraint(condition=Q(month__day=1), name="collecting_cost_of_month"),
        ]

    def __str__(self) -> str:
        return f"cost of {self.month:%Y-%m}"
