"""Every page says who may open it: a view that was forgotten would be open to any account, or to nobody."""

from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

# The gallery and the choice of light or dark touch no table, and stand below the package that permissions are in.
WITHOUT_DATA = "ui/"
DOORS = {"admin/login/"}  # leads to the sign-in of everybody


def views(resolver: URLResolver, prefix: str = "") -> Iterator[tuple[str, Any]]:
    """Yield the address and the view of every page but those without data."""
    for entry in resolver.url_patterns:
        address = f"{prefix}{entry.pattern}"
        if address.startswith(WITHOUT_DATA):
            continue
        if isinstance(entry, URLPattern):
            yield address, entry.callback
        else:
            yield from views(entry, address)


def permission(view: Any) -> str:
    return str(getattr(view, "permission", ""))


def test_every_view_declares_who_may_open_it() -> None:
    found = dict(views(get_resolver()))

    assert len(found) > 50
    assert [address for address, view in found.items() if not permission(view)] == []


def test_what_needs_no_sign_in_is_declared_for_anyone_or_for_the_holder_of_a_link() -> None:
    found = dict(views(get_resolver()))
    opened = {address for address, view in found.items() if not getattr(view, "login_required", True)}
    declared = {address for address, view in found.items() if permission(view).startswith(("anyone", "visitors"))}

    assert opened - DOORS == declared
