"""Writing and removing the parts of a draft. Each checks the version that its writer saw."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, TypeVar
from uuid import UUID

from django.db import transaction
from django.db.models import Max, QuerySet

from stepwell.clients.queries.diagnoses import in_force
from stepwell.clients.vocabulary import CARE_ROLES
from stepwell.kernel.findings import Finding, Refused
from stepwell.people.queries.holders import is_unfit
from stepwell.platform.tenancy.members import Member
from stepwell.platform.walls.editing import save_changed
from stepwell.treatmentplans.actions.drafts import refuse_settled
from stepwell.treatmentplans.models import Plan, PlanAim, PlanGoal, PlanIntervention, PlanObjective, PlanProblem
from stepwell.treatmentplans.models.parts import Part
from stepwell.treatmentplans.vocabulary import Area, Per, Responsible, Service

Made = TypeVar("Made", bound=Part)

MOST_PARTS = 40
TOO_MANY = Finding("PLN-040", f"A plan has {MOST_PARTS} parts of a kind at the most. Take one out first.")
NOT_HERE = Finding("PLN-041", "What this belongs to is not in this version any more. Load the page again.")
NOT_EMPTY = Finding("PLN-042", "Something still hangs on this part. Take out what is below it first.")
NOBODY = Finding("PLN-015", "Nobody is responsible. Name a person or a role.", "role")

NO_CARER = Finding(
    "PLN-022",
    "Whoever is responsible must hold a role in care at the client’s site now. Choose another.",
    "responsible",
)
NO_DIAGNOSIS = Finding("PLN-023", "This is no diagnosis of the client. Choose one of theirs.", "diagnoses")


@dataclass(frozen=True)
class Problem:
    """A problem as typed; `goal` begins its first goal."""

    area: Area
    words: str
    diagnoses: tuple[str, ...] = ()
    goal: str = ""


@dataclass(frozen=True)
class Objective:
    """An objective as typed; what is missing is asked for at signing."""

    words: str
    measure: str = ""
    target: Decimal | None = None
    target_on: date | None = None


@dataclass(frozen=True)
class Intervention:
    """An intervention as typed, with the objectives it serves."""

    kind: Service
    times: int
    per: Per
    minutes: int
    words: str = ""
    responsible_id: UUID | None = None
    role: Responsible | None = None
    objectives: tuple[UUID, ...] = ()


@transaction.atomic
def add_problem(*, actor: Member, at: datetime, plan: Plan, new: Problem) -> PlanProblem:
    """Add a problem, with its first goal if one is named. Raises Refused: PLN-007, PLN-023, PLN-040."""
    _check_diagnoses(plan, new)
    values = {"area": new.area, "words": new.words.strip(), "diagnoses": list(new.diagnoses)}
    problem = _added(PlanProblem, plan, values)
    if new.goal.strip():
        add_goal(actor=actor, at=at, plan=plan, problem_id=problem.pk, words=new.goal)
    return problem


@transaction.atomic
def change_problem(*, actor: Member, at: datetime, problem: PlanProblem, version: int, new: Problem) -> None:
    """Change a problem. Raises Refused: PLN-007, PLN-023, EDIT-001."""
    del actor, at
    _check_diagnoses(problem.plan, new, problem)
    values = {"area": new.area, "words": new.words.strip(), "diagnoses": list(new.diagnoses)}
    _changed(problem, version, values)


@transaction.atomic
def add_goal(*, actor: Member, at: datetime, plan: Plan, problem_id: UUID, words: str) -> PlanGoal:
    """Add a goal to a problem. Raises Refused: PLN-007, PLN-040, PLN-041."""
    del actor, at
    _check_parent(PlanProblem, plan, [problem_id])
    return _added(PlanGoal, plan, {"problem_id": problem_id, "words": words.strip()})


@transaction.atomic
def change_goal(*, actor: Member, at: datetime, goal: PlanGoal, version: int, words: str) -> None:
    """Change a goal. Raises Refused: PLN-007, EDIT-001."""
    del actor, at
    _changed(goal, version, {"words": words.strip()})


@transaction.atomic
def add_objective(*, actor: Member, at: datetime, plan: Plan, goal_id: UUID, new: Objective) -> PlanObjective:
    """Add an objective to a goal. Raises Refused: PLN-007, PLN-040, PLN-041."""
    del actor, at
    _check_parent(PlanGoal, plan, [goal_id])
    return _added(PlanObjective, plan, {"goal_id": goal_id, **_objective(new)})


@transaction.atomic
def change_objective(*, actor: Member, at: datetime, objective: PlanObjective, version: int, new: Objective) -> None:
    """Change an objective. Raises Refused: PLN-007, EDIT-001."""
    del actor, at
    _changed(objective, version, _objective(new))


@transaction.atomic
def add_intervention(*, actor: Member, at: datetime, plan: Plan, new: Intervention) -> PlanIntervention:
    """Add an intervention for some objectives. Raises Refused: PLN-007, PLN-015, PLN-022, PLN-040, PLN-041."""
    del actor, at
    _check_parent(PlanObjective, plan, new.objectives)
    _check_responsible(plan, new)
    made = _added(PlanIntervention, plan, _intervention(new))
    _aim(made, new.objectives)
    return made


@transaction.atomic
def change_intervention(
    *, actor: Member, at: datetime, intervention: PlanIntervention, version: int, new: Intervention
) -> None:
    """Change an intervention and what it serves. Raises Refused: PLN-007, PLN-015, PLN-022, PLN-041, EDIT-001."""
    del actor, at
    _check_parent(PlanObjective, intervention.plan, new.objectives)
    _check_responsible(intervention.plan, new, intervention)
    _changed(intervention, version, _intervention(new))
    PlanAim.objects.filter(intervention=intervention).delete()
    _aim(intervention, new.objectives)


@transaction.atomic
def remove_part(*, actor: Member, at: datetime, part: Part) -> None:
    """Take a part out of a draft; the history keeps it. Raises Refused: PLN-007, PLN-042."""
    del actor, at
    refuse_settled(part.plan)
    if isinstance(part, PlanProblem) and PlanGoal.objects.filter(problem=part).exists():
        raise Refused(NOT_EMPTY)
    if isinstance(part, PlanGoal) and PlanObjective.objects.filter(goal=part).exists():
        raise Refused(NOT_EMPTY)
    if isinstance(part, PlanObjective):
        PlanAim.objects.filter(objective=part).delete()
    if isinstance(part, PlanIntervention):
        PlanAim.objects.filter(intervention=part).delete()
    part.delete()


def _check_responsible(plan: Plan, new: Intervention, before: PlanIntervention | None = None) -> None:
    here, besides = [plan.client.site_id], [before.responsible_id] if before else []
    if is_unfit(new.responsible_id, roles=CARE_ROLES, site_ids=here, besides=besides):
        raise Refused(NO_CARER)


def _check_diagnoses(plan: Plan, new: Problem, before: PlanProblem | None = None) -> None:
    known = {row.code for row in in_force(plan.client_id)} if new.diagnoses else set()
    if set(new.diagnoses) - known - set(before.diagnoses if before else ()):
        raise Refused(NO_DIAGNOSIS)


def _objective(new: Objective) -> dict[str, Any]:
    return {
        "words": new.words.strip(),
        "measure": new.measure.strip(),
        "target": new.target,
        "target_on": new.target_on,
    }


def _intervention(new: Intervention) -> dict[str, Any]:
    if new.responsible_id is None and new.role is None:
        raise Refused(NOBODY)
    return {
        "kind": new.kind,
        "words": new.words.strip(),
        "times": new.times,
        "per": new.per,
        "minutes": new.minutes,
        "responsible_id": new.responsible_id,
        "role": new.role or "",
    }


def _aim(intervention: PlanIntervention, objectives: Iterable[UUID]) -> None:
    owned = {
        "organization_id": intervention.organization_id,
        "client_id": intervention.client_id,
        "plan_id": intervention.plan_id,
        "intervention": intervention,
    }
    PlanAim.objects.bulk_create(PlanAim(**owned, objective_id=each) for each in dict.fromkeys(objectives))


def _check_parent(model: Any, plan: Plan, keys: Iterable[UUID]) -> None:
    wanted = set(keys)
    if model.objects.filter(plan=plan, pk__in=wanted).count() != len(wanted):
        raise Refused(NOT_HERE)


def _added(model: type[Made], plan: Plan, values: dict[str, Any]) -> Made:
    refuse_settled(plan)
    rows: QuerySet[Any] = model.objects.filter(plan=plan)  # type: ignore[attr-defined]
    if rows.count() >= MOST_PARTS:
        raise Refused(TOO_MANY)
    last = rows.aggregate(last=Max("position"))["last"] or 0
    made = model(organization_id=plan.organization_id, client_id=plan.client_id, plan=plan, position=last + 1, **values)
    made.save(force_insert=True)
    return made


def _changed(part: Part, version: int, values: dict[str, Any]) -> None:
    refuse_settled(part.plan)
    save_changed(part, version=version, values=values)
