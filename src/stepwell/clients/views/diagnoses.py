"""The diagnoses of one client: those in force by rank, past ones, and adding one from the official list."""

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from stepwell.clients.actions import diagnoses as actions
from stepwell.clients.forms import course as forms
from stepwell.clients.models import Client, Diagnosis
from stepwell.clients.queries import diagnoses as queries
from stepwell.clients.views.record import client_or_404, head_of
from stepwell.platform.tenancy.permissions import holding, member
from stepwell.platform.trail.recording import saw, shows_clients
from stepwell.platform.ui.forms import Form, ReasonForm
from stepwell.platform.ui.submitting import accepted, status_of
from stepwell.platform.walls.rights import Category

_READS = holding(Category.CHART, Category.SERVICES)
_WRITES = holding(Category.CHART, writes=True)


@shows_clients
@require_http_methods(["GET"])
@_READS
def diagnoses(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """Show what somebody is diagnosed with, and what they were."""
    client = client_or_404(client_id)
    saw(request, client.pk)
    rows = queries.diagnoses_of(client.pk)
    context = {
        "now": [row for row in rows if not row.voided and row.to_on is None],
        "past": [row for row in rows if row.voided or row.to_on],
        "may_change": member(request).may(Category.CHART, writes=True),
        "today": _today(request),
    }
    return _page(request, client, "clients/diagnoses.html", context)


@shows_clients
@require_http_methods(["GET", "POST"])
@_WRITES
def new_diagnosis(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """Find a code in the official list and diagnose it. By POST: what is looked for stands in no address."""
    client = client_or_404(client_id)
    saw(request, client.pk)
    search = forms.CodeSearch(request.POST if "q" in request.POST else None)
    text = search.cleaned_data["q"] if search.is_valid() else ""
    codes = queries.find_codes(text, on=_today(request)) if text else []
    form = forms.DiagnosisForm(
        request.POST if "code" in request.POST or "rank" in request.POST else None,
        codes=codes,
        initial={"from_on": _today(request)},
    )

    def add() -> None:
        actions.diagnose(actor=member(request), at=timezone.now(), client=client, new=form.new())

    if accepted(form, add):
        messages.success(request, "Diagnosis added")
        return redirect("clients:diagnoses", client.pk)
    context = {"search": search, "form": form, "codes": codes, "text": text, "is_cut": len(codes) == queries.MOST_FOUND}
    return _page(request, client, "clients/new_diagnosis.html", context, form if form.is_bound else search)


@shows_clients
@require_http_methods(["GET", "POST"])
@_WRITES
def resolve_diagnosis(request: HttpRequest, client_id: UUID, diagnosis_id: UUID) -> HttpResponse:
    """End a diagnosis that is resolved; it stays in the record."""
    client, diagnosis = _of(request, client_id, diagnosis_id)
    initial = {"to_on": _today(request), "version": diagnosis.version}
    form = forms.ResolveForm(request.POST or None, initial=initial)

    def end() -> None:
        actions.resolve(actor=member(request), at=timezone.now(), diagnosis=diagnosis, **form.cleaned_data)

    if accepted(form, end):
        messages.success(request, "Diagnosis ended; it stays in the record")
        return redirect("clients:diagnoses", client.pk)
    context = {"form": form, "diagnosis": diagnosis, "heading": "End a diagnosis", "submit": "End it"}
    return _page(request, client, "clients/diagnosis.html", context, form)


@shows_clients
@require_http_methods(["GET", "POST"])
@_WRITES
def void_diagnosis(request: HttpRequest, client_id: UUID, diagnosis_id: UUID) -> HttpResponse:
    """Set a diagnosis aside that was made by mistake."""
    client, diagnosis = _of(request, client_id, diagnosis_id)
    form = ReasonForm(request.POST or None)

    def void() -> None:
        actions.void_diagnosis(actor=member(request), at=timezone.now(), diagnosis=diagnosis, **form.cleaned_data)

    if accepted(form, void):
        messages.success(request, "Set aside; it counts for nothing and stays in the record")
        return redirect("clients:diagnoses", client.pk)
    context = {"form": form, "diagnosis": diagnosis, "heading": "Made by mistake", "submit": "Set it aside"}
    return _page(request, client, "clients/diagnosis.html", context, form)


@require_POST
@_WRITES
def rank_diagnosis(request: HttpRequest, client_id: UUID, diagnosis_id: UUID) -> HttpResponse:
    """Move a diagnosis to another rank."""
    client, diagnosis = _of(request, client_id, diagnosis_id)
    form = forms.RankForm(request.POST)
    if form.is_valid():
        actions.rank(actor=member(request), client=client, diagnosis=diagnosis, rank=form.cleaned_data["rank"])
        messages.success(request, "Order changed")
    return redirect("clients:diagnoses", client.pk)


def _of(request: HttpRequest, client_id: UUID, diagnosis_id: UUID) -> tuple[Client, Diagnosis]:
    client = client_or_404(client_id)
    saw(request, client.pk)
    found = Diagnosis.objects.select_related("code").filter(pk=diagnosis_id, client=client, to_on=None, voided_at=None)
    diagnosis = found.first()
    if diagnosis is None:
        raise Http404
    return client, diagnosis


def _page(
    request: HttpRequest, client: Client, template: str, context: dict[str, object], form: Form | None = None
) -> HttpResponse:
    shown = {"head": head_of(request, client), "client": client, **context}
    return render(request, template, shown, status=status_of(form))


def _today(request: HttpRequest) -> date:
    return timezone.now().astimezone(member(request).zone).date()
