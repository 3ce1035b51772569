"""Who waits for a place in a group that is full."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from stepwell.platform.walls.constraints import SameOrganization, Wall
from stepwell.platform.walls.history import recorded
from stepwell.platform.walls.models import Walled, key
from stepwell.platform.walls.rights import Category

_WAITING = Wall(client="client_id", readers=(Category.SCHEDULE, "system"), writers=(Category.SCHEDULE,))


@recorded(_WAITING)
class Waiting(Walled):
    """A client waits for a group from when it was written down, until they join it or wait no longer."""

    client = key("clients.Client")
    series = key("scheduling.GroupSeries")
    ended_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            _WAITING,
            SameOrganization(field="client"),
            SameOrganization(field="series"),
            models.UniqueConstraint(
                fields=["organization", "series", "client"], condition=Q(ended_at=None), name="waiting_once"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["client"], name="waiting_of_client")]

    def __str__(self) -> str:
        return f"{self.client_id} waits for {self.series_id}"
