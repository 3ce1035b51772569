from django.apps import AppConfig

from stepwell.platform import panels, questions
from stepwell.platform.panels import Place
from stepwell.platform.ui import navigation
from stepwell.platform.ui.navigation import Item
from stepwell.platform.walls.rights import Role

SETTINGS = "/settings/"
_ADMINISTRATORS = frozenset({Role.ADMINISTRATOR})


class PeopleConfig(AppConfig):
    name = "stepwell.people"
    label = "people"

    def ready(self) -> None:
        from stepwell.people import panels as drawings

        others = frozenset(Role) - _ADMINISTRATORS
        navigation.register(
            Item("Settings", "people:settings", "gear", roles=_ADMINISTRATORS, order=900, match=SETTINGS)
        )
        navigation.register(Item("Clinic", "people:staff", "building", roles=others, order=890, match=SETTINGS))
        questions.register(drawings.BEGINNING, drawings.RUNNING_OUT)
        panels.register(Place.TODAY, drawings.beginning, order=10)
        panels.register(Place.TODAY, drawings.credentials, order=80)
