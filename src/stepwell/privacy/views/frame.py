"""What the privacy officer's pages have in common."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse

_PAGES = (
    ("Access log", "privacy:log"),
    ("Emergency access", "privacy:emergencies"),
    ("Seals", "privacy:seals"),
    ("Texts for clients", "privacy:texts"),
)


@dataclass(frozen=True)
class Tab:
    """One page of the room."""

    label: str
    url: str
    current: bool


def tabs(request: HttpRequest) -> list[Tab]:
    """Return the officer's pages, with the one asked for marked."""
    name = request.resolver_match.view_name if request.resolver_match else ""
    return [Tab(label, reverse(page), page == name) for label, page in _PAGES]
