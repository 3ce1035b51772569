"""Tables of the person served: who they are, their course of care, their diagnoses."""

from stepwell.clients.models.diagnoses import CodeList, Diagnosis, DiagnosisCode
from stepwell.clients.models.enrollment import Episode, LevelOfCareStay, LivingSituation
from stepwell.clients.models.registry import (
    CareAssignment,
    Client,
    ContactMethod,
    Demographics,
    EmergencyContact,
    RecordCounter,
)

__all__ = [
    "CareAssignment",
    "Client",
    "CodeList",
    "ContactMethod",
    "Demographics",
    "Diagnosis",
    "DiagnosisCode",
    "EmergencyContact",
    "Episode",
    "LevelOfCareStay",
    "LivingSituation",
    "RecordCounter",
]
