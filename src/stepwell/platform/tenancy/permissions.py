"""Who may open a page. Every view declares one of these; a test walks the addresses and fails on one that does not.

They decide what a page offers. What rows it shows is decided behind them, by the walls.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from stepwell.platform.tenancy.members import Member
from stepwell.platform.walls.rights import Category, Role

View = TypeVar("View", bound=Callable[..., Any])


def anyone(view: View) -> View:
    """Open a page without sign-in: it holds nothing of any client or organization."""
    view.permission = "anyone"  # type: ignore[attr-defined]
    return login_not_required(view)


def signed_in(view: View) -> View:
    """Open a page to any account, before an organization is chosen."""
    view.permission = "signed in"  # type: ignore[attr-defined]
    return view


def members(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Open a page to every member of the organization acted for."""
    return _guard(view, "members", lambda _: True)


def holding(
    *categories: Category, writes: bool = False
) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """Open a page to whoever may read (or write) any of `categories`, whoever's rows they are."""
    label = f"{'writes' if writes else 'reads'} {', '.join(categories)}"

    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        guarded = _guard(view, label, lambda member: any(member.may(each, writes=writes) for each in categories))
        guarded.categories = frozenset(categories)  # type: ignore[attr-defined]  # see `categories_of`
        return guarded

    return decorate


def categories_of(view: Callable[..., Any]) -> frozenset[Category]:
    """Return the categories one of which a page is about, empty for a page that is not guarded by `holding`."""
    found: frozenset[Category] = getattr(view, "categories", frozenset())
    return found


def roles(*wanted: Role) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """Open a page to whoever holds one of the roles `wanted`, at any site."""

    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        return _guard(view, f"roles {', '.join(wanted)}", lambda member: bool(member.roles & set(wanted)))

    return decorate


def member(request: HttpRequest) -> Member:
    """Return who acts; for views behind `members` or `holding`, where somebody always does."""
    found: Member | None = request.acting.member  # type: ignore[attr-defined]
    if found is None:
        raise PermissionDenied
    return found


def _guard(
    view: Callable[..., HttpResponse], label: str, allowed: Callable[[Member], bool]
) -> Callable[..., HttpResponse]:
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        found = request.acting.member  # type: ignore[attr-defined]
        if found is None:
            return redirect("tenancy:choose")
        if not allowed(found):
            raise PermissionDenied
        timezone.activate(found.zone)  # templates show instants; the middleware undoes this
        return view(request, *args, **kwargs)

    guarded.permission = label  # type: ignore[attr-defined]
    return guarded
