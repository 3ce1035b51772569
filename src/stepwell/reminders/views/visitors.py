"""Pages behind a link: confirming reminders from the address itself, and ending them. The second names nobody."""

from contextlib import suppress

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from stepwell.kernel.findings import Refused
from stepwell.platform.links.visitors import closed, visitors
from stepwell.platform.tenancy.models import Organization
from stepwell.platform.trail.recording import saw
from stepwell.platform.ui.submitting import accepted, status_of
from stepwell.reminders import actions, queries
from stepwell.reminders.forms import ChooseForm
from stepwell.reminders.models import ReminderRequest
from stepwell.reminders.vocabulary import Lead
from stepwell.reminders.writing import CONFIRMING, STOPPING

_NO = "no"


@require_http_methods(["GET", "POST"])
@visitors(CONFIRMING)
def confirm(request: HttpRequest) -> HttpResponse:
    """Ask whether reminders are to go to the address that the link came to, and when."""
    row = _asked(request)
    if row is None or row.ended_at or row.confirmed_at:
        return closed(request)
    saw(request, row.client_id)
    scope, at = request.visitor.scope, timezone.now()  # type: ignore[attr-defined]
    clinic = Organization.objects.values_list("name", flat=True).first() or ""
    if request.POST.get("do") == _NO:
        return _declined(request, row)
    form = ChooseForm(request.POST or None, initial={"lead": row.lead})

    def act() -> None:
        actions.confirm(actor=scope, at=at, request_id=row.pk, lead=Lead(form.cleaned_data["lead"]))

    if accepted(form, act):
        return render(request, "reminders/confirmed.html", {"clinic": clinic})
    return render(request, "reminders/confirm.html", {"form": form, "clinic": clinic}, status=status_of(form))


@require_http_methods(["GET", "POST"])
@visitors(STOPPING)
def stop(request: HttpRequest) -> HttpResponse:
    """End reminders. Whoever reads the mailbox may: nothing is said of whose they are."""
    row = _asked(request)
    if row is None:
        return closed(request)
    saw(request, row.client_id)
    if row.ended_at:
        return render(request, "reminders/stopped.html")
    return _declined(request, row) if request.method == "POST" else render(request, "reminders/stop.html")


def _declined(request: HttpRequest, row: ReminderRequest) -> HttpResponse:
    with suppress(Refused):  # another window was faster: it is as they wish
        actions.decline(actor=request.visitor.scope, at=timezone.now(), request_id=row.pk)  # type: ignore[attr-defined]
    return render(request, "reminders/stopped.html")


def _asked(request: HttpRequest) -> ReminderRequest | None:
    return queries.request_of_visitor(request.visitor.visit.subject)  # type: ignore[attr-defined]
