"""What the pages of plans share."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from stepwell.clients.models import Client
from stepwell.clients.views.record import client_or_404, head_of
from stepwell.platform.tenancy.permissions import holding, member
from stepwell.platform.trail.recording import saw
from stepwell.platform.ui.forms import Form
from stepwell.platform.ui.submitting import status_of
from stepwell.platform.walls.rights import Category
from stepwell.treatmentplans import queries
from stepwell.treatmentplans.models import Plan

READS = holding(Category.OBJECTIVES)
READS_CHART = holding(Category.CHART)
WRITES = holding(Category.CHART, writes=True)


def today(request: HttpRequest) -> date:
    """Return the day that it is in the organization."""
    return timezone.now().astimezone(member(request).zone).date()


def plan_or_404(request: HttpRequest, client_id: UUID, plan_id: UUID) -> tuple[Client, Plan]:
    """Return a client and one of their plans, and record that they are shown."""
    client = client_or_404(client_id)
    saw(request, client.pk)
    plan = queries.plan_for(client.pk, plan_id)
    if plan is None:
        raise Http404
    plan.client = client
    return client, plan


def draft_or_404(request: HttpRequest, client_id: UUID, plan_id: UUID) -> tuple[Client, Plan]:
    """Return a client and a plan that is still a draft."""
    client, plan = plan_or_404(request, client_id, plan_id)
    if plan.signed_at or plan.voided_at:
        raise Http404
    return client, plan


def page(
    request: HttpRequest, client: Client, template: str, context: Mapping[str, object], form: Form | None = None
) -> HttpResponse:
    """Draw a page of the client's record."""
    shown = {"head": head_of(request, client), "client": client, "form": form, **context}
    return render(request, f"treatmentplans/{template}.html", shown, status=status_of(form))
