"""What became of clients' weeks: whose sessions changed, told to who cares for them; and published weeks taken back."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from stepwell.platform.walls.constraints import SameOrganization, Wall
from stepwell.platform.walls.models import Walled, key
from stepwell.platform.walls.rights import Category
from stepwell.weekplans.vocabulary import BY_LABELS, By

_CHANGE = Wall(
    client="client_id", readers=(Category.SCHEDULE, "system"), writers=(Category.SCHEDULE,), append_only=True
)
_TAKEN_BACK = Wall(site="site_id", readers=("planner", "system"), writers=("planner",), append_only=True)


class WeekChange(Walled):
    """A client's week was changed as a whole: how many sessions came and went. Which, their schedule says."""

    client = key("clients.Client")
    week_on = models.DateField()
    by = models.CharField(max_length=12, choices=BY_LABELS)
    came = models.PositiveSmallIntegerField(default=0)
    went = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            _CHANGE,
            SameOrganization(field="client"),
            models.CheckConstraint(condition=Q(week_on__iso_week_day=1), name="week_change_monday"),
            models.CheckConstraint(condition=Q(by__in=list(By)), name="week_change_by"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["client", "created_at"], name="week_change_of_client"),
            models.Index(fields=["organization", "created_at"], name="week_change_by_time"),
        ]

    def __str__(self) -> str:
        return f"change of a week of {self.client_id}"


class TakenBack(Walled):
    """A published week was taken back; `stayed` are seats, client and session, that had begun and were left."""

    publication = key("weekplans.Publication")
    site = key("tenancy.Site")
    taken_by = key("tenancy.Membership")
    reason = models.CharField(max_length=300)
    stayed = ArrayField(ArrayField(models.UUIDField(), size=2), default=list)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            _TAKEN_BACK,
            SameOrganization(field="publication", also=("site_id",)),
            SameOrganization(field="site"),
            SameOrganization(field="taken_by"),
            models.UniqueConstraint(fields=["organization", "publication"], name="taken_back_once"),
        ]

    def __str__(self) -> str:
        return f"{self.publication_id} taken back"
