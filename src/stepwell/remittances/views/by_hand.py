"""Answers on paper: choosing the claims, typing in what it says, taking it back."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods

from stepwell.claims.queries.sent import ClaimSent
from stepwell.kernel.findings import Finding, Refused
from stepwell.platform.documents.actions import Upload
from stepwell.platform.tenancy.permissions import member
from stepwell.platform.trail.recording import saw_many, shows_clients
from stepwell.platform.ui.forms import ReasonForm
from stepwell.platform.ui.submitting import accepted, status_of
from stepwell.remittances import tasks
from stepwell.remittances.actions import by_hand as actions
from stepwell.remittances.actions.taking import Taken
from stepwell.remittances.paper import MOST_CLAIMS, ClaimsForm, PaperForm
from stepwell.remittances.queries import by_hand as queries
from stepwell.remittances.queries import remittances
from stepwell.remittances.views import WRITES
from stepwell.remittances.vocabulary import Way


@require_http_methods(["GET", "POST"])
@WRITES
def choose(request: HttpRequest) -> HttpResponse:
    """Ask which claims a paper answers."""
    form = ClaimsForm(request.POST or None)
    found: dict[str, UUID] = {}

    def act() -> None:
        numbers = list(dict.fromkeys(form.cleaned_data["numbers"].upper().replace(",", " ").split()))
        found.update(queries.ids_of(numbers[:MOST_CLAIMS]))
        unknown = [number for number in numbers if number not in found]
        if unknown:
            sentence = f"No claim {' or '.join(unknown[:3])} was sent from here. Compare with the list of claims."
            raise Refused(Finding("HND-008", sentence, "numbers"))

    if accepted(form, act):
        asked = urlencode([("claim", str(claim_id)) for claim_id in found.values()])
        return redirect(f"{reverse('remittances:by_hand')}?{asked}")
    return render(request, "remittances/by_hand_claims.html", {"form": form}, status=status_of(form))


@shows_clients
@require_http_methods(["GET", "POST"])
@WRITES
def by_hand(request: HttpRequest) -> HttpResponse:
    """Take what a paper says about some claims, and let a job post it."""
    claims = _claims(request)
    if not claims:
        saw_many(request, 0)
        return redirect("remittances:by_hand_claims")
    names, payer = queries.names_of(claims)
    saw_many(request, len(names))
    form = PaperForm(request.POST or None, request.FILES or None, claims=claims, payer=payer)
    taken: list[Taken] = []

    def act() -> None:
        file = form.cleaned_data["scan"]
        scan = Upload(file.name, file.read(), file.size) if file else None
        made = actions.post_by_hand(actor=member(request), at=timezone.now(), paper=form.paper(), scan=scan)
        _read_soon(request, made)
        taken.append(made)

    if accepted(form, act):
        messages.success(request, "It will be posted in a moment. Load this page again then.")
        return redirect("remittances:file", taken[0].file_id)
    shown = {"form": form, "sections": form.sections(), "names": names, "payer": payer}
    return render(request, "remittances/by_hand.html", shown, status=status_of(form))


@require_http_methods(["GET", "POST"])
@WRITES
def take_back(request: HttpRequest, remittance_id: UUID) -> HttpResponse:
    """Negate what was posted from a paper by mistake."""
    row = remittances.remittance(remittance_id)
    if row is None or row.file.way != Way.BY_HAND:
        raise Http404
    form = ReasonForm(request.POST or None)
    taken: list[Taken] = []

    def act() -> None:
        made = actions.take_back(actor=member(request), at=timezone.now(), remittance_id=row.pk, **form.cleaned_data)
        _read_soon(request, made)
        taken.append(made)

    if accepted(form, act):
        messages.success(request, "It will be taken back in a moment. Both stay in the accounts.")
        return redirect("remittances:file", taken[0].file_id)
    return render(request, "remittances/by_hand_back.html", {"form": form, "row": row}, status=status_of(form))


def _claims(request: HttpRequest) -> list[ClaimSent]:
    """Return the claims that the address names, by their keys."""
    ids = []
    for text in request.GET.getlist("claim")[:MOST_CLAIMS]:
        try:
            ids.append(UUID(text))
        except ValueError:
            raise Http404 from None
    return queries.claims_of(ids) if ids else []


def _read_soon(request: HttpRequest, made: Taken) -> None:
    tasks.read.defer(organization=member(request).organization_id, file_id=made.file_id)
