"""When a client can come, how, and whom they must not meet."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from stepwell.clients.models import Client
from stepwell.clients.views.record import client_or_404, head_of
from stepwell.platform.tenancy.permissions import holding, member
from stepwell.platform.trail.recording import saw, saw_many, shows_clients
from stepwell.platform.ui.forms import Form, ReasonForm
from stepwell.platform.walls.rights import Category
from stepwell.scheduling.queries import reach
from stepwell.scheduling.views.answering import accepted, status, there, today
from stepwell.weekplans.actions import needs, times
from stepwell.weekplans.forms import ApartForm, ClientNeedsForm, ClientTimeForm
from stepwell.weekplans.models import ApartPair, ClientTime
from stepwell.weekplans.queries import needs as known
from stepwell.weekplans.queries.lessons import progress_of
from stepwell.weekplans.vocabulary import Coming, Why

_WRITES = holding(Category.SCHEDULE, writes=True)


@shows_clients
@require_GET
@holding(Category.SCHEDULE)
def availability(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """Show when a client can come, how they take part, and whom they must not meet."""
    client = client_or_404(client_id)
    saw(request, client.pk)
    context = {
        "head": head_of(request, client),
        "client": client,
        "rows": known.times_of(client.pk, on=today(request)),
        "needs": known.needs_of(client.pk),
        "apart": known.apart_from(client.pk),
        "lessons": progress_of(client.site_id, client.pk, on=today(request)),
        "may_plan": reach.writes_schedule_of(client.pk),
    }
    return render(request, "weekplans/client.html", context)


@shows_clients
@require_http_methods(["GET", "POST"])
@_WRITES
def new_time(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """Say when a client cannot come, or can after all."""
    client = client_or_404(client_id)
    form = ClientTimeForm(request.POST or None, initial={"from_on": today(request)})

    def act() -> None:
        typed = form.cleaned_data
        times.add_client_time(
            actor=member(request), client_id=client.pk, pattern=form.pattern(),
            coming=Coming(typed["can_come"]), why=Why(typed["why"]),
        )  # fmt: skip

    return _form(request, client, form, act, "Add a time", "Saved the time")


@shows_clients
@require_http_methods(["GET", "POST"])
@_WRITES
def void_time(request: HttpRequest, client_id: UUID, client_time_id: UUID) -> HttpResponse:
    """Take a time away."""
    client = client_or_404(client_id)
    row = there(ClientTime.objects.filter(pk=client_time_id, client=client.pk).first())
    form = ReasonForm(request.POST or None)

    def act() -> None:
        times.void_client_time(
            actor=member(request), at=timezone.now(), client_time_id=row.pk, reason=form.cleaned_data["reason"]
        )

    heading = f"Take away: {known.when(row.weekdays, row.starts, row.ends)}"
    return _form(request, client, form, act, heading, "Taken away; it stays in the history")


@shows_clients
@require_http_methods(["GET", "POST"])
@_WRITES
def change_needs(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """Say how a client takes part."""
    client = client_or_404(client_id)
    now = known.needs_of(client.pk)
    fields = ("on_site", "by_video", "state", "group_for")
    form = ClientNeedsForm(request.POST or None, initial={name: getattr(now, name) for name in fields})

    def act() -> None:
        needs.say_client_needs(actor=member(request), client_id=client.pk, **form.cleaned_data)

    return _form(request, client, form, act, "How the client takes part", "Saved")


@shows_clients
@require_http_methods(["GET", "POST"])
@_WRITES
def new_pair(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """Keep two clients apart."""
    client = client_or_404(client_id)
    others = known.others_at(client)
    form = ApartForm(request.POST or None, others=others, explains=member(request).may(Category.CHART))
    saw_many(request, len(others))

    def act() -> None:
        needs.keep_apart(
            actor=member(request), client_id=client.pk, other_id=form.other_id(),
            words=form.cleaned_data.get("words", ""),
        )  # fmt: skip

    return _form(request, client, form, act, "Never together", "They are kept apart")


@shows_clients
@require_http_methods(["GET", "POST"])
@_WRITES
def void_pair(request: HttpRequest, client_id: UUID, pair_id: UUID) -> HttpResponse:
    """Let two clients meet again."""
    client = client_or_404(client_id)
    row = there(ApartPair.objects.filter(pk=pair_id).first())
    if client.pk not in {row.client_id, row.other_id}:
        there(None)
    form = ReasonForm(request.POST or None)

    def act() -> None:
        needs.void_pair(actor=member(request), at=timezone.now(), pair_id=row.pk, reason=form.cleaned_data["reason"])

    return _form(request, client, form, act, "They may meet again", "No longer kept apart")


def _form(
    request: HttpRequest, client: Client, form: Form, act: Callable[[], object], heading: str, done: str
) -> HttpResponse:
    saw(request, client.pk)
    if accepted(form, act):
        messages.success(request, done)
        return redirect("weekplans:client", client.pk)
    context = {"head": head_of(request, client), "client": client, "form": form, "heading": heading}
    return render(request, "weekplans/client_form.html", context, status=status(form))
