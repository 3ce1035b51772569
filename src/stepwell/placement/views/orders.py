"""How much care somebody is to get in a week."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from stepwell.clients.models import Client
from stepwell.people.vocabulary import LEVEL_MINUTES
from stepwell.placement import presenting, queries
from stepwell.placement.actions import ordering as actions
from stepwell.placement.actions import today_of
from stepwell.placement.forms.orders import EndForm, OrderForm
from stepwell.placement.models import ServicesOrder
from stepwell.placement.rules import ordering
from stepwell.placement.views import client_seen, page
from stepwell.platform.tenancy.permissions import holding, member
from stepwell.platform.trail.recording import shows_clients
from stepwell.platform.ui.forms import ReasonForm
from stepwell.platform.ui.submitting import accepted
from stepwell.platform.walls.rights import Category

_WRITES = holding(Category.CHART, writes=True)


@shows_clients
@require_http_methods(["GET", "POST"])
@_WRITES
def new(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """Order hours, days and services by the level decided."""
    client = client_seen(request, client_id)
    decision = queries.level_decided(client.pk)
    band = LEVEL_MINUTES.get(decision.level) if decision else None
    form = OrderForm(request.POST or None, initial={"starts_on": today_of(member(request), timezone.now())})

    def act() -> None:
        actions.order_services(actor=member(request), at=timezone.now(), client=client, order=form.order())

    if accepted(form, act):
        messages.success(request, "Services ordered")
        return redirect("placement:overview", client.pk)
    context = {"form": form, "decision": decision if band else None, "band": _band(band)}
    return page(request, client, "placement/order.html", context, form)


@shows_clients
@require_http_methods(["GET", "POST"])
@_WRITES
def end(request: HttpRequest, client_id: UUID, order_id: UUID) -> HttpResponse:
    """Give an order its last day."""
    client, order = _of(request, client_id, order_id)
    initial = {"ends_on": today_of(member(request), timezone.now()), "version": order.version}
    form = EndForm(request.POST or None, initial=initial)

    def act() -> None:
        actions.end_order(actor=member(request), at=timezone.now(), order=order, **form.cleaned_data)

    if accepted(form, act):
        messages.success(request, "The order has its last day")
        return redirect("placement:overview", client.pk)
    return _change(request, client, order, form, heading="End the order", submit="End it")


@shows_clients
@require_http_methods(["GET", "POST"])
@_WRITES
def void(request: HttpRequest, client_id: UUID, order_id: UUID) -> HttpResponse:
    """Set an order aside that was made by mistake."""
    client, order = _of(request, client_id, order_id)
    form = ReasonForm(request.POST or None)

    def act() -> None:
        actions.void_order(actor=member(request), at=timezone.now(), order=order, **form.cleaned_data)

    if accepted(form, act):
        messages.success(request, "Set aside; it counts for nothing and stays in the record")
        return redirect("placement:overview", client.pk)
    return _change(request, client, order, form, heading="Made by mistake", submit="Set it aside")


def _of(request: HttpRequest, client_id: UUID, order_id: UUID) -> tuple[Client, ServicesOrder]:
    client = client_seen(request, client_id)
    order = ServicesOrder.objects.filter(pk=order_id, client=client, voided_at=None).select_related("ordered_by")
    found = order.first()
    if found is None:
        raise Http404
    return client, found


def _change(
    request: HttpRequest, client: Client, order: ServicesOrder, form: EndForm | ReasonForm, *, heading: str, submit: str
) -> HttpResponse:
    line = presenting.order_line(queries.order_row(order), on=today_of(member(request), timezone.now()))
    lead = f"{line.hours} hours a week from {order.starts_on:%b %-d, %Y}"
    context = {"form": form, "heading": heading, "submit": submit, "lead": lead}
    return page(request, client, "placement/change.html", context, form)


def _band(band: tuple[int, int | None] | None) -> str:
    if band is None:
        return ""
    least, most = band
    if most is None:
        return f"{ordering.hours(least)} hours a week or more"
    over = ordering.hours(most + 1)
    return f"{ordering.hours(least)} to under {over} hours a week" if least > 1 else f"under {over} hours a week"
