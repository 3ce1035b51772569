"""Payment plans: made, shown with what was paid, paused, lowered."""

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from stepwell.billing.queries import balances
from stepwell.billing.rules.amounts import in_words, to_cents, to_dollars
from stepwell.funding.actions import papers as writing
from stepwell.funding.actions import plans as actions
from stepwell.funding.forms.paying import LowerForm, PauseForm, PlanForm
from stepwell.funding.models import PaymentPlan
from stepwell.funding.queries import papers, plans
from stepwell.funding.queries.plans import PlanRow
from stepwell.funding.rules import papers as texts
from stepwell.funding.views import ASKS, READS, client_seen, page, today
from stepwell.funding.vocabulary import EVERY_LABELS, Paper, PlanEnd
from stepwell.platform.tenancy.permissions import member
from stepwell.platform.trail.recording import shows_clients
from stepwell.platform.ui.submitting import accepted
from stepwell.platform.walls.rights import Category


@shows_clients
@require_http_methods(["GET", "POST"])
@ASKS
def new(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """Lay out what a client owes in parts."""
    client = client_seen(request, client_id)
    owed = balances.standing(client.pk).client
    form = PlanForm(request.POST or None, initial={"amount": to_dollars(max(owed, 0)), "first_on": today(request)})
    made: list[PaymentPlan] = []

    def act() -> None:
        data = form.cleaned_data
        made.append(
            actions.make_plan(
                actor=member(request), at=timezone.now(), client_id=client.pk, terms=form.terms(), key=data["key"],
                is_sure=data["is_sure"],
            )
        )  # fmt: skip

    if accepted(form, act):
        messages.success(request, "Laid out. Let the client read and sign it.")
        return redirect("funding:plan", client.pk, made[0].pk)
    lead = f"The client owes {in_words(max(owed, 0))}. Without interest or fees; the last part takes the cents."
    context = {"heading": "A payment plan", "lead": lead, "submit": "Lay it out"}
    return page(request, client, "form", context, form)


@shows_clients
@require_GET
@READS
def plan(request: HttpRequest, client_id: UUID, payment_plan_id: UUID) -> HttpResponse:
    """Show a plan: its parts, what was paid, what is late, every change."""
    client = client_seen(request, client_id)
    row = _row(client.pk, payment_plan_id)
    standing = row.on(today(request))
    signed = [one for one in papers.of_client(client.pk) if one.about == row.id]
    context = {
        "row": row, "standing": standing, "parts": _parts(row, today(request)), "every": EVERY_LABELS[row.every],
        "sum": in_words(row.cents), "left": in_words(standing.left), "paid": in_words(row.paid),
        "overdue": in_words(standing.overdue), "papers": signed,
        "may_ask": member(request).may(Category.PAYMENTS, writes=True) and not row.ended,
    }  # fmt: skip
    return page(request, client, "plan", context)


@shows_clients
@require_http_methods(["GET", "POST"])
@ASKS
def pause(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """Let nothing fall due for a while."""
    client = client_seen(request, client_id)
    form = PauseForm(request.POST or None)

    def act() -> None:
        actions.pause(actor=member(request), at=timezone.now(), client_id=client.pk, **form.cleaned_data)

    if accepted(form, act):
        messages.success(request, "Paused: the parts moved")
        return redirect("funding:overview", client.pk)
    context = {
        "heading": "Pause the payment plan",
        "lead": "For illness, a return to use, a lost job.",
        "submit": "Pause it",
    }
    return page(request, client, "form", context, form)


@shows_clients
@require_http_methods(["GET", "POST"])
@ASKS
def lower(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """Make the parts smaller, for hardship."""
    client = client_seen(request, client_id)
    form = LowerForm(request.POST or None, initial={"first_on": today(request)})

    def act() -> None:
        data = form.cleaned_data
        actions.lower(
            actor=member(request), at=timezone.now(), client_id=client.pk, cents=to_cents(data["amount"]),
            first_on=data["first_on"], words=data["words"],
        )  # fmt: skip

    if accepted(form, act):
        messages.success(request, "The parts are smaller from now on")
        return redirect("funding:overview", client.pk)
    context = {"heading": "Smaller parts", "lead": "What is left is laid out anew.", "submit": "Lay it out"}
    return page(request, client, "form", context, form)


@require_POST
@ASKS
def end(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """End a plan whose rest is met another way."""
    client = client_seen(request, client_id)
    actions.end(actor=member(request), at=timezone.now(), client_id=client.pk, why=PlanEnd.HELPED)
    messages.success(request, "The plan ended. What is owed stays on the account.")
    return redirect("funding:overview", client.pk)


@require_POST
@ASKS
def write(request: HttpRequest, client_id: UUID, payment_plan_id: UUID) -> HttpResponse:
    """Write the agreement on a plan for the client to sign."""
    client = client_seen(request, client_id)
    row = _row(client.pk, payment_plan_id)
    text = texts.plan(papers.head(client, today(request)), row.due)
    made = writing.write(
        actor=member(request), at=timezone.now(), client_id=client.pk, kind=Paper.PLAN, about=row.id, text=text
    )
    return redirect("funding:paper", client.pk, made.pk)


def _row(client_id: UUID, plan_id: UUID) -> PlanRow:
    row = plans.get(client_id, plan_id)
    if row is None:
        raise Http404
    return row


def _parts(row: PlanRow, on: date) -> list[tuple[date, str, str, str]]:
    """Return each part: day, sum, how it stands, tone."""
    covered, found = row.paid, []
    for one in row.due:
        cents = to_cents(one.amount)
        paid = min(covered, cents)
        covered -= paid
        late = one.due_on < on
        words, tone = ("Paid", "ok") if paid == cents else ("Late", "warn") if late else ("", "")
        found.append((one.due_on, in_words(cents), words or (f"{in_words(paid)} paid" if paid else "To come"), tone))
    return found
