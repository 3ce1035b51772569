"""Everybody the actor sees, one's own caseload, and the search."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from stepwell.clients import queries
from stepwell.clients.forms import FindForm
from stepwell.clients.rules import searching
from stepwell.platform import panels
from stepwell.platform.panels import Place
from stepwell.platform.tenancy.permissions import holding, member
from stepwell.platform.trail.recording import saw_many, shows_clients
from stepwell.platform.trail.vocabulary import Way
from stepwell.platform.walls.rights import Category


@shows_clients
@require_GET
@holding(Category.IDENTITY)
def everybody(request: HttpRequest) -> HttpResponse:
    """List everybody the actor sees, a page at a time; `after` is the id of the last client of the page before."""
    after = _last_shown(request.GET.get("after", ""))
    rows = queries.listed(after=after, most=queries.PAGE + 1)
    shown = rows[: queries.PAGE]
    saw_many(request, len(shown))
    following = shown[-1].id if len(rows) > queries.PAGE else None
    context = {
        "rows": shown,
        "following": following,
        "is_first": after is None,
        "may_register": _may_register(request),
        "offers": panels.drawn(Place.CLIENTS_LIST, request, member(request)),
    }
    return render(request, "clients/everybody.html", context)


def _last_shown(text: str) -> tuple[str, str, UUID] | None:
    try:
        client = queries.get(UUID(text))
    except ValueError:
        return None
    return (client.last_name, client.first_name, client.pk) if client else None


@shows_clients
@require_GET
@holding(Category.IDENTITY)
def caseload(request: HttpRequest) -> HttpResponse:
    """List the clients one has to do with now."""
    mine = member(request).membership_id
    rows, left = queries.caseload(mine), queries.left(mine)
    saw_many(request, len(rows) + len(left))
    return render(request, "clients/caseload.html", {"rows": rows, "left": left})


@shows_clients
@require_http_methods(["GET", "POST"])
@holding(Category.IDENTITY)
def find(request: HttpRequest) -> HttpResponse:
    """Find clients by name, preferred name, birth date, record number or telephone. By POST: no name in an address."""
    form = FindForm(request.POST if request.method == "POST" else None)
    text = form.cleaned_data["q"] if form.is_valid() else ""
    query = searching.read(text, on=timezone.now().astimezone(member(request).zone).date())
    rows = queries.find(query)
    if text:
        saw_many(request, len(rows), way=Way.SEARCH)
    context = {
        "form": form,
        "rows": rows,
        "is_cut": len(rows) == queries.MOST_FOUND,
        "asked": bool(text),
        "may_register": _may_register(request),
    }
    return render(request, "clients/find.html", context)


def _may_register(request: HttpRequest) -> bool:
    return member(request).may(Category.IDENTITY, writes=True)
