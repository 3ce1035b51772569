"""Tables of this room, cut by who may see them: that there is a crisis, and what was done in it."""

from stepwell.crisis.models.events import CrisisAction, CrisisCall, CrisisClosing, CrisisEvent, FollowUp
from stepwell.crisis.models.plans import SafetyPlan, SafetyPlanCopy
from stepwell.crisis.models.rota import CrisisLine, OnCallShift

__all__ = [
    "CrisisAction",
    "CrisisCall",
    "CrisisClosing",
    "CrisisEvent",
    "CrisisLine",
    "FollowUp",
    "OnCallShift",
    "SafetyPlan",
    "SafetyPlanCopy",
]
