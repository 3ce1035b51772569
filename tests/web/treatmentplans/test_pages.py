"""The pages of plans, asked by whoever may see and write them, a colleague who may not, and a stranger."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from pytest_django.fixtures import DjangoAssertNumQueries

from stepwell.clients.models import Episode
from stepwell.platform.walls.scope import acting
from stepwell.treatmentplans.actions import signing
from stepwell.treatmentplans.models import ObjectiveEntry, Plan, PlanIntervention, PlanObjective, PlanProblem
from tests.db.treatmentplans.conftest import begin, episode, in_force, member, sign, write
from tests.web.conftest import SignIn
from tests.worlds import Clinic

__all__ = ["episode", "in_force"]  # fixtures

pytestmark = pytest.mark.django_db


def page(name: str, clinic: Clinic, **keys: Any) -> str:
    return reverse(f"treatmentplans:{name}", kwargs={"client_id": clinic.clients["ana"].pk, **keys})


def text(answer: Any) -> str:
    found: str = answer.content.decode()
    return found


@pytest.mark.usefixtures("in_force")
@pytest.mark.parametrize("role", ["clinician", "supervisor", "director", "prescriber", "auditor"])
def test_who_may_read_the_chart_reads_the_plan_as_it_was_signed(clinic: Clinic, sign_in: SignIn, role: str) -> None:
    answer = sign_in(clinic[role]).get(page("plan", clinic))

    assert answer.status_code == 200
    assert "I want to stop" in text(answer)


@pytest.mark.usefixtures("in_force")
@pytest.mark.parametrize("role", ["facilitator", "case_manager"])
def test_who_works_on_objectives_sees_them_and_no_problem(clinic: Clinic, sign_in: SignIn, role: str) -> None:
    found = text(sign_in(clinic[role]).get(page("plan", clinic)))

    assert "Will stay free of alcohol" in found
    assert "drinks daily" not in found
    assert "I want to stop" not in found


@pytest.mark.parametrize(("role", "status"), [("biller", 403), ("admissions", 403), ("clinician south", 404)])
def test_others_do_not_open_plans(clinic: Clinic, in_force: Plan, sign_in: SignIn, role: str, status: int) -> None:
    web = sign_in(clinic[role])

    assert web.get(page("plan", clinic)).status_code == status
    assert web.get(page("version", clinic, plan_id=in_force.pk)).status_code == status


def test_a_stranger_finds_nothing(in_force: Plan, clinic: Clinic, other: Clinic, sign_in: SignIn) -> None:
    web = sign_in(other["clinician"])

    assert web.get(page("plan", clinic)).status_code == 404
    assert web.get(page("version", clinic, plan_id=in_force.pk)).status_code == 404


def test_a_plan_is_begun_written_and_read_before_it_is_signed(
    clinic: Clinic, episode: Episode, sign_in: SignIn
) -> None:
    web = sign_in(clinic["clinician"])
    head = {
        "kind": "comprehensive", "effective_from": episode.opened_on.isoformat(), "review_by": "",
        "counselor": str(clinic["clinician"].membership.pk), "case_manager": "",
    }  # fmt: skip
    assert web.post(page("begin", clinic), head).status_code == 302
    with acting(clinic["clinician"].scope):
        plan = Plan.objects.get()

    start = text(web.get(page("new_problem", clinic, draft_id=plan.pk) + "?start=alcohol"))
    assert "I want to stop drinking." in start
    typed = {"version": "1", "area": "use", "words": "drinks daily", "goal": "I want to stop"}
    assert web.post(page("new_problem", clinic, draft_id=plan.pk), typed).status_code == 302
    shown = text(web.get(page("edit", clinic, draft_id=plan.pk)))

    assert "I want to stop" in shown
    assert "9 h missing" in shown
    assert "PLN-010" in text(web.get(page("sign", clinic, draft_id=plan.pk)))


@pytest.mark.usefixtures("episode")
def test_the_clinician_signs_and_the_client_signs_on_the_screen(clinic: Clinic, sign_in: SignIn) -> None:
    with acting(clinic["clinician"].scope):
        plan = begin(clinic, review_by=None)
        write(clinic, plan)
        PlanObjective.objects.update(target_on=timezone.now().date().replace(year=timezone.now().year + 1, day=1))
    web = sign_in(clinic["clinician"])
    form = web.get(page("sign", clinic, draft_id=plan.pk)).context["form"]
    typed = {"shown": form.initial["shown"], "signature": "", "signature_typed": "Cora Clinician"}

    assert web.post(page("sign", clinic, draft_id=plan.pk), {**typed, "shown": "0" * 64}).status_code == 422
    assert web.post(page("sign", clinic, draft_id=plan.pk), typed).status_code == 302
    shown = web.get(page("client_sign", clinic, plan_id=plan.pk))
    assert "Ana López" in text(shown)
    typed = {"shown": shown.context["form"].initial["shown"], "signature": "", "signature_typed": "Ana"}
    assert web.post(page("client_sign", clinic, plan_id=plan.pk), typed).status_code == 302
    assert "In force" in text(web.get(page("plan", clinic)))
    assert web.get(page("edit", clinic, draft_id=plan.pk)).status_code == 404


@pytest.mark.usefixtures("episode")
def test_the_client_signs_on_their_own_phone(clinic: Clinic, sign_in: SignIn) -> None:
    with acting(clinic["clinician"].scope):
        plan = begin(clinic)
        write(clinic, plan)
        plan = sign(clinic, plan)
        sent = signing.make_link(actor=member(clinic["clinician"]), at=timezone.now(), plan=plan)
    phone = Browser()
    phone.post(reverse("links:enter"), {"code": sent.made.secret})
    assert phone.get(reverse("treatmentplans:visit")).status_code == 302  # who are you?
    who = {"first_name": "Ana", "last_name": "Lopez", "birth_date": "1990-01-01", "code": sent.code}
    phone.post(reverse("links:identity"), who)

    shown = phone.get(reverse("treatmentplans:visit"))
    assert "I want to stop" in text(shown)
    typed = {
        "shown": shown.context["form"].initial["shown"], "name": "Ana", "signature": "", "signature_typed": "Ana",
    }  # fmt: skip
    assert "Thank you" in text(phone.post(reverse("treatmentplans:visit"), typed))
    assert phone.get(reverse("treatmentplans:visit")).status_code == 404
    assert "Signed by the client" in text(sign_in(clinic["clinician"]).get(page("plan", clinic)))


def test_progress_is_rated_by_a_facilitator(clinic: Clinic, in_force: Plan, sign_in: SignIn) -> None:
    with acting(clinic["facilitator"].scope):
        objective = PlanObjective.objects.get(plan=in_force)
    web, where = sign_in(clinic["facilitator"]), page("rate", clinic, objective_id=objective.pk)
    typed = {"on": "2026-03-05", "progress": "3", "standing": "open", "words": "ten days"}

    assert web.post(where, {**typed, "progress": ""}).status_code == 422
    assert web.post(where, {**typed, "words": "x" * 10_000}).status_code == 422
    assert web.post(where, typed).status_code == 302
    assert "3 of 4" in text(web.get(page("plan", clinic)))
    with acting(clinic["facilitator"].scope):
        assert ObjectiveEntry.objects.count() == 1


@pytest.mark.usefixtures("episode")
def test_long_pastes_and_stale_forms_are_answered(clinic: Clinic, sign_in: SignIn) -> None:
    with acting(clinic["clinician"].scope):
        plan = begin(clinic)
        write(clinic, plan)
        problem = PlanProblem.objects.get()
    web, where = sign_in(clinic["clinician"]), page("problem", clinic, problem_id=problem.pk)
    typed = {"version": "1", "area": "mind", "words": "sad"}

    assert web.post(where, {**typed, "words": "x" * 10_000}).status_code == 422
    assert web.post(where, typed).status_code == 302
    stale = web.post(where, typed)
    assert (stale.status_code, "Somebody changed this" in text(stale)) == (422, True)
    assert web.post(where, {**typed, "version": str(stale.context["form"].data["version"])}).status_code == 302


@pytest.mark.usefixtures("in_force")
def test_the_page_asks_as_often_for_three_versions_as_for_one(clinic: Clinic, sign_in: SignIn) -> None:
    web = sign_in(clinic["clinician"])
    web.get(page("plan", clinic))
    with CaptureQueriesContext(connection) as one:
        web.get(page("plan", clinic))
    with acting(clinic["clinician"].scope):
        for _ in range(2):
            plan = sign(clinic, begin(clinic))
            signing.record_refusal(
                actor=member(clinic["clinician"]), at=timezone.now(), plan=plan, reason="wants to think about it"
            )
    with CaptureQueriesContext(connection) as three:
        web.get(page("plan", clinic))
    assert len(three) == len(one)


@pytest.mark.usefixtures("episode")
def test_the_pages_of_what_is_done_ask_for_the_steps_only(
    clinic: Clinic, sign_in: SignIn, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with acting(clinic["clinician"].scope):
        plan = begin(clinic)
        write(clinic, plan)
        row, step = PlanIntervention.objects.get(plan=plan), PlanObjective.objects.get(plan=plan)
    web = sign_in(clinic["clinician"])
    changed = page("intervention", clinic, intervention_id=row.pk)
    web.get(changed)

    with django_assert_max_num_queries(12):
        answer = web.get(changed)
    with django_assert_max_num_queries(12):
        added = web.get(page("new_intervention", clinic, draft_id=plan.pk))

    assert answer.context["form"].initial["objectives"] == [str(step.pk)]
    assert [label for _, label in added.context["form"].fields["objectives"].choices] == [step.words]
