"""Sealing and verifying on a real server, with transactions that really end."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from threading import Event as Signal
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection, connections, transaction

from stepwell.platform.jobs.declaring import run_in_each
from stepwell.platform.trail import recording, seal, tasks
from stepwell.platform.trail.models import AccessEvent, Seal, SealCheck
from stepwell.platform.trail.rules.chain import Link
from stepwell.platform.trail.vocabulary import Way
from stepwell.platform.walls.scope import acting
from tests.conftest import as_owner
from tests.worlds import Clinic

pytestmark = pytest.mark.django_db(transaction=True)
FINISHED = seal._FINISHED
NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _alone_on_the_server(monkeypatch: pytest.MonkeyPatch) -> None:
    """Seal at once: what is not finished is a matter of the whole server, and other test processes use it too."""
    monkeypatch.setattr(seal, "_FINISHED", "")


@pytest.fixture
def sealed(clinic: Clinic) -> Clinic:
    """Three events under one seal."""
    for _ in range(3):
        leave_event(clinic)
    assert make_seal(clinic) == 3
    return clinic


def leave_event(clinic: Clinic) -> None:
    with acting(clinic["clinician"].scope):
        recording.record(page="test", way=Way.PAGE, request_id=uuid4())


def make_seal(clinic: Clinic) -> int:
    with acting(clinic.system()) as scope:
        return seal.seal_events(scope, at=NOON)


def links(clinic: Clinic) -> list[Link]:
    with acting(clinic.system()):
        return [seal._link(one) for one in Seal.objects.order_by("number")]


def event_ids(clinic: Clinic) -> list[int]:
    with acting(clinic.system()):
        return list(AccessEvent.objects.order_by("id").values_list("id", flat=True))


def tamper(sql: str, *values: Any) -> None:
    """Do what only the owner of the tables can."""
    with as_owner(), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, values)
        assert cursor.rowcount > 0


def broken(clinic: Clinic) -> tuple[str, str]:
    (found,) = seal.verify(clinic.organization.pk)
    return found.code, found.sentence


def test_events_are_sealed_once(sealed: Clinic) -> None:
    assert make_seal(sealed) == 0
    leave_event(sealed)
    assert make_seal(sealed) == 1

    first, second = links(sealed)
    ids = event_ids(sealed)
    assert [number for number, _ in first.listed()] == ids[:3]
    assert [number for number, _ in second.listed()] == ids[3:]
    assert second.previous == first.digest
    assert seal.verify() == []


def test_a_long_backlog_takes_several_seals(clinic: Clinic, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(seal, "LARGEST", 2)
    with acting(clinic["clinician"].scope):
        for _ in range(5):
            recording.record(page="test", way=Way.PAGE, request_id=uuid4())

    assert make_seal(clinic) == 5

    assert [link.count for link in links(clinic)] == [2, 2, 1]
    assert seal.verify() == []


def test_each_organization_has_its_own_chain(sealed: Clinic, other: Clinic) -> None:
    leave_event(other)

    run_in_each(tasks.seal_events)

    assert [link.number for link in links(other)] == [1]
    assert links(other)[0].organization == str(other.organization.pk)
    assert {head.organization for head in seal.heads()} == {sealed.organization.pk, other.organization.pk}


def newest_is_finished(clinic: Clinic) -> bool:
    """Return whether no transaction of the whole server is older than the newest event's."""
    with acting(clinic.system()), connection.cursor() as cursor:
        cursor.execute("SELECT max(transaction) < pg_snapshot_xmin(pg_current_snapshot()) FROM trail_accessevent")
        return bool(cursor.fetchone()[0])


