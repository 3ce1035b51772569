"""The plans of a payer."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from stepwell.coverage.actions import plans as actions
from stepwell.coverage.forms.plans import PlanChange, PlanForm, plan_as_typed
from stepwell.coverage.models import Payer
from stepwell.coverage.presenting import plan_facts
from stepwell.coverage.queries import payers
from stepwell.coverage.queries import plans as queries
from stepwell.coverage.views.payers import KEEPS
from stepwell.coverage.vocabulary import PLAN_LABELS, PlanType
from stepwell.platform.tenancy.permissions import holding, member
from stepwell.platform.ui.submitting import accepted, status_of
from stepwell.platform.walls.editing import STALE
from stepwell.platform.walls.rights import Category


@require_GET
@holding(Category.BENEFITS, Category.CONFIGURATION)
def listed(request: HttpRequest, payer_id: UUID) -> HttpResponse:
    """List the plans of a payer, those that ended too."""
    payer, who = _payer(payer_id), member(request)
    rows = [(plan, PLAN_LABELS[PlanType(plan.plan_type)], plan_facts(plan)) for plan in queries.plans_of(payer.pk)]
    may_keep = who.may(Category.BENEFITS, writes=True) or who.may(Category.CONFIGURATION, writes=True)
    return render(request, "coverage/plans.html", {"payer": payer, "rows": rows, "may_keep": may_keep})


@require_http_methods(["GET", "POST"])
@KEEPS
def new(request: HttpRequest, payer_id: UUID) -> HttpResponse:
    """Add a plan."""
    payer = _payer(payer_id)
    form = PlanForm(request.POST or None, others=_others(payer))

    def act() -> None:
        actions.add_plan(actor=member(request), at=timezone.now(), payer=payer, facts=form.facts())

    if accepted(form, act):
        messages.success(request, "Plan added")
        return redirect("coverage:plans", payer.pk)
    return _form(request, payer, form, ("Add a plan", "Add"))


@require_http_methods(["GET", "POST"])
@KEEPS
def change(request: HttpRequest, payer_id: UUID, payer_plan_id: UUID) -> HttpResponse:
    """Correct a plan, or end it."""
    payer = _payer(payer_id)
    row = queries.get(payer.pk, payer_plan_id)
    if row is None:
        raise Http404
    form = PlanChange(request.POST or None, initial=plan_as_typed(row), others=_others(payer))

    def act() -> None:
        version = form.cleaned_data["version"]
        actions.change_plan(actor=member(request), at=timezone.now(), plan=row, version=version, facts=form.facts())

    if accepted(form, act):
        messages.success(request, "Plan changed")
        return redirect("coverage:plans", payer.pk)
    if STALE.sentence in form.non_field_errors():
        now = queries.get(payer.pk, row.pk) or row
        form.show_conflict(version=now.version, now=plan_as_typed(now))
    return _form(request, payer, form, ("Change a plan", "Save"))


def _payer(payer_id: UUID) -> Payer:
    payer = payers.get(payer_id)
    if payer is None:
        raise Http404
    return payer


def _others(payer: Payer) -> list[Payer]:
    return [one for one in payers.payers() if one.pk != payer.pk]


def _form(request: HttpRequest, payer: Payer, form: PlanForm, words: tuple[str, str]) -> HttpResponse:
    heading, submit = words
    context = {"payer": payer, "form": form, "heading": f"{heading}: {payer.name}", "submit": submit}
    return render(request, "coverage/plan.html", context, status=status_of(form))
