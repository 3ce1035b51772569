from django.apps import AppConfig

from stepwell.platform.ui.navigation import Place, register_place


class TenancyConfig(AppConfig):
    name = "stepwell.platform.tenancy"
    label = "tenancy"

    def ready(self) -> None:
        register_place(Place.ORGANIZATIONS, "tenancy:choose")
