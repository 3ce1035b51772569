"""What a client needs of a week besides times, and what a group asks of who leads it and who comes."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from stepwell.clients.vocabulary import LANGUAGES
from stepwell.people.vocabulary import CREDENTIALS
from stepwell.platform.tenancy.vocabulary import STATES
from stepwell.platform.walls.constraints import SameOrganization, Wall
from stepwell.platform.walls.history import recorded
from stepwell.platform.walls.models import Walled, key
from stepwell.platform.walls.rights import Category
from stepwell.weekplans.vocabulary import GROUP_FOR_LABELS, Entry, GroupFor

_CLIENT = Wall(client="client_id", readers=(Category.SCHEDULE, "system"), writers=(Category.SCHEDULE,))
_GROUP = Wall(site="site_id", readers=("tenant", "system"), writers=(Category.SCHEDULE,))


@recorded(_CLIENT)
class ClientNeeds(Walled):
    """How a client takes part, one row a client. Without a row: in person and by video, in the site's state.

    state      where the client is when taking part by video; empty for the site's
    group_for  which groups for one gender they go to; empty for none of them
    """

    client = key("clients.Client")
    on_site = models.BooleanField(default=True)
    by_video = models.BooleanField(default=True)
    state = models.CharField(max_length=2, choices=STATES, blank=True)
    group_for = models.CharField(max_length=12, choices=GROUP_FOR_LABELS, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            _CLIENT,
            SameOrganization(field="client"),
            models.UniqueConstraint(fields=["organization", "client"], name="client_needs_once"),
            models.CheckConstraint(condition=Q(on_site=True) | Q(by_video=True), name="client_needs_some_way"),
            models.CheckConstraint(
                condition=Q(group_for="") | Q(group_for__in=list(GroupFor)), name="client_needs_for"
            ),
        ]

    def __str__(self) -> str:
        return f"needs of {self.client_id}"


@recorded(_GROUP)
class GroupNeeds(Walled):
    """What a group asks, one row a group. Without a row: open to everybody, led by whoever leads it.

    credentials  kinds of which the leader holds one; empty for any
    is_closed    nobody new joins: who belongs to it stays
    by_module    somebody new begins with the first lesson of a module
    """

    series = key("scheduling.GroupSeries")
    site = key("tenancy.Site")
    credentials = ArrayField(models.CharField(max_length=20, choices=CREDENTIALS), default=list)
    language = models.CharField(max_length=10, choices=LANGUAGES, blank=True)
    group_for = models.CharField(max_length=12, choices=GROUP_FOR_LABELS, blank=True)
    is_closed = models.BooleanField(default=False)
    by_module = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            _GROUP,
            SameOrganization(field="series"),
            SameOrganization(field="site"),
            models.UniqueConstraint(fields=["organization", "series"], name="group_needs_once"),
            models.CheckConstraint(condition=Q(group_for="") | Q(group_for__in=list(GroupFor)), name="group_needs_for"),
            models.CheckConstraint(condition=Q(is_closed=False) | Q(by_module=False), name="group_needs_one_entry"),
            models.CheckConstraint(
                condition=Q(credentials__contained_by=list(CREDENTIALS)), name="group_needs_credentials"
            ),
        ]

    def __str__(self) -> str:
        return f"needs of {self.series_id}"

    @property
    def entry(self) -> Entry:
        """Who may join it."""
        if self.is_closed:
            return Entry.CLOSED
        return Entry.BY_MODULE if self.by_module else Entry.OPEN
