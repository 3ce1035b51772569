"""The plan in force, its versions, and how its objectives go."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.views.decorators.http import require_http_methods

from stepwell.clients.views.record import client_or_404
from stepwell.platform.documents.pdf import NoPdf, pdf_of
from stepwell.platform.tenancy.permissions import holding, member
from stepwell.platform.trail.recording import saw, shows_clients
from stepwell.platform.trail.vocabulary import Way
from stepwell.platform.ui.forms import ReasonForm
from stepwell.platform.ui.submitting import accepted
from stepwell.platform.walls.rights import Category
from stepwell.treatmentplans import queries
from stepwell.treatmentplans.actions import drafts, progress
from stepwell.treatmentplans.forms import RateForm
from stepwell.treatmentplans.models import ObjectiveEntry, PlanObjective
from stepwell.treatmentplans.queries import tree
from stepwell.treatmentplans.rules.differences import differences
from stepwell.treatmentplans.rules.texts import blocks_of
from stepwell.treatmentplans.views.frame import READS, READS_CHART, WRITES, page, plan_or_404, today
from stepwell.treatmentplans.vocabulary import Stage

_CSS = (
    '@page { size: letter; margin: 22mm; } body { font: 11pt/1.5 "Inter", "DejaVu Sans", sans-serif; color: #14242a; }'
    " h1 { font-size: 17pt; } h2 { font-size: 13pt; margin: 6mm 0 1mm; } h3 { font-size: 11pt; margin: 4mm 0 1mm; }"
)
_RATES = holding(Category.OBJECTIVES, Category.SESSIONS, writes=True)


@shows_clients
@require_http_methods(["GET"])
@READS
def plan(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """Show the plan in force, as the client reads it, with how its objectives go and what was before."""
    client = client_or_404(client_id)
    saw(request, client.pk)
    rows = queries.plans_of(client.pk, on=today(request))
    now = next((row for row in rows if row.stage == Stage.IN_FORCE), None)
    words = tree.words_of(now.id) if now and member(request).may(Category.CHART) else None
    context: dict[str, object] = {
        "rows": rows,
        "now": now,
        "open": next((row for row in rows if row.client_signed_at is None and row.stage != Stage.VOIDED), None),
        "blocks": blocks_of(words.text) if words and words.text else [],
        "refusal": words.refusal if words else None,
        "objectives": _objectives(now.id, client.pk) if now else [],
        "services": [each.line for each in tree.interventions_of(now.id)] if now and not words else [],
        "sees_chart": member(request).may(Category.CHART),
        "may_write": member(request).may(Category.CHART, writes=True),
        "may_cosign": member(request).may(Category.CASELOAD, writes=True),
        "may_rate": any(member(request).may(each, writes=True) for each in (Category.OBJECTIVES, Category.SESSIONS)),
        "is_due": bool(now and now.review_by < today(request)),
    }
    return page(request, client, "plan", context)


@shows_clients
@require_http_methods(["GET"])
@READS_CHART
def version(request: HttpRequest, client_id: UUID, plan_id: UUID) -> HttpResponse:
    """Show one version as it was signed, and what it changed against the one before."""
    client, shown = plan_or_404(request, client_id, plan_id)
    words = tree.words_of(shown.pk)
    before = queries.plan_for(client.pk, shown.based_on_id) if shown.based_on_id else None
    context: dict[str, object] = {
        "plan": shown,
        "blocks": blocks_of(words.text) if words and words.text else [],
        "before": before,
        "changes": differences(tree.facts_of(before), tree.facts_of(shown)) if before else [],
        "may_write": member(request).may(Category.CHART, writes=True),
    }
    return page(request, client, "version", context)


@shows_clients
@require_http_methods(["GET"])
@READS_CHART
def as_pdf(request: HttpRequest, client_id: UUID, plan_id: UUID) -> HttpResponse:
    """Answer with a signed version as PDF; recorded as an export."""
    client = client_or_404(client_id)
    saw(request, client.pk, way=Way.EXPORT)
    shown, words = queries.plan_for(client.pk, plan_id), tree.words_of(plan_id)
    if shown is None or words is None or not words.text:
        raise Http404
    try:
        content = pdf_of(render_to_string("treatmentplans/pdf.html", {"blocks": blocks_of(words.text)}), _CSS)
    except NoPdf as missing:
        messages.info(request, f"{missing} Until then, print the page from your browser.")
        return redirect("treatmentplans:version", client.pk, plan_id)
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = 'attachment; filename="plan.pdf"'
    add_never_cache_headers(response)
    return response


@shows_clients
@require_http_methods(["GET", "POST"])
@_RATES
def rate(request: HttpRequest, client_id: UUID, objective_id: UUID) -> HttpResponse:
    """Say how an objective goes."""
    client = client_or_404(client_id)
    saw(request, client.pk)
    objective = PlanObjective.objects.select_related("plan").filter(pk=objective_id, client=client).first()
    if objective is None:
        raise Http404
    form = RateForm(request.POST or None, initial={"on": today(request), "standing": "open"})
    who = member(request)
    if accepted(
        form, lambda: progress.rate_objective(actor=who, at=timezone.now(), objective=objective, **form.typed())
    ):
        messages.success(request, "Progress saved")
        return redirect("treatmentplans:plan", client.pk)
    context = {"heading": "How does it go?", "lead": objective.words, "submit": "Save the progress"}
    return page(request, client, "form", context, form)


@shows_clients
@require_http_methods(["GET", "POST"])
@_RATES
def void_entry(request: HttpRequest, client_id: UUID, progress_id: UUID) -> HttpResponse:
    """Set aside what was said of an objective by mistake: one's own, or anybody's as a clinician of the client."""
    client = client_or_404(client_id)
    saw(request, client.pk)
    who = member(request)
    entries = ObjectiveEntry.objects.filter(pk=progress_id, client=client, voided_at=None)
    if not who.may(Category.OBJECTIVES, writes=True):
        entries = entries.filter(account=who.account_id)
    entry = entries.first()
    if entry is None:
        raise Http404
    form = ReasonForm(request.POST or None)
    if accepted(
        form, lambda: progress.void_entry(actor=who, at=timezone.now(), entry=entry, reason=form.cleaned_data["reason"])
    ):
        messages.success(request, "Set aside; it counts for nothing and stays in the record")
        return redirect("treatmentplans:plan", client.pk)
    context = {"heading": "Made by mistake", "lead": entry.words, "submit": "Set it aside"}
    return page(request, client, "form", context, form)


@shows_clients
@require_http_methods(["GET", "POST"])
@WRITES
def void(request: HttpRequest, client_id: UUID, plan_id: UUID) -> HttpResponse:
    """Set a version aside that was made by mistake, or that the client wants changed before signing."""
    client, shown = plan_or_404(request, client_id, plan_id)
    form = ReasonForm(request.POST or None)
    if accepted(
        form,
        lambda: drafts.void_plan(
            actor=member(request), at=timezone.now(), plan=shown, reason=form.cleaned_data["reason"]
        ),
    ):
        messages.success(request, "Set aside; it counts for nothing and stays in the record")
        return redirect("treatmentplans:plan", client.pk)
    context = {"heading": f"Set version {shown.number} aside", "submit": "Set it aside"}
    return page(request, client, "form", context, form)


def _objectives(plan_id: UUID, client_id: UUID) -> list[tuple[queries.ObjectiveRow, list[queries.EntryRow]]]:
    entries = queries.entries_of(client_id)
    return [(row, entries.get(row.lineage, [])[:5]) for row in queries.objectives_of(plan_id)]
