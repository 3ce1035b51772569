"""A plan with all its parts, as rules and pages read it. Six queries, however large the plan is."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, QuerySet

from stepwell.clients.models import DiagnosisCode
from stepwell.treatmentplans.models import (
    Plan,
    PlanAim,
    PlanGoal,
    PlanIntervention,
    PlanObjective,
    PlanProblem,
    PlanWords,
)
from stepwell.treatmentplans.rules.tree import GoalFacts, InterventionFacts, ObjectiveFacts, PlanFacts, ProblemFacts
from stepwell.treatmentplans.vocabulary import RESPONSIBLE_LABELS, Area, Per, PlanKind, Responsible, Service

Row = TypeVar("Row", PlanProblem, PlanGoal, PlanObjective)


@dataclass(frozen=True)
class Step:
    """An objective to choose; whether an intervention serves it."""

    id: UUID
    words: str
    is_served: bool


def facts_of(plan: Plan) -> PlanFacts:
    """Return a plan whole; for who may see the chart."""
    words = words_of(plan.pk)
    return PlanFacts(
        kind=PlanKind(plan.kind),
        effective_from=plan.effective_from,
        review_by=plan.review_by,
        counselor=str(plan.counselor),
        case_manager=str(plan.case_manager) if plan.case_manager else "",
        strengths=words.strengths if words else "",
        needs=words.needs if words else "",
        participation=words.participation if words else "",
        referrals=words.referrals if words else "",
        problems=_problems(plan),
        interventions=interventions_of(plan.pk),
    )


def words_of(plan_id: UUID) -> PlanWords | None:
    """Return the words of a plan, if the actor may see them."""
    return PlanWords.objects.filter(plan=plan_id).first()


def interventions_of(plan_id: UUID) -> tuple[InterventionFacts, ...]:
    """Return what is done in a plan, in its order. One query."""
    aims = PlanAim.objects.filter(intervention=OuterRef("pk")).order_by("created_at", "id")
    found = PlanIntervention.objects.filter(plan=plan_id).select_related("responsible")
    found = found.annotate(serves=ArraySubquery(aims.values("objective")))
    return tuple(
        InterventionFacts(
            row.pk, row.lineage, Service(row.kind), row.words, row.times, Per(row.per), row.minutes, _who(row),
            tuple(row.serves), row.version,
        )
        for row in found.order_by("position", "created_at")
    )  # fmt: skip


def _who(row: PlanIntervention) -> str:
    if row.responsible:
        return str(row.responsible)
    return RESPONSIBLE_LABELS[Responsible(row.role)] if row.role else ""


def _problems(plan: Plan) -> tuple[ProblemFacts, ...]:
    rows = list(_ordered(PlanProblem.objects.filter(plan=plan)))
    titles = _titles(code for row in rows for code in row.diagnoses)
    goals: dict[UUID, list[GoalFacts]] = defaultdict(list)
    objectives = _objectives(plan)
    for goal in _ordered(PlanGoal.objects.filter(plan=plan)):
        goals[goal.problem_id].append(
            GoalFacts(goal.pk, goal.lineage, goal.words, tuple(objectives[goal.pk]), goal.version)
        )
    return tuple(
        ProblemFacts(
            row.pk, row.lineage, Area(row.area), row.words,
            tuple(titles.get(code, code) for code in row.diagnoses), tuple(goals[row.pk]), row.version,
        )
        for row in rows
    )  # fmt: skip


def steps_of(plan_id: UUID, *, served_by: UUID | None = None) -> list[Step]:
    """Return the objectives of a plan in its order. One query.

    served_by  the intervention whose aims are told
    """
    aims = PlanAim.objects.filter(objective=OuterRef("pk"), intervention=served_by)
    above = ("goal__problem__position", "goal__problem__created_at", "goal__position", "goal__created_at")
    found = PlanObjective.objects.filter(plan=plan_id).annotate(is_served=Exists(aims))
    return [Step(row.pk, row.words, row.is_served) for row in found.order_by(*above, "position", "created_at")]


def _objectives(plan: Plan) -> dict[UUID, list[ObjectiveFacts]]:
    found: dict[UUID, list[ObjectiveFacts]] = defaultdict(list)
    for row in _ordered(PlanObjective.objects.filter(plan=plan)):
        found[row.goal_id].append(
            ObjectiveFacts(row.pk, row.lineage, row.words, row.measure, row.target, row.target_on, row.version)
        )
    return found


def _titles(codes: Iterable[str]) -> dict[str, str]:
    wanted = set(codes)
    found = DiagnosisCode.objects.filter(pk__in=wanted).values_list("code", "title") if wanted else ()
    return {code: f"{code} {title}" for code, title in found}


def _ordered(rows: QuerySet[Row]) -> QuerySet[Row]:
    return rows.order_by("position", "created_at")
