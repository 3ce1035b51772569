from datetime import timedelta

from django.apps import AppConfig

from stepwell.platform import panels, questions
from stepwell.platform.links.purposes import Purpose, register
from stepwell.platform.panels import Place
from stepwell.platform.ui import navigation
from stepwell.platform.ui.navigation import Item
from stepwell.platform.walls.rights import Category, Role, roles_with


class BillingConfig(AppConfig):
    name = "stepwell.billing"
    label = "billing"

    def ready(self) -> None:
        from stepwell.billing import figures, prevention
        from stepwell.billing import panels as drawings
        from stepwell.billing.actions.stating import PURPOSE
        from stepwell.clients import heading

        register(Purpose(PURPOSE, "billing:opened_statement", timedelta(days=14)))
        seen_by, billers = roles_with(Category.BILLING), frozenset({Role.BILLER})
        navigation.register(
            Item("Accounts", "billing:accounts", "wallet2", seen_by, order=63, match="/billing/", work_of=billers)
        )
        navigation.register(
            Item("Check-in", "billing:desk", "person-check", roles=roles_with(Category.PAYMENTS), order=26)
        )
        navigation.register(
            Item("Not billed", "billing:unbilled", "receipt", seen_by, 58, "/billing/unbilled/", work_of=billers)
        )
        navigation.register(
            Item("Indicators", "billing:indicators", "graph-up", seen_by, order=59, match="/billing/indicators/")
        )
        figures.register(prevention.STOPPED, prevention.COST)
        heading.register(drawings.OWED)
        questions.register(drawings.IS_TO_DECIDE)
        panels.register(Place.CLIENT_TABS, drawings.tab, order=60)
        panels.register(Place.CLIENT_TABS, drawings.charges_tab, order=61)
        panels.register(Place.ROSTER, drawings.check_in, order=110)
        panels.register(Place.SETTINGS, drawings.settings, order=60)
        panels.register(Place.TODAY, drawings.to_decide, order=50)
