"""Reminders go to who confirmed them, once, as long as they are so; nothing of them can be forged."""

from collections.abc import Callable
from datetime import datetime, time, timedelta
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone
from psycopg.types.range import TimestamptzRange

from stepwell.attendance.models import Attendance
from stepwell.clients.models import ContactMethod, Episode
from stepwell.clients.queries import contact_index
from stepwell.clients.vocabulary import ContactKind
from stepwell.kernel.findings import Refused
from stepwell.people.models import Program
from stepwell.platform.links.models import OneTimeLink
from stepwell.platform.outbox import delivery
from stepwell.platform.outbox.gateways.fake import FakeMail
from stepwell.platform.outbox.gateways.mail import NotTaken
from stepwell.platform.outbox.models import OutboxEvent, OutboxMessage
from stepwell.platform.outbox.rules.states import State
from stepwell.platform.walls.scope import Kind, Scope, acting
from stepwell.reminders import actions, queries, tasks, writing
from stepwell.reminders.models import Reminder, ReminderRequest
from stepwell.reminders.vocabulary import End, Lead, Told
from stepwell.reminders.writing import CONFIRMING, STOPPING
from stepwell.scheduling.models import Seat, Session
from stepwell.weekplans.models import ClientTime
from tests.db.assessments.conftest import member
from tests.worlds import Clinic

pytestmark = pytest.mark.django_db
ZONE = ZoneInfo("America/New_York")
DAY = timezone.now().astimezone(ZONE).date() + timedelta(days=3)
STARTS = datetime.combine(DAY, time(17, 30), ZONE)
EVENING = datetime.combine(DAY - timedelta(days=1), time(17, 10), ZONE)
MAIL = "ana@mail.example"


@pytest.fixture
def care(clinic: Clinic) -> Clinic:
    """Ana in care, with a safe address and an appointment in three days."""
    ana = {"organization": clinic.organization, "client": clinic.clients["ana"]}
    with acting(clinic["administrator everywhere"].scope):
        program = Program.objects.create(
            organization=clinic.organization, site=clinic.north, name="Evening", level="2.1", kind="addiction"
        )
    with acting(clinic["admissions"].scope):
        opened = {"opened_on": DAY - timedelta(days=30), "opened_by": clinic["admissions"].membership}
        Episode.objects.create(**ana, program=program, **opened)
        index = contact_index(ContactKind.EMAIL, MAIL)
        ContactMethod.objects.create(**ana, kind="email", value=MAIL, value_index=index, is_safe=True)
    book(clinic, STARTS)
    return clinic


def book(clinic: Clinic, starts: datetime) -> Session:
    owned = {"organization": clinic.organization, "site": clinic.north}
    with acting(clinic["clinician"].scope):
        session = Session.objects.create(
            **owned, program=Program.objects.get(), kind="individual", title="Individual session", mode="video",
            day=starts.date(), starts_at=starts, ends_at=starts + timedelta(hours=1), capacity=1,
        )  # fmt: skip
        slot = TimestamptzRange(session.starts_at, session.ends_at)
        Seat.objects.create(**owned, client=clinic.clients["ana"], session=session, slot=slot)
    return session


def ask(clinic: Clinic) -> ReminderRequest:
    person = clinic["clinician"]
    with acting(person.scope):
        contact = queries.safe_addresses(clinic.clients["ana"].pk)[0]
        request = actions.ask(
            actor=member(person), at=timezone.now(), client=clinic.clients["ana"], contact_id=contact.pk,
            lead=Lead.EVENING, told=Told.PHONE,
        )  # fmt: skip
    tasks.send_link.run(organization=clinic.organization.pk, request_id=request.pk)
    return request


