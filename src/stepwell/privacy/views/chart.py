"""What the pages of one client's consents and disclosures have in common."""

from datetime import date
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from stepwell.clients.models import Client
from stepwell.clients.views.record import client_or_404, head_of
from stepwell.platform.tenancy.permissions import member
from stepwell.platform.trail.recording import saw
from stepwell.platform.ui.forms import Form
from stepwell.platform.ui.submitting import status_of
from stepwell.privacy.models import Consent
from stepwell.privacy.queries import consents
from stepwell.privacy.queries.consents import ConsentRow


def seen(request: HttpRequest, client_id: UUID) -> Client:
    """Return a client that the actor sees, and leave the trace of it; raises Http404."""
    client = client_or_404(client_id)
    saw(request, client.pk)
    return client


def row_or_404(client_id: UUID, consent_id: UUID) -> ConsentRow:
    """Return a consent of a client as it stands; raises Http404."""
    found = consents.consent(client_id, consent_id)
    if found is None:
        raise Http404
    return found


def model_or_404(client_id: UUID, consent_id: UUID) -> Consent:
    """Return a consent of a client for an action; raises Http404."""
    found = Consent.objects.filter(client=client_id, pk=consent_id).first()
    if found is None:
        raise Http404
    return found


def today_of(request: HttpRequest) -> date:
    """Return the day it is where the organization is."""
    return timezone.now().astimezone(member(request).zone).date()


def page(request: HttpRequest, client: Client, template: str, **shown: Any) -> HttpResponse:
    """Return a page of a client's record; 422 if it shows a form that was not accepted."""
    form = shown.get("form")
    context = {"head": head_of(request, client), "client": client, **shown}
    return render(request, template, context, status=status_of(form))


def form_page(request: HttpRequest, client: Client, form: Form, **words: Any) -> HttpResponse:
    """Return a page with one form: heading, lead, submit, back, and perhaps tone."""
    return page(request, client, "privacy/form.html", form=form, **words)
