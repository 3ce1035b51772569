"""Sample rows of treatment plans: Ana's first plan, signed, co-signed and in force, and a draft of the next version."""

from datetime import date, timedelta
from uuid import uuid4

from django.utils import timezone

from stepwell.clients.models import Episode
from stepwell.platform.signatures.models import Signature
from stepwell.platform.walls.scope import acting
from stepwell.treatmentplans.models import (
    ObjectiveEntry,
    Plan,
    PlanAim,
    PlanCosignature,
    PlanGoal,
    PlanIntervention,
    PlanObjective,
    PlanProblem,
    PlanWords,
)
from tests.worlds import Clinic, Person

FIRST = date(2026, 3, 2)


def fill(clinic: Clinic) -> None:
    """Write a plan and take it into force; begin the next."""
    clinician = clinic["clinician"]
    about = {"organization": clinic.organization, "client": clinic.clients["ana"]}
    with acting(clinician.scope):
        plan, objective = _draft(clinic, 1)
        signature = _signature(clinic, clinician, "chart")
        PlanWords.objects.filter(plan=plan).update(text="# Plan")
        at = timezone.now() - timedelta(hours=1)
        Plan.objects.filter(pk=plan.pk).update(signed_at=at, signed_by=clinician.membership, signature=signature)
        Plan.objects.filter(pk=plan.pk).update(version=2)
    with acting(clinic["supervisor"].scope):
        supervisor = clinic["supervisor"]
        PlanCosignature.objects.create(
            **about, id=plan.pk, plan=plan, membership=supervisor.membership, account=supervisor.account,
            credential="LPC", signature=_signature(clinic, supervisor, "chart"), cosigned_at=timezone.now(),
        )  # fmt: skip
    with acting(clinician.scope):
        Plan.objects.filter(pk=plan.pk).update(
            client_signed_at=timezone.now(), client_way="screen", client_signature=signature
        )
        ObjectiveEntry.objects.create(
            **about, objective=objective, lineage=objective.lineage, seen_on=FIRST, at=timezone.now(), progress=1,
            standing="open", words="began", by=clinician.membership, account=clinician.account,
        )  # fmt: skip
        _draft(clinic, 2)


def _draft(clinic: Clinic, number: int) -> tuple[Plan, PlanObjective]:
    about = {"organization": clinic.organization, "client": clinic.clients["ana"]}
    membership = clinic["clinician"].membership
    plan = Plan.objects.create(
        **about, episode=Episode.objects.get(client=clinic.clients["ana"]), number=number, kind="comprehensive",
        counselor=membership, effective_from=FIRST, review_by=FIRST + timedelta(days=30), drafted_at=timezone.now(),
        drafted_by=membership,
    )  # fmt: skip
    PlanWords.objects.create(**about, id=plan.pk, plan=plan)
    part = {**about, "plan": plan, "position": 1}
    problem = PlanProblem.objects.create(**part, area="use", words="drinks daily", diagnoses=["F10.20"])
    goal = PlanGoal.objects.create(**part, problem=problem, words="stop")
    objective = PlanObjective.objects.create(**part, goal=goal, words="stay free of alcohol", measure="days", target=30)
    intervention = PlanIntervention.objects.create(
        **part, kind="group_therapy", times=3, per="week", minutes=180, role="facilitator"
    )
    PlanAim.objects.create(**about, plan=plan, intervention=intervention, objective=objective)
    return plan, objective


def _signature(clinic: Clinic, who: Person, category: str) -> Signature:
    return Signature.objects.create(
        id=uuid4(), organization=clinic.organization, client=clinic.clients["ana"], category=category, label="Plan",
        digest="0" * 64, signer="Ana", account=who.account, way="typed", mark=b"Ana", signed_at=timezone.now(),
        seal="0" * 64,
    )  # fmt: skip
