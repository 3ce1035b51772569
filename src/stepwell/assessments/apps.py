from django.apps import AppConfig

from stepwell.platform import panels, questions
from stepwell.platform.links.purposes import Purpose, register
from stepwell.platform.panels import Place


class AssessmentsConfig(AppConfig):
    name = "stepwell.assessments"
    label = "assessments"

    def ready(self) -> None:
        from stepwell.assessments import panels as drawings
        from stepwell.assessments.actions.asking import PURPOSE
        from stepwell.assessments.queries.measures import LINK_LASTS
        from stepwell.clients import heading

        register(Purpose(PURPOSE, "assessments:start", LINK_LASTS))
        panels.register(Place.CLIENT_TABS, drawings.evaluation_tab, order=30)
        panels.register(Place.CLIENT_TABS, drawings.tab, order=40)
        panels.register(Place.PROGRAM, drawings.weekly)
        questions.register(drawings.IS_ASKED)
        panels.register(Place.TODAY, drawings.answers, order=12)
        panels.register(Place.TODAY, drawings.due, order=50)
        heading.register(drawings.LAST_PHQ)
