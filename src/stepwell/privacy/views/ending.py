"""How a consent ends: taken back by the client, or by the event that it names."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from stepwell.platform.tenancy.permissions import member
from stepwell.platform.trail.recording import shows_clients
from stepwell.platform.ui.forms import ReasonForm
from stepwell.platform.ui.submitting import accepted
from stepwell.privacy.actions import ending as actions
from stepwell.privacy.forms.consents import EndingForm, RevocationForm
from stepwell.privacy.models import ConsentEnding
from stepwell.privacy.views.chart import form_page, model_or_404, seen, today_of
from stepwell.privacy.views.consents import WRITES
from stepwell.privacy.vocabulary import RevocationWay


@shows_clients
@require_http_methods(["GET", "HEAD", "POST"])
@WRITES
def revocation(request: HttpRequest, client_id: UUID, consent_id: UUID) -> HttpResponse:
    """Write down that a consent was taken back."""
    client = seen(request, client_id)
    consent = model_or_404(client.pk, consent_id)
    form = RevocationForm(request.POST or None, request.FILES or None, initial={"asked_by": client.legal_name})

    def act() -> None:
        typed = form.cleaned_data
        actions.revoke(
            actor=member(request),
            at=timezone.now(),
            consent=consent,
            way=RevocationWay(typed["way"]),
            asked_by=typed["asked_by"],
            words=typed["words"],
            paper=form.upload(),
        )

    if accepted(form, act):
        messages.success(request, "Taken back. It permits nothing from this moment on.")
        return redirect("privacy:consent", client.pk, consent.pk)
    words = {
        "heading": "The client takes this consent back",
        "lead": "It ends at the moment you save, for good. Whoever changes their mind later signs a new one.",
        "submit": "End the consent now",
        "tone": "danger",
    }
    return form_page(request, client, form, back=_back(client_id, consent_id), **words)


@shows_clients
@require_http_methods(["GET", "HEAD", "POST"])
@WRITES
def ended(request: HttpRequest, client_id: UUID, consent_id: UUID) -> HttpResponse:
    """Write down that the event happened which ends a consent."""
    client = seen(request, client_id)
    consent = model_or_404(client.pk, consent_id)
    form = EndingForm(request.POST or None, today=today_of(request))

    def act() -> None:
        actions.note_ending(
            actor=member(request),
            at=timezone.now(),
            consent=consent,
            happened_on=form.cleaned_data["happened_on"],
        )

    if accepted(form, act):
        messages.success(request, "Written down. The consent has ended.")
        return redirect("privacy:consent", client.pk, consent.pk)
    words: dict[str, Any] = {
        "heading": "It has happened",
        "lead": consent.expiry_event or "Treatment has ended.",
        "submit": "End the consent",
    }
    return form_page(request, client, form, back=_back(client_id, consent_id), **words)


@shows_clients
@require_http_methods(["GET", "HEAD", "POST"])
@WRITES
def void_ending(request: HttpRequest, client_id: UUID, ending_id: UUID) -> HttpResponse:
    """Take back that the event happened: it was written down by mistake."""
    client = seen(request, client_id)
    ending = ConsentEnding.objects.filter(client=client.pk, pk=ending_id).first()
    if ending is None:
        raise Http404
    form = ReasonForm(request.POST or None)

    def act() -> None:
        actions.void_ending(actor=member(request), at=timezone.now(), ending=ending, reason=form.cleaned_data["reason"])

    if accepted(form, act):
        messages.success(request, "Taken back. The consent is as it was before.")
        return redirect("privacy:consent", client.pk, ending.consent_id)
    words = {"heading": "It did not happen", "submit": "Take the entry back", "tone": "danger"}
    return form_page(request, client, form, back=_back(client_id, ending.consent_id), **words)


def _back(client_id: UUID, consent_id: UUID) -> str:
    return reverse("privacy:consent", args=[client_id, consent_id])
