"""Tables of this room: measures asked for and answered, what was made of them, and evaluations."""

from stepwell.assessments.models.evaluations import Cosignature, Evaluation
from stepwell.assessments.models.measures import Answer, Discussion, Response
from stepwell.assessments.models.requests import MeasureRequest, MeasureSchedule
from stepwell.assessments.models.weekly import WeeklyMeasures

__all__ = [
    "Answer",
    "Cosignature",
    "Discussion",
    "Evaluation",
    "MeasureRequest",
    "MeasureSchedule",
    "Response",
    "WeeklyMeasures",
]
