"""The client's share, and write-offs from asking to deciding."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from stepwell.billing.actions import adjusting
from stepwell.billing.actions.adjusting import Asked
from stepwell.billing.forms import PassOnForm, WriteOffForm
from stepwell.billing.queries import balances, writeoffs
from stepwell.billing.queries.writeoffs import WriteOffRow
from stepwell.billing.rules import approving
from stepwell.billing.rules.amounts import in_words, to_cents
from stepwell.billing.views import BILLS, WRITES, client_seen, page
from stepwell.billing.vocabulary import WriteOffReason
from stepwell.platform.tenancy.permissions import member
from stepwell.platform.trail.recording import saw_many, shows_clients
from stepwell.platform.ui.forms import Form, ReasonForm
from stepwell.platform.ui.submitting import accepted
from stepwell.platform.walls.rights import Category


@shows_clients
@require_http_methods(["GET", "POST"])
@WRITES
def pass_on(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """Pass the client's share on to them."""
    client = client_seen(request, client_id)
    standing = balances.standing(client.pk)
    form = PassOnForm(request.POST or None, standing=standing)

    def act() -> None:
        data = form.cleaned_data
        adjusting.pass_on(
            actor=member(request), at=timezone.now(), client_id=client.pk, owed=form.owed(),
            cents=to_cents(data["amount"]), reason=data["reason"], key=data["key"],
        )  # fmt: skip

    if accepted(form, act):
        messages.success(request, "Passed on: the client owes it now")
        return redirect("billing:account", client.pk)
    there = any(each.cents > 0 for each in standing.payers)
    lead = (
        "Only what the payer calls the client’s: deductible, copay, coinsurance. What a contract takes off is nobody’s."
        if there
        else "No payer owes anything, so there is nothing to pass on."
    )
    context = {"form": form, "heading": "Pass on to the client", "lead": lead, "submit": "Pass it on"}
    return page(request, client, "change", context, form)


@shows_clients
@require_http_methods(["GET", "POST"])
@WRITES
def ask(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """Ask for a write-off."""
    client = client_seen(request, client_id)
    standing = balances.standing(client.pk)
    form = WriteOffForm(request.POST or None, standing=standing)

    def act() -> None:
        data = form.cleaned_data
        asked = Asked(form.owed(), to_cents(data["amount"]), WriteOffReason(data["reason"]), data["words"])
        adjusting.ask(actor=member(request), at=timezone.now(), client_id=client.pk, asked=asked, key=data["key"])

    if accepted(form, act):
        messages.success(request, "Asked. Somebody else approves it; until then it is still owed.")
        return redirect("billing:account", client.pk)
    owed = standing.client > 0 or any(each.cents > 0 for each in standing.payers)
    lead = (
        "Somebody else approves it. A share is waived for hardship only, and for this person’s alone."
        if owed
        else "Nothing is owed, so there is nothing to write off."
    )
    context = {"form": form, "heading": "Ask for a write-off", "lead": lead, "submit": "Ask for it"}
    return page(request, client, "change", context, form)


@shows_clients
@require_GET
@BILLS
def waiting(request: HttpRequest) -> HttpResponse:
    """List the write-offs that wait for a decision."""
    rows = writeoffs.waiting()
    saw_many(request, len({row.client_id for row in rows}))
    limit = approving.limit_of(member(request).roles, writeoffs.limits())
    lines = [(row, in_words(row.cents), _is_mine(request, row), row.cents <= limit) for row in rows]
    total = in_words(sum(row.cents for row in rows))
    context = {"lines": lines, "total": total, "limit": in_words(limit) if limit else ""}
    return render(request, "billing/write_offs.html", context)


@shows_clients
@require_http_methods(["GET", "POST"])
@BILLS
def decide(request: HttpRequest, client_id: UUID, write_off_id: UUID) -> HttpResponse:
    """Show what was asked for; approve it, say no, or take it back."""
    client = client_seen(request, client_id)
    row = writeoffs.write_off_of(client.pk, write_off_id)
    if row is None:
        raise Http404
    approval, refusal = _forms(request)

    def approve() -> None:
        adjusting.approve(actor=member(request), at=timezone.now(), write_off_id=row.id)

    def decline() -> None:
        adjusting.decline(
            actor=member(request), at=timezone.now(), write_off_id=row.id, words=refusal.cleaned_data["reason"]
        )

    may_write = member(request).may(Category.BILLING, writes=True)
    if may_write and accepted(approval, approve):
        messages.success(request, f"Written off: {in_words(row.cents)}")
        return redirect("billing:account", client.pk)
    if may_write and accepted(refusal, decline):
        messages.success(request, "Nothing was written off")
        return redirect("billing:account", client.pk)
    context = {
        "row": row,
        "amount": in_words(row.cents),
        "approval": approval,
        "refusal": refusal,
        "is_mine": _is_mine(request, row),
        "is_waiting": not row.decided_at,
        "may_decide": may_write and not row.decided_at,
    }
    return page(request, client, "write_off", context, approval if approval.errors else refusal)


def _forms(request: HttpRequest) -> tuple[Form, ReasonForm]:
    """Return the form to approve, which asks nothing, and the one to say no; what was sent decides which is filled."""
    is_approval = "approve" in request.POST
    sent = request.POST or None
    return Form(sent if is_approval else None), ReasonForm(None if is_approval else sent)


def _is_mine(request: HttpRequest, row: WriteOffRow) -> bool:
    return row.asked_by_id == member(request).membership_id
