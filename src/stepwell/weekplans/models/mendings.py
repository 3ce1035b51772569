"""Weeks that were mended: what happened, what was done about it, and the certificate of the week that came of it."""

from datetime import timedelta
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import DateField, ExpressionWrapper, F, Q, Value

from stepwell.platform.walls.constraints import SameOrganization, Wall
from stepwell.platform.walls.models import Walled, key
from stepwell.weekplans.vocabulary import WHAT_LABELS, What

_MENDED = Wall(site="site_id", readers=("planner", "week_reader", "system"), writers=("planner",), append_only=True)
_SUNDAY = ExpressionWrapper(F("week_on") + Value(timedelta(days=6)), output_field=DateField())


class Mending(Walled):
    """What was done after something happened. Added once, never changed.

    about     who is away, which session is canceled, or which client: `what` says which of them
    instance  what was given once it had happened, and `week` the week after mending: the certificate is of both
    until_on      last day of it; empty where it is one
    appointments  of who is away: what became of them, by session
    moved     clients whose seats were changed
    left      clients whose week is not complete, with what would resolve it: kind of obstacle and session
    """

    site = key("tenancy.Site")
    week_on = models.DateField()
    day = models.DateField()
    until_on = models.DateField(null=True)
    what = models.CharField(max_length=12, choices=WHAT_LABELS)
    about = models.UUIDField()
    mended_by = key("tenancy.Membership")
    substitutes = models.JSONField(default=dict)
    moved = ArrayField(models.UUIDField(), default=list)
    left = models.JSONField(default=dict)
    appointments = models.JSONField(default=dict)
    instance = models.JSONField()
    week = models.JSONField()
    certificate = models.JSONField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            _MENDED,
            SameOrganization(field="site"),
            SameOrganization(field="mended_by"),
            models.CheckConstraint(condition=Q(week_on__iso_week_day=1), name="mending_monday"),
            models.CheckConstraint(condition=Q(day__gte=F("week_on"), day__lte=_SUNDAY), name="mending_day"),
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gt=F("day"), until_on__lte=_SUNDAY), name="mending_until"
            ),
            models.CheckConstraint(condition=Q(what__in=list(What)), name="mending_what"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organization", "site", "week_on"], name="mending_of_week")
        ]

    def __str__(self) -> str:
        return f"mending {self.id}"
