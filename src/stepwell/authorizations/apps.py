from django.apps import AppConfig

from stepwell.platform import panels
from stepwell.platform.panels import Place
from stepwell.platform.ui import navigation
from stepwell.platform.ui.navigation import Item
from stepwell.platform.walls.rights import Category, Role, roles_with


class AuthorizationsConfig(AppConfig):
    name = "stepwell.authorizations"
    label = "authorizations"

    def ready(self) -> None:
        from stepwell.authorizations import panels as drawings
        from stepwell.clients import heading

        heading.register(drawings.LEFT)
        panels.register(Place.CLIENT_TABS, drawings.tab, order=60)
        panels.register(Place.TODAY, drawings.due, order=24)
        sees = roles_with(Category.AUTHORIZATIONS)
        mine = frozenset({Role.UTILIZATION})
        navigation.register(Item("Authorizations", "authorizations:board", "card-checklist", sees, 60, work_of=mine))