def holder(clinic: Clinic, purpose: str) -> Scope:
    """Whoever holds the newest link of a purpose: in place of what proves who they are, the proofs are left out."""
    with acting(clinic.system()):
        link = OneTimeLink.objects.filter(purpose=purpose).order_by("-created_at")[0]
        same = {"purpose": purpose, "subject": link.subject, "client_id": link.client_id, "category": link.category}
        token = f"{link.pk.int:064x}"
        OneTimeLink.objects.create(
            organization_id=link.organization_id, **same, token_hash=token,
            expires_at=timezone.now() + timedelta(days=1),
        )  # fmt: skip
    return Scope(organization=clinic.organization.pk, kind=Kind.VISITOR, token=f"{token}.", purpose="test")


@pytest.fixture
def asked(care: Clinic) -> Clinic:
    """Ana confirmed that she wants reminders the evening before."""
    request = ask(care)
    with acting(holder(care, CONFIRMING)) as scope:
        actions.confirm(actor=scope, at=timezone.now(), request_id=request.pk, lead=Lead.EVENING)
    return care


def remind(clinic: Clinic, at: datetime = EVENING) -> int:
    with acting(clinic.system("reminders.remind")) as scope:
        return writing.remind(actor=scope, at=at)


def deliver(clinic: Clinic, gateway: FakeMail, monkeypatch: Any, at: datetime = EVENING) -> list[State | None]:
    monkeypatch.setattr(delivery, "timezone", SimpleNamespace(now=lambda: at))
    with acting(clinic.system()):
        keys = list(
            OutboxMessage.objects.filter(template="reminder").order_by("created_at").values_list("pk", flat=True)
        )
    return [delivery.deliver(clinic.system(), key, gateway) for key in keys]


def test_nothing_goes_before_the_client_confirms_from_the_address_itself(care: Clinic) -> None:
    request = ask(care)

    assert remind(care) == 0
    with acting(care.system()):
        message = OutboxMessage.objects.get()
        assert (message.recipient, message.template) == (MAIL, "link")
        assert OneTimeLink.objects.get(subject=request.pk).proofs  # it asks who somebody is
    with acting(holder(care, CONFIRMING)) as scope:
        actions.confirm(actor=scope, at=timezone.now(), request_id=request.pk, lead=Lead.HOURS)
    with acting(care.system()):
        assert ReminderRequest.objects.get().lead == "hours"
    assert remind(care, STARTS - timedelta(hours=1)) == 1


def test_it_goes_once_says_when_and_the_link_in_it_ends_them(asked: Clinic, monkeypatch: Any) -> None:
    gateway = FakeMail()

    assert [remind(asked), remind(asked), remind(asked, EVENING + timedelta(hours=1))] == [1, 0, 0]
    assert [deliver(asked, gateway, monkeypatch) for _ in range(2)] == [[State.SENT]] * 2

    (mail,) = gateway.sent
    assert (mail.recipient, mail.subject) == (MAIL, "A reminder")
    assert f"You have an appointment tomorrow, {STARTS:%A, %B} {STARTS.day}, at 5:30 PM." in mail.body
    assert "/l/" in mail.body
    assert not [word for word in ("Riverbend", "Individual", "session", "Ana") if word in mail.body]
    with acting(holder(asked, STOPPING)) as scope:
        actions.decline(actor=scope, at=timezone.now(), request_id=ReminderRequest.objects.get().pk)
    with acting(asked.system()):
        assert ReminderRequest.objects.get().ended_how == "link"
    assert remind(asked, EVENING) == 0


def _cancel(clinic: Clinic) -> None:
    with acting(clinic["director"].scope):
        Session.objects.update(cancelled_at=timezone.now(), cancel_reason="other")


def _give_up(clinic: Clinic) -> None:
    with acting(clinic["clinician"].scope):
        Seat.objects.update(removed_at=timezone.now(), remove_reason="other")


def _cannot_come(clinic: Clinic) -> None:
    with acting(clinic["clinician"].scope):
        ClientTime.objects.create(
            organization=clinic.organization, client=clinic.clients["ana"], weekdays=[DAY.weekday()], starts=time(17),
            ends=time(19), from_on=DAY, to_on=DAY, why="work",
        )  # fmt: skip


