"""What the pages of a client's crises and plans share."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from stepwell.clients.models import Client
from stepwell.clients.views.record import client_or_404, head_of
from stepwell.crisis.models import SafetyPlan
from stepwell.crisis.queries import events, plans
from stepwell.platform.tenancy.permissions import holding
from stepwell.platform.trail.recording import saw
from stepwell.platform.ui.submitting import status_of
from stepwell.platform.walls.rights import Category

sees = holding(Category.CRISIS)
reports = holding(Category.CRISIS, writes=True)
reads = holding(Category.SAFETY)
acts = holding(Category.SAFETY, writes=True)


def of_crisis(request: HttpRequest, client_id: UUID, crisis_id: UUID) -> tuple[Client, events.Row]:
    """Return a client and a crisis of theirs, and record that they were seen; raises Http404."""
    found = events.one(client_id, crisis_id)
    if found is None:
        raise Http404
    saw(request, client_id)
    return found


def of_plan(request: HttpRequest, client_id: UUID, safety_plan_id: UUID) -> tuple[Client, SafetyPlan]:
    """Return a client and a version of their safety plan, and record that they were seen; raises Http404."""
    client = client_or_404(client_id)
    plan = plans.get(client_id, safety_plan_id)
    if plan is None:
        raise Http404
    saw(request, client.pk)
    return client, plan


def page(
    request: HttpRequest, client: Client, template: str, form: forms.BaseForm | None = None, **context: Any
) -> HttpResponse:
    """Return a page of a client's record."""
    shown = {"head": head_of(request, client), "client": client, "form": form, **context}
    return render(request, template, shown, status=status_of(form))
