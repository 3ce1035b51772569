"""Tables of this room."""

from stepwell.funding.models.agreements import Agreement
from stepwell.funding.models.funds import Award, AwardDecision, Fund, FundMovement, OutsideSource
from stepwell.funding.models.plans import PaymentPlan, PlanChange, PlanInstalment, PlanPayment
from stepwell.funding.models.sliding import (
    FeeApplication,
    FeeDecision,
    FeeProof,
    FeeSchedule,
    FeeStep,
    PovertyGuideline,
)

__all__ = [
    "Agreement",
    "Award",
    "AwardDecision",
    "FeeApplication",
    "FeeDecision",
    "FeeProof",
    "FeeSchedule",
    "FeeStep",
    "Fund",
    "FundMovement",
    "OutsideSource",
    "PaymentPlan",
    "PlanChange",
    "PlanInstalment",
    "PlanPayment",
    "PovertyGuideline",
]
