"""Tables of this room."""

from stepwell.funding.models.sliding import (
    FeeApplication,
    FeeDecision,
    FeeProof,
    FeeSchedule,
    FeeStep,
    PovertyGuideline,
)

__all__ = ["FeeApplication", "FeeDecision", "FeeProof", "FeeSchedule", "FeeStep", "PovertyGuideline"]
