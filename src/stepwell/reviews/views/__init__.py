"""Pages of reviews and discharges."""

from collections.abc import Mapping
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from stepwell.clients.models import Client
from stepwell.clients.views.record import client_or_404, head_of
from stepwell.platform.tenancy.permissions import holding
from stepwell.platform.trail.recording import saw
from stepwell.platform.ui.forms import Form
from stepwell.platform.ui.submitting import status_of
from stepwell.platform.walls.rights import Category
from stepwell.reviews.actions import discharging, reviewing, summarizing
from stepwell.reviews.models import Discharge, DischargeSummary, Review

READS = holding(Category.CHART)
WRITES = holding(Category.CHART, writes=True)


def client_seen(request: HttpRequest, client_id: UUID) -> Client:
    """Return a client whose data the page shows, and leave a trace of it."""
    client = client_or_404(client_id)
    saw(request, client.pk)
    return client


def review_seen(request: HttpRequest, client_id: UUID, review_id: UUID) -> tuple[Client, Review]:
    """Return a review that the actor sees, or say that there is none."""
    found = reviewing.get_review(client_id, review_id)
    if found is None:
        raise Http404
    saw(request, client_id)
    return found.client, found


def summary_seen(request: HttpRequest, client_id: UUID, summary_id: UUID) -> tuple[Client, DischargeSummary]:
    """Return what is written towards a discharge, or say that there is none."""
    found = summarizing.get_summary(client_id, summary_id)
    if found is None:
        raise Http404
    saw(request, client_id)
    return found.client, found


def discharge_seen(request: HttpRequest, client_id: UUID, discharge_id: UUID) -> tuple[Client, Discharge]:
    """Return a discharge that the actor sees, or say that there is none."""
    found = discharging.get_discharge(client_id, discharge_id)
    if found is None:
        raise Http404
    saw(request, client_id)
    return found.client, found


def page(
    request: HttpRequest, client: Client, template: str, context: Mapping[str, object], form: Form | None = None
) -> HttpResponse:
    """Return a page of a client's record."""
    shown = {"head": head_of(request, client), "client": client, **context}
    return render(request, f"reviews/{template}.html", shown, status=status_of(form))
