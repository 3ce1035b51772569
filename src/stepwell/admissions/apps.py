from django.apps import AppConfig

from stepwell.platform import panels, questions
from stepwell.platform.panels import Place
from stepwell.platform.ui import navigation
from stepwell.platform.ui.navigation import Item
from stepwell.platform.walls.rights import Role


class AdmissionsConfig(AppConfig):
    name = "stepwell.admissions"
    label = "admissions"

    def ready(self) -> None:
        from stepwell.admissions import panels as drawings
        from stepwell.admissions.views.board import SEES

        sees = frozenset(str(role) for role in SEES)
        navigation.register(Item("Admissions", "admissions:board", "door-open", sees, order=16, match="/admissions/"))
        administrators = frozenset({str(Role.ADMINISTRATOR)})
        path = "/admissions/first-day/"
        navigation.register(Item("First day", "admissions:items", "card-checklist", administrators, 885, path))
        panels.register(Place.CLIENT_TABS, drawings.tab, order=15)
        questions.register(drawings.NOBODYS)
        panels.register(Place.TODAY, drawings.waiting, order=13)
        panels.register(Place.TODAY, drawings.unauthorized, order=24)
        panels.register(Place.TODAY, drawings.nobodys, order=30)
