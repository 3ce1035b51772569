"""Money of payers to be placed: the list, one of them with where it went, taking it back, refunds sent."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from stepwell.billing.rules.amounts import in_words, to_cents, to_dollars
from stepwell.billing.vocabulary import Account
from stepwell.platform.tenancy.permissions import member
from stepwell.platform.trail.recording import saw_many, shows_clients
from stepwell.platform.ui.forms import ReasonForm
from stepwell.platform.ui.submitting import accepted, status_of
from stepwell.platform.walls.rights import Category
from stepwell.remittances.actions import placing
from stepwell.remittances.placing_forms import PlaceForm, RefundSentForm
from stepwell.remittances.queries import placing as queries
from stepwell.remittances.queries.placing import Item
from stepwell.remittances.views import READS, WRITES


@shows_clients
@require_GET
@READS
def to_place(request: HttpRequest) -> HttpResponse:
    """List what waits, what payers settled with the program, and what is owed to them."""
    waiting, adjustments = queries.waiting(), queries.adjustments()
    saw_many(request, len({one.claim_id for one in (*waiting, *adjustments) if one.claim_id}))
    shown = {
        "waiting": waiting,
        "adjustments": adjustments,
        "sums": (in_words(sum(one.left for one in waiting)), in_words(sum(one.left for one in adjustments))),
        "refunds": queries.dues(Account.PAYER_REFUND),
        "credits": queries.dues(Account.PAYER_CREDIT),
        "may_write": member(request).may(Category.BILLING, writes=True),
    }
    return render(request, "remittances/placing.html", shown)


@shows_clients
@require_http_methods(["GET", "POST"])
@READS
def place_answer(request: HttpRequest, remittance_claim_id: UUID) -> HttpResponse:
    """Place the money of an answer that waits."""
    return _place(request, queries.answer(remittance_claim_id))


@shows_clients
@require_http_methods(["GET", "POST"])
@READS
def place_adjustment(request: HttpRequest, remittance_adjustment_id: UUID) -> HttpResponse:
    """Place what a payer settled with the program itself."""
    return _place(request, queries.adjustment(remittance_adjustment_id))


def _place(request: HttpRequest, item: Item | None) -> HttpResponse:
    if item is None:
        raise Http404
    saw_many(request, 1 if item.claim_id else 0)
    may_write = member(request).may(Category.BILLING, writes=True)
    form = PlaceForm(request.POST or None, item=item) if may_write and item.left else None

    def act() -> None:
        if form:
            placing.place(actor=member(request), at=timezone.now(), item=item, placed=form.placed())

    if accepted(form, act):
        messages.success(request, "Placed")
        return redirect(_address(item))
    shown = {"item": item, "form": form, "placed": queries.placements_of(item), "may_write": may_write}
    return render(request, "remittances/place.html", shown, status=status_of(form))


@require_GET
@READS
def placement(request: HttpRequest, placed_money_id: UUID) -> HttpResponse:
    """Lead from an entry of the ledger to what it was placed from."""
    del request
    found = queries.placed_from(placed_money_id)
    if found is None:
        raise Http404
    return redirect(_address(found))


@require_http_methods(["GET", "POST"])
@WRITES
def undo_placement(request: HttpRequest, placed_money_id: UUID) -> HttpResponse:
    """Take something from where it was placed."""
    found = queries.placed_from(placed_money_id)
    if found is None:
        raise Http404
    form = ReasonForm(request.POST or None)

    def act() -> None:
        placing.undo(actor=member(request), at=timezone.now(), placement_id=found.pk, **form.cleaned_data)

    if accepted(form, act):
        messages.success(request, "It waits again. Both entries stay in the accounts.")
        return redirect(_address(found))
    shown = {"form": form, "heading": "Take it from its place", "back": _address(found)}
    shown["lead"] = f"{in_words(found.cents)} waits again; what was booked is negated to the cent, today."
    return render(request, "remittances/place_form.html", shown, status=status_of(form))


@require_http_methods(["GET", "POST"])
@WRITES
def send_refund(request: HttpRequest, payer_id: UUID) -> HttpResponse:
    """Say that a refund due to a payer was sent."""
    due = next((one for one in queries.dues(Account.PAYER_REFUND) if one.payer_id == payer_id), None)
    today = timezone.now().astimezone(member(request).zone).date()
    first = {"amount": to_dollars(max(due.cents, 0)) if due else None, "into": "check", "day": today}
    form = RefundSentForm(request.POST or None, initial=first)

    def act() -> None:
        data: dict[str, Any] = form.cleaned_data
        placing.send_refund(
            actor=member(request), at=timezone.now(), payer_id=payer_id, cents=to_cents(data["amount"]),
            into=Account(data["into"]), day=data["day"], reference=data["reference"], key=data["key"],
        )  # fmt: skip

    if accepted(form, act):
        messages.success(request, "The refund is booked as sent")
        return redirect("remittances:to_place")
    shown = {"form": form, "heading": "Refund sent to a payer", "back": reverse("remittances:to_place")}
    shown["lead"] = f"{due.payer}: {due.amount} is due." if due else "Nothing is due to this payer."
    return render(request, "remittances/place_form.html", shown, status=status_of(form))


def _address(one: Any) -> str:
    """Return the page of what is placed, of an item or of a placement."""
    if one.answer_id:
        return reverse("remittances:place_answer", args=[one.answer_id])
    return reverse("remittances:place_adjustment", args=[one.adjustment_id])
