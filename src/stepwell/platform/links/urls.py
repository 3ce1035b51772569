"""Addresses of links. Pages behind them stand under /l/ too: the cookie goes nowhere else."""

from django.urls import path, register_converter

from stepwell.platform.links import views


class SecretConverter:
    """What can be the secret of a link, as somebody may have typed it after the clinic's address."""

    regex = r"[0-9A-Za-z]{5}(?:-?[0-9A-Za-z]{5}){3}"

    def to_python(self, value: str) -> str:
        """Return the text; the page reads it."""
        return value

    def to_url(self, value: str) -> str:
        """Return the printed form."""
        return value


register_converter(SecretConverter, "link_secret")
app_name = "links"

urlpatterns = [
    path("", views.enter, name="enter"),
    path("identity/", views.identity, name="identity"),
    path("<link_secret:secret>/", views.landing, name="landing"),
]