def test_the_job_seals_what_is_finished_and_nothing_else(clinic: Clinic, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(seal, "_FINISHED", FINISHED)
    leave_event(clinic)

    before, count, after = newest_is_finished(clinic), make_seal(clinic), newest_is_finished(clinic)

    assert count in ({1} if before else {0, 1} if after else {0})


def test_an_event_committed_late_is_not_passed_over(sealed: Clinic, monkeypatch: pytest.MonkeyPatch) -> None:
    wrote, may_commit = Signal(), Signal()

    def slow_reader() -> None:
        try:
            with acting(sealed["supervisor"].scope):
                recording.record(page="slow", way=Way.PAGE, request_id=uuid4())
                wrote.set()
                may_commit.wait(10)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(max_workers=1) as pool:
        slow = pool.submit(slow_reader)
        wrote.wait(10)
        leave_event(sealed)  # later, with a higher id, and committed first
        with monkeypatch.context() as patched:
            patched.setattr(seal, "_FINISHED", FINISHED)
            early = make_seal(sealed)
        may_commit.set()
        slow.result(10)

    assert early == 0
    assert make_seal(sealed) == 2
    assert seal.verify() == []


def test_a_second_sealer_lets_the_first_finish(sealed: Clinic) -> None:
    leave_event(sealed)
    holds, may_end = Signal(), Signal()

    def other_sealer() -> None:
        try:
            with acting(sealed.system()), connection.cursor() as cursor:
                cursor.execute(
                    "SELECT pg_advisory_xact_lock(hashtextextended('trail.seal:' || %s, 0))",
                    [str(sealed.organization.pk)],
                )
                holds.set()
                may_end.wait(10)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(max_workers=1) as pool:
        running = pool.submit(other_sealer)
        holds.wait(10)
        meanwhile = make_seal(sealed)
        may_end.set()
        running.result(10)

    assert meanwhile == 0
    assert make_seal(sealed) == 1


def test_a_changed_event_is_named(sealed: Clinic) -> None:
    event = event_ids(sealed)[1]
    tamper("UPDATE trail_accessevent SET page = 'other' WHERE id = %s", event)

    code, sentence = broken(sealed)
    assert code == "TRAIL-001"
    assert sentence.startswith(f"Event {event} of the access log was changed after seal 1 was made.")


def test_a_removed_event_is_named(sealed: Clinic) -> None:
    event = event_ids(sealed)[1]
    tamper("DELETE FROM trail_accessevent WHERE id = %s", event)

    code, sentence = broken(sealed)
    assert code == "TRAIL-002"
    assert f"Event {event} " in sentence


def test_an_event_put_in_later_is_named(sealed: Clinic) -> None:
    event = event_ids(sealed)[0]
    tamper(
        "INSERT INTO trail_accessevent (id, organization_id, transaction, roles, purpose, way, page, count, request)"
        " SELECT 777777, organization_id, transaction, '', '', 'page', 'x', 1, request FROM trail_accessevent"
        " WHERE id = %s",
        event,
    )

    code, sentence = broken(sealed)
    assert code == "TRAIL-003"
    assert "Event 777777 " in sentence


def test_a_removed_seal_is_named(sealed: Clinic) -> None:
    leave_event(sealed)
    make_seal(sealed)
    tamper("DELETE FROM trail_seal WHERE number = 1")

    code, sentence = broken(sealed)
    assert code == "TRAIL-004"
    assert "Seal 1 " in sentence


def test_a_changed_seal_is_named(sealed: Clinic) -> None:
    tamper("UPDATE trail_seal SET made_at = made_at + interval '1 minute'")

    assert broken(sealed)[0] == "TRAIL-005"


def test_the_outcome_of_a_check_is_kept(sealed: Clinic) -> None:
    with acting(sealed.system()) as scope:
        seal.check(scope, at=NOON)
    tamper("UPDATE trail_accessevent SET count = 99")
    with acting(sealed.system()) as scope:
        seal.check(scope, at=NOON)

        kept = [(one.number, bool(one.broken)) for one in SealCheck.objects.order_by("broken")]
    assert kept == [(1, False), (1, True)]


def test_restored_events_are_sealed_and_a_new_epoch_begins(clinic: Clinic) -> None:
    leave_event(clinic)
    pretend_far_ahead()
    with acting(clinic.system()):
        seal._seal_all(clinic.organization.pk, NOON, only="")
    leave_event(clinic)
    pretend_far_ahead()

    with as_owner():
        seal.reopen_after_restore()
    leave_event(clinic)
    later = make_seal(clinic)

    assert later == 1
    assert [(link.epoch, link.count) for link in links(clinic)] == [(1, 1), (1, 1), (2, 0), (2, 1)]
    assert seal.verify() == []


def pretend_far_ahead() -> None:
    """Give new events the numbers of a server that had seen a million transactions more."""
    million = 1_000_000
    ahead = "(transaction::text::bigint + %s)::text::xid8 WHERE transaction::text::bigint < %s"
    tamper(f"UPDATE trail_accessevent SET transaction = {ahead}", million, million)


def test_verifying_as_the_owner_sees_every_row(sealed: Clinic) -> None:
    with as_owner():
        assert seal.verify() == []
        assert [head.number for head in seal.heads()] == [1]
    tamper("UPDATE trail_accessevent SET roles = 'other'")
    with as_owner():
        assert [found.code for found in seal.verify(sealed.organization.pk)] == ["TRAIL-001"]
