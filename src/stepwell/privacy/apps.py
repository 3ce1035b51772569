from datetime import timedelta

from django.apps import AppConfig

from stepwell.clients import heading
from stepwell.platform import panels
from stepwell.platform.links.purposes import Purpose, register
from stepwell.platform.panels import Place
from stepwell.platform.ui import navigation
from stepwell.platform.ui.navigation import Item
from stepwell.platform.ui.navigation import Place as FramePlace
from stepwell.platform.walls.rights import Role
from stepwell.privacy.permissions import OFFICERS, OPENERS


class PrivacyConfig(AppConfig):
    name = "stepwell.privacy"
    label = "privacy"

    def ready(self) -> None:
        from stepwell.privacy import panels as drawings

        mine = frozenset({Role.PRIVACY})
        navigation.register(Item("Privacy", "privacy:log", "shield-lock", OFFICERS, 50, "/privacy/", work_of=mine))
        navigation.register_place(FramePlace.EMERGENCY, "privacy:emergency", frozenset(OPENERS))
        heading.register(drawings.RUNNING)
        panels.register(Place.CLIENT_TABS, drawings.changes_tab, order=90)
        panels.register(Place.TODAY, drawings.waiting, order=10)
        panels.register(Place.CLIENT_TABS, drawings.consents_tab, order=20)
        panels.register(Place.TODAY, drawings.consents_waiting, order=50)
        heading.register(drawings.STANDING)
        administrators = frozenset({Role.ADMINISTRATOR})
        navigation.register(
            Item("Texts", "privacy:texts", "journal-text", administrators, order=880, match="/privacy/texts/")
        )
        register(Purpose("consent", "privacy:visit", timedelta(days=7)))
        register(Purpose("notices", "privacy:visit_texts", timedelta(days=7)))
