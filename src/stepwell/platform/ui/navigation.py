"""What the staff frame links to. Rooms register here from AppConfig.ready; the frame knows none of them by name."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from enum import StrEnum

from django.urls import reverse


class Place(StrEnum):
    """A page the frame offers outside the navigation, once some room has supplied it."""

    HOME = "home"
    FIND = "find"  # POST with q: what is looked for stands in no address
    EMERGENCY = "emergency"  # GET, with ?record= of one that was refused: asks for access to a closed record
    ACCOUNT = "account"
    ORGANIZATIONS = "organizations"
    SIGN_OUT = "sign-out"  # POST
    STAY = "stay"  # POST, answers 204: the person is still there


@dataclass(frozen=True)
class Item:
    """One line of the navigation.

    label     what it says: one or two words
    url_name  reversed without arguments
    icon      a name from frontend/icons.txt
    roles     who sees it; None for everybody
    order     smaller comes first; the first four are the tabs of a phone
    match     path prefix under which it counts as current; empty: its own address
    work_of   roles whose daily work it is: for them it comes before pages that several roles share
    """

    label: str
    url_name: str
    icon: str
    roles: frozenset[str] | None = None
    order: int = 100
    match: str = ""
    work_of: frozenset[str] = frozenset()

    def place_for(self, roles: AbstractSet[str]) -> int:
        """Return its order for somebody with these roles: what is their work follows what begins a day."""
        return min(self.order, _FIRST) if self.work_of & roles else self.order


@dataclass(frozen=True)
class Link:
    """One line of the navigation as drawn on one page; `current` is a value for aria-current or empty."""

    label: str
    url: str
    icon: str
    current: str = ""


_FIRST = 11  # right after Today
_items: dict[str, Item] = {}
_places: dict[Place, tuple[str, frozenset[str] | None]] = {}


def register(item: Item) -> None:
    """Add an item to the navigation; registering the same url_name again replaces it."""
    _items[item.url_name] = item


def register_place(place: Place, url_name: str, roles: frozenset[str] | None = None) -> None:
    """Say which page a place of the frame leads to, and for which roles; None for everybody."""
    _places[place] = url_name, roles


def url_of(place: Place, roles: AbstractSet[str] = frozenset()) -> str:
    """Return the place's address, or an empty string if no room supplied it for these roles. Raises NoReverseMatch."""
    url_name, wanted = _places.get(place, ("", None))
    return reverse(url_name) if url_name and (wanted is None or wanted & roles) else ""


def items_for(roles: AbstractSet[str]) -> tuple[Item, ...]:
    """Return the items that somebody with these roles sees, in order."""
    seen = (item for item in _items.values() if item.roles is None or item.roles & roles)
    return tuple(sorted(seen, key=lambda item: (item.place_for(roles), item.order, item.label)))


def links_for(roles: AbstractSet[str], path: str) -> tuple[Link, ...]:
    """Return the navigation of one page.

    roles    the person's roles in the organization acted for
    path     the request's path
    returns  links in order; at most one is current: that with the longest matching prefix
    raises   NoReverseMatch for an item registered with a name that no urlconf knows
    """
    addresses = [(item, reverse(item.url_name)) for item in items_for(roles)]
    lengths = [_matched_length(item, url, path) for item, url in addresses]
    current = lengths.index(max(lengths)) if any(lengths) else -1
    return tuple(
        Link(item.label, url, item.icon, _aria_current(url, path) if index == current else "")
        for index, (item, url) in enumerate(addresses)
    )


def _matched_length(item: Item, url: str, path: str) -> int:
    prefix = item.match or url
    if path == url:
        return len(path) + 1
    # "/" is a prefix of every path: it is current only on itself.
    return len(prefix) if prefix != "/" and path.startswith(prefix) else 0


def _aria_current(url: str, path: str) -> str:
    return "page" if path == url else "true"
