from django.apps import AppConfig

from stepwell.platform import panels, questions
from stepwell.platform.panels import Place
from stepwell.platform.ui import navigation
from stepwell.platform.ui.navigation import Item
from stepwell.platform.walls.rights import Category, Role, roles_with


class ClaimsConfig(AppConfig):
    name = "stepwell.claims"
    label = "claims"

    def ready(self) -> None:
        from stepwell.claims import panels as drawings

        seen_by = roles_with(Category.BILLING)
        billers = frozenset({Role.BILLER})
        navigation.register(Item("Claims", "claims:claims", "send", seen_by, 59, "/billing/claims/", billers))
        questions.register(drawings.WAITING)
        panels.register(Place.TODAY, drawings.today, order=49)
        panels.register(Place.SETTINGS, drawings.settings, order=61)
