"""A message is a row first, leaves by a job, once, and tells nobody what it is about."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail as django_mail
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from stepwell.kernel.findings import Refused
from stepwell.platform.outbox import actions, delivery, queries, tasks
from stepwell.platform.outbox.gateways import mail
from stepwell.platform.outbox.gateways.fake import FakeMail
from stepwell.platform.outbox.gateways.mail import NotTaken
from stepwell.platform.outbox.models import OutboxEvent, OutboxMessage
from stepwell.platform.outbox.rules.states import Event, State
from stepwell.platform.outbox.rules.wording import Template
from stepwell.platform.walls.rights import Category
from stepwell.platform.walls.scope import Scope, acting
from tests.worlds import Clinic

pytestmark = pytest.mark.django_db


@pytest.fixture
def gateway() -> FakeMail:
    return FakeMail()


def write(clinic: Clinic, who: str = "administrator everywhere", **options: Any) -> OutboxMessage:
    with acting(clinic[who].scope) as scope:
        said = {"to": "ivy@new.example", "template": Template.INVITATION, "link": "https://x.example/l/A/", **options}
        return actions.send(actor=scope, at=timezone.now(), **said)


def events(clinic: Clinic) -> list[tuple[str, str]]:
    with acting(clinic.system()):
        return list(OutboxEvent.objects.order_by("created_at").values_list("kind", "detail"))


@pytest.fixture
def jobs() -> Callable[[], list[Any]]:
    def waiting() -> list[Any]:
        with connection.cursor() as cursor:
            cursor.execute("SELECT args FROM procrastinate_jobs WHERE task_name = 'outbox.deliver' ORDER BY id")
            return [json.loads(args) for (args,) in cursor.fetchall()]

    return waiting


def test_a_message_is_written_with_its_job_and_the_job_carries_ids_only(clinic: Clinic, jobs: Any) -> None:
    message = write(clinic)

    assert jobs() == [{"organization": str(clinic.organization.pk), "message_id": str(message.pk)}]


def test_a_page_that_fails_sends_nothing(clinic: Clinic, jobs: Any) -> None:
    with transaction.atomic():
        write(clinic)
        transaction.set_rollback(True)

    assert jobs() == []


def test_address_and_link_are_sealed(clinic: Clinic) -> None:
    write(clinic)

    with acting(clinic.system()), connection.cursor() as cursor:
        cursor.execute("SELECT to_jsonb(m)::text, recipient, link FROM outbox_outboxmessage m")
        [(row, recipient, link)] = cursor.fetchall()
    assert "ivy" not in row
    assert b"ivy@new.example" not in bytes(recipient)
    assert b"x.example" not in bytes(link)


def test_it_is_delivered_once_however_often_the_job_runs(clinic: Clinic, gateway: FakeMail) -> None:
    message = write(clinic)
    scope = clinic.system()

    states = [delivery.deliver(scope, message.pk, gateway) for _ in range(3)]

    assert states == [State.SENT] * 3
    assert [(sent.recipient, sent.subject) for sent in gateway.sent] == [("ivy@new.example", "You have a message")]
    assert "https://x.example/l/A/" in gateway.sent[0].body
    assert "Riverbend" in gateway.sent[0].body
    assert events(clinic) == [("sent", "")]


def test_what_the_server_does_not_take_yet_waits_and_is_noted_once(clinic: Clinic, gateway: FakeMail) -> None:
    message = write(clinic)
    gateway.refusal = NotTaken("451", final=False)

    assert [delivery.deliver(clinic.system(), message.pk, gateway) for _ in range(2)] == [State.WAITING] * 2
    assert events(clinic) == [("delayed", "451")]
    assert delivery.waiting(clinic.system(), at=timezone.now()) == [message.pk]

    gateway.refusal = None
    assert delivery.deliver(clinic.system(), message.pk, gateway) is State.SENT
    assert delivery.waiting(clinic.system(), at=timezone.now()) == []


def test_what_the_server_will_never_take_is_given_up(clinic: Clinic, gateway: FakeMail) -> None:
    message = write(clinic)
    gateway.refusal = NotTaken("550", final=True)

    assert [delivery.deliver(clinic.system(), message.pk, gateway) for _ in range(2)] == [State.GIVEN_UP] * 2
    assert events(clinic) == [("refused", "550")]
    assert delivery.waiting(clinic.system(), at=timezone.now()) == []


def test_after_three_days_it_is_not_sent_any_more(clinic: Clinic, gateway: FakeMail) -> None:
    with acting(clinic["administrator everywhere"].scope) as scope:
        message = actions.send(
            actor=scope, at=timezone.now() - timedelta(days=4), to="a@x.example", template=Template.ATTENTION
        )

    assert delivery.deliver(clinic.system(), message.pk, gateway) is State.GIVEN_UP
    assert gateway.sent == []
    assert delivery.waiting(clinic.system(), at=timezone.now()) == []


def test_the_job_of_another_organization_does_not_find_it(clinic: Clinic, other: Clinic, gateway: FakeMail) -> None:
    message = write(clinic)

    with pytest.raises(OutboxMessage.DoesNotExist):
        delivery.deliver(other.system(), message.pk, gateway)
    assert delivery.waiting(other.system(), at=timezone.now()) == []


def test_without_a_mail_server_it_waits(clinic: Clinic, settings: Any) -> None:
    settings.EMAIL_BACKEND, settings.EMAIL_HOST = mail.SMTP, ""
    message = write(clinic)

    assert mail.configured() is None
    tasks.deliver.run(organization=clinic.organization.pk, message_id=message.pk)
    tasks.deliver_waiting.run(organization=clinic.organization.pk)

    assert events(clinic) == []
    assert delivery.waiting(clinic.system(), at=timezone.now()) == [message.pk]


def test_once_there_is_a_mail_server_what_waited_leaves_by_the_clock(clinic: Clinic) -> None:
    write(clinic)
    write(clinic, to="another@new.example")

    tasks.deliver_waiting.run(organization=clinic.organization.pk)
    tasks.deliver_waiting.run(organization=clinic.organization.pk)

    assert [sent.to for sent in django_mail.outbox] == [["ivy@new.example"], ["another@new.example"]]
    assert len({sent.extra_headers["Message-ID"] for sent in django_mail.outbox}) == 2
    assert "Riverbend" not in "".join(sent.subject + sent.from_email for sent in django_mail.outbox)


@pytest.mark.parametrize("to", ["", "ivy", "ivy@", "a@b.example\nBcc: x@y.example", "ivy@new.example, b@new.example"])
def test_what_is_no_single_address_is_refused(clinic: Clinic, to: str) -> None:
    with pytest.raises(Refused) as refusal:
        write(clinic, to=to)

    assert refusal.value.findings == (actions.NO_ADDRESS,)


def test_anybody_who_acts_may_tell_somebody_that_something_waits(clinic: Clinic) -> None:
    for role in ("clinician", "facilitator", "biller"):
        write(clinic, who=role, template=Template.ATTENTION, link="")

    with acting(clinic.system()):
        assert OutboxMessage.objects.count() == 3


def test_who_may_write_the_record_sees_messages_about_the_client_and_administrators_do_not(clinic: Clinic) -> None:
    ana = clinic.clients["ana"].pk
    write(clinic, who="biller", template=Template.LINK, client=ana, category=Category.DEMOGRAPHICS)
    write(clinic)
    now = timezone.now()

    def seen(scope: Scope) -> list[str]:
        with acting(scope):
            return [line.what for line in queries.newest(scope, at=now)]

    assert seen(clinic["administrator everywhere"].scope) == ["Invitation of a colleague"]
    assert seen(clinic["admissions"].scope) == ["A link to open"]
    assert seen(clinic["biller"].scope) == ["A link to open"]  # wrote it
    assert seen(clinic["director"].scope) == []
    assert seen(clinic["admissions south"].scope) == []


def test_nobody_writes_in_anothers_name_or_says_that_something_was_sent(clinic: Clinic) -> None:
    message = write(clinic)
    theirs = clinic["director"].account.pk
    copy = (
        "INSERT INTO outbox_outboxmessage SELECT (jsonb_populate_record(m, jsonb_build_object("
        "'id', gen_random_uuid(), 'made_by_id', %s::text))).* FROM outbox_outboxmessage m"
    )
    said = (
        "INSERT INTO outbox_outboxevent (id, organization_id, message_id, kind, detail)"
        " VALUES (gen_random_uuid(), %s, %s, 'sent', '')"
    )
    with acting(clinic["administrator everywhere"].scope), connection.cursor() as cursor:
        tries: list[tuple[str, list[Any]]] = [
            (copy, [str(theirs)]),
            (said, [clinic.organization.pk, message.pk]),
            ("UPDATE outbox_outboxmessage SET link = link", []),
            ("DELETE FROM outbox_outboxmessage", []),
        ]
        for sql, values in tries:
            with pytest.raises(DatabaseError), transaction.atomic():
                cursor.execute(sql, values)


def test_a_message_is_said_to_be_sent_once(clinic: Clinic) -> None:
    message = write(clinic)
    row = {"organization": clinic.organization, "message": message, "kind": Event.SENT}
    with acting(clinic.system()):
        OutboxEvent.objects.create(**row)
        with pytest.raises(DatabaseError), transaction.atomic():
            OutboxEvent.objects.create(**row)


def test_a_list_takes_two_queries(clinic: Clinic, django_assert_num_queries: Any) -> None:
    for number in range(3):
        write(clinic, to=f"i{number}@new.example")

    with acting(clinic["administrator everywhere"].scope) as scope:
        OutboxMessage.objects.first()
        with django_assert_num_queries(2):
            lines = queries.newest(scope, at=timezone.now())

    assert [line.word for line in lines] == ["Waiting"] * 3
