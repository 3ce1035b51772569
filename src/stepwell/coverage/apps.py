from django.apps import AppConfig

from stepwell.platform import panels
from stepwell.platform.panels import Place
from stepwell.platform.ui import navigation
from stepwell.platform.ui.navigation import Item
from stepwell.platform.walls.rights import Category, roles_with


class CoverageConfig(AppConfig):
    name = "stepwell.coverage"
    label = "coverage"

    def ready(self) -> None:
        from stepwell.coverage import panels as drawings

        keepers = roles_with(Category.BENEFITS) | roles_with(Category.CONFIGURATION)
        navigation.register(
            Item("Payers", "coverage:payers", "credit-card", keepers, order=880, match="/settings/payers/")
        )
        panels.register(Place.CLIENT_TABS, drawings.tab, order=70)
