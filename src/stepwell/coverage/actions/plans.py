"""Keeping the plans of a payer."""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, ProgrammingError, transaction

from stepwell.coverage.actions.payers import HIDDEN
from stepwell.coverage.models import Payer, PayerPlan
from stepwell.coverage.rules.plan_types import NOTHING_SAID, OVERRIDABLE, PlanRules
from stepwell.coverage.vocabulary import Funding, PlanType
from stepwell.kernel.findings import Finding, Refused, refuse
from stepwell.platform.tenancy.members import Member
from stepwell.platform.walls.editing import save_changed

TAKEN = Finding("COV-041", "The payer has a plan of this name already. Change that one.", "name")
_MONTHS = 12


@dataclass(frozen=True)
class PlanFacts:
    """What is kept of a plan. Of `rules` only what can be said of a plan counts: the rest follows from its type.

    year_starts_month  1 to 12
    """

    name: str
    plan_type: PlanType
    rules: PlanRules = NOTHING_SAID
    funding: Funding = Funding.UNKNOWN
    has_high_deductible: bool = False
    year_starts_month: int = 1
    carve_out_id: UUID | None = None
    ended_on: date | None = None


def add_plan(*, actor: Member, at: datetime, payer: Payer, facts: PlanFacts) -> PayerPlan:
    """Add a plan of a payer. Raises Refused: COV-040 to COV-043, COV-009, COV-016."""
    del at  # a plan has no first day
    plan = PayerPlan(organization_id=actor.organization_id, payer=payer, **_checked(payer.pk, facts))
    try:
        with transaction.atomic():
            plan.save(force_insert=True)
    except IntegrityError as clash:
        raise Refused(TAKEN) from clash
    except ProgrammingError as wall:
        raise Refused(HIDDEN) from wall
    return plan


def change_plan(*, actor: Member, at: datetime, plan: PayerPlan, version: int, facts: PlanFacts) -> None:
    """Correct a plan, or end it. Raises Refused: also EDIT-001 if somebody else was faster."""
    del actor, at  # the history names who, and when
    values = _checked(plan.payer_id, facts)
    try:
        with transaction.atomic():
            save_changed(plan, version=version, values=values)
    except IntegrityError as clash:
        raise Refused(TAKEN) from clash


def _checked(payer_id: UUID, facts: PlanFacts) -> dict[str, Any]:
    name, found = facts.name.strip(), []
    if not name:
        found.append(Finding("COV-040", "Write the name of the plan, as cards have it.", "name"))
    if facts.plan_type is PlanType.SELF_PAY:
        found.append(Finding("COV-042", "Whoever pays by themself has no plan. Choose a type.", "plan_type"))
    if not 1 <= facts.year_starts_month <= _MONTHS:
        found.append(Finding("COV-043", "The plan year starts in a month from 1 to 12.", "year_starts_month"))
    if facts.carve_out_id == payer_id:
        sentence = "A payer carves nothing out to itself. Choose another, or none."
        found.append(Finding("COV-008", sentence, "carve_out"))
    elif facts.carve_out_id and not Payer.objects.filter(pk=facts.carve_out_id).exists():
        found.append(Finding("COV-016", "This payer is no longer in the list. Choose another, or none.", "carve_out"))
    refuse(found)
    values = asdict(facts)
    del values["rules"]
    return {**values, "name": name, **{each: getattr(facts.rules, each) for each in OVERRIDABLE}}
