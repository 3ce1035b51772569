"""What is asked for: again and again by a schedule, once by a request that a link opens."""

from typing import ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value

from stepwell.assessments.vocabulary import CODE_LETTERS
from stepwell.platform.walls.constraints import SameOrganization, Wall
from stepwell.platform.walls.history import recorded
from stepwell.platform.walls.models import TARGET, VOID, Voidable, Walled, key
from stepwell.platform.walls.rights import Category

_SCHEDULE = Wall(client="client_id", readers=(Category.CHART, "system"), writers=(Category.CHART, "system"))
# Whoever holds the link reads what is asked of them; that one row and nothing else.
_REQUEST = Wall(client="client_id", readers=(Category.CHART, "visitor", "system"), writers=(Category.CHART, "system"))


def _days() -> Func:
    return Func(F("from_on"), F("to_on"), Value("[]"), function="daterange", output_field=DateRangeField())


@recorded(_SCHEDULE)
class MeasureSchedule(Walled):
    """An instrument is to be answered every so many days, from a day to a day; no end means until further notice.

    sends_link  a link goes by itself to the client's safe e-mail address when it is due
    set_by      None for one that their program asks of everybody in care
    """

    client = key("clients.Client")
    instrument = models.CharField(max_length=CODE_LETTERS)
    every_days = models.PositiveSmallIntegerField()
    from_on = models.DateField()
    to_on = models.DateField(null=True)
    sends_link = models.BooleanField(default=True, db_default=True)
    set_by = key("tenancy.Membership", null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            _SCHEDULE,
            TARGET,
            SameOrganization(field="client"),
            SameOrganization(field="set_by"),
            models.CheckConstraint(condition=Q(every_days__gte=1, every_days__lte=366), name="schedule_every"),
            models.CheckConstraint(condition=Q(to_on=None) | Q(to_on__gte=F("from_on")), name="schedule_forward"),
            ExclusionConstraint(
                name="schedule_one_at_a_time",
                expressions=[
                    ("client", RangeOperators.EQUAL),
                    ("instrument", RangeOperators.EQUAL),
                    (_days(), RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.instrument} every {self.every_days} days"


@recorded(_REQUEST)
class MeasureRequest(Walled, Voidable):
    """A client was asked to answer these instruments, each in the version named, by a link.

    asked_by  None for one that went out by itself
    """

    client = key("clients.Client")
    site = key("tenancy.Site")  # whose crisis line the pages show: the link opens no record of the client
    instruments = ArrayField(models.CharField(max_length=CODE_LETTERS))  # "phq-9/1": code and version
    due_on = models.DateField()
    asked_at = models.DateTimeField()
    asked_by = key("tenancy.Membership", null=True)
    by_mail = models.BooleanField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            _REQUEST,
            TARGET,
            VOID,
            SameOrganization(field="voided_by"),
            SameOrganization(field="client"),
            SameOrganization(field="site"),
            SameOrganization(field="asked_by"),
            models.CheckConstraint(condition=Q(instruments__len__gte=1), name="request_of_something"),
            models.CheckConstraint(condition=Q(asked_by__isnull=False) | Q(by_mail=True), name="request_handed_over"),
            models.UniqueConstraint(
                fields=["client", "due_on"], condition=Q(asked_by=None), name="request_by_itself_once_a_day"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["client", "-asked_at"], name="request_of_client"),
        ]

    def __str__(self) -> str:
        return f"request {self.id}"

    @property
    def asked(self) -> list[tuple[str, str]]:
        """Code and version of each instrument, in order."""
        return [(code, version) for code, _, version in (one.partition("/") for one in self.instruments)]
