"""Ana in care at level 2.1, a clinician with a license, and ways to write a whole plan for her."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from stepwell.clients.actions import enrollment as enrolling
from stepwell.clients.models import Episode
from stepwell.people.models import Credential, Program
from stepwell.platform.signatures.rules.marks import Mark, Way
from stepwell.platform.signatures.rules.verification import digest_of
from stepwell.platform.tenancy.members import Member, member_of
from stepwell.platform.walls.scope import acting
from stepwell.treatmentplans.actions import drafts, parts, signing
from stepwell.treatmentplans.actions.drafts import Head, Words
from stepwell.treatmentplans.models import Plan
from stepwell.treatmentplans.queries import tree
from stepwell.treatmentplans.vocabulary import Area, Per, PlanKind, Responsible, Service
from tests.worlds import Clinic, Person

AT = datetime(2026, 3, 5, 15, tzinfo=UTC)
TODAY = date(2026, 3, 5)
BEGIN = date(2026, 3, 2)
MARK = Mark(Way.TYPED, b"Ana")


def member(person: Person) -> Member:
    with acting(person.scope):
        found = member_of(person.scope)
    assert found
    return found


def license_(clinic: Clinic, person: Person) -> None:
    with acting(clinic["administrator everywhere"].scope):
        Credential.objects.create(
            organization=clinic.organization, membership=person.membership, kind="license", title="LPC", state="OH",
            number="E.1",
        )  # fmt: skip


@pytest.fixture
def episode(clinic: Clinic) -> Episode:
    """Admit Ana to a program at level 2.1."""
    with acting(clinic["administrator everywhere"].scope):
        program = Program.objects.create(
            organization=clinic.organization, site=clinic.north, name="Evening", level="2.1", kind="addiction"
        )
    license_(clinic, clinic["clinician"])
    with acting(clinic["admissions"].scope):
        return enrolling.open_episode(
            actor=member(clinic["admissions"]), at=AT, client=clinic.clients["ana"], program=program, opened_on=BEGIN,
            reason="placed at 2.1",
        )  # fmt: skip


def begin(clinic: Clinic, **changes: Any) -> Plan:
    """Begin a draft as the clinician."""
    head = Head(
        kind=PlanKind.COMPREHENSIVE, effective_from=BEGIN, counselor_id=clinic["clinician"].membership.pk, **changes
    )
    return drafts.begin_plan(actor=member(clinic["clinician"]), at=AT, client=clinic.clients["ana"], head=head)


def write(clinic: Clinic, plan: Plan, *, minutes: int = 180) -> None:
    """Fill a draft: one thread from problem to intervention, three sessions a week."""
    who: dict[str, Any] = {"actor": member(clinic["clinician"]), "at": AT}
    head = Head(PlanKind.COMPREHENSIVE, plan.effective_from, plan.counselor_id)
    words = Words("shows up", "mornings", "chose the goals", "none needed")
    drafts.save_plan(**who, plan=plan, version=plan.version, head=head, words=words)
    problem = parts.add_problem(**who, plan=plan, new=parts.Problem(Area.USE, "drinks daily"))
    goal = parts.add_goal(**who, plan=plan, problem_id=problem.pk, words="I want to stop")
    step = parts.Objective("Will stay free of alcohol", "days without a drink", Decimal(30), date(2026, 4, 1))
    objective = parts.add_objective(**who, plan=plan, goal_id=goal.pk, new=step)
    service = parts.Intervention(
        Service.GROUP_THERAPY, 3, Per.WEEK, minutes, role=Responsible.FACILITATOR, objectives=(objective.pk,)
    )
    parts.add_intervention(**who, plan=plan, new=service)


def sign(clinic: Clinic, plan: Plan, person: str = "clinician") -> Plan:
    """Sign a draft as its clinician; returns it as it stands then."""
    text = signing.text_to_sign(plan, tree.facts_of(plan), clinic=clinic.organization.name)
    signing.sign_plan(
        actor=member(clinic[person]), at=AT, plan=plan, version=plan.version, mark=MARK, shown=digest_of(text.encode())
    )
    return Plan.objects.get(pk=plan.pk)


def shown(plan: Plan) -> str:
    """Return the digest of the text that stands for signing."""
    words = tree.words_of(plan.pk)
    assert words
    assert words.text
    return digest_of(words.text.encode())


@pytest.fixture
def in_force(clinic: Clinic, episode: Episode) -> Plan:
    """Write, sign and take into force a plan."""
    del episode
    with acting(clinic["clinician"].scope):
        plan = begin(clinic)
        write(clinic, plan)
        plan = sign(clinic, plan)
        signing.sign_for_client(actor=member(clinic["clinician"]), at=AT, plan=plan, mark=MARK, shown=shown(plan))
        return Plan.objects.get(pk=plan.pk)
