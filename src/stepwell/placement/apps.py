from django.apps import AppConfig

from stepwell.platform import panels, questions
from stepwell.platform.panels import Place


class PlacementConfig(AppConfig):
    name = "stepwell.placement"
    label = "placement"

    def ready(self) -> None:
        from stepwell.authorizations import usage
        from stepwell.placement import panels as drawings
        from stepwell.placement import queries

        usage.register_pace(queries.paces)
        panels.register(Place.CLIENT_TABS, drawings.tab, order=30)
        questions.register(drawings.UNFINISHED, drawings.TO_COSIGN)
        panels.register(Place.TODAY, drawings.unfinished, order=22)
        panels.register(Place.TODAY, drawings.to_cosign, order=21)
