from django.apps import AppConfig

from stepwell.people import panels
from stepwell.platform.panels import Place
from stepwell.platform.panels import register as register_panel
from stepwell.platform.ui.navigation import Item, register
from stepwell.platform.walls.rights import Role

SETTINGS = "/settings/"
_ADMINISTRATORS = frozenset({Role.ADMINISTRATOR})


class PeopleConfig(AppConfig):
    name = "stepwell.people"
    label = "people"

    def ready(self) -> None:
        others = frozenset(Role) - _ADMINISTRATORS
        register(Item("Settings", "people:settings", "gear", roles=_ADMINISTRATORS, order=900, match=SETTINGS))
        register(Item("Clinic", "people:staff", "building", roles=others, order=890, match=SETTINGS))
        register_panel(Place.TODAY, panels.beginning, order=10)
        register_panel(Place.TODAY, panels.credentials, order=80)
