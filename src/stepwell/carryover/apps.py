from django.apps import AppConfig

from stepwell.platform import panels
from stepwell.platform.panels import Place


class CarryoverConfig(AppConfig):
    name = "stepwell.carryover"
    label = "carryover"

    def ready(self) -> None:
        from stepwell.carryover import panels as drawings
        from stepwell.clients import heading

        heading.register(drawings.BEFORE)
        heading.register(drawings.PLAN)
        panels.register(Place.CLIENTS_LIST, drawings.offer)
        panels.register(Place.SETTINGS, drawings.hint)
