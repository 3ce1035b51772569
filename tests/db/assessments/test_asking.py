"""Asking by schedule and by link, and answering alone."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from stepwell.assessments import tasks
from stepwell.assessments.actions import alone, asking
from stepwell.assessments.actions.alone import Visited
from stepwell.assessments.actions.asking import PURPOSE, Asked
from stepwell.assessments.models import Answer, MeasureRequest, Response
from stepwell.assessments.queries import measures as queries
from stepwell.assessments.rules.schedules import Rhythm
from stepwell.clients.models import ContactMethod
from stepwell.crisis.models import CrisisEvent
from stepwell.platform.links import actions as links
from stepwell.platform.links.queries import visit
from stepwell.platform.links.rules.identity import Identity
from stepwell.platform.links.rules.secret import digest
from stepwell.platform.outbox.models import OutboxMessage
from stepwell.platform.tenancy.members import Member
from stepwell.platform.walls.scope import Kind, Scope, acting
from tests.db.assessments.conftest import member
from tests.db.assessments.test_measures import refused
from tests.worlds import Clinic

NOW = timezone.now()
DAY = date(2026, 11, 2)


def ask(clinic: Clinic, *codes: str, by_mail: bool = False) -> Asked:
    with acting(clinic["clinician"].scope):
        return asking.ask_by_link(
            actor=member(clinic["clinician"]), at=timezone.now(), client=clinic.clients["ana"], instruments=codes,
            due_on=NOW.date(), by_mail=by_mail,
        )  # fmt: skip


def scope_of(asked: Asked) -> Scope:
    token = f"{digest(asked.made.secret)}.{digest('browser')}"
    return Scope(organization=asked.request.organization_id, kind=Kind.VISITOR, token=token, purpose=PURPOSE)


@pytest.fixture
def visited(clinic: Clinic) -> Iterator[Visited]:
    """Ana, who opened a link to PHQ-9 and GAD-7 and said who she is; her scope is the current one."""
    yield from visiting(ask(clinic, "phq-9", "gad-7"))


def visiting(asked: Asked) -> Iterator[Visited]:
    scope = scope_of(asked)
    with acting(scope):
        found = links.prove(actor=scope, answer=Identity(("Ana López",), date(1990, 1, 1)))
        assert found is not None
        assert found.is_open
        request = queries.asked_of_visitor(found.subject)
        assert request is not None
        yield Visited(scope, found, request)


def go_on(visited: Visited, *values: int | None) -> list[bool]:
    told = []
    for value in values:
        step = queries.walk_of(visited.request).next
        assert step is not None
        told.append(alone.answer(actor=visited, at=timezone.now(), number=step.number, value=value))
    return told


def test_a_link_asks_who_somebody_is_and_is_sent_to_a_safe_address_only(clinic: Clinic) -> None:
    assert refused(lambda: ask(clinic, "phq-9", by_mail=True)) == ["ASM-022"]
    with acting(clinic["admissions"].scope):
        owned = {"organization": clinic.organization, "client": clinic.clients["ana"], "kind": "email"}
        ContactMethod.objects.create(**owned, value="shared@mail.example", value_index=b"x" * 16)
        ContactMethod.objects.create(**owned, value="ana@mail.example", value_index=b"y" * 16, is_safe=True)

    asked = ask(clinic, "phq-9", "phq-9", by_mail=True)

    assert (asked.to, asked.request.instruments) == ("ana@mail.example", ["phq-9/1"])
    with acting(clinic["clinician"].scope):
        message = OutboxMessage.objects.get()
        assert (message.recipient, message.link) == ("ana@mail.example", asked.made.url)
    with acting(scope_of(asked)):
        found = visit()
        assert found is not None
        assert not found.is_open


def test_what_staff_must_ask_and_nothing_at_all_are_refused(clinic: Clinic) -> None:
    assert refused(lambda: ask(clinic, "c-ssrs")) == ["ASM-021"]
    assert refused(lambda: ask(clinic)) == ["ASM-020"]


def test_somebody_answers_stops_and_goes_on(visited: Visited) -> None:
    go_on(visited, 1, 1, 1)

    walk = queries.walk_of(visited.request)
    assert (walk.done, walk.count, walk.next and walk.next.item.id) == (3, 17, "q4")
    go_on(visited, 0, 0, 0, 0, 0, 0, 0)  # the rest of PHQ-9
    assert Response.objects.get().total == 3
    go_on(visited, 1, None, 1, 1, 1, 1, 1)  # GAD-7, one question skipped
    assert queries.walk_of(visited.request).next is None
    rows = {row.instrument: row for row in Response.objects.all()}
    assert (rows["gad-7"].total, rows["gad-7"].missing) == (None, ["q2"])
    assert [(row.way, row.given_by_id) for row in rows.values()] == [("link", None)] * 2


def test_an_answer_can_be_changed_until_its_instrument_is_finished(visited: Visited) -> None:
    go_on(visited, 3)
    alone.answer(actor=visited, at=timezone.now(), number=1, value=1)
    go_on(visited, 0, 0, 0, 0, 0, 0, 0, 0, 0)

    assert Response.objects.get().answers["q1"] == 1
    assert refused(lambda: alone.answer(actor=visited, at=timezone.now(), number=1, value=2)) == ["ASM-030"]


@pytest.mark.parametrize(("number", "value", "code"), [(1, 4, "ASM-031"), (2, 1, "ASM-030"), (99, 1, "ASM-030")])
def test_what_is_no_answer_or_comes_later_is_refused(visited: Visited, number: int, value: int, code: str) -> None:
    assert refused(lambda: alone.answer(actor=visited, at=timezone.now(), number=number, value=value)) == [code]
    assert Answer.objects.count() == 0


def test_a_critical_answer_tells_the_clinic_at_once_before_the_rest_is_answered(
    clinic: Clinic, visited: Visited
) -> None:
    told = go_on(visited, 0, 0, 0, 0, 0, 0, 0, 0, 2)

    assert told == [False] * 8 + [True]
    row = Answer.objects.get(item="q9")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT args ->> 'answer_id' FROM procrastinate_jobs WHERE task_name = 'assessments.raise_crisis'"
        )
        assert cursor.fetchall() == [(str(row.pk),)]
    tasks.raise_crisis.run(organization=clinic.organization.pk, answer_id=row.pk)
    with acting(clinic.system()):
        event = CrisisEvent.objects.get()
        assert (event.client_id, event.source, event.tier, event.owner_id) == (
            clinic.clients["ana"].pk, "alone", "low", None,
        )  # fmt: skip


def test_the_holder_of_a_link_sees_nothing_that_was_answered_before(clinic: Clinic) -> None:
    for visited in visiting(ask(clinic, "gad-7")):
        go_on(visited, 1, 1, 1, 1, 1, 1, 1)
        assert Response.objects.count() == 1
    for _ in visiting(ask(clinic, "gad-7")):
        assert (Response.objects.count(), Answer.objects.count(), MeasureRequest.objects.count()) == (0, 0, 1)


def run(sql: str, *values: Any) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, values)


_ANSWER = (
    "INSERT INTO assessments_answer (id, organization_id, client_id, request_id, link_id, instrument, version, item,"
    " value, answered_at) VALUES (gen_random_uuid(), %s, %s, %s, %s, %s, '1', 'q1', 1, now())"
)


def test_the_holder_of_a_link_writes_for_no_other_client_and_changes_no_response(
    clinic: Clinic, visited: Visited
) -> None:
    here, ana, bo = clinic.organization.pk, clinic.clients["ana"].pk, clinic.clients["bo"].pk
    request, link = visited.request.pk, visited.visit.link_id
    run(_ANSWER, here, ana, request, link, "phq-9")

    for values in (
        (here, bo, request, link, "phq-9"),
        (here, ana, uuid4(), link, "phq-9"),
        (here, ana, request, uuid4(), "phq-9"),
        (here, ana, request, link, "audit-c"),
    ):
        with pytest.raises(DatabaseError, match=r"belong to what was asked|row-level security"):
            run(_ANSWER, *values)
    for number in range(2, 11):
        alone.answer(actor=visited, at=timezone.now(), number=number, value=0)
    with pytest.raises(DatabaseError, match="never changed"):
        run("UPDATE assessments_response SET voided_at = now(), voided_by_id = %s, void_reason = 'x'", uuid4())


def test_a_link_taken_back_opens_nothing(clinic: Clinic) -> None:
    asked, ana = ask(clinic, "phq-9"), clinic.clients["ana"].pk
    with acting(clinic["clinician"].scope):
        asking.withdraw(
            actor=member(clinic["clinician"]), at=timezone.now(), client_id=ana, request_id=asked.request.pk,
            reason="sent by mistake",
        )  # fmt: skip
        assert queries.open_requests(ana) == []
    with acting(scope_of(asked)):
        assert visit() is None


def test_a_schedule_makes_a_measure_due(clinic: Clinic, clinician: Member) -> None:
    ana = clinic.clients["ana"].pk
    row = asking.set_schedule(actor=clinician, client_id=ana, instrument="phq-9", rhythm=Rhythm(7, DAY))

    due = queries.due_for(clinician.membership_id, on=DAY, zone=clinician.zone)
    assert [(one.client_id, one.definition.code, one.due_on) for one in due] == [(ana, "phq-9", DAY)]
    assert queries.due_of(ana, on=DAY - timedelta(days=1), zone=clinician.zone) == []
    assert refused(
        lambda: asking.set_schedule(
            actor=clinician, client_id=ana, instrument="phq-9", rhythm=Rhythm(14, DAY + timedelta(days=30))
        )
    ) == ["ASM-012"]
    asking.end_schedule(actor=clinician, client_id=ana, schedule_id=row.pk, on=DAY + timedelta(days=3))
    assert queries.due_of(ana, on=DAY + timedelta(days=4), zone=clinician.zone) == []
    assert refused(
        lambda: asking.end_schedule(actor=clinician, client_id=ana, schedule_id=row.pk, on=DAY + timedelta(days=9))
    ) == ["ASM-024"]


def test_no_sql_makes_two_schedules_of_one_instrument_overlap(clinic: Clinic, clinician: Member) -> None:
    ana = clinic.clients["ana"].pk
    asking.set_schedule(actor=clinician, client_id=ana, instrument="phq-9", rhythm=Rhythm(7, DAY))

    with pytest.raises(DatabaseError, match="schedule_one_at_a_time"):
        run(
            "INSERT INTO assessments_measureschedule (id, organization_id, client_id, instrument, every_days, from_on,"
            " set_by_id) SELECT gen_random_uuid(), organization_id, client_id, instrument, 14, from_on + 30, set_by_id"
            " FROM assessments_measureschedule"
        )
