"""The thirteen elements of a plan, as Kansas lists them; which of them must be there is data of a place.

Source: docs/sources.md#plans
"""

from collections.abc import Set
from dataclasses import dataclass
from enum import StrEnum

from stepwell.kernel.findings import Finding
from stepwell.treatmentplans.rules.tree import PlanFacts


class Element(StrEnum):
    """One thing that a plan says."""

    PROBLEM = "problem"
    STRENGTHS = "strengths"
    WEAKNESSES = "weaknesses"
    GOALS = "goals"
    OBJECTIVES = "objectives"
    TASKS = "tasks"
    SERVICES = "services"
    REFERRALS = "referrals"
    CASE_MANAGEMENT = "case_management"
    COUNSELOR = "counselor"
    CASE_MANAGER = "case_manager"
    REVIEW = "review"
    PARTICIPATION = "participation"


ELEMENT_LABELS = {
    Element.PROBLEM: "Problem, with its diagnosis where there is one",
    Element.STRENGTHS: "Strengths",
    Element.WEAKNESSES: "What is hard",
    Element.GOALS: "Long-term goals in the client’s words",
    Element.OBJECTIVES: "Short-term objectives",
    Element.TASKS: "What is done for each objective",
    Element.SERVICES: "Kind and frequency of services",
    Element.REFERRALS: "Community referrals, or that none are needed",
    Element.CASE_MANAGEMENT: "Case management",
    Element.COUNSELOR: "Primary counselor",
    Element.CASE_MANAGER: "Case manager",
    Element.REVIEW: "Review date",
    Element.PARTICIPATION: "How the client took part",
}


@dataclass(frozen=True)
class Check:
    """Whether an element is there, and whether it must be."""

    element: Element
    is_there: bool
    is_required: bool

    @property
    def label(self) -> str:
        """The element in words."""
        return ELEMENT_LABELS[self.element]


def checklist(plan: PlanFacts, *, required: Set[Element]) -> list[Check]:
    """Return every element with whether the plan has it. Dated signatures are what signing itself adds."""
    objectives = list(plan.objectives())
    there = {
        Element.PROBLEM: bool(plan.problems),
        Element.STRENGTHS: bool(plan.strengths.strip()),
        Element.WEAKNESSES: bool(plan.needs.strip()),
        Element.GOALS: any(True for _ in plan.goals()),
        Element.OBJECTIVES: bool(objectives),
        Element.TASKS: bool(objectives) and all(plan.serving(each.id) for each in objectives),
        Element.SERVICES: bool(plan.interventions),
        Element.REFERRALS: bool(plan.referrals.strip()),
        Element.CASE_MANAGEMENT: any(each.kind == "case_management" for each in plan.interventions),
        Element.COUNSELOR: bool(plan.counselor),
        Element.CASE_MANAGER: bool(plan.case_manager),
        Element.REVIEW: plan.review_by > plan.effective_from,
        Element.PARTICIPATION: bool(plan.participation.strip()),
    }
    return [Check(each, there[each], each in required) for each in Element]


def check_elements(plan: PlanFacts, *, required: Set[Element]) -> list[Finding]:
    """Return PLN-010 naming every required element that is missing."""
    missing = [check.label for check in checklist(plan, required=required) if check.is_required and not check.is_there]
    if not missing:
        return []
    return [Finding("PLN-010", f"The plan does not say everything it must. Missing: {'; '.join(missing)}.")]
