"""Writing a draft: one page that shows it whole, and a form for each part."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from stepwell.clients.models import Client
from stepwell.clients.views.record import client_or_404
from stepwell.clients.vocabulary import CARE_ROLES
from stepwell.platform.tenancy.permissions import member
from stepwell.platform.trail.recording import saw, shows_clients
from stepwell.platform.ui.forms import VersionedForm
from stepwell.platform.ui.submitting import accepted
from stepwell.treatmentplans import queries
from stepwell.treatmentplans.actions import drafts, parts, signing
from stepwell.treatmentplans.forms import BeginForm, GoalForm, HeadForm, InterventionForm, ObjectiveForm, ProblemForm
from stepwell.treatmentplans.models import Plan, PlanGoal, PlanIntervention, PlanObjective, PlanProblem
from stepwell.treatmentplans.queries import tree
from stepwell.treatmentplans.rules import starters
from stepwell.treatmentplans.rules.elements import checklist
from stepwell.treatmentplans.rules.timers import profile_for
from stepwell.treatmentplans.views.frame import WRITES, draft_or_404, page, today
from stepwell.treatmentplans.views.naming import able, people_of

_KINDS: dict[str, Any] = {
    "problem": PlanProblem,
    "goal": PlanGoal,
    "objective": PlanObjective,
    "intervention": PlanIntervention,
}


@shows_clients
@require_http_methods(["GET", "POST"])
@WRITES
def begin(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """Begin a version: empty the first time, then as a copy of the last."""
    client = client_or_404(client_id)
    saw(request, client.pk)
    rows = queries.plans_of(client.pk, on=today(request))
    initial = {
        "kind": "review" if any(row.client_signed_at for row in rows) else "comprehensive",
        "effective_from": today(request),
        "counselor": member(request).membership_id,
    }
    form = BeginForm(request.POST or None, initial=initial, **people_of(client))
    if accepted(
        form, lambda: drafts.begin_plan(actor=member(request), at=timezone.now(), client=client, head=form.head())
    ):
        made = Plan.objects.get(client=client, client_signed_at=None, voided_at=None)
        return redirect("treatmentplans:edit", client.pk, made.pk)
    context = {"heading": "Begin a plan", "submit": "Begin the plan"}
    return page(request, client, "form", context, form)


@shows_clients
@require_http_methods(["GET"])
@WRITES
def edit(request: HttpRequest, client_id: UUID, draft_id: UUID) -> HttpResponse:
    """Show a draft whole: its parts, what is still missing, and the minutes against what is ordered."""
    client, plan = draft_or_404(request, client_id, draft_id)
    facts = tree.facts_of(plan)
    profile = profile_for(client.site.state, on=plan.effective_from)
    context: dict[str, object] = {
        "plan": plan,
        "facts": facts,
        "week": signing.hours_of(plan, facts),
        "checks": checklist(facts, required=profile.required),
        "starters": starters,
    }
    return page(request, client, "edit", context)


@shows_clients
@require_http_methods(["GET", "POST"])
@WRITES
def head(request: HttpRequest, client_id: UUID, draft_id: UUID) -> HttpResponse:
    """Change days, people and words of a draft."""
    client, plan = draft_or_404(request, client_id, draft_id)
    words = tree.words_of(plan.pk)
    initial = {name: getattr(plan, name) for name in ("version", "kind", "effective_from", "review_by")}
    initial |= {"counselor": plan.counselor_id, "case_manager": plan.case_manager_id}
    initial |= {name: getattr(words, name, "") for name in ("strengths", "needs", "participation", "referrals")}
    form = HeadForm(request.POST or None, initial=initial, **people_of(client, plan.counselor_id, plan.case_manager_id))

    def save() -> None:
        drafts.save_plan(
            actor=member(request), at=timezone.now(), plan=plan, version=form.cleaned_data["version"],
            head=form.head(), words=form.words(),
        )  # fmt: skip

    return _saved(request, client, plan, form, save, "Days, people and words")


@shows_clients
@require_http_methods(["GET", "POST"])
@WRITES
def new_problem(request: HttpRequest, client_id: UUID, draft_id: UUID) -> HttpResponse:
    """Add a problem with its first goal, from nothing or from words of ours."""
    client, plan = draft_or_404(request, client_id, draft_id)
    start = next((each for each in starters.PROBLEMS if each.code == request.GET.get("start")), None)
    initial = {"area": start.area, "words": start.words, "goal": start.goal} if start else {}
    form = ProblemForm(request.POST or None, client_id=client.pk, is_new=True, initial={"version": 1, **initial})
    who: dict[str, Any] = {"actor": member(request), "at": timezone.now()}
    return _saved(
        request, client, plan, form, lambda: parts.add_problem(**who, plan=plan, new=form.new()), "Add a problem"
    )


@shows_clients
@require_http_methods(["GET", "POST"])
@WRITES
def problem(request: HttpRequest, client_id: UUID, problem_id: UUID) -> HttpResponse:
    """Change a problem."""
    client, part = _part(request, client_id, "problem", problem_id)
    initial = {name: getattr(part, name) for name in ("version", "area", "words", "diagnoses")}
    form = ProblemForm(request.POST or None, client_id=client.pk, is_new=False, initial=initial)

    def save() -> None:
        parts.change_problem(
            actor=member(request), at=timezone.now(), problem=part, version=form.cleaned_data["version"], new=form.new()
        )

    return _saved(request, client, part.plan, form, save, "Change a problem")


@shows_clients
@require_http_methods(["GET", "POST"])
@WRITES
def new_goal(request: HttpRequest, client_id: UUID, problem_id: UUID) -> HttpResponse:
    """Add a goal to a problem."""
    client, part = _part(request, client_id, "problem", problem_id)
    form = GoalForm(request.POST or None, initial={"version": 1})

    def save() -> None:
        parts.add_goal(
            actor=member(request), at=timezone.now(), plan=part.plan, problem_id=part.pk,
            words=form.cleaned_data["words"],
        )  # fmt: skip

    return _saved(request, client, part.plan, form, save, "Add a goal")


@shows_clients
@require_http_methods(["GET", "POST"])
@WRITES
def goal(request: HttpRequest, client_id: UUID, goal_id: UUID) -> HttpResponse:
    """Change a goal."""
    client, part = _part(request, client_id, "goal", goal_id)
    form = GoalForm(request.POST or None, initial={"version": part.version, "words": part.words})

    def save() -> None:
        parts.change_goal(actor=member(request), at=timezone.now(), goal=part, **form.cleaned_data)

    return _saved(request, client, part.plan, form, save, "Change a goal")


@shows_clients
@require_http_methods(["GET", "POST"])
@WRITES
def new_objective(request: HttpRequest, client_id: UUID, goal_id: UUID) -> HttpResponse:
    """Add an objective to a goal, from nothing or from words of ours."""
    client, part = _part(request, client_id, "goal", goal_id)
    start = next((each for each in starters.OBJECTIVES if each.code == request.GET.get("start")), None)
    initial = {"words": start.words, "measure": start.measure, "target": start.target} if start else {}
    form = ObjectiveForm(request.POST or None, initial={"version": 1, **initial})
    who: dict[str, Any] = {"actor": member(request), "at": timezone.now()}
    return _saved(
        request, client, part.plan, form,
        lambda: parts.add_objective(**who, plan=part.plan, goal_id=part.pk, new=form.new()), "Add an objective",
        starters=starters.OBJECTIVES,
    )  # fmt: skip


@shows_clients
@require_http_methods(["GET", "POST"])
@WRITES
def objective(request: HttpRequest, client_id: UUID, objective_id: UUID) -> HttpResponse:
    """Change an objective."""
    client, part = _part(request, client_id, "objective", objective_id)
    initial = {name: getattr(part, name) for name in ("version", "words", "measure", "target", "target_on")}
    form = ObjectiveForm(request.POST or None, initial=initial)

    def save() -> None:
        parts.change_objective(
            actor=member(request), at=timezone.now(), objective=part, version=form.cleaned_data["version"],
            new=form.new(),
        )  # fmt: skip

    return _saved(request, client, part.plan, form, save, "Change an objective")


@shows_clients
@require_http_methods(["GET", "POST"])
@WRITES
def new_intervention(request: HttpRequest, client_id: UUID, draft_id: UUID) -> HttpResponse:
    """Add what is done, from nothing or from what programs often do."""
    client, plan = draft_or_404(request, client_id, draft_id)
    start = next((each for each in starters.INTERVENTIONS if each.code == request.GET.get("start")), None)
    names = ("kind", "words", "times", "per", "minutes", "role")
    initial = {name: getattr(start, name) for name in names} if start else {}
    steps = tree.steps_of(plan.pk)
    staff = able(client, CARE_ROLES)
    form = InterventionForm(request.POST or None, objectives=steps, staff=staff, initial={"version": 1, **initial})
    who: dict[str, Any] = {"actor": member(request), "at": timezone.now()}
    return _saved(
        request, client, plan, form, lambda: parts.add_intervention(**who, plan=plan, new=form.new()),
        "Add what is done",
    )  # fmt: skip


@shows_clients
@require_http_methods(["GET", "POST"])
@WRITES
def intervention(request: HttpRequest, client_id: UUID, intervention_id: UUID) -> HttpResponse:
    """Change what is done."""
    client, part = _part(request, client_id, "intervention", intervention_id)
    initial = {name: getattr(part, name) for name in ("version", "kind", "words", "times", "per", "minutes", "role")}
    steps = tree.steps_of(part.plan_id, served_by=part.pk)
    served = [str(each.id) for each in steps if each.is_served]
    initial |= {"responsible": part.responsible_id, "objectives": served}
    staff = able(client, CARE_ROLES, part.responsible_id)
    form = InterventionForm(request.POST or None, objectives=steps, staff=staff, initial=initial)

    def save() -> None:
        parts.change_intervention(
            actor=member(request), at=timezone.now(), intervention=part, version=form.cleaned_data["version"],
            new=form.new(),
        )  # fmt: skip

    return _saved(request, client, part.plan, form, save, "Change what is done")


@require_POST
@WRITES
def remove(request: HttpRequest, client_id: UUID, draft_id: UUID) -> HttpResponse:
    """Take a part out of a draft; the history keeps it."""
    client, plan = draft_or_404(request, client_id, draft_id)
    kind, _, key = request.POST.get("part", "").partition(" ")
    model = _KINDS.get(kind)
    part = model.objects.select_related("plan").filter(plan=plan, pk=key).first() if model and _is_key(key) else None
    if part is None:
        raise Http404
    form = VersionedForm({"version": part.version})
    if accepted(form, lambda: parts.remove_part(actor=member(request), at=timezone.now(), part=part)):
        messages.success(request, "Taken out")
    else:
        messages.error(request, " ".join(str(error) for error in form.non_field_errors()))
    return redirect("treatmentplans:edit", client.pk, plan.pk)


def _is_key(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


def _part(request: HttpRequest, client_id: UUID, kind: str, key: UUID) -> tuple[Client, Any]:
    client = client_or_404(client_id)
    saw(request, client.pk)
    drafts_only = {"plan__signed_at": None, "plan__voided_at": None}
    found = _KINDS[kind].objects.select_related("plan").filter(pk=key, client=client, **drafts_only).first()
    if found is None:
        raise Http404
    found.plan.client = client
    return client, found


def _saved(
    request: HttpRequest,
    client: Client,
    plan: Plan,
    form: VersionedForm,
    save: Callable[[], object],
    heading: str,
    **context: object,
) -> HttpResponse:
    if accepted(form, save):
        messages.success(request, "Saved")
        return redirect("treatmentplans:edit", client.pk, plan.pk)
    now = dict(form.initial)
    seen, there = getattr(form, "cleaned_data", {}).get("version"), now.pop("version")
    if seen is not None and seen != there:  # somebody else was faster: keep what was typed, and say what stands there
        form.show_conflict(version=there, now=now)
    back = reverse("treatmentplans:edit", args=[client.pk, plan.pk])
    return page(request, client, "form", {"heading": heading, "submit": "Save", "back": back, **context}, form)
