"""Funds and awards: what is left, every movement, asking and deciding."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from stepwell.billing.queries import balances
from stepwell.billing.rules.amounts import in_words, to_cents
from stepwell.funding.actions import funds as actions
from stepwell.funding.forms.paying import AwardForm, FundForm, MoveForm, OutsideForm
from stepwell.funding.models import Award
from stepwell.funding.queries import funds
from stepwell.funding.views import ASKS, DECIDES, READS, client_seen, page, today
from stepwell.funding.vocabulary import MOVEMENT_LABELS, Movement
from stepwell.platform.tenancy.permissions import holding, member
from stepwell.platform.trail.recording import saw_many, shows_clients
from stepwell.platform.ui.forms import Form, ReasonForm
from stepwell.platform.ui.submitting import accepted, status_of
from stepwell.platform.walls.rights import Category

_SEES = holding(Category.BILLING)


@require_GET
@_SEES
def listed(request: HttpRequest) -> HttpResponse:
    """List the funds with what is left."""
    rows = [(one, in_words(one.cents)) for one in funds.funds()]
    context = {"rows": rows, "may_write": member(request).may(Category.BILLING, writes=True)}
    return render(request, "funding/funds.html", context)


@require_http_methods(["GET", "POST"])
@DECIDES
def new(request: HttpRequest) -> HttpResponse:
    """Open a fund."""
    form = FundForm(request.POST or None, initial={"from_on": today(request)})
    made = []

    def act() -> None:
        made.append(actions.open_fund(actor=member(request), at=timezone.now(), named=form.named()))

    if accepted(form, act):
        messages.success(request, "Opened. Now write down what was given.")
        return redirect("funding:move", made[0].pk)
    return _form(request, form, "A new fund", "Open it")


@shows_clients
@require_GET
@_SEES
def fund(request: HttpRequest, fund_id: UUID) -> HttpResponse:
    """Show a fund with every movement."""
    row = funds.get_fund(fund_id)
    if row is None:
        raise Http404
    awards = funds.awarded_from(row.pk)
    saw_many(request, len({one.client_id for one in awards.values()}))
    lines = [
        (one, MOVEMENT_LABELS[Movement(one.kind)], in_words(one.cents), awards.get(one.pk))
        for one in funds.movements(row.pk)
    ]
    context = {
        "row": row, "left": in_words(row.cents), "lines": lines,
        "may_write": member(request).may(Category.BILLING, writes=True),
    }  # fmt: skip
    return render(request, "funding/fund.html", context)


@require_http_methods(["GET", "POST"])
@DECIDES
def move(request: HttpRequest, fund_id: UUID) -> HttpResponse:
    """Write down what was given to a fund, or returned."""
    row = funds.get_fund(fund_id)
    if row is None:
        raise Http404
    form = MoveForm(request.POST or None, initial={"day": today(request)})

    def act() -> None:
        data = form.cleaned_data
        actions.move(
            actor=member(request), at=timezone.now(), fund_id=row.pk, kind=Movement(data["kind"]),
            cents=to_cents(data["amount"]), day=data["day"], words=data["words"], key=data["key"],
        )  # fmt: skip

    if accepted(form, act):
        messages.success(request, "Written down")
        return redirect("funding:fund", row.pk)
    return _form(request, form, f"Money of the fund: {row.name}", "Write it down")


@shows_clients
@require_http_methods(["GET", "POST"])
@ASKS
def ask(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """Ask that a fund pays some of what a client owes."""
    client = client_seen(request, client_id)
    giving, standing = funds.giving(today(request)), balances.standing(client.pk)
    form = AwardForm(request.POST or None, funds=giving)
    made: list[Award] = []

    def act() -> None:
        data = form.cleaned_data
        made.append(
            actions.ask(
                actor=member(request), at=timezone.now(), client_id=client.pk, fund_id=UUID(data["fund"]),
                cents=to_cents(data["amount"]), words=data["words"], key=data["key"],
            )
        )  # fmt: skip

    if accepted(form, act):
        messages.success(request, "Asked. Somebody else approves it; until then it is still owed.")
        return redirect("funding:award", client.pk, made[0].pk)
    owes = f"The client owes {in_words(max(standing.client, 0))}. A fund pays last, after every plan answered."
    context = {
        "heading": "Ask a fund", "submit": "Ask for it",
        "lead": owes if giving else "No fund has anything to give now.",
    }  # fmt: skip
    return page(request, client, "form", context, form)


@shows_clients
@require_http_methods(["GET", "POST"])
@READS
def award(request: HttpRequest, client_id: UUID, award_id: UUID) -> HttpResponse:
    """Show what a fund was asked for; approve it, say no, or take it back."""
    client = client_seen(request, client_id)
    row = funds.get_award(client.pk, award_id)
    if row is None:
        raise Http404
    approves = "approve" in request.POST
    approval, refusal = Form(request.POST if approves else None), ReasonForm(None if approves else request.POST or None)
    may = member(request).may(Category.BILLING, writes=True) and not row.decided_at
    who = {"actor": member(request), "at": timezone.now(), "award_id": row.id}
    if may and accepted(approval, lambda: actions.approve(**who)):  # type: ignore[arg-type]
        messages.success(request, f"Paid by the fund: {in_words(row.cents)}")
        return redirect("funding:overview", client.pk)
    if may and accepted(refusal, lambda: actions.decline(**who, words=refusal.cleaned_data["reason"])):  # type: ignore[arg-type]
        messages.success(request, "Nothing was paid")
        return redirect("funding:overview", client.pk)
    context = {
        "row": row, "amount": in_words(row.cents), "approval": approval, "refusal": refusal, "may_decide": may,
        "is_mine": row.asked_by_id == member(request).membership_id,
    }  # fmt: skip
    return page(request, client, "award", context, approval if approval.errors else refusal)


@shows_clients
@require_http_methods(["GET", "POST"])
@ASKS
def outside(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """Note money from outside that the client counts on."""
    client = client_seen(request, client_id)
    form = OutsideForm(request.POST or None)

    def act() -> None:
        actions.note_outside(actor=member(request), at=timezone.now(), client_id=client.pk, outside=form.outside())

    if accepted(form, act):
        messages.success(request, "Noted. What comes of it is taken as a payment.")
        return redirect("funding:overview", client.pk)
    lead = "A loan or crowdfunding is the client’s own choice: we note it, and offer what costs nothing first."
    context = {"heading": "Money from outside", "lead": lead, "submit": "Note it"}
    return page(request, client, "form", context, form)


def _form(request: HttpRequest, form: Form, heading: str, submit: str) -> HttpResponse:
    context = {"form": form, "heading": heading, "submit": submit}
    return render(request, "funding/fund_form.html", context, status=status_of(form))
