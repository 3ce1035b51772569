from django.apps import AppConfig

from stepwell.platform.ui import navigation
from stepwell.platform.ui.navigation import Item, Place


class WorkspaceConfig(AppConfig):
    name = "stepwell.workspace"
    label = "workspace"

    def ready(self) -> None:
        from stepwell.workspace import connections

        connections.connect()
        navigation.register_place(Place.HOME, "workspace:today")
        navigation.register(Item("Today", "workspace:today", "sun", order=10))
