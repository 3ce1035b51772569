"""Plans of a payer, as far as they are like for everybody in them; and what was arranged with a plan for one client."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from stepwell.coverage.vocabulary import ARRANGED_LABELS, FUNDING_LABELS, PLAN_LABELS, PlanType
from stepwell.platform.walls.constraints import SameOrganization, Wall
from stepwell.platform.walls.history import recorded
from stepwell.platform.walls.models import TARGET, VOID, Versioned, Voidable, Walled, key
from stepwell.platform.walls.rights import Category

_PLAN = Wall(readers=("tenant", "system"), writers=("payer_keeper",))
_ARRANGEMENT = Wall(client="client_id", readers=(Category.BENEFITS, "system"), writers=(Category.BENEFITS,))
_MONTHS = 12


@recorded(_PLAN)
class PayerPlan(Versioned, Walled):
    """A plan that a payer sells. What is NULL is as usual for its type.

    carve_out  who handles mental health and addiction care for this plan, if not who does for the payer
    """

    payer = key("coverage.Payer", related_name="plans")
    name = models.CharField(max_length=120)
    plan_type = models.CharField(max_length=20, choices=PLAN_LABELS)
    funding = models.CharField(max_length=20, choices=FUNDING_LABELS, blank=True)
    has_high_deductible = models.BooleanField("high-deductible health plan", default=False)
    year_starts_month = models.PositiveSmallIntegerField("plan year starts in", default=1)
    pays_out_of_network = models.BooleanField(null=True)
    referral = models.BooleanField(null=True)
    referral_out = models.BooleanField(null=True)
    authorization = models.BooleanField(null=True)
    authorization_out = models.BooleanField(null=True)
    bills_balance = models.BooleanField(null=True)
    carve_out = key("coverage.Payer", null=True)
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            _PLAN,
            TARGET,
            *(SameOrganization(field=field) for field in ("payer", "carve_out")),
            models.UniqueConstraint("organization", "payer", Lower("name"), name="payer_plan_name"),
            models.CheckConstraint(condition=~Q(name=""), name="payer_plan_named"),
            models.CheckConstraint(
                condition=Q(plan_type__in=[each for each in PLAN_LABELS if each is not PlanType.SELF_PAY]),
                name="payer_plan_type",
            ),
            models.CheckConstraint(condition=Q(funding__in=list(FUNDING_LABELS)), name="payer_plan_funding"),
            models.CheckConstraint(
                condition=Q(year_starts_month__gte=1, year_starts_month__lte=_MONTHS), name="payer_plan_year"
            ),
            models.CheckConstraint(condition=Q(carve_out=None) | ~Q(carve_out=F("payer")), name="payer_plan_carve_out"),
        ]

    def __str__(self) -> str:
        return self.name


@recorded(_ARRANGEMENT)
class Arrangement(Voidable, Walled):
    """A referral, or an exception by which a plan pays as in network, for some days of one client."""

    client = key("clients.Client")
    policy = key("coverage.Policy", related_name="arrangements")
    kind = models.CharField(max_length=24, choices=ARRANGED_LABELS)
    number = models.CharField(max_length=40, blank=True)
    from_on = models.DateField("from")
    to_on = models.DateField("through")
    written_by = key("tenancy.Membership")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            _ARRANGEMENT,
            TARGET,
            VOID,
            *(SameOrganization(field=field) for field in ("client", "policy", "written_by", "voided_by")),
            models.CheckConstraint(condition=Q(kind__in=list(ARRANGED_LABELS)), name="arrangement_kind"),
            models.CheckConstraint(condition=Q(to_on__gte=F("from_on")), name="arrangement_forward"),
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["client"], name="arrangement_of_client")]

    def __str__(self) -> str:
        return f"arrangement {self.pk}"
