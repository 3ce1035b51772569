"""A record's changes, and the seals of the access log."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from stepwell.clients.views.record import client_or_404, head_of
from stepwell.platform.tenancy.permissions import holding, member
from stepwell.platform.trail import queries as trail
from stepwell.platform.trail.recording import saw, shows_clients
from stepwell.platform.walls.rights import Category
from stepwell.privacy.queries.changes import of_client
from stepwell.privacy.views.frame import tabs

PAGE = 50


@shows_clients
@require_GET
@holding(Category.AUDIT)
def changes(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """Show who changed what in a record, when and why, each field before and after."""
    client = client_or_404(client_id)
    saw(request, client.pk)
    page = Paginator(of_client(client, member(request).zone), PAGE).get_page(request.GET.get("page"))
    context = {"head": head_of(request, client), "client": client, "page": page, "entries": list(page.object_list)}
    return render(request, "privacy/changes.html", context)


@require_GET
@holding(Category.AUDIT)
def seals(request: HttpRequest) -> HttpResponse:
    """Show the newest seal of the access log, and when the chain was last verified."""
    state = trail.state()
    context = {"state": state, "is_late": state.is_late(timezone.now()), "tabs": tabs(request)}
    return render(request, "privacy/seals.html", context)
