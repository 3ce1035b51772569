"""What a clinic decides about its weeks: days on which it is closed, and how hours are counted."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from stepwell.platform.walls.constraints import SameOrganization, Wall
from stepwell.platform.walls.history import recorded
from stepwell.platform.walls.models import VOID, Voidable, Walled, key
from stepwell.platform.walls.rights import Category
from stepwell.scheduling.rules.profiles import CODES

_CLOSED = Wall(site="site_id", readers=("tenant", "system"), writers=(Category.SCHEDULE,))
_PROFILE = Wall(readers=("tenant", "system"), writers=(Category.CONFIGURATION,))


@recorded(_CLOSED)
class ClosedDay(Walled, Voidable):
    """A day on which a site is closed: no group is planned for it, unless a session of that day is kept."""

    site = key("tenancy.Site")
    day = models.DateField()
    words = models.CharField("why, as clients read it", max_length=80)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            _CLOSED,
            VOID,
            SameOrganization(field="site"),
            SameOrganization(field="voided_by"),
            models.UniqueConstraint(
                fields=["organization", "site", "day"], condition=Q(voided_at=None), name="closed_day_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day}"


@recorded(_PROFILE)
class HoursProfileChoice(Walled):
    """Which hours profile an organization counts by from a day on, instead of that of the site's state."""

    code = models.CharField("hours are counted as in", max_length=20, choices=CODES)
    from_on = models.DateField("from")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            _PROFILE,
            models.UniqueConstraint(fields=["organization", "from_on"], name="hours_profile_once"),
            models.CheckConstraint(condition=Q(code__in=sorted(CODES)), name="hours_profile_known"),
        ]

    def __str__(self) -> str:
        return self.code
