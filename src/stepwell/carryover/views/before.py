"""In a client's record: what was before the clinic used Stepwell, correcting it, papers."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from stepwell.carryover.forms import CorrectionForm, initial_of
from stepwell.carryover.queries import imports
from stepwell.carryover.views.frame import carries, may_carry
from stepwell.clients.actions import carried as actions
from stepwell.clients.models import Client
from stepwell.clients.queries import carried
from stepwell.clients.views.record import client_or_404, head_of
from stepwell.platform.tenancy.permissions import holding, member
from stepwell.platform.trail.recording import saw, shows_clients
from stepwell.platform.ui.forms import Form, ReasonForm
from stepwell.platform.ui.submitting import accepted, status_of
from stepwell.platform.walls.editing import void
from stepwell.platform.walls.rights import Category

_SEES = holding(Category.ENROLLMENT)
_WRITES = holding(Category.ENROLLMENT, writes=True)


@shows_clients
@require_GET
@_SEES
def before(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """Show what was counted elsewhere, where the figures come from, and which papers there are."""
    client = client_or_404(client_id)
    saw(request, client.pk)
    context = {
        "head": head_of(request, client),
        "client": client,
        "rows": carried.before_of(client.pk),
        "papers": imports.papers_of(client.pk),
        "may_correct": may_carry(member(request)),
        "may_void": member(request).may(Category.ENROLLMENT, writes=True),
    }
    return render(request, "carryover/before.html", context)


@shows_clients
@require_http_methods(["GET", "POST"])
@carries
def correct(request: HttpRequest, client_id: UUID, before_id: UUID) -> HttpResponse:
    """Note anew what was before; what stood there stays in the history with the reason."""
    client = client_or_404(client_id)
    row = carried.get_before(client.pk, before_id)
    if row is None:
        raise Http404
    form = CorrectionForm(request.POST or None, initial=initial_of(row))

    def act() -> None:
        reason = form.cleaned_data["reason"]
        actions.correct_before(actor=member(request), at=timezone.now(), before=row, sums=form.sums(), reason=reason)

    if accepted(form, act):
        messages.success(request, "Noted anew; what stood there stays in the history")
        return redirect("carryover:before", client.pk)
    return _form(request, client, form, heading="Correct what was before", submit="Note it anew")


@shows_clients
@require_http_methods(["GET", "POST"])
@_WRITES
def void_paper(request: HttpRequest, client_id: UUID, paper_id: UUID) -> HttpResponse:
    """Set a paper aside: noted by mistake, or written here since."""
    client = client_or_404(client_id)
    paper = imports.get_paper(client.pk, paper_id)
    if paper is None:
        raise Http404
    form = ReasonForm(request.POST or None)

    def act() -> None:
        reason = form.cleaned_data["reason"]
        void(paper, at=timezone.now(), membership_id=member(request).membership_id, reason=reason)

    if accepted(form, act):
        messages.success(request, "Set aside; it stays in the record")
        return redirect("carryover:before", client.pk)
    return _form(request, client, form, heading="Set the paper aside", submit="Set it aside")


def _form(request: HttpRequest, client: Client, form: Form, *, heading: str, submit: str) -> HttpResponse:
    saw(request, client.pk)
    context = {"head": head_of(request, client), "client": client, "form": form, "heading": heading, "submit": submit}
    return render(request, "carryover/change.html", context, status=status_of(form))
