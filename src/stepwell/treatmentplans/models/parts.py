"""The parts of a plan. A part of a draft may be changed and removed; of a signed plan nothing can."""

from typing import ClassVar
from uuid import uuid4

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from stepwell.platform.crypto.fields import EncryptedTextField
from stepwell.platform.walls.constraints import SameOrganization, Wall
from stepwell.platform.walls.history import recorded
from stepwell.platform.walls.models import TARGET, Versioned, Walled, key
from stepwell.platform.walls.rights import Category
from stepwell.treatmentplans.models.guards import only_in_drafts
from stepwell.treatmentplans.vocabulary import (
    AREA_LABELS,
    PER_LABELS,
    RESPONSIBLE_LABELS,
    SERVICE_LABELS,
    Area,
    Per,
    Responsible,
    Service,
)

_CHART = Wall(client="client_id", readers=(Category.CHART, "system"), writers=(Category.CHART,), deletable=True)
_WORK = Wall(
    client="client_id", readers=(Category.OBJECTIVES, "system"), writers=(Category.OBJECTIVES,), deletable=True
)
MOST_TIMES, MOST_MINUTES = 60, 600

Constraints = list[models.BaseConstraint]
Triggers = list[pgtrigger.Trigger]


class Part(Walled, Versioned):
    """What the parts share. `lineage` stays the same when a part is copied into the next version."""

    plan = key("treatmentplans.Plan")
    client = key("clients.Client")
    lineage = models.UUIDField(default=uuid4)
    position = models.PositiveSmallIntegerField()

    class Meta:
        abstract = True


@recorded(_CHART)
class PlanProblem(Part):
    """What the treatment is about, in words, with the diagnoses that it belongs to."""

    area = models.CharField(max_length=20, choices=AREA_LABELS)
    words = EncryptedTextField[str, str](aad="treatmentplans.plan_problem.words")
    diagnoses = ArrayField(models.CharField(max_length=8), default=list)

    class Meta:
        constraints: ClassVar[Constraints] = [
            _CHART,
            TARGET,
            SameOrganization(field="plan"),
            SameOrganization(field="client"),
            models.UniqueConstraint(fields=["plan", "lineage"], name="plan_problem_once"),
            models.CheckConstraint(condition=Q(area__in=list(Area)), name="plan_problem_area"),
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["organization", "plan"], name="plan_problems")]
        triggers: ClassVar[Triggers] = [only_in_drafts()]

    def __str__(self) -> str:
        return f"problem {self.id}"


@recorded(_CHART)
class PlanGoal(Part):
    """Where the client wants to get to, in their own words."""

    problem = key("treatmentplans.PlanProblem")
    words = EncryptedTextField[str, str](aad="treatmentplans.plan_goal.words")

    class Meta:
        constraints: ClassVar[Constraints] = [
            _CHART,
            TARGET,
            SameOrganization(field="plan"),
            SameOrganization(field="client"),
            SameOrganization(field="problem"),
            models.UniqueConstraint(fields=["plan", "lineage"], name="plan_goal_once"),
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["organization", "plan"], name="plan_goals")]
        triggers: ClassVar[Triggers] = [only_in_drafts([("problem_id", "treatmentplans_planproblem")])]

    def __str__(self) -> str:
        return f"goal {self.id}"


@recorded(_WORK)
class PlanObjective(Part):
    """A step that can be measured. Read by who works on it in groups, so it says no more than that needs."""

    goal = key("treatmentplans.PlanGoal")
    words = EncryptedTextField[str, str](aad="treatmentplans.plan_objective.words")
    measure = EncryptedTextField[str, str](aad="treatmentplans.plan_objective.measure")
    target = models.DecimalField("number to reach", max_digits=8, decimal_places=2, null=True)
    target_on = models.DateField(null=True)

    class Meta:
        constraints: ClassVar[Constraints] = [
            _WORK,
            TARGET,
            SameOrganization(field="plan"),
            SameOrganization(field="client"),
            SameOrganization(field="goal"),
            models.UniqueConstraint(fields=["plan", "lineage"], name="plan_objective_once"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organization", "plan"], name="plan_objectives"),
            models.Index(fields=["client"], name="plan_objective_of_client"),
        ]
        triggers: ClassVar[Triggers] = [only_in_drafts([("goal_id", "treatmentplans_plangoal")])]

    def __str__(self) -> str:
        return f"objective {self.id}"


@recorded(_WORK)
class PlanIntervention(Part):
    """What is done how often, for how long, by whom: a person, or a role where no person is named."""

    kind = models.CharField(max_length=20, choices=SERVICE_LABELS)
    words = EncryptedTextField[str, str](aad="treatmentplans.plan_intervention.words", default="")
    times = models.PositiveSmallIntegerField()
    per = models.CharField(max_length=10, choices=PER_LABELS)
    minutes = models.PositiveSmallIntegerField("minutes each")
    responsible = key("tenancy.Membership", null=True)
    role = models.CharField(max_length=20, choices=RESPONSIBLE_LABELS, blank=True)

    class Meta:
        constraints: ClassVar[Constraints] = [
            _WORK,
            TARGET,
            SameOrganization(field="plan"),
            SameOrganization(field="client"),
            SameOrganization(field="responsible"),
            models.UniqueConstraint(fields=["plan", "lineage"], name="plan_intervention_once"),
            models.CheckConstraint(
                condition=Q(kind__in=list(Service), per__in=list(Per)) & (Q(role="") | Q(role__in=list(Responsible))),
                name="plan_intervention_words",
            ),
            models.CheckConstraint(
                condition=Q(times__gte=1, times__lte=MOST_TIMES, minutes__lte=MOST_MINUTES),
                name="plan_intervention_amount",
            ),
            models.CheckConstraint(
                condition=Q(responsible__isnull=False) | ~Q(role=""), name="plan_intervention_of_somebody"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organization", "plan"], name="plan_interventions")
        ]
        triggers: ClassVar[Triggers] = [only_in_drafts()]

    def __str__(self) -> str:
        return f"intervention {self.id}"


@recorded(_WORK)
class PlanAim(Walled):
    """An intervention serves an objective. One group may serve several: its minutes count once."""

    plan = key("treatmentplans.Plan")
    client = key("clients.Client")
    intervention = key("treatmentplans.PlanIntervention")
    objective = key("treatmentplans.PlanObjective")

    class Meta:
        constraints: ClassVar[Constraints] = [
            _WORK,
            SameOrganization(field="plan"),
            SameOrganization(field="client"),
            SameOrganization(field="intervention"),
            SameOrganization(field="objective"),
            models.UniqueConstraint(fields=["intervention", "objective"], name="plan_aim_once"),
            models.CheckConstraint(condition=~Q(intervention=F("objective")), name="plan_aim_of_two"),
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["organization", "plan"], name="plan_aims")]
        triggers: ClassVar[Triggers] = [
            only_in_drafts(
                [
                    ("intervention_id", "treatmentplans_planintervention"),
                    ("objective_id", "treatmentplans_planobjective"),
                ]
            )
        ]

    def __str__(self) -> str:
        return f"aim {self.id}"
