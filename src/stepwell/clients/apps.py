from django.apps import AppConfig
from django.db.models.signals import post_migrate

from stepwell.platform import panels, questions
from stepwell.platform.panels import Place
from stepwell.platform.ui import navigation
from stepwell.platform.ui.navigation import Item
from stepwell.platform.ui.navigation import Place as FramePlace
from stepwell.platform.walls.rights import Category, roles_with


class ClientsConfig(AppConfig):
    name = "stepwell.clients"
    label = "clients"

    def ready(self) -> None:
        from stepwell.clients import codes, heading
        from stepwell.clients import panels as drawings

        heading.register(drawings.EPISODE)
        heading.register(drawings.LEVEL)
        heading.register(drawings.PROSPECTIVE)
        heading.register(drawings.COURSE)
        post_migrate.connect(codes.load, sender=self)

        sees = roles_with(Category.IDENTITY)
        navigation.register_place(FramePlace.FIND, "clients:find", sees)
        navigation.register(Item("Clients", "clients:everybody", "people", sees, order=30, match="/clients/"))
        carers = frozenset({"clinician", "case_manager", "facilitator", "utilization"})
        questions.register(drawings.UNREACHABLE)
        panels.register(Place.TODAY, drawings.caseload, order=20)
        panels.register(Place.TODAY, drawings.unreachable, order=40)
        navigation.register(Item("Caseload", "clients:caseload", "person-vcard", carers, order=20))
