"""The desk: taking a payment, its receipt, prepayments and refunds."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from stepwell.billing.actions import desk
from stepwell.billing.forms import OnceForm, PaymentForm, PayOutForm, RefundForm, first_of
from stepwell.billing.gateways.processors import GATEWAY, Approved
from stepwell.billing.models import Payment
from stepwell.billing.queries import balances
from stepwell.billing.queries.desk import Expected, expected_on
from stepwell.billing.queries.payments import receipt_of
from stepwell.billing.rules.amounts import in_words, to_cents
from stepwell.billing.rules.tender import Tender
from stepwell.billing.views import READS, TAKES, WRITES, client_seen, page, today
from stepwell.billing.vocabulary import Account, Way
from stepwell.platform.tenancy.permissions import member
from stepwell.platform.trail.recording import saw, saw_many, shows_clients
from stepwell.platform.ui.submitting import accepted
from stepwell.platform.walls.rights import Category


@shows_clients
@require_GET
@READS
def expected(request: HttpRequest) -> HttpResponse:
    """List who is expected today, when, and what they owe."""
    day = today(request)
    rows = expected_on(day)
    saw_many(request, len(rows))
    context = {
        "day": day,
        "lines": [(row, in_words(row.owed) if row.owed > 0 else "", _ahead(row)) for row in rows],
        "may_take": member(request).may(Category.PAYMENTS, writes=True),
    }
    return render(request, "billing/desk.html", context)


def _ahead(row: Expected) -> str:
    return in_words(row.prepaid + max(-row.owed, 0)) if row.prepaid or row.owed < 0 else ""


@shows_clients
@require_http_methods(["GET", "POST"])
@TAKES
def payment(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """Take a payment: cash, a check, a card."""
    client = client_seen(request, client_id)
    standing = balances.standing(client.pk)
    form = PaymentForm(request.POST or None, initial=first_of(standing, today(request)))
    taken: list[Payment] = []

    def act() -> None:
        data = form.cleaned_data
        taken.append(
            desk.take_payment(
                actor=member(request), at=timezone.now(), client_id=client.pk,
                tendered=_charged(form.tendered(), data["key"]), day=data["day"], key=data["key"],
                keeps_rest=data["keeps_rest"],
            ).payment
        )  # fmt: skip

    if accepted(form, act):
        messages.success(request, f"Taken: {in_words(taken[0].cents)}")
        return redirect("billing:receipt", client.pk, taken[0].pk)
    owes = f"The client owes {in_words(standing.client)}." if standing.client > 0 else "The client owes nothing now."
    lead = f"{owes} Never write down a card’s whole number."
    context = {"form": form, "heading": "Take a payment", "lead": lead, "submit": "Take the payment"}
    return page(request, client, "change", context, form)


def _charged(tendered: Tender, key: str) -> Tender:
    """Let the processor charge a card; the one there is records what the terminal on the desk printed."""
    if tendered.way != Way.CARD:
        return tendered
    approved = GATEWAY.charge(cents=tendered.cents, key=key, typed=Approved(tendered.last_four, tendered.approval))
    return Tender(tendered.way, tendered.cents, last_four=approved.last_four, approval=approved.approval)


@shows_clients
@require_GET
@READS
def receipt(request: HttpRequest, client_id: UUID, payment_id: UUID) -> HttpResponse:
    """Show a receipt, to print: what was paid, when and how, and nothing of care."""
    found = receipt_of(client_id, payment_id)
    if found is None:
        raise Http404
    saw(request, client_id)
    return render(request, "billing/receipt.html", {"receipt": found, "client_id": client_id})


@shows_clients
@require_http_methods(["GET", "POST"])
@WRITES
def apply(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """Use what was paid ahead for what is owed."""
    client = client_seen(request, client_id)
    form = OnceForm(request.POST or None)

    def act() -> None:
        desk.apply_prepayment(
            actor=member(request), at=timezone.now(), client_id=client.pk, key=form.cleaned_data["key"]
        )

    if accepted(form, act):
        messages.success(request, "The prepayment was applied")
        return redirect("billing:account", client.pk)
    standing = balances.standing(client.pk)
    lead = f"{in_words(standing.prepaid)} was paid ahead, {in_words(max(standing.client, 0))} is owed by the client."
    context = {"form": form, "heading": "Apply the prepayment", "lead": lead, "submit": "Apply it"}
    return page(request, client, "change", context, form)


@shows_clients
@require_http_methods(["GET", "POST"])
@WRITES
def refund(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """Set money aside that goes back to the client."""
    client = client_seen(request, client_id)
    standing = balances.standing(client.pk)
    form = RefundForm(request.POST or None, standing=standing, initial={"day": today(request)})

    def act() -> None:
        data = form.cleaned_data
        desk.refund(
            actor=member(request), at=timezone.now(), client_id=client.pk, cents=to_cents(data["amount"]),
            of=Account(data["of"]), day=data["day"], reason=data["reason"], key=data["key"],
        )  # fmt: skip

    if accepted(form, act):
        messages.success(request, "Set aside. Say when it was paid out.")
        return redirect("billing:account", client.pk)
    there = any(cents > 0 for cents in (standing.prepaid, -standing.client))
    lead = (
        "It is set aside until it is paid out." if there else "Nothing was paid ahead or too much: nothing to refund."
    )
    context = {"form": form, "heading": "Refund", "lead": lead, "submit": "Set it aside"}
    return page(request, client, "change", context, form)


@shows_clients
@require_http_methods(["GET", "POST"])
@WRITES
def pay_out(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """Say that a refund has left the house."""
    client = client_seen(request, client_id)
    form = PayOutForm(request.POST or None, initial={"day": today(request)})

    def act() -> None:
        data = form.cleaned_data
        desk.pay_out(
            actor=member(request), at=timezone.now(), client_id=client.pk, way=Way(data["way"]), day=data["day"],
            reference=data["reference"], key=data["key"],
        )  # fmt: skip

    if accepted(form, act):
        messages.success(request, "The refund is paid out")
        return redirect("billing:account", client.pk)
    lead = f"{in_words(balances.standing(client.pk).to_refund)} waits to be paid out."
    context = {"form": form, "heading": "Refund paid out", "lead": lead, "submit": "It is paid out"}
    return page(request, client, "change", context, form)
