"""Who is on call, and the number that people call: of the clinic, not of any client."""

from typing import ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q

from stepwell.crisis.vocabulary import PLACE_LABELS, Place
from stepwell.platform.crypto.fields import EncryptedTextField
from stepwell.platform.walls.constraints import SameOrganization, Wall
from stepwell.platform.walls.history import recorded
from stepwell.platform.walls.models import TARGET, VOID, Versioned, Voidable, Walled, key
from stepwell.platform.walls.rights import Category

_SHIFT = Wall(site="site_id", readers=("tenant", "system"), writers=(Category.CASELOAD,))
_LINE = Wall(site="site_id", readers=("tenant", "guest", "system"), writers=(Category.CASELOAD, Category.CONFIGURATION))


@recorded(_SHIFT)
class OnCallShift(Voidable, Walled):
    """A member is on call for a site, first or second, from an instant to an instant."""

    site = key("tenancy.Site")
    membership = key("tenancy.Membership")
    place = models.CharField(max_length=10, choices=PLACE_LABELS)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    phone = EncryptedTextField[str, str](aad="crisis.on_call_shift.phone")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            _SHIFT,
            TARGET,
            VOID,
            SameOrganization(field="site"),
            SameOrganization(field="membership"),
            SameOrganization(field="voided_by"),
            models.CheckConstraint(condition=Q(place__in=list(Place)), name="on_call_place"),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="on_call_forward"),
            ExclusionConstraint(
                name="on_call_one_at_a_time",
                expressions=[
                    ("site", RangeOperators.EQUAL),
                    ("place", RangeOperators.EQUAL),
                    (
                        Func("starts_at", "ends_at", function="TSTZRANGE", output_field=DateTimeRangeField()),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                condition=Q(voided_at=None),
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organization", "site", "ends_at"], name="on_call_of_site")
        ]

    def __str__(self) -> str:
        return f"{self.place} on call {self.id}"


@recorded(_LINE)
class CrisisLine(Versioned, Walled):
    """The number of a site that people in a crisis may call, and when somebody answers."""

    site = key("tenancy.Site")
    phone = models.CharField(max_length=20)
    hours = models.CharField(max_length=80)
    words = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            _LINE,
            SameOrganization(field="site"),
            models.UniqueConstraint(fields=["organization", "site"], name="crisis_line_once"),
            models.CheckConstraint(condition=~Q(phone="") & ~Q(hours=""), name="crisis_line_not_empty"),
        ]

    def __str__(self) -> str:
        return f"crisis line of {self.site_id}"
