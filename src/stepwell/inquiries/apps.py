from django.apps import AppConfig

from stepwell.platform import panels, questions
from stepwell.platform.panels import Place
from stepwell.platform.ui import navigation
from stepwell.platform.ui.navigation import Item
from stepwell.platform.walls.rights import Category, roles_with


class InquiriesConfig(AppConfig):
    name = "stepwell.inquiries"
    label = "inquiries"

    def ready(self) -> None:
        from stepwell.inquiries import panels as drawings

        sees = roles_with(Category.INQUIRIES)
        navigation.register(Item("Inquiries", "inquiries:inbox", "telephone", sees, order=15))
        questions.register(drawings.COUNTS)
        panels.register(Place.TODAY, drawings.waiting, order=12)
