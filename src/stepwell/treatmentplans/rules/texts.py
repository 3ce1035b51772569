"""The text of a plan: exactly what is signed, in plain words and plain lines, and how a page lays it out.

A line that begins with "# " or "## " is a heading, one with "- " a point; an empty line ends a paragraph. What somebody
typed cannot make a heading: its lines are joined.
"""

from dataclasses import dataclass, field
from datetime import date

from stepwell.treatmentplans.rules.tree import GoalFacts, ObjectiveFacts, PlanFacts
from stepwell.treatmentplans.vocabulary import AREA_LABELS, KIND_LABELS, SERVICE_LABELS

NOTE = (
    "You may ask questions, and you may ask for changes at any time. Signing says that you read this plan and took "
    "part in it. If you do not want to sign, you still get care."
)


@dataclass(frozen=True)
class Subject:
    """Whose plan it is, and where: as the text names them."""

    client: str
    record_number: str
    clinic: str
    program: str


@dataclass(frozen=True)
class Block:
    """A part of the text as a page lays it out: a heading with what stands below it."""

    heading: str = ""
    level: int = 2
    paragraphs: list[str] = field(default_factory=list)
    points: list[str] = field(default_factory=list)


def text_of(plan: PlanFacts, subject: Subject, *, number: int) -> str:
    """Return the text of a plan.

    number  of the version
    """
    lines = [
        f"# {KIND_LABELS[plan.kind]}, version {number}",
        f"For {_flat(subject.client)}, record {subject.record_number}.",
        f"{_flat(subject.clinic)}, {_flat(subject.program)}.",
        f"It begins on {_day(plan.effective_from)}. We look at it again together by {_day(plan.review_by)}.",
        f"Primary counselor: {_flat(plan.counselor)}.",
    ]
    lines += [f"Case manager: {_flat(plan.case_manager)}."] if plan.case_manager else []
    for heading, words in (
        ("What you are good at", plan.strengths),
        ("What is hard", plan.needs),
        ("How you took part", plan.participation),
    ):
        lines += ["", f"# {heading}", _flat(words)] if words.strip() else []
    for number_, problem in enumerate(plan.problems, start=1):
        lines += ["", f"# Problem {number_}: {AREA_LABELS[problem.area]}", _flat(problem.words)]
        lines += [f"Diagnosis: {'; '.join(map(_flat, problem.diagnoses))}"] if problem.diagnoses else []
        for goal in problem.goals:
            lines += _goal(plan, goal)
    lines += [
        "",
        "# What we do, and how often",
        *(f"- {_flat(each.line)}" for each in plan.interventions),
    ]
    lines += ["", "# Help in the community", _flat(plan.referrals)] if plan.referrals.strip() else []
    return "\n".join([*lines, "", "# Your rights", NOTE])


def blocks_of(text: str) -> list[Block]:
    """Return a text as a page lays it out."""
    blocks: list[Block] = []
    for line in text.split("\n"):
        if line.startswith("# "):
            blocks.append(Block(line[2:], 2))
        elif line.startswith("## "):
            blocks.append(Block(line[3:], 3))
        elif line:
            here = blocks[-1] if blocks else Block()
            blocks = blocks or [here]
            (here.points if line.startswith("- ") else here.paragraphs).append(line.removeprefix("- "))
    return blocks


def _goal(plan: PlanFacts, goal: GoalFacts) -> list[str]:
    lines = ["", f"## Your goal: “{_flat(goal.words)}”"]
    for objective in goal.objectives:
        lines += [f"- {_objective(objective)}"]
        served = ", ".join(dict.fromkeys(SERVICE_LABELS[each.kind] for each in plan.serving(objective.id)))
        lines += [f"- How we work on it: {served}."] if served else []
    return lines


def _objective(objective: ObjectiveFacts) -> str:
    target = f"{objective.target.normalize():f}" if objective.target is not None else "not set"
    by = _day(objective.target_on) if objective.target_on else "not set"
    words = _flat(objective.words).removesuffix(".")
    return f"Step: {words}. Measure: {_flat(objective.measure)}, {target}, by {by}."


def _flat(words: str) -> str:
    """Return words in one line that begins no heading and no point."""
    return " ".join(words.split()).lstrip("#- ")


def _day(day: date) -> str:
    return f"{day:%B} {day.day}, {day.year}"
