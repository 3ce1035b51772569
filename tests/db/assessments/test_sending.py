"""Links to what is due go out by themselves: to whom, once, by day, and with what else is kept of it."""

from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from stepwell.assessments import tasks
from stepwell.assessments.actions import asking, sending
from stepwell.assessments.models import MeasureRequest, MeasureSchedule
from stepwell.assessments.rules.schedules import Rhythm
from stepwell.clients.models import ContactMethod, Episode
from stepwell.people.models import Program
from stepwell.platform.links.models import OneTimeLink
from stepwell.platform.outbox.gateways import mail
from stepwell.platform.outbox.models import OutboxMessage
from stepwell.platform.walls.scope import acting
from tests.db.assessments.conftest import member
from tests.worlds import Clinic

pytestmark = pytest.mark.django_db
ZONE = ZoneInfo("America/New_York")
TODAY = timezone.now().astimezone(ZONE).date()
NOON = datetime.combine(TODAY, time(12, 25), ZONE)


@pytest.fixture
def due(clinic: Clinic) -> Clinic:
    """Ana in care with a safe address and PHQ-9 due every week."""
    ana = {"organization": clinic.organization, "client": clinic.clients["ana"]}
    with acting(clinic["administrator everywhere"].scope):
        program = Program.objects.create(
            organization=clinic.organization, site=clinic.north, name="Evening", level="2.1", kind="addiction"
        )
    with acting(clinic["admissions"].scope):
        Episode.objects.create(
            **ana, program=program, opened_on=TODAY - timedelta(days=9), opened_by=clinic["admissions"].membership
        )
        ContactMethod.objects.create(**ana, kind="email", value="ana@mail.example", value_index=b"y" * 16, is_safe=True)
    schedule(clinic, "phq-9")
    return clinic


def schedule(clinic: Clinic, instrument: str, *, sends_link: bool = True) -> MeasureSchedule:
    with acting(clinic["clinician"].scope):
        return asking.set_schedule(
            actor=member(clinic["clinician"]), client_id=clinic.clients["ana"].pk, instrument=instrument,
            rhythm=Rhythm(7, TODAY - timedelta(days=1)), sends_link=sends_link,
        )  # fmt: skip


def send(clinic: Clinic, at: datetime = NOON) -> int:
    with acting(clinic.system("assessments.send_due")) as scope:
        return sending.send_due(actor=scope, at=at, zone=ZONE)


def requests(clinic: Clinic) -> list[MeasureRequest]:
    with acting(clinic.system()):
        return list(MeasureRequest.objects.order_by("asked_at"))


def test_a_link_goes_to_the_safe_address_and_names_no_member_of_staff(due: Clinic) -> None:
    assert send(due) == 1

    (row,) = requests(due)
    assert (row.instruments, row.asked_by_id, row.by_mail) == (["phq-9/1"], None, True)
    with acting(due.system()):
        link, message = OneTimeLink.objects.get(subject=row.pk), OutboxMessage.objects.get()
    assert (message.recipient, message.template, message.made_by_id) == ("ana@mail.example", "link", None)
    assert link.proofs  # it asks who somebody is
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT ARRAY(SELECT jsonb_object_keys(args) ORDER BY 1) FROM procrastinate_jobs"
            " WHERE task_name = 'outbox.deliver'"
        )
        assert cursor.fetchall() == [(["message_id", "organization"],)]


def test_nobody_gets_two(due: Clinic) -> None:
    assert [send(due), send(due, NOON + timedelta(hours=1)), send(due, NOON + timedelta(days=1))] == [1, 0, 0]
    assert send(due, NOON + timedelta(days=8)) == 1  # the first is closed by then
    assert len(requests(due)) == 2


def test_the_database_refuses_a_second_of_the_same_day(due: Clinic) -> None:
    send(due)
    (row,) = requests(due)

    with (
        acting(due.system()),
        pytest.raises(IntegrityError, match="request_by_itself_once_a_day"),
        transaction.atomic(),
    ):
        MeasureRequest.objects.create(
            organization_id=row.organization_id, client_id=row.client_id, site_id=row.site_id,
            instruments=["gad-7/1"], due_on=row.due_on, asked_at=NOON, by_mail=True,
        )  # fmt: skip


def test_what_was_taken_back_is_not_sent_again(due: Clinic) -> None:
    send(due)
    (row,) = requests(due)
    with acting(due["clinician"].scope):
        asking.withdraw(
            actor=member(due["clinician"]), at=NOON, client_id=row.client_id, request_id=row.pk, reason="Asked not to"
        )

    assert send(due, NOON + timedelta(hours=2)) == 0
    assert send(due, NOON + timedelta(days=2)) == 0


def test_at_night_and_without_a_server_nothing_goes(due: Clinic, settings: Any) -> None:
    assert send(due, NOON.replace(hour=3)) == 0
    settings.EMAIL_BACKEND, settings.EMAIL_HOST = mail.SMTP, ""
    assert send(due) == 0


def test_who_is_not_in_care_or_has_no_safe_address_gets_none(due: Clinic) -> None:
    with acting(due["admissions"].scope):
        ContactMethod.objects.filter(client=due.clients["ana"]).update(is_safe=False)
    assert send(due) == 0
    with acting(due["admissions"].scope):
        ContactMethod.objects.filter(client=due.clients["ana"]).update(is_safe=True)
        Episode.objects.filter(client=due.clients["ana"]).update(closed_on=TODAY)
    assert send(due) == 0


def test_only_what_is_to_go_by_itself_goes(due: Clinic) -> None:
    schedule(due, "gad-7", sends_link=False)
    schedule(due, "c-ssrs")  # staff ask it

    send(due)

    assert [row.instruments for row in requests(due)] == [["phq-9/1"]]


def test_the_job_knows_the_day_of_its_organization(due: Clinic, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tasks.timezone, "now", lambda: NOON)

    tasks.send_due.run(organization=due.organization.pk)

    assert len(requests(due)) == 1
