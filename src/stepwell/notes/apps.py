from django.apps import AppConfig

from stepwell.platform import panels, questions
from stepwell.platform.panels import Place
from stepwell.platform.ui import navigation
from stepwell.platform.ui.navigation import Item
from stepwell.platform.walls.rights import Category, roles_with


class NotesConfig(AppConfig):
    name = "stepwell.notes"
    label = "notes"

    def ready(self) -> None:
        from stepwell.notes import panels as drawings

        seen_by = roles_with(Category.SESSIONS) | roles_with(Category.CASE_NOTES)
        navigation.register(Item("Notes", "notes:index", "journal-text", roles=seen_by, order=26, match="/notes/"))
        panels.register(Place.CLIENT_TABS, drawings.tab, order=36)
        panels.register(Place.ROSTER, drawings.from_roster)
        questions.register(drawings.ALL, drawings.OWN, drawings.IS_UNCOSIGNED)
        panels.register(Place.TODAY, drawings.unsigned, order=16)
        panels.register(Place.TODAY, drawings.to_cosign, order=18)
