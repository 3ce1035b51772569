"""Safety plans: versions, none of which changes once it was agreed, and the copies that were given."""

from typing import ClassVar

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from stepwell.crisis.models import guards
from stepwell.platform.crypto.fields import EncryptedJSONField
from stepwell.platform.walls.constraints import SameOrganization, Wall
from stepwell.platform.walls.history import recorded
from stepwell.platform.walls.models import TARGET, VOID, Versioned, Voidable, Walled, key
from stepwell.platform.walls.rights import Category

COPY_WAYS = {"paper": "On paper", "link": "By a link", "shown": "On their own telephone, photographed"}

_PLAN = Wall(client="client_id", readers=(Category.SAFETY, "visitor", "system"), writers=(Category.SAFETY,))
_COPY = Wall(client="client_id", readers=(Category.SAFETY, "system"), writers=(Category.SAFETY,), append_only=True)


@recorded(_PLAN)
class SafetyPlan(Versioned, Voidable, Walled):
    """One version of a client's safety plan: a draft until it is agreed with the client, then for good."""

    client = key("clients.Client")
    site = key("tenancy.Site")  # whose line stands on it
    number = models.PositiveSmallIntegerField()
    body = EncryptedJSONField(aad="crisis.safety_plan.body")
    review_on = models.DateField(null=True)
    written_by = key("tenancy.Membership")
    written_at = models.DateTimeField()
    agreed_by = key("tenancy.Membership", null=True)
    agreed_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            _PLAN,
            TARGET,
            VOID,
            SameOrganization(field="client"),
            SameOrganization(field="site"),
            SameOrganization(field="written_by"),
            SameOrganization(field="agreed_by"),
            SameOrganization(field="voided_by"),
            models.UniqueConstraint(fields=["client", "number"], name="safety_plan_number"),
            models.UniqueConstraint(
                fields=["client"], condition=Q(agreed_at=None, voided_at=None), name="safety_plan_one_draft"
            ),
            models.CheckConstraint(
                condition=Q(agreed_at=None, agreed_by=None)
                | Q(agreed_at__isnull=False, agreed_by__isnull=False, review_on__isnull=False),
                name="safety_plan_agreed",
            ),
        ]
        triggers: ClassVar[list[pgtrigger.Trigger]] = [guards.PLAN]

    def __str__(self) -> str:
        return f"safety plan {self.id}"


class SafetyPlanCopy(Walled):
    """A copy was given to the client: when, how, by whom."""

    plan = key("crisis.SafetyPlan", related_name="copies")
    client = key("clients.Client")
    given_at = models.DateTimeField()
    way = models.CharField(max_length=10, choices=COPY_WAYS)
    by = key("tenancy.Membership")
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            _COPY,
            SameOrganization(field="plan"),
            SameOrganization(field="client"),
            SameOrganization(field="by"),
            models.CheckConstraint(condition=Q(way__in=list(COPY_WAYS)), name="safety_plan_copy_way"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organization", "plan"], name="copies_of_safety_plan")
        ]

    def __str__(self) -> str:
        return f"copy of {self.plan_id}"
