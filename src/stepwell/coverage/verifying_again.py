"""Reasons to verify benefits again. Source: docs/sources.md#benefits."""

from enum import StrEnum


class Again(StrEnum):
    """Why benefits are verified again."""

    ADMISSION = "admission"
    MONTH = "month"
    PLAN_YEAR = "plan_year"
    LEVEL = "level"


AGAIN_LABELS = {
    Again.ADMISSION: "Admission",
    Again.MONTH: "First of the month",
    Again.PLAN_YEAR: "New plan year",
    Again.LEVEL: "Another level of care",
}
