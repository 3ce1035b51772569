"""What stays of a discharge: what was signed, the letter to the client, undoing it."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from stepwell.kernel.findings import Refused
from stepwell.platform.documents.pdf import NoPdf
from stepwell.platform.tenancy.permissions import holding, member
from stepwell.platform.trail.recording import saw, shows_clients
from stepwell.platform.trail.vocabulary import Way
from stepwell.platform.ui.forms import ReasonForm
from stepwell.platform.ui.submitting import accepted
from stepwell.platform.walls.rights import Category
from stepwell.reviews.actions import discharging, lettering
from stepwell.reviews.models import Discharge, DischargeSummary
from stepwell.reviews.queries import letters
from stepwell.reviews.views import READS, WRITES, discharge_seen, page
from stepwell.reviews.vocabulary import REASON_LABELS, REPORTED, REPORTED_LABELS, Reason

_MISSING = "PDF cannot be made on this machine. Print this page from the browser instead."


@shows_clients
@require_GET
@holding(Category.ENROLLMENT, Category.SERVICES, Category.CHART)
def discharge(request: HttpRequest, client_id: UUID, discharge_id: UUID) -> HttpResponse:
    """Show when and why an episode ended, and to those who read the chart what was signed."""
    client, found = discharge_seen(request, client_id, discharge_id)
    summary = DischargeSummary.objects.select_related("signed_by").filter(pk=found.summary_id).first()
    reason = Reason(found.reason)
    context = {
        "discharge": found,
        "reason": REASON_LABELS[reason],
        "reported": REPORTED_LABELS[REPORTED[reason]],
        "summary": summary,
        "text": summary.signed_text if summary else "",
        "may_undo": member(request).may(Category.CHART, writes=True) and not found.voided_at,
    }
    return page(request, client, "discharge", context)


@shows_clients
@require_http_methods(["GET", "POST"])
@WRITES
def undo(request: HttpRequest, client_id: UUID, discharge_id: UUID) -> HttpResponse:
    """Open the episode again, because the discharge was a mistake."""
    client, found = discharge_seen(request, client_id, discharge_id)
    form = ReasonForm(request.POST or None)
    lost: list[str] = []

    def act() -> None:
        lost.extend(
            discharging.undo_discharge(actor=member(request), at=timezone.now(), discharge=found, **form.cleaned_data)
        )

    if accepted(form, act):
        messages.success(request, "The episode is open again. Appointments that were freed are booked anew.")
        for words in lost:
            messages.warning(request, words)
        return redirect("reviews:overview", client.pk)
    lead = "Level, order, groups and consents go back to what they were. Freed appointments are not booked again."
    context = {"form": form, "heading": "Undo the discharge", "lead": lead, "submit": "Undo it", "tone": "danger"}
    return page(request, client, "change", context, form)


@shows_clients
@require_GET
@READS
def letter(request: HttpRequest, client_id: UUID, discharge_id: UUID) -> HttpResponse:
    """Show the letter to the client as it will be on paper."""
    client, found = discharge_seen(request, client_id, discharge_id)
    context = {
        "discharge": found,
        "letter": _letter(request, found),
        "filed": lettering.newest_of(found),
        "writes": member(request).may(Category.CHART, writes=True),
    }
    return page(request, client, "letter", context)


@shows_clients
@require_GET
@READS
def letter_pdf(request: HttpRequest, client_id: UUID, discharge_id: UUID) -> HttpResponse:
    """Answer with the letter as PDF; recorded as an export."""
    client, found = discharge_seen(request, client_id, discharge_id)
    try:
        content = lettering.content_of(_letter(request, found))
    except NoPdf:
        messages.error(request, _MISSING)
        return redirect("reviews:letter", client.pk, found.pk)
    saw(request, client.pk, way=Way.EXPORT)
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = 'attachment; filename="letter.pdf"'
    add_never_cache_headers(response)
    return response


@require_POST
@WRITES
def keep_letter(request: HttpRequest, client_id: UUID, discharge_id: UUID) -> HttpResponse:
    """File the letter as it reads now with the client's documents, as a new version."""
    client, found = discharge_seen(request, client_id, discharge_id)
    try:
        lettering.keep_letter(actor=member(request), at=timezone.now(), discharge=found)
    except NoPdf:
        messages.error(request, _MISSING)
    except Refused as refusal:
        messages.error(request, refusal.findings[0].sentence)
    else:
        messages.success(request, "Filed with the documents")
    return redirect("reviews:letter", client.pk, found.pk)


def _letter(request: HttpRequest, found: Discharge) -> letters.Letter:
    made = letters.letter_of(found, clinic=member(request).organization_name)
    if made is None:
        raise Http404
    return made
