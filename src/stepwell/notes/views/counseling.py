"""SUD counseling notes: a page of their own, for their author alone."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from stepwell.clients.views.record import client_or_404
from stepwell.notes.actions import counseling as actions
from stepwell.notes.forms.singles import CounselingForm
from stepwell.notes.models import CounselingNote
from stepwell.notes.views.frame import page
from stepwell.platform.tenancy.permissions import holding, member
from stepwell.platform.trail.recording import saw, shows_clients
from stepwell.platform.ui.forms import ReasonForm
from stepwell.platform.ui.submitting import accepted
from stepwell.platform.walls.rights import Category


@shows_clients
@require_http_methods(["GET", "POST"])
@holding(Category.COUNSELING)
def notes(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """Show one's own counseling notes of a client, and take a new one."""
    client = client_or_404(client_id)
    saw(request, client.pk)
    who, now = member(request), timezone.now()
    may_write = who.may(Category.COUNSELING, writes=True)
    form = CounselingForm(request.POST or None, initial={"day": now.astimezone(who.zone).date()}) if may_write else None

    def act() -> None:
        if form:
            actions.write_counseling(actor=who, at=now, client_id=client.pk, **form.cleaned_data)

    if accepted(form, act):
        messages.success(request, "Kept, for you alone")
        return redirect("notes:counseling", client.pk)
    rows = CounselingNote.objects.filter(client=client.pk).select_related("author").order_by("-day", "-at")
    return page(request, client, "counseling", {"rows": list(rows)}, form)


@shows_clients
@require_http_methods(["GET", "POST"])
@holding(Category.COUNSELING, writes=True)
def void(request: HttpRequest, client_id: UUID, counseling_id: UUID) -> HttpResponse:
    """Set aside a counseling note written by mistake."""
    client = client_or_404(client_id)
    saw(request, client.pk)
    if not CounselingNote.objects.filter(pk=counseling_id, client=client.pk, voided_at=None).exists():
        raise Http404
    form = ReasonForm(request.POST or None)

    def act() -> None:
        actions.void_counseling(
            actor=member(request), at=timezone.now(), counseling_id=counseling_id, reason=form.cleaned_data["reason"]
        )

    if accepted(form, act):
        messages.success(request, "Set aside")
        return redirect("notes:counseling", client.pk)
    context = {"heading": "Set this counseling note aside", "submit": "Set aside", "tone": "danger", "shown": None}
    return page(request, client, "follow", context, form)
