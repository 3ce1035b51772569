"""Asking payers by file, and how they are asked."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from stepwell.clients.views.record import client_or_404, head_of
from stepwell.coverage import tasks
from stepwell.coverage.actions import asking as actions
from stepwell.coverage.actions import checks
from stepwell.coverage.asking import ASKABLE_LABELS
from stepwell.coverage.forms.asking import USUAL, AskForm, HabitForm
from stepwell.coverage.models import AskingHabit, Payer
from stepwell.coverage.queries import asking as queries
from stepwell.coverage.queries import policies
from stepwell.coverage.views.payers import KEEPS
from stepwell.kernel.findings import Refused
from stepwell.platform.outbound import folder_of
from stepwell.platform.tenancy.permissions import holding, member
from stepwell.platform.trail.recording import saw, shows_clients
from stepwell.platform.ui.submitting import accepted, status_of
from stepwell.platform.walls.editing import STALE
from stepwell.platform.walls.rights import Category


@shows_clients
@require_http_methods(["GET", "POST"])
@holding(Category.BENEFITS, writes=True)
def ask(request: HttpRequest, client_id: UUID, policy_id: UUID) -> HttpResponse:
    """Ask the payer of a policy by file."""
    client = client_or_404(client_id)
    saw(request, client.pk)
    who, now = member(request), timezone.now()
    policy = policies.get(client.pk, policy_id)
    if policy is None or policy.payer is None:
        raise Http404
    payer, carve_out = checks.whom_to_ask(policy), checks.whom_to_ask(policy, carve_out=True)
    today = now.astimezone(who.zone).date()
    form = AskForm(request.POST or None, initial={"first": today}, payer=payer, carve_out=carve_out)

    def act() -> None:
        first, asked = form.cleaned_data["first"], form.asks_carve_out
        actions.ask(actor=who, at=now, policy=policy, first=first, carve_out=asked)
        tasks.ask_now.defer(organization=who.organization_id)

    if accepted(form, act):
        messages.success(request, "Asked. The question leaves within minutes; its answer comes here by itself.")
        return redirect("coverage:answers", client.pk, policy.pk)
    asks = [
        (name, checks.consent_to_ask(policy, at=now, carve_out=name == carve_out) is not None)
        for name in (carve_out, payer)
        if name
    ]
    chosen = policies.carve_out_of(policy) or policy.payer
    known = queries.habits().to(chosen.pk)
    context = {
        "head": head_of(request, client), "client": client, "form": form, "asks": asks, "row": policy, "payer": payer,
        "types": [ASKABLE_LABELS[code] for code in known.service_types] if known else [],
        "may_keep": who.may(Category.BENEFITS, writes=True),
    }  # fmt: skip
    return render(request, "coverage/ask.html", context, status=status_of(form))


@require_GET
@holding(Category.BENEFITS, Category.CONFIGURATION)
def habits(request: HttpRequest) -> HttpResponse:
    """List how payers are asked by file, and the folder by which questions leave."""
    who, found = member(request), queries.habits().by_payer
    payers = Payer.objects.filter(ended_on=None).order_by("name")
    context = {
        "usual": found.get(None),
        "rows": [(payer, found.get(payer.pk)) for payer in payers],
        "folder": folder_of(who.organization_id).path,
        "may_keep": who.may(Category.BENEFITS, writes=True) or who.may(Category.CONFIGURATION, writes=True),
    }
    return render(request, "coverage/habits.html", context)


@require_http_methods(["GET", "POST"])
@KEEPS
def usual_habit(request: HttpRequest) -> HttpResponse:
    """Change how all payers are asked that have no habits of their own."""
    return _habit(request, None)


@require_http_methods(["GET", "POST"])
@KEEPS
def habit(request: HttpRequest, payer_id: UUID) -> HttpResponse:
    """Change how one payer is asked."""
    payer = Payer.objects.filter(pk=payer_id).first()
    if payer is None:
        raise Http404
    return _habit(request, payer)


def _habit(request: HttpRequest, payer: Payer | None) -> HttpResponse:
    form = HabitForm(request.POST or None, initial=_as_it_is(payer))

    def act() -> None:
        try:
            actions.set_habit(
                actor=member(request), at=timezone.now(), payer_id=payer.pk if payer else None,
                version=form.cleaned_data["version"], values=form.values(),
            )  # fmt: skip
        except Refused as refusal:
            if STALE in refusal.findings:
                fresh = _as_it_is(payer)
                form.show_conflict(version=fresh.pop("version"), now=fresh)
            raise

    if accepted(form, act):
        messages.success(request, f"Written down how {payer.name if payer else 'all other payers'} are asked")
        return redirect("coverage:habits")
    return render(request, "coverage/habit.html", {"form": form, "payer": payer}, status=status_of(form))


def _as_it_is(payer: Payer | None) -> dict[str, Any]:
    found = AskingHabit.objects.filter(payer=payer).first()
    return {name: getattr(found, name) for name in HabitForm.base_fields} if found else dict(USUAL)
