from django.apps import AppConfig


class TenancyConfig(AppConfig):
    name = "stepwell.platform.tenancy"
    label = "tenancy"
