"""What the organization wants of an indicator; until somebody says so, the usual target holds."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from stepwell.platform.walls.constraints import Wall
from stepwell.platform.walls.history import recorded
from stepwell.platform.walls.models import Versioned, Walled

_TARGET = Wall(readers=("tenant", "system"), writers=("biller",))


@recorded(_TARGET)
class IndicatorTarget(Walled, Versioned):
    """The target of one indicator; None if there is to be none."""

    code = models.CharField(max_length=30)
    target = models.DecimalField(max_digits=5, decimal_places=1, null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            _TARGET,
            models.UniqueConstraint(fields=["organization", "code"], name="indicator_target_once"),
            models.CheckConstraint(
                condition=Q(target=None) | Q(target__gte=0, target__lte=1000), name="indicator_target_within"
            ),
        ]

    def __str__(self) -> str:
        return f"target of {self.code}"
