"""What the pages of notes share."""

from collections.abc import Mapping
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from stepwell.clients.models import Client
from stepwell.clients.views.record import client_or_404, head_of
from stepwell.notes.queries import lists
from stepwell.notes.queries.lists import Shown
from stepwell.platform.tenancy.permissions import holding, member
from stepwell.platform.trail.recording import saw
from stepwell.platform.trail.vocabulary import Way
from stepwell.platform.ui.forms import Form
from stepwell.platform.ui.submitting import status_of
from stepwell.platform.walls.rights import Category

READS = holding(Category.SERVICES, Category.SESSIONS, Category.CHART, Category.CASE_NOTES)
READS_WORDS = holding(Category.SESSIONS, Category.CHART, Category.CASE_NOTES)
WRITES = holding(Category.SESSIONS, Category.CHART, Category.CASE_NOTES, writes=True)


def note_or_404(request: HttpRequest, client_id: UUID, note_id: UUID, *, way: Way = Way.PAGE) -> tuple[Client, Shown]:
    """Return a client and one of their notes, and record that they are shown."""
    client = client_or_404(client_id)
    saw(request, client.pk, way=way)
    found = lists.one(client.pk, note_id, member(request).zone)
    if found is None:
        raise Http404
    return client, found


def page(
    request: HttpRequest, client: Client, template: str, context: Mapping[str, object], form: Form | None = None
) -> HttpResponse:
    """Draw a page of the client's record."""
    shown = {"head": head_of(request, client), "client": client, "form": form, **context}
    return render(request, f"notes/{template}.html", shown, status=status_of(form))
