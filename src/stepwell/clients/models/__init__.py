"""Tables of the person served: who they are, their course of care, what was before, their diagnoses."""

from stepwell.clients.models.carried import CarriedOver
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
    "CarriedOver",
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
