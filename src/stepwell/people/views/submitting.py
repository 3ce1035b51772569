"""What the pages of the settings share: tabs, loading what may be hidden."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from stepwell.people.queries.staff import Moment
from stepwell.platform.tenancy.permissions import member
from stepwell.platform.walls.rights import Category
from stepwell.platform.walls.scope import Scope

Found = TypeVar("Found")
_SECTIONS = (
    ("Organization", "people:organization"),
    ("Sites", "people:sites"),
    ("Programs", "people:programs"),
    ("Rooms", "people:rooms"),
    ("Staff", "people:staff"),
)


@dataclass(frozen=True)
class Tab:
    """One section of the settings."""

    label: str
    url: str
    current: bool


def scope(request: HttpRequest) -> Scope:
    """Return the scope that the request acts in."""
    acting: Scope = request.acting.scope  # type: ignore[attr-defined]
    return acting


def moment(request: HttpRequest) -> Moment:
    """Return now, as the organization's clock has it."""
    return Moment(timezone.now(), member(request).zone)


def found(load: Callable[[], Found]) -> Found:
    """Return what `load` finds; answers 404 for what is not there or is behind the wall."""
    try:
        return load()
    except ObjectDoesNotExist:
        raise Http404 from None


def page(request: HttpRequest, template: str, section: str, **shown: Any) -> HttpResponse:
    """Render a page of the settings under the tab of its section; an invalid form answers 422."""
    form = shown.get("form")
    status = 422 if form is not None and form.is_bound else 200
    frame = {"tabs": _tabs(request, section), "zone": member(request).zone}
    return render(request, template, {**frame, **shown}, status=status)


def _tabs(request: HttpRequest, section: str) -> list[Tab]:
    configures = member(request).may(Category.CONFIGURATION)
    open_to_all = _SECTIONS if configures else _SECTIONS[1:]
    return [Tab(label, reverse(name), name == section) for label, name in open_to_all]
