from uuid import UUID

from django.apps import AppConfig
from django.urls import reverse

from stepwell.platform import panels
from stepwell.platform.panels import Place


def _application(client_id: UUID, row_id: UUID) -> str:
    return reverse("funding:application", args=[client_id, row_id])


class FundingConfig(AppConfig):
    name = "stepwell.funding"
    label = "funding"

    def ready(self) -> None:
        from stepwell.billing import sources
        from stepwell.billing.vocabulary import Source
        from stepwell.funding import panels as drawings

        sources.register(Source.SLIDING_FEE, _application)
        panels.register(Place.CLIENT_TABS, drawings.tab, order=72)
        panels.register(Place.SETTINGS, drawings.settings, order=62)
