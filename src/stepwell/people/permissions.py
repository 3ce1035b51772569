"""Who may open pages of settings."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from stepwell.people.queries.reach import reach
from stepwell.platform.tenancy.permissions import holding
from stepwell.platform.walls.rights import Category


def configuring_everywhere(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Open a page to administrators of all sites: what is set there holds for the whole organization."""

    @holding(Category.CONFIGURATION, writes=True)
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not reach().everywhere:
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded
