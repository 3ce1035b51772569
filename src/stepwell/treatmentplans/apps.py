from datetime import timedelta

from django.apps import AppConfig

from stepwell.clients import heading
from stepwell.platform import panels, questions
from stepwell.platform.links import purposes
from stepwell.platform.links.purposes import Purpose
from stepwell.platform.panels import Place


class TreatmentPlansConfig(AppConfig):
    name = "stepwell.treatmentplans"
    label = "treatmentplans"

    def ready(self) -> None:
        from stepwell.treatmentplans import panels as drawings

        heading.register(drawings.REVIEW)
        panels.register(Place.CLIENT_TABS, drawings.tab, order=30)
        questions.register(drawings.WAITING)
        panels.register(Place.TODAY, drawings.today, order=25)
        purposes.register(Purpose("plan", "treatmentplans:visit", timedelta(days=7)))
