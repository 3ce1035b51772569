from django.apps import AppConfig

from stepwell.platform import panels
from stepwell.platform.documents.drawings import tab
from stepwell.platform.panels import Place


class DocumentsConfig(AppConfig):
    name = "stepwell.platform.documents"
    label = "documents"

    def ready(self) -> None:
        panels.register(Place.CLIENT_TABS, tab, order=80)
