"""What one version of a plan changed against the one before: added, changed, taken out. Parts are known by lineage."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from stepwell.treatmentplans.rules.tree import PlanFacts
from stepwell.treatmentplans.vocabulary import AREA_LABELS, KIND_LABELS


class Change(StrEnum):
    """What happened to a part."""

    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"


@dataclass(frozen=True)
class Difference:
    """One part that differs; `before` is empty for a new one, `after` for one taken out."""

    what: str
    change: Change
    before: str = ""
    after: str = ""


_Parts = dict[tuple[str, str | UUID], str]


def differences(before: PlanFacts, after: PlanFacts) -> list[Difference]:
    """Return what differs, in the order of the later version, then what was taken out."""
    old, new = _parts(before), _parts(after)
    found = []
    for key, words in new.items():
        if key not in old:
            found.append(Difference(key[0], Change.ADDED, after=words))
        elif old[key] != words:
            found.append(Difference(key[0], Change.CHANGED, old[key], words))
    found += [Difference(key[0], Change.REMOVED, before=words) for key, words in old.items() if key not in new]
    return found


def _parts(plan: PlanFacts) -> _Parts:
    heads = {
        "Kind": KIND_LABELS[plan.kind],
        "First day": plan.effective_from.isoformat(),
        "Review by": plan.review_by.isoformat(),
        "Primary counselor": plan.counselor,
        "Case manager": plan.case_manager,
        "Strengths": plan.strengths,
        "What is hard": plan.needs,
        "How the client took part": plan.participation,
        "Community referrals": plan.referrals,
    }
    parts: _Parts = {(name, ""): words for name, words in heads.items() if words}
    for problem in plan.problems:
        diagnoses = f" ({'; '.join(problem.diagnoses)})" if problem.diagnoses else ""
        parts["Problem", problem.lineage] = f"{AREA_LABELS[problem.area]}: {problem.words}{diagnoses}"
    parts |= {("Goal", goal.lineage): goal.words for goal in plan.goals()}
    parts |= {("Objective", each.lineage): each.line for each in plan.objectives()}
    lineage = {each.id: str(each.lineage) for each in plan.objectives()}
    names = {each.lineage: each.words for each in plan.objectives()}
    for each in plan.interventions:
        served = sorted(lineage[objective] for objective in each.objectives if objective in lineage)
        aims = "; ".join(names[UUID(one)] for one in served)
        parts["Intervention", each.lineage] = f"{each.line} [for: {aims}]"
    return parts
