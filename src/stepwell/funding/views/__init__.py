"""Pages of funding: what a client can afford, and the ways to it."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from stepwell.clients.models import Client
from stepwell.clients.views.record import client_or_404, head_of
from stepwell.platform.tenancy.permissions import holding, member
from stepwell.platform.trail.recording import saw
from stepwell.platform.ui.forms import Form
from stepwell.platform.ui.submitting import status_of
from stepwell.platform.walls.rights import Category

READS = holding(Category.PAYMENTS)
ASKS = holding(Category.PAYMENTS, writes=True)
DECIDES = holding(Category.BILLING, writes=True)
KEEPS = holding(Category.CONTRACTS, writes=True)


def client_seen(request: HttpRequest, client_id: UUID) -> Client:
    """Return a client whose data the page shows, and leave a trace of it."""
    client = client_or_404(client_id)
    saw(request, client.pk)
    return client


def today(request: HttpRequest) -> date:
    """Return the day it is at the organization."""
    return timezone.now().astimezone(member(request).zone).date()


def page(
    request: HttpRequest, client: Client, template: str, context: Mapping[str, object], form: Form | None = None
) -> HttpResponse:
    """Return a page of a client's record."""
    shown = {"head": head_of(request, client), "client": client, "form": form, **context}
    return render(request, f"funding/{template}.html", shown, status=status_of(form))
