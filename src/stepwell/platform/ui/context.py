"""The context processor behind both layouts: who is signed in, for which organization, and where they can go."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

from django.conf import settings
from django.http import HttpRequest

from stepwell.platform.ui import navigation
from stepwell.platform.ui.navigation import Link, Place

THEMES = ("system", "light", "dark")
THEME_COOKIE = "theme"
TABS = 4  # on a phone; the rest is behind "More"


class Member(Protocol):
    """What the frame needs to know of the person acting; `request.member` is one, or None when signed out."""

    @property
    def name(self) -> str:
        """The person's name with credentials, as on a note."""

    @property
    def title(self) -> str:
        """Job title."""

    @property
    def organization_name(self) -> str:
        """The one organization this request acts for."""

    @property
    def place(self) -> str:
        """Names of the sites, or "All sites"."""

    @property
    def roles(self) -> AbstractSet[str]:
        """Roles held in this organization."""

    @property
    def is_demo(self) -> bool:
        """Whether the organization holds invented people only."""

    @property
    def organizations(self) -> int:
        """How many organizations this person works for."""


@dataclass(frozen=True)
class Frame:
    """What surrounds a page. Read only by the layouts."""

    request: HttpRequest

    @property
    def member(self) -> Member | None:
        """The person acting, or None when signed out."""
        acting = getattr(self.request, "acting", None)
        return acting.member if acting else None

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """The navigation for this person's roles."""
        return navigation.links_for(self.member.roles, self.request.path) if self.member else ()

    @property
    def tabs(self) -> tuple[Link, ...]:
        """The navigation items that fit on a phone."""
        return self.links[:TABS]

    @property
    def more(self) -> tuple[Link, ...]:
        """The navigation items behind "More" on a phone."""
        return self.links[TABS:]

    @property
    def theme(self) -> str:
        """One of THEMES: from the cookie, else "system"."""
        chosen = self.request.COOKIES.get(THEME_COOKIE, "")
        return chosen if chosen in THEMES else THEMES[0]

    @property
    def path(self) -> str:
        """Where a form of the frame returns to; without the query, which may name a person."""
        return self.request.path

    @property
    def idle_minutes(self) -> int:
        """Minutes without a key or click after which the browser signs out."""
        return int(getattr(settings, "IDLE_MINUTES", 0))

    @property
    def signs_out_when_idle(self) -> bool:
        """Whether the page watches for an unattended workstation."""
        return bool(self.member and self.idle_minutes and self.stay_url and self.sign_out_url)

    @cached_property
    def home_url(self) -> str:
        """Where the brand leads."""
        return navigation.url_of(Place.HOME) or "/"

    @cached_property
    def find_url(self) -> str:
        """Where a search is sent."""
        return navigation.url_of(Place.FIND, self.member.roles) if self.member else ""

    @cached_property
    def emergency_url(self) -> str:
        """Where those who may ask for access to a closed record; on a page of a record, for this one."""
        page = navigation.url_of(Place.EMERGENCY, self.member.roles) if self.member else ""
        match = self.request.resolver_match
        record = match.kwargs.get("client_id") if match else None
        return f"{page}?record={record}" if page and record else page

    @cached_property
    def account_url(self) -> str:
        """The person's own account."""
        return navigation.url_of(Place.ACCOUNT)

    @cached_property
    def organizations_url(self) -> str:
        """Where to switch, if there is more than one organization to act for."""
        return navigation.url_of(Place.ORGANIZATIONS) if self.member and self.member.organizations > 1 else ""

    @cached_property
    def sign_out_url(self) -> str:
        """Where the sign-out form posts."""
        return navigation.url_of(Place.SIGN_OUT)

    @cached_property
    def stay_url(self) -> str:
        """Where "Stay signed in" posts."""
        return navigation.url_of(Place.STAY)


def frame(request: HttpRequest) -> dict[str, Frame]:
    """Return the frame for the layouts; nothing is looked up until a layout asks."""
    return {"frame": Frame(request)}
