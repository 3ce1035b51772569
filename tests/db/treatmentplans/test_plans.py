"""Plans from draft to signature: who signs in which order, what actions refuse and what the database refuses."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from stepwell.clients import heading
from stepwell.clients.actions import enrollment as enrolling
from stepwell.clients.heading import Asked
from stepwell.clients.models import Episode
from stepwell.kernel.findings import Refused
from stepwell.people.models import Credential
from stepwell.platform.links import actions as links
from stepwell.platform.links.actions import Opens
from stepwell.platform.signatures.models import Signature
from stepwell.platform.signatures.queries import verify
from stepwell.platform.walls.rights import Category
from stepwell.platform.walls.scope import Kind, Scope, acting
from stepwell.treatmentplans import queries, sources
from stepwell.treatmentplans.actions import drafts, parts, progress, signing
from stepwell.treatmentplans.models import ObjectiveEntry, Plan, PlanIntervention, PlanObjective, PlanProblem
from stepwell.treatmentplans.queries import tree
from stepwell.treatmentplans.rules.differences import Change, differences
from stepwell.treatmentplans.vocabulary import Area, Per, PlanKind, Service, Stage, Standing
from tests.db.treatmentplans.conftest import AT, BEGIN, MARK, TODAY, begin, license_, member, shown, sign, write
from tests.worlds import Clinic

pytestmark = pytest.mark.django_db


def run(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


@contextmanager
def refused(code: str) -> Iterator[None]:
    with pytest.raises(Refused, match=code), transaction.atomic():
        yield


def test_a_plan_is_in_force_once_clinician_and_client_signed(clinic: Clinic, in_force: Plan) -> None:
    with acting(clinic["clinician"].scope):
        row = queries.plan_in_force(clinic.clients["ana"].pk, TODAY)
        words = tree.words_of(in_force.pk)
        assert words
        signatures = Signature.objects.filter(pk__in=[in_force.signature_id, in_force.client_signature_id])
        wrong = [finding for each in signatures for finding in verify(each, (words.text or "").encode())]
    assert row
    assert (row.id, row.stage, row.credential, len(signatures), wrong) == (
        in_force.pk, Stage.IN_FORCE, "LPC, OH E.1", 2, [],
    )  # fmt: skip
    assert "I want to stop" in (words.text or "")


def test_hours_that_are_missing_are_named(clinic: Clinic, episode: Episode) -> None:
    del episode
    with acting(clinic["clinician"].scope):
        plan = begin(clinic)
        write(clinic, plan, minutes=123)
        with pytest.raises(Refused) as refusal, transaction.atomic():
            sign(clinic, plan)
        assert "6 h 9 min a week; 9 h are ordered: 2 h 51 min are missing" in refusal.value.findings[-1].sentence


def test_a_plan_is_held_to_the_services_order_and_else_to_the_level(
    clinic: Clinic, episode: Episode, monkeypatch: pytest.MonkeyPatch
) -> None:
    del episode
    ana = clinic.clients["ana"].pk
    with acting(clinic["clinician"].scope):
        assert sources.ordered_minutes(ana, TODAY) == 540
        assert sources.ordered_minutes(ana, BEGIN - timedelta(days=1)) is None
        monkeypatch.setattr(sources, "order_on", lambda *_: SimpleNamespace(minutes_per_week=600))
        plan = begin(clinic)
        write(clinic, plan)
        with pytest.raises(Refused) as refusal, transaction.atomic():
            sign(clinic, plan)
    assert "10 h are ordered: 1 h are missing" in refusal.value.findings[-1].sentence


def test_an_empty_plan_is_not_signed(clinic: Clinic, episode: Episode) -> None:
    del episode
    with acting(clinic["clinician"].scope):
        plan = begin(clinic)
        with refused("PLN-010"):
            sign(clinic, plan)
        assert Plan.objects.get().signed_at is None


def test_a_plan_is_not_signed_after_discharge(clinic: Clinic, in_force: Plan) -> None:
    with acting(clinic["clinician"].scope):
        who: dict[str, Any] = {"actor": member(clinic["clinician"]), "at": AT}
        plan = begin(clinic)
        signed = sign(clinic, plan)
        enrolling.close_episode(**who, episode=enrolling.get_episode(plan.episode_id), closed_on=TODAY)
        with refused("PLN-001"):
            signing.sign_for_client(
                actor=who["actor"], at=AT + timedelta(days=1), plan=signed, mark=MARK, shown=shown(signed)
            )
        with pytest.raises(IntegrityError, match="while the episode is open"), transaction.atomic():
            Plan.objects.filter(pk=signed.pk).update(
                client_signed_at=AT + timedelta(days=1), client_way="screen", client_signature=in_force.signature_id
            )


def test_the_head_of_the_chart_says_when_the_plan_is_reviewed_while_there_is_care(
    clinic: Clinic, in_force: Plan
) -> None:
    client_id = clinic.clients["ana"].pk
    asked = Asked(member(clinic["clinician"]), client_id, TODAY)

    def facts() -> list[str]:
        with acting(clinic["clinician"].scope):
            return [fact.term for fact in heading.drawn(asked, first_page=False).facts]

    assert "Plan review" in facts()
    with acting(clinic["clinician"].scope):
        episode = enrolling.get_episode(in_force.episode_id)
        enrolling.close_episode(actor=member(clinic["clinician"]), at=AT, episode=episode, closed_on=TODAY)
    assert "Plan review" not in facts()


def test_what_changed_while_reading_is_not_signed(clinic: Clinic, episode: Episode) -> None:
    del episode
    with acting(clinic["clinician"].scope):
        plan = begin(clinic)
        write(clinic, plan)
        with refused("PLN-030"):
            signing.sign_plan(
                actor=member(clinic["clinician"]), at=AT, plan=plan, version=plan.version, mark=MARK, shown="0" * 64
            )


def test_without_a_license_a_licensed_supervisor_signs_next(clinic: Clinic, episode: Episode) -> None:
    del episode
    with acting(clinic["administrator everywhere"].scope):
        Credential.objects.update(withdrawn_on=BEGIN)
    with acting(clinic["clinician"].scope):
        plan = begin(clinic)
        write(clinic, plan)
        plan = sign(clinic, plan)
        ana: dict[str, Any] = {"at": AT, "plan": plan, "mark": MARK, "shown": shown(plan)}
        with refused("PLN-033"):
            signing.sign_for_client(actor=member(clinic["clinician"]), **ana)
        with pytest.raises(IntegrityError, match="client signs last"), transaction.atomic():
            Plan.objects.filter(pk=plan.pk).update(client_signed_at=AT, client_way="refused")
    with acting(clinic["supervisor"].scope), refused("PLN-034"):
        signing.cosign_plan(actor=member(clinic["supervisor"]), **ana)
    license_(clinic, clinic["supervisor"])
    with acting(clinic["supervisor"].scope):
        signing.cosign_plan(actor=member(clinic["supervisor"]), **ana)
        with refused("PLN-035"):
            signing.cosign_plan(actor=member(clinic["supervisor"]), **ana)
    with acting(clinic["clinician"].scope):
        signing.record_refusal(
            actor=member(clinic["clinician"]), at=AT, plan=plan, reason="wants to talk to her brother first"
        )
        row = queries.plan_in_force(clinic.clients["ana"].pk, TODAY)
    assert row
    assert (row.client_way, row.stage) == ("refused", Stage.IN_FORCE)


def test_a_refusal_needs_a_reason(clinic: Clinic, episode: Episode) -> None:
    del episode
    with acting(clinic["clinician"].scope):
        plan = begin(clinic)
        write(clinic, plan)
        plan = sign(clinic, plan)
        with refused("PLN-038"):
            signing.record_refusal(actor=member(clinic["clinician"]), at=AT, plan=plan, reason="no")


def test_the_client_signs_by_a_link_that_opens_one_plan(clinic: Clinic, episode: Episode) -> None:
    del episode
    with acting(clinic["clinician"].scope):
        plan = begin(clinic)
        write(clinic, plan)
        plan = sign(clinic, plan)
        with connection.cursor() as cursor:
            cursor.execute("SELECT clock_timestamp()")
            (now,) = cursor.fetchone()
        made = links.make_link(
            actor=clinic["clinician"].scope, at=now, purpose="plan",
            opens=Opens(plan.pk, Category.CHART, plan.client_id),
        )  # fmt: skip
    visitor = Scope(
        organization=clinic.organization.pk, kind=Kind.VISITOR, token=f"{made.link.token_hash}.", purpose="t"
    )
    with acting(visitor):
        mine = Plan.objects.get()
        assert PlanProblem.objects.count() == 0
        with pytest.raises(IntegrityError, match="changes nothing else"), transaction.atomic():
            Plan.objects.filter(pk=plan.pk).update(review_by=date(2026, 3, 20))
        signing.sign_by_link(actor=visitor, at=AT, plan=mine, mark=MARK, name="Ana", shown=shown(mine))
        assert Plan.objects.count() == 0
    with acting(clinic["clinician"].scope):
        row = queries.plan_in_force(clinic.clients["ana"].pk, TODAY)
    assert row
    assert row.client_way == "link"


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE treatmentplans_plan SET review_by = review_by + 1",
        "UPDATE treatmentplans_plan SET signed_at = NULL, signed_by_id = NULL, signature_id = NULL, credential = ''",
        "UPDATE treatmentplans_plan SET client_way = 'refused', client_signature_id = NULL",
        "UPDATE treatmentplans_planwords SET strengths = ''",
        "UPDATE treatmentplans_planwords SET refusal = strengths",
        "UPDATE treatmentplans_planproblem SET area = 'mind'",
        "UPDATE treatmentplans_plangoal SET position = 9",
        "UPDATE treatmentplans_planobjective SET target = 1",
        "UPDATE treatmentplans_planintervention SET minutes = 10",
        "DELETE FROM treatmentplans_planaim",
        "DELETE FROM treatmentplans_planintervention",
        "UPDATE treatmentplans_planaim SET objective_id = objective_id",
    ],
)
def test_nothing_of_a_signed_plan_changes(clinic: Clinic, in_force: Plan, statement: str) -> None:
    del in_force
    with acting(clinic["clinician"].scope), pytest.raises(IntegrityError), transaction.atomic():
        run(statement)


def test_a_part_belongs_to_one_plan(clinic: Clinic, in_force: Plan) -> None:
    with acting(clinic["clinician"].scope):
        old = PlanProblem.objects.get(plan=in_force)
        plan = begin(clinic)
        with refused("PLN-041"):
            parts.add_goal(actor=member(clinic["clinician"]), at=AT, plan=plan, problem_id=old.pk, words="x")
        with pytest.raises(IntegrityError, match="one plan"), transaction.atomic():
            run(f"UPDATE treatmentplans_plangoal SET problem_id = '{old.pk}' WHERE plan_id = '{plan.pk}'")


def test_the_next_version_is_a_copy_and_says_what_differs(clinic: Clinic, in_force: Plan) -> None:
    with acting(clinic["clinician"].scope):
        plan = begin(clinic)
        assert differences(tree.facts_of(in_force), tree.facts_of(plan)) == []
        problem = PlanProblem.objects.get(plan=plan)
        parts.add_goal(actor=member(clinic["clinician"]), at=AT, plan=plan, problem_id=problem.pk, words="I sleep well")
        intervention = PlanIntervention.objects.get(plan=plan)
        parts.remove_part(actor=member(clinic["clinician"]), at=AT, part=intervention)
        found = differences(tree.facts_of(in_force), tree.facts_of(plan))
        with refused("PLN-006"):
            begin(clinic)
        assert queries.plan_in_force(plan.client_id, TODAY).id == in_force.pk  # type: ignore[union-attr]
    assert [(each.what, each.change) for each in found] == [
        ("Goal", Change.ADDED), ("Intervention", Change.REMOVED),
    ]  # fmt: skip


def test_a_plan_set_aside_lets_the_one_before_count_again(clinic: Clinic, in_force: Plan) -> None:
    with acting(clinic["clinician"].scope):
        actor = member(clinic["clinician"])
        plan = sign(clinic, begin(clinic))
        signing.sign_for_client(actor=actor, at=AT, plan=plan, mark=MARK, shown=shown(plan))
        assert [row.stage for row in queries.plans_of(plan.client_id, on=TODAY)] == [Stage.IN_FORCE, Stage.SUPERSEDED]
        drafts.void_plan(actor=actor, at=AT, plan=plan, reason="written for another person")
        rows = queries.plans_of(plan.client_id, on=TODAY)
    assert [(row.id, row.stage) for row in rows] == [(plan.pk, Stage.VOIDED), (in_force.pk, Stage.IN_FORCE)]


def test_two_people_at_one_part_do_not_write_over_each_other(clinic: Clinic, episode: Episode) -> None:
    del episode
    with acting(clinic["clinician"].scope):
        plan = begin(clinic)
        write(clinic, plan)
        objective = PlanObjective.objects.get()
        who: dict[str, Any] = {"actor": member(clinic["clinician"]), "at": AT, "objective": objective, "version": 1}
        parts.change_objective(**who, new=parts.Objective("Will stay sober every day"))
        with refused("EDIT-001"):
            parts.change_objective(**who, new=parts.Objective("something else"))


def test_facilitators_read_and_rate_open_objectives_and_see_no_problem(clinic: Clinic, in_force: Plan) -> None:
    ana, bo = clinic.clients["ana"].pk, clinic.clients["bo"].pk
    with acting(clinic["facilitator"].scope):
        found = queries.active_objectives([ana, bo], on=TODAY)
        assert PlanProblem.objects.count() == 0
        assert tree.words_of(in_force.pk) is None
        [row] = found[ana]
        objective = PlanObjective.objects.select_related("plan").get(pk=row.id)
        who: dict[str, Any] = {"actor": member(clinic["facilitator"]), "at": AT, "objective": objective, "on": TODAY}
        progress.rate_objective(**who, progress=2, words="ten days")
        [rated] = queries.active_objectives([ana], on=TODAY)[ana]
        with refused("PLN-054"):
            progress.rate_objective(**who, standing=Standing.DROPPED)
        with refused("PLN-050"):
            progress.rate_objective(**who)
        with refused("PLN-052"):
            progress.rate_objective(**{**who, "on": TODAY + timedelta(days=1)}, progress=1)
        progress.rate_objective(**{**who, "at": AT + timedelta(minutes=1)}, standing=Standing.MET)
        assert queries.active_objectives([ana], on=TODAY)[ana] == []
    assert found[bo] == []
    assert (rated.progress, rated.standing) == (2, Standing.OPEN)


def test_progress_is_only_added_and_set_aside(clinic: Clinic, in_force: Plan) -> None:
    with acting(clinic["clinician"].scope):
        objective = PlanObjective.objects.select_related("plan").get(plan=in_force)
        actor = member(clinic["clinician"])
        entry = progress.rate_objective(actor=actor, at=AT, objective=objective, on=TODAY, progress=3)
        with pytest.raises(IntegrityError), transaction.atomic():
            run("UPDATE treatmentplans_objectiveentry SET progress = 4")
        progress.void_entry(actor=actor, at=AT, entry=entry, reason="it was another client")
        [row] = queries.active_objectives([in_force.client_id], on=TODAY)[in_force.client_id]
        assert ObjectiveEntry.objects.count() == 1
    assert row.progress is None


def test_progress_follows_an_objective_into_the_next_version(clinic: Clinic, in_force: Plan) -> None:
    with acting(clinic["clinician"].scope):
        actor = member(clinic["clinician"])
        objective = PlanObjective.objects.select_related("plan").get(plan=in_force)
        progress.rate_objective(actor=actor, at=AT, objective=objective, on=TODAY, progress=3)
        plan = sign(clinic, begin(clinic))
        signing.sign_for_client(actor=actor, at=AT, plan=plan, mark=MARK, shown=shown(plan))
        [row] = queries.active_objectives([plan.client_id], on=TODAY)[plan.client_id]
    assert (row.progress, row.id != objective.pk) == (3, True)


def test_a_plan_needs_an_episode(clinic: Clinic) -> None:
    with acting(clinic["clinician"].scope), refused("PLN-005"):
        begin(clinic)


def test_a_review_later_than_the_rules_allow_is_refused(clinic: Clinic, episode: Episode) -> None:
    del episode
    with acting(clinic["clinician"].scope):
        with refused("PLN-004"):
            begin(clinic, review_by=BEGIN + timedelta(days=31))
        with refused("PLN-003"):
            begin(clinic, review_by=BEGIN)
        head = drafts.Head(PlanKind.COMPREHENSIVE, BEGIN - timedelta(days=1), clinic["clinician"].membership.pk)
        plan = begin(clinic)
        with refused("PLN-002"):
            drafts.save_plan(
                actor=member(clinic["clinician"]), at=AT, plan=plan, version=1, head=replace(head), words=drafts.Words()
            )


def test_a_plan_names_only_who_cares_at_the_site_or_is_named_already(clinic: Clinic, episode: Episode) -> None:
    del episode
    biller, south = clinic["biller"].membership.pk, clinic["clinician south"].membership.pk
    with acting(clinic["clinician"].scope):
        with pytest.raises(Refused) as refusal:
            begin(clinic, case_manager_id=biller)
        assert [one.code for one in refusal.value.findings] == ["PLN-009"]
        plan = begin(clinic)
        who: dict[str, Any] = {"actor": member(clinic["clinician"]), "at": AT, "plan": plan}
        words = drafts.Words()
        wrong = drafts.Head(PlanKind.COMPREHENSIVE, BEGIN, south)
        with pytest.raises(Refused, match="PLN-008"):
            drafts.save_plan(**who, version=plan.version, head=wrong, words=words)
        Plan.objects.filter(pk=plan.pk).update(counselor=south)  # as one who counseled before
        plan.refresh_from_db()
        drafts.save_plan(**who, version=plan.version, head=wrong, words=words)


def test_nobody_is_responsible_who_does_not_care_at_the_site(clinic: Clinic, episode: Episode) -> None:
    del episode
    with acting(clinic["clinician"].scope):
        plan = begin(clinic)
        write(clinic, plan)
        row = PlanIntervention.objects.get()
        who: dict[str, Any] = {"actor": member(clinic["clinician"]), "at": AT}
        wrong = parts.Intervention(
            Service.GROUP_THERAPY, 3, Per.WEEK, 180, responsible_id=clinic["clinician south"].membership.pk
        )
        with pytest.raises(Refused, match="PLN-022"):
            parts.add_intervention(**who, plan=plan, new=wrong)
        with pytest.raises(Refused, match="PLN-022"):
            parts.change_intervention(**who, intervention=row, version=row.version, new=wrong)


def test_a_problem_belongs_to_diagnoses_of_the_client_only(clinic: Clinic, episode: Episode) -> None:
    del episode
    with acting(clinic["clinician"].scope):
        plan = begin(clinic)
        who: dict[str, Any] = {"actor": member(clinic["clinician"]), "at": AT}
        wrong = parts.Problem(Area.USE, "drinks daily", ("F11.20",))
        with pytest.raises(Refused, match="PLN-023"):
            parts.add_problem(**who, plan=plan, new=wrong)
        problem = parts.add_problem(**who, plan=plan, new=replace(wrong, diagnoses=()))
        with pytest.raises(Refused, match="PLN-023"):
            parts.change_problem(**who, problem=problem, version=problem.version, new=wrong)
        PlanProblem.objects.filter(pk=problem.pk).update(diagnoses=["F11.20"])  # theirs when it was written
        problem.refresh_from_db()
        parts.change_problem(**who, problem=problem, version=problem.version, new=wrong)