def _absent(clinic: Clinic) -> None:
    with acting(clinic["clinician"].scope):
        Attendance.objects.create(
            organization=clinic.organization, client=clinic.clients["ana"], session=Session.objects.get(),
            status="absent", reason="excused", minutes=0, taken_at=timezone.now(),
            taken_by=clinic["clinician"].membership,
        )  # fmt: skip


def _discharge(clinic: Clinic) -> None:
    with acting(clinic["admissions"].scope):
        Episode.objects.update(closed_on=DAY - timedelta(days=5))


def _unsafe(clinic: Clinic) -> None:
    with acting(clinic["admissions"].scope):
        ContactMethod.objects.update(is_safe=False)


def _other_address(clinic: Clinic) -> None:
    with acting(clinic["admissions"].scope):
        ContactMethod.objects.update(
            value="x@mail.example", value_index=contact_index(ContactKind.EMAIL, "x@mail.example")
        )


def _end(clinic: Clinic) -> None:
    with acting(clinic["clinician"].scope):
        actions.end(actor=member(clinic["clinician"]), at=timezone.now(), request_id=ReminderRequest.objects.get().pk)


ENDS: dict[Callable[[Clinic], None], str] = {
    _cancel: "", _give_up: "", _cannot_come: "", _absent: "", _discharge: "discharged", _unsafe: "address",
    _other_address: "address", _end: "staff",
}  # fmt: skip


@pytest.mark.parametrize("happens", ENDS)
def test_it_does_not_go_nor_leave_when_it_is_no_longer_so(
    asked: Clinic, happens: Callable[[Clinic], None], monkeypatch: Any
) -> None:
    gateway = FakeMail()
    assert remind(asked) == 1

    happens(asked)

    assert deliver(asked, gateway, monkeypatch) == [State.GIVEN_UP]
    assert gateway.sent == []
    with acting(asked.system()):
        assert OutboxEvent.objects.get().kind == "dropped"
        writing.end_what_is_over(at=timezone.now())
        assert ReminderRequest.objects.get().ended_how == ENDS[happens]
    assert remind(asked, EVENING) == 0


def test_a_moved_session_is_told_anew_once(asked: Clinic, monkeypatch: Any) -> None:
    gateway = FakeMail()
    remind(asked)
    deliver(asked, gateway, monkeypatch)
    with acting(asked["clinician"].scope):
        later = STARTS + timedelta(hours=1)
        Session.objects.update(starts_at=later, ends_at=later + timedelta(hours=1))

    morning = datetime.combine(DAY, time(9), ZONE)
    assert [remind(asked, morning), remind(asked, morning)] == [1, 0]
    deliver(asked, gateway, monkeypatch, morning)
    assert [mail.body.count("There was a change. You have an appointment today") for mail in gateway.sent] == [0, 1]
    assert "6:30 PM" in gateway.sent[1].body


def test_what_nobody_knows_to_have_left_is_not_sent_again(asked: Clinic, monkeypatch: Any) -> None:
    remind(asked)
    gateway = FakeMail(NotTaken("ConnectionRefusedError", final=False))
    assert deliver(asked, gateway, monkeypatch) == [State.WAITING]  # certainly not taken: it is tried again
    gateway.refusal = NotTaken("TimeoutError", final=False, unsure=True)
    assert deliver(asked, gateway, monkeypatch) == [State.IN_DOUBT]
    gateway.refusal = None

    assert deliver(asked, gateway, monkeypatch) == [State.IN_DOUBT]
    assert gateway.sent == []


def test_a_refused_address_ends_them_as_work_for_staff(asked: Clinic, monkeypatch: Any) -> None:
    remind(asked)
    assert deliver(asked, FakeMail(NotTaken("550", final=True)), monkeypatch) == [State.GIVEN_UP]

    with acting(asked.system()):
        assert writing.end_what_is_over(at=timezone.now()) == 1
        assert ReminderRequest.objects.get().ended_how == "refused"


def test_too_late_it_does_not_leave(asked: Clinic, monkeypatch: Any) -> None:
    remind(asked)

    assert deliver(asked, FakeMail(), monkeypatch, EVENING + timedelta(hours=4)) == [State.GIVEN_UP]


