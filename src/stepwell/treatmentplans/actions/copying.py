"""The parts of a new version: those of the version before, under new keys and with the same lineage."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID, uuid4

from stepwell.treatmentplans.models import (
    Plan,
    PlanAim,
    PlanGoal,
    PlanIntervention,
    PlanObjective,
    PlanProblem,
    PlanWords,
)

_WORDS = ("strengths", "needs", "participation", "referrals")
_PROBLEM = ("lineage", "position", "area", "words", "diagnoses")
_GOAL = ("lineage", "position", "words")
_OBJECTIVE = ("lineage", "position", "words", "measure", "target", "target_on")
_INTERVENTION = ("lineage", "position", "kind", "words", "times", "per", "minutes", "responsible_id", "role")


def copy_parts(plan: Plan, *, before: UUID | None) -> None:
    """Give a new draft its words and parts; empty words and no parts without a version before."""
    owned = {"organization_id": plan.organization_id, "client_id": plan.client_id, "plan": plan}
    words = PlanWords.objects.filter(plan=before).first() if before else None
    kept = {name: getattr(words, name) for name in _WORDS} if words else {}
    PlanWords(id=plan.pk, **owned, **kept).save(force_insert=True)
    if before is None:
        return
    problems = _copied(PlanProblem, before, _PROBLEM, owned)
    goals = _copied(PlanGoal, before, _GOAL, owned, problem=problems)
    objectives = _copied(PlanObjective, before, _OBJECTIVE, owned, goal=goals)
    interventions = _copied(PlanIntervention, before, _INTERVENTION, owned)
    _copied(PlanAim, before, (), owned, intervention=interventions, objective=objectives)


def _copied(
    model: Any, before: UUID, names: Iterable[str], owned: dict[str, object], **parents: dict[UUID, UUID]
) -> dict[UUID, UUID]:
    """Copy the rows of one table; returns old key -> new key."""
    keys: dict[UUID, UUID] = {}
    made = []
    for row in model.objects.filter(plan=before).order_by("created_at", "id"):
        keys[row.pk] = uuid4()
        values = {name: getattr(row, name) for name in names}
        values |= {f"{name}_id": parent[getattr(row, f"{name}_id")] for name, parent in parents.items()}
        made.append(model(id=keys[row.pk], **owned, **values))
    model.objects.bulk_create(made)
    return keys
