"""The first day on a tablet: the list, ticking it, and the containers that somebody brought."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from stepwell.admissions import forms
from stepwell.admissions.actions import firstday as actions
from stepwell.admissions.models import ItemDone, MedicationListed
from stepwell.admissions.queries import firstday as queries
from stepwell.admissions.vocabulary import Answer, Kind
from stepwell.clients.models import Client
from stepwell.clients.views.record import client_or_404, head_of
from stepwell.platform.tenancy.permissions import holding, member
from stepwell.platform.trail.recording import saw, shows_clients
from stepwell.platform.ui.forms import Form, ReasonForm
from stepwell.platform.ui.submitting import accepted, status_of
from stepwell.platform.walls.rights import Category

_WRITES = holding(Category.SAFETY, writes=True)


@shows_clients
@require_GET
@holding(Category.SAFETY)
def day(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """Show what is done of the first day, what is open, and the containers."""
    client, who = _seen(request, client_id), member(request)
    today = timezone.now().astimezone(who.zone).date()
    lines = queries.lines_of(client.pk, since=queries.since_of(client.pk, on=today), on=today)
    context = {
        "head": head_of(request, client),
        "client": client,
        "lines": lines,
        "done": sum(line.done is not None for line in lines),
        "ticks": {Kind.TICK},
        "containers": queries.containers_of(client.pk),
        "may_write": who.may(Category.SAFETY, writes=True),
        "sees_way": who.may(Category.SCREENING),
    }
    return render(request, "admissions/day.html", context)


@shows_clients
@require_http_methods(["GET", "POST"])
@_WRITES
def do(request: HttpRequest, client_id: UUID, item_id: UUID) -> HttpResponse:
    """Tick an item, with words where it asks for them."""
    client, item = _seen(request, client_id), queries.item(item_id)
    if item is None:
        raise Http404
    form = forms.DoneForm(request.POST or None)

    def act() -> None:
        typed = form.cleaned_data
        actions.do_item(
            actor=member(request),
            at=timezone.now(),
            client=client,
            item=item,
            answer=Answer(typed["answer"]),
            words=typed["words"],
        )

    return _form(request, client, form, act, item.name, item.hint)


@shows_clients
@require_http_methods(["GET", "POST"])
@_WRITES
def undo(request: HttpRequest, client_id: UUID, done_id: UUID) -> HttpResponse:
    """Set aside that an item was done."""
    client = _seen(request, client_id)
    row = ItemDone.objects.select_related("item").filter(pk=done_id, client=client.pk).first()
    if row is None:
        raise Http404
    form = ReasonForm(request.POST or None)

    def act() -> None:
        actions.undo_item(actor=member(request), at=timezone.now(), done=row, reason=form.cleaned_data["reason"])

    return _form(request, client, form, act, f"Not done after all: {row.item.name}", "", tone="danger")


@shows_clients
@require_http_methods(["GET", "POST"])
@_WRITES
def new_container(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """List one container that a client brought."""
    client = _seen(request, client_id)
    form = forms.ContainerForm(request.POST or None)

    def act() -> None:
        actions.list_medication(actor=member(request), at=timezone.now(), client=client, container=form.container())

    return _form(request, client, form, act, "List a container", "As its label says. Whoever prescribes goes over it.")


@shows_clients
@require_http_methods(["GET", "POST"])
@_WRITES
def void_container(request: HttpRequest, client_id: UUID, container_id: UUID) -> HttpResponse:
    """Set a container aside that was listed by mistake."""
    client = _seen(request, client_id)
    row = MedicationListed.objects.filter(pk=container_id, client=client.pk).first()
    if row is None:
        raise Http404
    form = ReasonForm(request.POST or None)

    def act() -> None:
        actions.void_medication(
            actor=member(request), at=timezone.now(), listed=row, reason=form.cleaned_data["reason"]
        )

    return _form(request, client, form, act, f"Listed by mistake: {row.name}", "", tone="danger")


def _seen(request: HttpRequest, client_id: UUID) -> Client:
    client = client_or_404(client_id)
    saw(request, client.pk)
    return client


def _form(
    request: HttpRequest,
    client: Client,
    form: Form,
    act: Callable[[], object],
    heading: str,
    lead: str,
    *,
    tone: str = "",
) -> HttpResponse:
    if accepted(form, act):
        messages.success(request, "Saved")
        return redirect("admissions:day", client.pk)
    context = {"head": head_of(request, client), "client": client, "form": form, "heading": heading, "lead": lead}
    return render(request, "admissions/day_form.html", {**context, "tone": tone}, status=status_of(form))
