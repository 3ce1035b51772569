"""Pages of placement."""

from collections.abc import Mapping
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from stepwell.clients.models import Client
from stepwell.clients.views.record import client_or_404, head_of
from stepwell.placement.actions import placing
from stepwell.placement.models import Placement
from stepwell.platform.trail.recording import saw
from stepwell.platform.ui.forms import Form
from stepwell.platform.ui.submitting import status_of


def client_seen(request: HttpRequest, client_id: UUID) -> Client:
    """Return a client whose data the page shows, and leave a trace of it."""
    client = client_or_404(client_id)
    saw(request, client.pk)
    return client


def placement_seen(request: HttpRequest, client_id: UUID, placement_id: UUID) -> tuple[Client, Placement]:
    """Return a placement that the actor sees, or say that there is none."""
    client = client_seen(request, client_id)
    placement = placing.get_placement(client_id, placement_id)
    if placement is None:
        raise Http404
    return client, placement


def page(
    request: HttpRequest, client: Client, template: str, context: Mapping[str, object], form: Form | None = None
) -> HttpResponse:
    """Return a page of a client's record."""
    shown = {"head": head_of(request, client), "client": client, **context}
    return render(request, template, shown, status=status_of(form))
