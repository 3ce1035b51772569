"""Tables of reviews and discharges. Days are dates where the organization is."""

from stepwell.reviews.models.discharges import (
    Discharge,
    DischargeSummary,
    MedicationAtDischarge,
    NextAppointment,
    RelapsePlan,
)
from stepwell.reviews.models.followups import FollowUpAttempt, FollowUpTask
from stepwell.reviews.models.reviews import Review

__all__ = [
    "Discharge",
    "DischargeSummary",
    "FollowUpAttempt",
    "FollowUpTask",
    "MedicationAtDischarge",
    "NextAppointment",
    "RelapsePlan",
    "Review",
]
