"""May this plan be signed, by whom, and when? Source: docs/sources.md#plans."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from stepwell.kernel.findings import Finding
from stepwell.treatmentplans.rules.elements import check_elements
from stepwell.treatmentplans.rules.hours import Week, check_hours
from stepwell.treatmentplans.rules.timers import PlanProfile
from stepwell.treatmentplans.rules.tree import ObjectiveFacts, PlanFacts
from stepwell.treatmentplans.vocabulary import Stage

LEAST_LETTERS = 10
CLOSED = Finding(
    "PLN-001", "The episode of care is closed, so its plan can be signed no more. A new episode gets a plan of its own."
)
NOT_YET_IN_CARE = Finding(
    "PLN-002", "The plan begins on a day outside the episode of care. Change its first day.", "effective_from"
)
REVIEW_LATE = (
    "The review is due by {latest:%b} {latest.day}, {latest.year} at the latest. Enter that day or an earlier one."
)


@dataclass(frozen=True)
class Signed:
    """Who has signed a plan, as far as its stage depends on it."""

    signed_at: datetime | None = None
    credential: str = ""
    is_cosigned: bool = False
    client_signed_at: datetime | None = None
    is_voided: bool = False


def stage_of(signed: Signed, *, effective_from: date, on: date, is_latest: bool) -> Stage:
    """Return how far a plan has come.

    is_latest  no later plan of the client is in force on the day
    """
    if signed.is_voided:
        return Stage.VOIDED
    if signed.signed_at is None:
        return Stage.DRAFT
    if not signed.credential and not signed.is_cosigned:
        return Stage.COSIGNATURE
    if signed.client_signed_at is None:
        return Stage.CLIENT
    if effective_from > on:
        return Stage.AHEAD
    return Stage.IN_FORCE if is_latest else Stage.SUPERSEDED


def check_dates(*, effective_from: date, review_by: date, profile: PlanProfile) -> list[Finding]:
    """Return what is wrong with the dates of a plan: PLN-003, PLN-004."""
    if review_by <= effective_from:
        return [Finding("PLN-003", "The review comes after the first day. Enter a later day.", "review_by")]
    latest = profile.review_by(effective_from)
    return [Finding("PLN-004", REVIEW_LATE.format(latest=latest), "review_by")] if review_by > latest else []


def check_day(day: date, *, opened_on: date, closed_on: date | None) -> list[Finding]:
    """Return PLN-001 if a day of signing lies after the episode, PLN-002 if a first day lies before it."""
    if closed_on is not None and day > closed_on:
        return [CLOSED]
    return [NOT_YET_IN_CARE] if day < opened_on else []


def check_signing(plan: PlanFacts, *, week: Week, profile: PlanProfile, on: date) -> list[Finding]:
    """Return all that keeps a clinician from signing a plan, in the order of the plan.

    on  the day of signing: target dates lie after it
    """
    found = check_elements(plan, required=profile.required)
    found += check_dates(effective_from=plan.effective_from, review_by=plan.review_by, profile=profile)
    found += [*_check_thread(plan), *_check_interventions(plan)]
    for number, objective in enumerate(plan.objectives(), start=1):
        found += list(_check_smart(number, objective, on=max(on, plan.effective_from)))
    return found + check_hours(week)


def _check_thread(plan: PlanFacts) -> Iterator[Finding]:
    """Yield where a problem leads to no goal, a goal to no objective, an objective to nothing that is done."""
    for number, problem in enumerate(plan.problems, start=1):
        if not problem.goals:
            yield Finding("PLN-011", f"Problem {number} has no goal. Ask the client what they want to reach.")
    for number, goal in enumerate(plan.goals(), start=1):
        if not goal.objectives:
            yield Finding("PLN-012", f"Goal {number} has no objective. Add a first step that can be measured.")
    for number, objective in enumerate(plan.objectives(), start=1):
        if not plan.serving(objective.id):
            yield Finding("PLN-013", f"Nothing is done for objective {number}. Add an intervention, or tick it at one.")


def _check_interventions(plan: PlanFacts) -> Iterator[Finding]:
    """Yield interventions that serve nothing, or that nobody is responsible for."""
    objectives = {each.id for each in plan.objectives()}
    for number, each in enumerate(plan.interventions, start=1):
        if not objectives & set(each.objectives):
            yield Finding("PLN-014", f"Intervention {number} serves no objective. Tick the objective that it is for.")
        if not each.who:
            yield Finding("PLN-015", f"Nobody is responsible for intervention {number}. Name a person or a role.")


def _check_smart(number: int, objective: ObjectiveFacts, *, on: date) -> Iterator[Finding]:
    """Yield what an objective lacks: what is to be done, a measure, a number, a date to come."""
    missing = [
        label
        for label, is_there in (
            ("what the client will do, in ten letters or more", len(objective.words.strip()) >= LEAST_LETTERS),
            ("a measure", bool(objective.measure.strip())),
            ("a number to reach", objective.target is not None),
            ("a date", objective.target_on is not None),
        )
        if not is_there
    ]
    if missing:
        yield Finding("PLN-016", f"Objective {number} cannot be measured yet. Missing: {', '.join(missing)}.")
    if objective.target_on is not None and objective.target_on <= on:
        yield Finding("PLN-017", f"The date of objective {number} has come already. Enter a day to come.")
