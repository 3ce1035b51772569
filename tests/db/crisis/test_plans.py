"""Safety plans: versions that stay, copies, and a link that only the client opens."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from stepwell.clients.actions import add_contact
from stepwell.clients.rules.registration import Contact
from stepwell.clients.vocabulary import ContactKind
from stepwell.crisis.actions import plans
from stepwell.crisis.models import CrisisAction, SafetyPlan, SafetyPlanCopy
from stepwell.crisis.queries import plans as queries
from stepwell.crisis.rules.plans import PlanBody
from stepwell.kernel.findings import Refused
from stepwell.platform.outbox.models import OutboxMessage
from stepwell.platform.signatures.models import Signature
from stepwell.platform.signatures.rules.marks import typed
from stepwell.platform.walls.scope import Kind, Scope, acting
from tests.db.crisis.conftest import Opens, member
from tests.worlds import Clinic

BODY = PlanBody(
    signs=("no sleep",), alone=("walk",), places=("library",), people=("Sam 937 555 0112",), professionals=("988",),
    surroundings=("pills at Sam’s",),
)  # fmt: skip


def today(clinic: Clinic) -> date:
    return timezone.now().astimezone(member(clinic["clinician"]).zone).date()


def written(clinic: Clinic, who: str = "clinician", client: str = "ana", **changed: Any) -> SafetyPlan:
    """Write a version for a client, not agreed yet."""
    person = clinic[who]
    with acting(person.scope):
        plan = plans.start_plan(actor=member(person), at=timezone.now(), client_id=clinic.clients[client].pk)
        said = {"version": plan.version, "body": BODY, "review_on": today(clinic) + timedelta(days=30)}
        plans.write_plan(actor=member(person), at=timezone.now(), plan=plan, **{**said, **changed})
    return plan


def agreed(clinic: Clinic, who: str = "clinician", client: str = "ana") -> SafetyPlan:
    plan = written(clinic, who, client)
    with acting(clinic[who].scope):
        plans.agree_plan(actor=member(clinic[who]), at=timezone.now(), plan=plan, version=plan.version)
    return plan


def test_a_plan_is_agreed_and_followed_by_a_new_version(clinic: Clinic) -> None:
    first = agreed(clinic)
    with acting(clinic["clinician"].scope):
        second = plans.start_plan(
            actor=member(clinic["clinician"]), at=timezone.now(), client_id=clinic.clients["ana"].pk
        )
        again = plans.start_plan(
            actor=member(clinic["clinician"]), at=timezone.now(), client_id=clinic.clients["ana"].pk
        )
        rows = queries.of_client(clinic.clients["ana"].pk)

    assert (first.number, second.number, again.pk) == (1, 2, second.pk)
    assert queries.body_of_row(second) == BODY
    force, draft = queries.in_force(rows), queries.draft(rows)
    assert force is not None
    assert draft is not None
    assert (force.number, draft.number) == (1, 2)


@pytest.mark.parametrize(
    ("changed", "codes"),
    [
        ({"body": PlanBody(signs=("x",))}, ["CRI-032"] * 3),
        ({"review_on": None}, ["CRI-038"]),
    ],
)
def test_what_is_missing_keeps_it_a_draft(clinic: Clinic, changed: dict[str, Any], codes: list[str]) -> None:
    plan = written(clinic, **changed)

    with acting(clinic["clinician"].scope), pytest.raises(Refused) as refused:
        plans.agree_plan(actor=member(clinic["clinician"]), at=timezone.now(), plan=plan, version=plan.version)
    assert [finding.code for finding in refused.value.findings] == codes


@pytest.mark.parametrize("days", [-1, 181])
def test_a_review_is_neither_past_nor_far_away(clinic: Clinic, days: int) -> None:
    with pytest.raises(Refused, match="CRI-039"):
        written(clinic, review_on=today(clinic) + timedelta(days=days))


def test_two_who_write_at_once_lose_nothing(clinic: Clinic) -> None:
    plan = written(clinic)

    with pytest.raises(Refused, match="EDIT-001"):
        written(clinic, "supervisor", version=plan.version - 1)


def test_what_was_agreed_does_not_change(clinic: Clinic) -> None:
    plan = agreed(clinic)

    with acting(clinic["clinician"].scope):
        with pytest.raises(Refused, match="CRI-033"):
            plans.write_plan(
                actor=member(clinic["clinician"]), at=timezone.now(), plan=plan, version=plan.version, body=BODY,
                review_on=None,
            )  # fmt: skip
        for change in ("review_on = current_date", "agreed_at = NULL, agreed_by_id = NULL", "body = ''::bytea"):
            with pytest.raises(DatabaseError, match="agreed is not changed"), transaction.atomic():
                _execute(f"UPDATE crisis_safetyplan SET {change}")


def _execute(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)


def test_a_version_made_by_mistake_counts_for_nothing(clinic: Clinic) -> None:
    plan = agreed(clinic)
    with acting(clinic["clinician"].scope):
        plans.set_plan_aside(
            actor=member(clinic["clinician"]), at=timezone.now(), plan=plan, reason="the plan of another"
        )
        rows = queries.of_client(clinic.clients["ana"].pk)
        assert queries.in_force(rows) is None
        with pytest.raises(Refused, match="CRI-035"):
            plans.give_copy(actor=member(clinic["clinician"]), at=timezone.now(), plan=plan, way="paper")
    assert [row.voided for row in rows] == ["the plan of another"]


@pytest.mark.parametrize("who", ["biller", "facilitator", "utilization", "collector", "privacy"])
def test_nobody_else_reads_or_writes_it(clinic: Clinic, who: str) -> None:
    agreed(clinic)

    with acting(clinic[who].scope):
        assert not SafetyPlan.objects.exists()
        with pytest.raises(Refused, match="CRI-018"):
            plans.start_plan(actor=member(clinic[who]), at=timezone.now(), client_id=clinic.clients["ana"].pk)


def test_a_plan_made_in_a_crisis_is_an_entry_of_it(clinic: Clinic, opens: Opens) -> None:
    event = opens("clinician", tier="low")

    agreed(clinic)

    with acting(clinic["clinician"].scope):
        assert CrisisAction.objects.filter(event=event, step="planned").count() == 1


def send(clinic: Clinic, plan: SafetyPlan) -> Scope:
    """Send the link, and return the scope of whoever holds it."""
    with acting(clinic["clinician"].scope):
        made = plans.send_link(
            actor=member(clinic["clinician"]), at=timezone.now(), client=clinic.clients["ana"], plan=plan
        )
    return Scope(organization=clinic.organization.pk, kind=Kind.VISITOR, token=f"{made.link.token_hash}.b", purpose="x")


def add_mail(clinic: Clinic, *, safe: bool) -> None:
    contact = Contact(kind=ContactKind.EMAIL, value="ana@mail.example", is_safe=safe)
    with acting(clinic["admissions"].scope):
        add_contact(actor=member(clinic["admissions"]), client=clinic.clients["ana"], contact=contact)


def test_a_link_goes_to_a_safe_address_only(clinic: Clinic) -> None:
    plan = agreed(clinic)
    add_mail(clinic, safe=False)
    with pytest.raises(Refused, match="CRI-036"):
        send(clinic, plan)

    add_mail(clinic, safe=True)
    send(clinic, plan)

    with acting(clinic["clinician"].scope):
        (message,) = OutboxMessage.objects.all()
        (copy,) = SafetyPlanCopy.objects.all()
    assert (message.recipient, message.category, copy.way) == ("ana@mail.example", "safety", "link")


def test_the_holder_sees_the_plan_only_after_saying_who_they_are(clinic: Clinic) -> None:
    plan = agreed(clinic)
    add_mail(clinic, safe=True)
    visitor = send(clinic, plan)

    with acting(visitor):
        assert not SafetyPlan.objects.exists()


def test_a_draft_is_not_sent(clinic: Clinic, at: datetime) -> None:
    add_mail(clinic, safe=True)

    with pytest.raises(Refused, match="CRI-035"):
        send(clinic, written(clinic))


def test_what_is_signed_is_exactly_the_words_of_the_plan(clinic: Clinic) -> None:
    plan = agreed(clinic)
    mark = typed("Ana López")
    assert mark is not None
    with acting(clinic["clinician"].scope) as scope:
        plans.sign_plan(actor=scope, at=timezone.now(), plan=plan, mark=mark, signer="Ana López")
        signature = Signature.objects.get()
        fresh = SafetyPlan.objects.get(pk=plan.pk)

    assert signature.label == "Safety plan, version 1"
    assert plans.signed_content(fresh) == plans.signed_content(plan)
