"""What rules stopped before it went out, and what billing costs in a month."""

from datetime import date

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from stepwell.billing import stops
from stepwell.billing.actions.costing import set_cost
from stepwell.billing.forms import CostForm
from stepwell.billing.models import CollectingCost
from stepwell.billing.queries import stops as queries
from stepwell.billing.queries.stops import Tally
from stepwell.billing.rules.amounts import in_words, to_cents, to_dollars
from stepwell.billing.rules.costs import MONTHS
from stepwell.billing.rules.indicators import months_until
from stepwell.billing.views import BILLS, WRITES, today
from stepwell.billing.views.indicators import MONTHS as SHOWN
from stepwell.billing.vocabulary import STOPPED_LABELS, STOPPING_LABELS
from stepwell.kernel.findings import Refused
from stepwell.platform.tenancy.permissions import member
from stepwell.platform.trail.recording import saw_many, shows_clients
from stepwell.platform.ui.submitting import accepted, status_of
from stepwell.platform.walls.editing import STALE
from stepwell.platform.walls.rights import Category


@require_GET
@BILLS
def stopped(request: HttpRequest) -> HttpResponse:
    """Show what each rule stopped in the last months, and what became of it."""
    day = today(request)
    first = _first(day)
    found = queries.by_rule(first=first, last=day, zone=member(request).zone)
    rows = [(one, *map(_told, (one.stopped, one.mended, one.waiting)), _denied(one)) for one in found]
    return render(request, "billing/stopped.html", {"rows": rows, "first": first})


@shows_clients
@require_GET
@BILLS
def stopped_by(request: HttpRequest, rule: str) -> HttpResponse:
    """List what one rule stopped."""
    code = rule.upper()
    if not stops.knows(code):
        raise Http404
    first = _first(today(request))
    found = queries.of_rule(code, first=first, zone=member(request).zone)
    saw_many(request, len({row.client_id for row in found}))
    rows = [
        (
            row, STOPPED_LABELS[row.what], in_words(row.cents) if row.cents is not None else "not known",
            STOPPING_LABELS[row.ending] if row.ending else "",
        )
        for row in found
    ]  # fmt: skip
    context = {"code": code, "label": stops.label_of(code), "rows": rows, "first": first, "most": queries.MOST}
    return render(request, "billing/stopped_by.html", context)


@require_GET
@BILLS
def costs(request: HttpRequest) -> HttpResponse:
    """List what billing cost in each of the last months."""
    known = {row.month: row for row in CollectingCost.objects.all()}
    months = months_until(today(request), count=MONTHS)[::-1]
    rows = [(month, in_words(known[month].cents) if month in known else "") for month in months]
    may_change = member(request).may(Category.BILLING, writes=True)
    return render(request, "billing/costs.html", {"rows": rows, "may_change": may_change})


@require_http_methods(["GET", "POST"])
@WRITES
def cost(request: HttpRequest, month: str) -> HttpResponse:
    """Enter what billing cost in a month such as 2026-11."""
    near = months_until(today(request), count=MONTHS)
    first = next((one for one in near if f"{one:%Y-%m}" == month), None)
    if first is None:
        raise Http404
    now, version = _now(first)
    form = CostForm(request.POST or None, initial={"amount": now, "version": version})

    def act() -> None:
        data = form.cleaned_data
        try:
            set_cost(
                actor=member(request), at=timezone.now(), month=first, cents=to_cents(data["amount"]),
                version=data["version"],
            )  # fmt: skip
        except Refused as refusal:
            if STALE in refusal.findings:
                fresh, at_version = _now(first)
                form.show_conflict(version=at_version, now={"amount": fresh})
            raise

    if accepted(form, act):
        messages.success(request, f"The cost of {first:%B %Y} was entered")
        return redirect("billing:costs")
    return render(request, "billing/cost.html", {"form": form, "month": first}, status=status_of(form))


def _now(month: date) -> tuple[object, int]:
    row = CollectingCost.objects.filter(month=month).first()
    return (to_dollars(row.cents), row.version) if row else (None, 0)


def _first(day: date) -> date:
    return months_until(day, count=SHOWN)[0]


def _told(tally: Tally) -> str:
    return f"{tally.count:,} · {in_words(tally.cents)}" if tally.count else "–"


def _denied(one: queries.ByRule) -> str:
    return f"{one.denied.lines:,} · {in_words(one.denied.cents)}" if one.denied.lines else "–"
