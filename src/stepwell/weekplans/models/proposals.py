"""Proposals of a week: what was asked, what was found, and which one became the schedule."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from stepwell.platform.walls.constraints import SameOrganization, Wall
from stepwell.platform.walls.models import TARGET, Walled, key
from stepwell.platform.walls.rights import Category
from stepwell.weekplans.vocabulary import STATE_LABELS, State

LEAST_SECONDS, MOST_SECONDS = 5, 300
_ASKED = Wall(site="site_id", readers=("week_reader", "system"), writers=(Category.SCHEDULE, "system"))
_FOUND = Wall(site="site_id", readers=("planner", "week_reader", "system"), writers=("system",), append_only=True)
_PUBLISHED = Wall(site="site_id", readers=("planner", "week_reader", "system"), writers=("planner",), append_only=True)


class Proposal(Walled):
    """A week that somebody asked for. What was found stands in `ProposalResult`; here stands how far it is.

    week_on  its Monday
    pinned   clients who stay where they are
    pins     sessions in which clients have a seat whatever else, by client
    fixed    sessions that keep time, room and leader where groups may move
    opens    whether groups may meet at other times, in other rooms and under other leaders
    progress the last line of the search: cost, bound, gap, how many are short
    """

    site = key("tenancy.Site")
    week_on = models.DateField()
    asked_by = key("tenancy.Membership")
    seconds = models.PositiveSmallIntegerField()
    seed = models.PositiveIntegerField(default=1)
    weights = models.JSONField(default=dict)
    pinned = ArrayField(models.UUIDField(), default=list)
    pins = models.JSONField(default=dict)
    fixed = ArrayField(models.UUIDField(), default=list)
    opens = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=STATE_LABELS, default=State.WAITING)
    progress = models.JSONField(default=dict)
    began_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            _ASKED,
            TARGET,
            SameOrganization(field="site"),
            SameOrganization(field="asked_by"),
            models.UniqueConstraint(fields=["organization", "id", "site"], name="proposal_of_site"),
            models.CheckConstraint(condition=Q(week_on__iso_week_day=1), name="proposal_monday"),
            models.CheckConstraint(
                condition=Q(seconds__gte=LEAST_SECONDS, seconds__lte=MOST_SECONDS), name="proposal_seconds"
            ),
            models.CheckConstraint(
                condition=Q(state__in=(State.WAITING, State.RUNNING), ended_at=None)
                | Q(state__in=(State.DONE, State.FAILED, State.CANCELED), ended_at__isnull=False),
                name="proposal_state",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organization", "site", "week_on"], name="proposal_of_week")
        ]

    def __str__(self) -> str:
        return f"proposal {self.id}"


class ProposalResult(Walled):
    """What was found, once and for all: what was given, the week before, the week proposed, and what the checker says.

    given_sha256  of the instance: whether anything has changed since
    left_out      clients and sessions that the week leaves alone, by id, with why
    moved         sessions held otherwise than now: `was` and `then` with time, room and staff; no `was` if canceled now
    """

    proposal = key("weekplans.Proposal")
    site = key("tenancy.Site")
    instance = models.JSONField()
    given_sha256 = models.CharField(max_length=64)
    before = models.JSONField()
    week = models.JSONField()
    certificate = models.JSONField()
    certificate_before = models.JSONField()
    left_out = models.JSONField(default=dict)
    conflicts = models.JSONField(default=list)
    moved = models.JSONField(default=list)
    verdict = models.CharField(max_length=10)
    cost = models.PositiveIntegerField()
    bound = models.PositiveIntegerField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            _FOUND,
            SameOrganization(field="proposal", also=("site_id",)),
            SameOrganization(field="site"),
            models.UniqueConstraint(fields=["organization", "proposal"], name="proposal_result_once"),
            models.CheckConstraint(condition=Q(verdict__in=("certified", "partial")), name="proposal_result_checked"),
            models.CheckConstraint(condition=Q(bound__lte=F("cost")), name="proposal_result_bound"),
        ]

    def __str__(self) -> str:
        return f"result of {self.proposal_id}"


class Publication(Walled):
    """A proposal that became the schedule; `reason` is why although somebody is short."""

    proposal = key("weekplans.Proposal")
    site = key("tenancy.Site")
    published_by = key("tenancy.Membership")
    reason = models.CharField(max_length=300, blank=True)
    moved = ArrayField(models.UUIDField(), default=list)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            _PUBLISHED,
            TARGET,
            models.UniqueConstraint(fields=["organization", "id", "site"], name="publication_of_site"),
            SameOrganization(field="proposal", also=("site_id",)),
            SameOrganization(field="site"),
            SameOrganization(field="published_by"),
            models.UniqueConstraint(fields=["organization", "proposal"], name="publication_once"),
        ]

    def __str__(self) -> str:
        return f"publication of {self.proposal_id}"
