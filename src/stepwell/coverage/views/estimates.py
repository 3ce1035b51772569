"""What care will cost a client: entered, explained day by day, printed as a letter."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from stepwell.clients.models import Client
from stepwell.clients.views.record import client_or_404, head_of
from stepwell.coverage import costs, handing, tasks
from stepwell.coverage.actions import estimates as actions
from stepwell.coverage.actions.keeping import counted
from stepwell.coverage.forms.estimates import EstimateForm, as_typed, planned_as_typed
from stepwell.coverage.models import Estimate, Policy
from stepwell.coverage.queries import answers, keeping, policies
from stepwell.coverage.queries import estimates as queries
from stepwell.coverage.queries.estimates import Grounds
from stepwell.coverage.rules.cost.plans import Tier
from stepwell.coverage.rules.planned import SHAPE
from stepwell.coverage.vocabulary import MEDICAID
from stepwell.kernel.findings import Finding, Refused
from stepwell.platform import panels
from stepwell.platform.panels import Place
from stepwell.platform.tenancy.models import Organization
from stepwell.platform.tenancy.permissions import holding, member
from stepwell.platform.trail.recording import saw, shows_clients
from stepwell.platform.ui.forms import ReasonForm
from stepwell.platform.ui.submitting import accepted, status_of
from stepwell.platform.walls.rights import Category

ONLY_OUTSIDE = Finding(
    "EST-007", "This plan pays in network, where the contract says what a day costs. Leave this empty.", "allowed"
)
_WRITES = holding(Category.BENEFITS, writes=True)


@shows_clients
@require_http_methods(["GET", "POST"])
@_WRITES
def new(request: HttpRequest, client_id: UUID, policy_id: UUID) -> HttpResponse:
    """Enter the days, and see what they cost."""
    client = client_or_404(client_id)
    saw(request, client.pk)
    who, now = member(request), timezone.now()
    today = now.astimezone(who.zone).date()
    policy = policies.get(client.pk, policy_id)
    if policy is None:
        raise Http404
    carve_out = policies.carve_out_of(policy)
    prices = queries.prices_on(
        today, site_id=client.site_id, payer_id=policy.payer_id, carve_out=carve_out.name if carve_out else ""
    )
    last = queries.latest(policy_id)
    initial = planned_as_typed(SHAPE.validate_json(last.plan_of_days)) if last else _first(policy, today)
    if "schedule" in request.GET and (found := handing.scheduled(client.pk, from_on=initial["starts_on"])):
        initial |= as_typed(found)
    form = EstimateForm(
        request.POST or None, initial=initial, prices=prices, is_self_pay=policy.payer_id is None,
        is_medicaid=policy.plan_type in MEDICAID,
    )  # fmt: skip
    made: list[Estimate] = []

    def act() -> None:
        planned = form.planned()
        then = _grounds(client, policy_id, on=planned.days.starts_on)
        if planned.allowed is not None and not planned.without_plan and then.tier is Tier.IN:
            raise Refused(ONLY_OUTSIDE)
        made.append(actions.make_estimate(actor=who, at=now, grounds=then, planned=planned, before=last))
        tasks.keep_now.defer(organization=who.organization_id)

    if accepted(form, act):
        return redirect("coverage:estimate", client.pk, made[0].pk)
    context = {
        "head": head_of(request, client), "client": client, "form": form, "heading": "What care will cost",
        "submit": "Work it out", "from_schedule": True,
    }  # fmt: skip
    return render(request, "coverage/change.html", context, status=status_of(form))


@shows_clients
@require_GET
@holding(Category.BENEFITS)
def estimate(request: HttpRequest, client_id: UUID, estimate_id: UUID) -> HttpResponse:
    """Show what care will cost, day by day, and what that rests on."""
    client = client_or_404(client_id)
    saw(request, client.pk)
    row = _row(client, estimate_id)
    told = costs.told(row)
    file = answers.newest(row.policy_id, member_id=row.policy.member_id or "") if row.benefit_check else None
    context = {
        "head": head_of(request, client),
        "client": client,
        "told": told,
        "row": row,
        "chart": costs.chart(told),
        "ways": costs.ways(told),
        "spread": costs.spread(told),
        "newer_file": file is not None and costs.is_newer(row.benefit_check, file),
        "sentences": told.sentences("en"),
        "rests_on": costs.rests_on(row.benefit_check, file),
        "out_of_date": [] if row.voided_at else _out_of_date(row, told),
        "due_on": costs.due_on(row),
        "ask_again": costs.ask_again(row.benefit_check, now=timezone.now(), zone=member(request).zone),
        "may_write": member(request).may(Category.BENEFITS, writes=True),
        "panels": panels.drawn(Place.ESTIMATE, request, row),
    }
    return render(request, "coverage/estimate.html", context)


@shows_clients
@require_GET
@holding(Category.BENEFITS)
def listed(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """List the estimates of a client, the latest first."""
    client = client_or_404(client_id)
    saw(request, client.pk)
    context = {"head": head_of(request, client), "client": client, "estimates": queries.estimates_of(client.pk)}
    return render(request, "coverage/estimates.html", context)


@shows_clients
@require_GET
@holding(Category.BENEFITS)
def letter(request: HttpRequest, client_id: UUID, estimate_id: UUID) -> HttpResponse:
    """Show an estimate as a letter to print and sign, in English or Spanish."""
    client = client_or_404(client_id)
    saw(request, client.pk)
    row = _row(client, estimate_id)
    told = costs.told(row)
    language = "es" if request.GET.get("language") == "es" else "en"
    context = {
        "client": client,
        "told": told,
        "row": row,
        "sentences": told.sentences(language),
        "language": language,
        "clinic": Organization.objects.get(pk=client.organization_id),
        "born": client.demographics_rows.values_list("birth_date", flat=True).first(),
        "items": costs.items(told),
    }
    return render(request, f"coverage/letter_{language}.html", context)


@shows_clients
@require_http_methods(["GET", "POST"])
@_WRITES
def void(request: HttpRequest, client_id: UUID, estimate_id: UUID) -> HttpResponse:
    """Set an estimate aside that was made by mistake."""
    client = client_or_404(client_id)
    saw(request, client.pk)
    row = _row(client, estimate_id)
    form = ReasonForm(request.POST or None)

    def act() -> None:
        reason = form.cleaned_data["reason"]
        actions.void_estimate(actor=member(request), at=timezone.now(), estimate=row, reason=reason)

    if accepted(form, act):
        messages.success(request, "Set aside; it stays, marked")
        return redirect("coverage:coverage", client.pk)
    context = {
        "head": head_of(request, client), "client": client, "form": form, "heading": "Set an estimate aside",
        "submit": "Set it aside",
    }  # fmt: skip
    return render(request, "coverage/change.html", context, status=status_of(form))


def _first(policy: Policy, today: date) -> dict[str, Any]:
    """Return what the days begin with. Who pays by themself and comes to this page asks what it costs."""
    return {"starts_on": today, **({"asked_on": today} if policy.payer_id is None else {})}


def _row(client: Client, estimate_id: UUID) -> Estimate:
    row = queries.get(client.pk, estimate_id)
    if row is None:
        raise Http404
    return row


def _out_of_date(row: Estimate, told: costs.Told) -> list[str]:
    found = keeping.changed(row) + keeping.beside(row, keeping.contracts_of(row))
    return found + keeping.of_others(row, counted(told.planned))


def _grounds(client: Client, policy_id: UUID, *, on: date) -> Grounds:
    grounds = queries.grounds_of(client.pk, client.site_id, policy_id, on=on)
    if grounds is None:
        raise Http404
    return grounds
