from django.apps import AppConfig

from stepwell.platform import panels, questions
from stepwell.platform.links import purposes
from stepwell.platform.links.purposes import Purpose
from stepwell.platform.panels import Place
from stepwell.platform.ui import navigation
from stepwell.platform.ui.navigation import Item
from stepwell.platform.walls.rights import Category, roles_with


class CrisisConfig(AppConfig):
    name = "stepwell.crisis"
    label = "crisis"

    def ready(self) -> None:
        from stepwell.clients import heading
        from stepwell.crisis import panels as drawings
        from stepwell.crisis.actions.plans import LINK_LASTS, PURPOSE

        purposes.register(Purpose(PURPOSE, "crisis:opened_plan", LINK_LASTS))
        navigation.register(
            Item("Crises", "crisis:index", "life-preserver", roles_with(Category.CRISIS), order=45, match="/crisis/")
        )
        heading.register(drawings.OPEN)
        panels.register(Place.CLIENT_TABS, drawings.tab, order=15)
        questions.register(drawings.SHIFTS_AHEAD, drawings.IS_OPEN, drawings.IS_TO_FOLLOW_UP)
        panels.register(Place.TODAY, drawings.today, order=0)
        panels.register(Place.TODAY, drawings.follow_ups, order=5)
        panels.register(Place.TODAY, drawings.gap, order=25)
