"""Programs, rooms and credentials: what a schedule is made of."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from stepwell.people.vocabulary import CREDENTIALS, KINDS, LEVELS
from stepwell.platform.tenancy.vocabulary import STATES
from stepwell.platform.walls.constraints import SameOrganization, Wall
from stepwell.platform.walls.history import recorded
from stepwell.platform.walls.models import TARGET, Walled, key
from stepwell.platform.walls.rights import Category

_AT_SITE = Wall(site="site_id", readers=("tenant", "system"), writers=(Category.CONFIGURATION,))
_STAFF = Wall(readers=("tenant", "system"), writers=(Category.CONFIGURATION,))


@recorded(_AT_SITE)
class Program(Walled):
    """A program runs at one site and one level of care."""

    site = key("tenancy.Site")
    name = models.CharField(max_length=80)
    level = models.CharField("level of care", max_length=4, choices=LEVELS)
    kind = models.CharField("treats", max_length=20, choices=KINDS)
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            _AT_SITE,
            TARGET,
            SameOrganization(field="site"),
            models.UniqueConstraint(fields=["organization", "site", "name"], name="program_name"),
            models.CheckConstraint(condition=Q(level__in=list(LEVELS)), name="program_level"),
        ]

    def __str__(self) -> str:
        return self.name


@recorded(_AT_SITE)
class Room(Walled):
    """A room with its seats; a session takes one."""

    site = key("tenancy.Site")
    name = models.CharField(max_length=60)
    seats = models.PositiveSmallIntegerField()
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            _AT_SITE,
            TARGET,
            SameOrganization(field="site"),
            models.UniqueConstraint(fields=["organization", "site", "name"], name="room_name"),
            models.CheckConstraint(condition=Q(seats__gte=1, seats__lte=500), name="room_seats"),
        ]

    def __str__(self) -> str:
        return self.name


@recorded(_STAFF)
class Credential(Walled):
    """What lets somebody practice: kind, number, who issued it, until when."""

    membership = key("tenancy.Membership", related_name="credentials")
    kind = models.CharField(max_length=20, choices=CREDENTIALS)
    title = models.CharField("title, such as LPC or CADC II", max_length=60)
    number = models.CharField(max_length=40, blank=True)
    state = models.CharField("issued by state", max_length=2, choices=STATES, blank=True)
    issued_on = models.DateField(null=True, blank=True)
    expires_on = models.DateField(null=True, blank=True)
    withdrawn_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            _STAFF,
            TARGET,
            SameOrganization(field="membership"),
            models.CheckConstraint(
                condition=Q(issued_on=None) | Q(expires_on=None) | Q(expires_on__gte=F("issued_on")),
                name="credential_forward",
            ),
        ]

    def __str__(self) -> str:
        return self.title
