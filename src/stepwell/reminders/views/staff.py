"""Reminders in a client's schedule: how they stand, asking, ending."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from stepwell.clients.models import Client
from stepwell.clients.views.record import client_or_404, head_of
from stepwell.platform.outbox.gateways import mail
from stepwell.platform.tenancy.permissions import holding, member
from stepwell.platform.trail.recording import saw, shows_clients
from stepwell.platform.ui.forms import Form
from stepwell.platform.ui.submitting import accepted, status_of
from stepwell.platform.walls.rights import Category
from stepwell.reminders import actions, presenting, queries
from stepwell.reminders.forms import AskForm, EndForm
from stepwell.reminders.models import ReminderRequest
from stepwell.reminders.vocabulary import End


@shows_clients
@require_http_methods(["GET", "POST"])
@holding(Category.SCHEDULE, writes=True)
def reminders(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """Show how reminders stand, and send the client the link by which they confirm that they want them."""
    client = client_or_404(client_id)
    saw(request, client.pk)
    addresses = queries.safe_addresses(client.pk)
    form = AskForm(request.POST or None, addresses=addresses)

    def act() -> None:
        actions.ask(actor=member(request), at=timezone.now(), client=client, **form.chosen())

    if accepted(form, act):
        messages.success(request, "The link to confirm is on the way")
        return redirect("reminders:client", client.pk)
    page = _page(request, client, form) | {
        "standing": presenting.standing(queries.requests_of(client.pk), addresses, at=timezone.now()),
        "sent": queries.sent_of(client.pk, at=timezone.now()),
        "has_addresses": bool(addresses),
        "has_server": mail.configured() is not None,
    }
    return render(request, "reminders/client.html", page, status=status_of(form))


@shows_clients
@require_http_methods(["GET", "POST"])
@holding(Category.SCHEDULE, writes=True)
def end(request: HttpRequest, client_id: UUID, reminder_request_id: UUID) -> HttpResponse:
    """End reminders for a client."""
    client = client_or_404(client_id)
    saw(request, client.pk)
    row = ReminderRequest.objects.filter(pk=reminder_request_id, client=client).first()
    if row is None:
        raise Http404
    form = EndForm(request.POST or None)

    def act() -> None:
        how = End(form.cleaned_data["how"])
        actions.end(actor=member(request), at=timezone.now(), request_id=row.pk, how=how)

    if accepted(form, act):
        messages.success(request, "Reminders are ended: nothing goes out any more")
        return redirect("reminders:client", client.pk)
    return render(request, "reminders/end.html", _page(request, client, form), status=status_of(form))


def _page(request: HttpRequest, client: Client, form: Form) -> dict[str, Any]:
    return {"head": head_of(request, client), "client": client, "form": form}
