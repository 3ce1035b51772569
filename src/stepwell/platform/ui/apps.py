"""Django's entry to the look."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """Holds templates, static files and template tags; has no models."""

    name = "stepwell.platform.ui"
    label = "ui"
    verbose_name = "User interface"
