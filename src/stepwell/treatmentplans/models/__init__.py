"""Tables of this room, cut by who may see them: head, objectives and services for who works on them; the rest chart."""

from stepwell.treatmentplans.models.parts import PlanAim, PlanGoal, PlanIntervention, PlanObjective, PlanProblem
from stepwell.treatmentplans.models.plans import Plan, PlanCosignature, PlanWords
from stepwell.treatmentplans.models.progress import ObjectiveEntry

__all__ = [
    "ObjectiveEntry",
    "Plan",
    "PlanAim",
    "PlanCosignature",
    "PlanGoal",
    "PlanIntervention",
    "PlanObjective",
    "PlanProblem",
    "PlanWords",
]
