from django.apps import AppConfig

from stepwell.platform import panels, questions
from stepwell.platform.panels import Place


class ReviewsConfig(AppConfig):
    name = "stepwell.reviews"
    label = "reviews"

    def ready(self) -> None:
        from stepwell.clients import heading
        from stepwell.reviews import panels as drawings

        heading.register(drawings.NEXT)
        panels.register(Place.CLIENT_TABS, drawings.tab, order=45)
        questions.register(drawings.MINE, drawings.IS_UNFINISHED, drawings.TO_CALL)
        panels.register(Place.TODAY, drawings.due, order=24)
        panels.register(Place.TODAY, drawings.unfinished, order=26)
        panels.register(Place.TODAY, drawings.calls, order=28)
