"""Jobs see their organization and nothing else; a job is as durable as the transaction that asked for it."""

import logging
from datetime import timedelta
from uuid import UUID

import pytest
from django.db import connection, transaction
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.exceptions import AlreadyEnqueued

from stepwell.clients.models import Client
from stepwell.platform.jobs import queries
from stepwell.platform.jobs.declaring import Job, JobFailed, _worker_entry, each_organization, job, run_in_each
from stepwell.platform.walls.scope import Kind, Scope, current
from tests.worlds import Clinic

seen: list[object] = []


@job
def count_clients(scope: Scope, *, mark: str) -> None:
    seen.append((mark, scope.organization, Client.objects.count()))


@job(in_transaction=False)
def speak_outside(scope: Scope, *, message_id: UUID) -> None:
    seen.append((scope.kind, message_id, len(connection.savepoint_ids)))


@job
def quote_a_row(scope: Scope) -> None:
    del scope
    message = "Key (last_name)=(López) already exists"
    raise ValueError(message)


@each_organization(cron="0 0 1 1 *")
def count_everywhere(scope: Scope) -> None:
    if scope.organization in seen:
        raise ValueError
    seen.append((scope.organization, Client.objects.count()))


@pytest.fixture(autouse=True)
def _nothing_seen() -> None:
    seen.clear()


def test_a_job_sees_its_own_organization_only(clinic: Clinic, other: Clinic) -> None:
    count_clients.run(organization=clinic.organization.pk, mark="here")

    assert seen == [("here", clinic.organization.pk, 4)]
    assert other.organization.pk != clinic.organization.pk
    assert current.get().kind is Kind.NONE


def test_outside_of_a_job_nothing_is_seen(clinic: Clinic) -> None:
    del clinic

    assert Client.objects.count() == 0


def test_a_deferred_job_stands_in_the_queue_with_its_ids(clinic: Clinic) -> None:
    later = timezone.now() + timedelta(hours=1)

    number = count_clients.defer(organization=clinic.organization.pk, not_before=later, mark="later")

    waiting = ProcrastinateJob.objects.get(pk=number)
    assert waiting.task_name == "test_jobs.count_clients"
    assert waiting.args == {"organization": str(clinic.organization.pk), "mark": "later"}
    assert waiting.scheduled_at == later


def test_a_rolled_back_deferral_leaves_no_job(clinic: Clinic) -> None:
    with transaction.atomic():
        count_clients.defer(organization=clinic.organization.pk, mark="never")
        transaction.set_rollback(True)

    assert not ProcrastinateJob.objects.exists()


def test_what_is_to_happen_once_is_not_queued_twice(clinic: Clinic, other: Clinic) -> None:
    count_clients.defer(organization=clinic.organization.pk, once="x", mark="a")
    count_clients.defer(organization=other.organization.pk, once="x", mark="a")

    with pytest.raises(AlreadyEnqueued), transaction.atomic():
        count_clients.defer(organization=clinic.organization.pk, once="x", mark="a")


def test_the_worker_hands_ids_back_in_their_types(clinic: Clinic) -> None:
    message = clinic.organization.pk

    _worker_entry(speak_outside)(organization=str(clinic.organization.pk), message_id=str(message))

    assert seen == [(Kind.SYSTEM, message, len(connection.savepoint_ids))]  # and no transaction was opened for it


def test_a_failed_job_says_where_and_never_what(clinic: Clinic, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR), pytest.raises(JobFailed) as failed:
        _worker_entry(quote_a_row)(organization=str(clinic.organization.pk))

    assert str(failed.value) == "test_jobs.quote_a_row: ValueError"
    assert failed.value.__cause__ is None
    assert failed.value.__suppress_context__
    assert "quote_a_row" in caplog.text
    assert "López" not in caplog.text


def test_each_organization_has_its_turn(clinic: Clinic, other: Clinic) -> None:
    run_in_each(count_everywhere)

    assert sorted(seen, key=str) == sorted([(clinic.organization.pk, 4), (other.organization.pk, 4)], key=str)


def test_one_organization_does_not_keep_another_from_its_turn(clinic: Clinic, other: Clinic) -> None:
    first, second = sorted([clinic.organization.pk, other.organization.pk])
    seen.append(first)

    with pytest.raises(JobFailed, match="failed for 1 organizations"):
        run_in_each(count_everywhere)

    assert seen == [first, (second, 4)]


def test_the_queue_knows_its_jobs_and_its_clock() -> None:
    assert isinstance(count_everywhere, Job)
    assert {task.task.name for task in app.periodic_registry.periodic_tasks.values()} >= {
        "jobs.forget_finished",
        "jobs.resume_stalled",
        "test_jobs.count_everywhere",
    }


def test_the_state_says_whether_a_worker_runs(clinic: Clinic) -> None:
    count_clients.defer(organization=clinic.organization.pk, mark="now")
    count_clients.defer(
        organization=clinic.organization.pk, not_before=timezone.now() + timedelta(days=1), mark="later"
    )

    before = queries.state()
    with connection.cursor() as cursor:
        cursor.execute("SELECT procrastinate_register_worker_v1()")
    after = queries.state()

    assert (before.seen_at, before.due, before.failed) == (None, 1, 0)
    assert not before.is_worked(timezone.now())
    assert after.is_worked(timezone.now())
    assert not after.is_worked(timezone.now() + queries.SILENT_AFTER)
