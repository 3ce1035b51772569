from django.apps import AppConfig

from stepwell.platform import panels, questions
from stepwell.platform.panels import Place
from stepwell.platform.ui import navigation
from stepwell.platform.ui.navigation import Item


class SchedulingConfig(AppConfig):
    name = "stepwell.scheduling"
    label = "scheduling"

    def ready(self) -> None:
        from stepwell.coverage import handing
        from stepwell.scheduling import panels as drawings
        from stepwell.scheduling.queries.handing import scheduled

        handing.register(schedule=scheduled)

        navigation.register(Item("Schedule", "scheduling:week", "calendar3-week", order=25, match="/schedule/"))
        questions.register(drawings.IS_CLOSED, drawings.IS_UNCOVERED, drawings.IS_WAITED_FOR)
        panels.register(Place.TODAY, drawings.closed, order=5)
        panels.register(Place.TODAY, drawings.my_sessions, order=15)
        panels.register(Place.TODAY, drawings.uncovered, order=25)
        panels.register(Place.TODAY, drawings.places, order=26)
        panels.register(Place.CLIENT_TABS, drawings.tab, order=30)
