"""When clients cannot come, and when staff are at work or away: weekly patterns from a day to a day."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from stepwell.platform.walls.constraints import SameOrganization, Wall
from stepwell.platform.walls.history import recorded
from stepwell.platform.walls.models import VOID, Voidable, Walled, key
from stepwell.platform.walls.rights import Category
from stepwell.weekplans.vocabulary import WHY_LABELS, Why

_CLIENT = Wall(client="client_id", readers=(Category.SCHEDULE, "system"), writers=(Category.SCHEDULE,))
_STAFF = Wall(site="site_id", readers=("tenant", "system"), writers=(Category.SCHEDULE,))
_DAYS = Q(weekdays__contained_by=list(range(7))) & ~Q(weekdays=[])


class _Weekly(models.Model):
    """A time of the day on some days of the week, on the site's clock, from a day through a day.

    ends   23:59 is the end of the day
    to_on  None goes on; a single day begins and ends on it
    """

    weekdays = ArrayField(models.PositiveSmallIntegerField())
    starts = models.TimeField()
    ends = models.TimeField()
    from_on = models.DateField("from")
    to_on = models.DateField("through", null=True, blank=True)

    class Meta:
        abstract = True


@recorded(_CLIENT)
class ClientTime(Walled, Voidable, _Weekly):
    """When a client cannot come, or, for days with an end, can come after all. Without a row: at any time.

    is_wish  not whether, but when they would rather come: other times cost a planned week something
    """

    client = key("clients.Client")
    can_come = models.BooleanField(default=False)
    is_wish = models.BooleanField(default=False)
    why = models.CharField(max_length=12, choices=WHY_LABELS)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            _CLIENT,
            VOID,
            SameOrganization(field="client"),
            SameOrganization(field="voided_by"),
            models.CheckConstraint(condition=_DAYS, name="client_time_weekdays"),
            models.CheckConstraint(condition=Q(ends__gt=F("starts")), name="client_time_forward"),
            models.CheckConstraint(condition=Q(to_on=None) | Q(to_on__gte=F("from_on")), name="client_time_days"),
            models.CheckConstraint(
                condition=Q(can_come=False) | Q(is_wish=True) | Q(to_on__isnull=False), name="client_time_exception"
            ),
            models.CheckConstraint(condition=Q(is_wish=False) | Q(can_come=True), name="client_time_wish"),
            models.CheckConstraint(condition=Q(why__in=list(Why)), name="client_time_why"),
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["client"], name="client_time_of_client")]

    def __str__(self) -> str:
        return f"time of {self.client_id}"


@recorded(_STAFF)
class StaffTime(Walled, Voidable, _Weekly):
    """When somebody works at a site, or is away (then everywhere). Without hours at a site: whenever it is open."""

    site = key("tenancy.Site")
    membership = key("tenancy.Membership")
    is_away = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            _STAFF,
            VOID,
            SameOrganization(field="site"),
            SameOrganization(field="membership"),
            SameOrganization(field="voided_by"),
            models.CheckConstraint(condition=_DAYS, name="staff_time_weekdays"),
            models.CheckConstraint(condition=Q(ends__gt=F("starts")), name="staff_time_forward"),
            models.CheckConstraint(condition=Q(to_on=None) | Q(to_on__gte=F("from_on")), name="staff_time_days"),
            models.CheckConstraint(condition=Q(is_away=False) | Q(to_on__isnull=False), name="staff_time_leave_ends"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organization", "site"], name="staff_time_of_site")
        ]

    def __str__(self) -> str:
        return f"time of {self.membership_id}"