def test_asking_anew_ends_what_was_and_its_link(asked: Clinic) -> None:
    ask(asked)

    with acting(asked.system()):
        assert sorted(ReminderRequest.objects.values_list("ended_how", flat=True)) == ["", "replaced"]
    assert remind(asked) == 0  # the new one is not confirmed


def test_who_was_discharged_or_is_not_theirs_is_not_asked(care: Clinic) -> None:
    with acting(care["clinician south"].scope), pytest.raises(Refused) as refusal:
        actions.ask(
            actor=member(care["clinician south"]), at=timezone.now(), client=care.clients["ana"],
            contact_id=care.organization.pk, lead=Lead.HOURS, told=Told.PHONE,
        )  # fmt: skip
    assert refusal.value.findings == (actions.NOT_YOURS,)
    _discharge(care)
    with pytest.raises(Refused) as refusal:
        ask(care)
    assert refusal.value.findings == (actions.DISCHARGED,)


def broken(refusal: Any) -> str:
    return str(refusal.value.__cause__.diag.constraint_name)


COPY = (
    "INSERT INTO reminders_reminderrequest SELECT (jsonb_populate_record(r, jsonb_build_object("
    "'id', gen_random_uuid()%s))).* FROM reminders_reminderrequest r"
)
FORGED = {
    "reminder_request_confirmed":
        "UPDATE reminders_reminderrequest SET confirmed_at = now() WHERE confirmed_at IS NULL",
    "reminder_request_stands": "UPDATE reminders_reminderrequest SET told_how = 'writing'",
    "reminder_request_ended": "UPDATE reminders_reminderrequest SET ended_at = now(), ended_how = 'staff'",
    "reminder_request_begins": COPY % ", 'ended_at', now(), 'ended_how', 'link'",
    "reminder_request_once": COPY % "",
}  # fmt: skip


@pytest.mark.parametrize("constraint", FORGED)
def test_nobody_forges_a_confirmation(care: Clinic, constraint: str) -> None:
    ask(care)

    with (
        acting(care["clinician"].scope),
        pytest.raises(DatabaseError) as refusal,
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(FORGED[constraint])
    assert broken(refusal) == constraint


def test_a_reminder_needs_an_agreement_in_force_and_is_written_once(asked: Clinic) -> None:
    remind(asked)
    with acting(asked.system()):
        row = Reminder.objects.get()
        copy = {"organization_id": row.organization_id, "client_id": row.client_id, "request_id": row.request_id}
        message = OutboxMessage.objects.create(
            organization_id=row.organization_id, client_id=row.client_id, category="consents", template="reminder",
            recipient=MAIL, link="",
        )  # fmt: skip
        with pytest.raises(DatabaseError, match="reminder_once"), transaction.atomic():
            Reminder.objects.create(**copy, starts_at=row.starts_at, message=message)
    _end(asked)
    with acting(asked.system()), pytest.raises(DatabaseError) as refusal, transaction.atomic():
        Reminder.objects.create(**copy, starts_at=STARTS + timedelta(days=1), message=message)
    assert broken(refusal) == "reminder_asked_for"


def test_jobs_carry_ids_only(asked: Clinic) -> None:
    remind(asked)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT ARRAY(SELECT jsonb_object_keys(args) ORDER BY 1) FROM procrastinate_jobs"
            " WHERE task_name = 'outbox.deliver'"
        )
        assert cursor.fetchall() == [(["message_id", "organization"],)]


def test_an_ended_request_says_who_ended_it(asked: Clinic) -> None:
    _end(asked)
    with acting(asked.system()):
        row = ReminderRequest.objects.get()
    assert (row.ended_how, row.ended_by_id) == (End.STAFF, asked["clinician"].membership.pk)
    with acting(asked["clinician"].scope), pytest.raises(Refused) as refusal:
        actions.end(actor=member(asked["clinician"]), at=timezone.now(), request_id=row.pk)
    assert refusal.value.findings == (actions.OVER,)
