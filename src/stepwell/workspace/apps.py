from django.apps import AppConfig

from stepwell.platform import panels, questions
from stepwell.platform.ui import navigation
from stepwell.platform.ui.navigation import Item, Place
from stepwell.platform.walls.rights import Category, Role, holds_at_site


class WorkspaceConfig(AppConfig):
    name = "stepwell.workspace"
    label = "workspace"

    def ready(self) -> None:
        from stepwell.workspace import connections
        from stepwell.workspace import panels as drawings

        connections.connect()
        navigation.register_place(Place.HOME, "workspace:today")
        navigation.register(Item("Today", "workspace:today", "sun", order=10))
        sees = frozenset(str(role) for role in Role if holds_at_site(frozenset({role}), Category.ENROLLMENT))
        navigation.register(Item("Census", "workspace:census", "clipboard-pulse", sees, order=17, match="/census/"))
        questions.register(drawings.IN_CARE)
        panels.register(panels.Place.TODAY, drawings.in_care, order=11)
