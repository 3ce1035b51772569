"""Calls after care: whom to call, what to say, what came of it."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from stepwell.attendance.queries.seeking import contact_of
from stepwell.placement.actions import today_of
from stepwell.platform.tenancy.permissions import holding, member
from stepwell.platform.trail.recording import saw_many, shows_clients
from stepwell.platform.ui.submitting import accepted
from stepwell.platform.walls.rights import Category
from stepwell.reviews.actions import calling
from stepwell.reviews.forms.followups import AttemptForm
from stepwell.reviews.queries import followups
from stepwell.reviews.views import client_seen, page

_SEES = holding(Category.CHART, Category.SAFETY)
_CALLS = holding(Category.CHART, Category.SAFETY, writes=True)


@shows_clients
@require_GET
@_SEES
def due(request: HttpRequest) -> HttpResponse:
    """List the calls that are due, with what to say."""
    on = today_of(member(request), timezone.now())
    rows = followups.due(on=on)
    saw_many(request, len(rows))
    return render(request, "reviews/calls.html", {"rows": rows, "today": on})


@shows_clients
@require_http_methods(["GET", "POST"])
@_CALLS
def attempt(request: HttpRequest, client_id: UUID, follow_up_id: UUID) -> HttpResponse:
    """Write down an attempt."""
    client = client_seen(request, client_id)
    task = followups.get_task(client.pk, follow_up_id)
    if task is None:
        raise Http404
    who = member(request)
    form = AttemptForm(request.POST or None)

    def act() -> None:
        calling.note_attempt(actor=who, at=timezone.now(), task=task, entry=form.entry())

    if accepted(form, act):
        messages.success(request, "Written down")
        return redirect("reviews:calls")
    context = {
        "form": form,
        "task": task,
        "contact": contact_of(client.pk) if who.may(Category.DEMOGRAPHICS) else None,
        "sees_contacts": who.may(Category.DEMOGRAPHICS),
        "attempts": [row for row in followups.attempts_of(client.pk) if row.days == task.days],
    }
    return page(request, client, "attempt", context, form)
