from django.apps import AppConfig

from stepwell.platform import panels, questions
from stepwell.platform.panels import Place
from stepwell.platform.ui import navigation
from stepwell.platform.ui.navigation import Item
from stepwell.platform.walls.rights import Category, roles_with


class CoverageConfig(AppConfig):
    name = "stepwell.coverage"
    label = "coverage"

    def ready(self) -> None:
        from stepwell.coverage import panels as drawings
        from stepwell.coverage.queries.again import WAITING

        seen_by = roles_with(Category.BENEFITS)
        navigation.register(
            Item("Verification", "coverage:worklist", "shield-check", seen_by, order=45, match="/verification/")
        )
        keepers = roles_with(Category.BENEFITS) | roles_with(Category.CONFIGURATION)
        of_contracts = roles_with(Category.CONTRACTS) | roles_with(Category.BILLING) | roles_with(Category.BENEFITS)
        navigation.register(
            Item("Payers", "coverage:payers", "credit-card", keepers, order=880, match="/settings/payers/")
        )
        navigation.register(
            Item(
                "Contracts",
                "coverage:contracts",
                "file-earmark-text",
                of_contracts,
                order=885,
                match="/settings/contracts/",
            )
        )
        panels.register(Place.CLIENT_TABS, drawings.tab, order=70)
        panels.register(Place.TODAY, drawings.today, order=22)
        panels.register(Place.SETTINGS, drawings.settings, order=61)
        questions.register(WAITING)
