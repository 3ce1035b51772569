"""A client asks for reminders at the desk, confirms them on their own phone, and ends them by the link in one."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail as django_mail
from django.db import connection
from django.test import Client as Web
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from stepwell.clients.models import ContactMethod
from stepwell.platform.outbox.models import OutboxMessage
from stepwell.platform.outbox.tasks import deliver_waiting
from stepwell.platform.walls.scope import acting
from stepwell.reminders import tasks, writing
from stepwell.reminders.models import ReminderRequest
from tests.db.reminders.test_reminders import MAIL, book, care
from tests.web.conftest import SignIn, enter
from tests.worlds import Clinic

__all__ = ["care"]
pytestmark = pytest.mark.django_db
WHO = {"first_name": "Ana", "last_name": "Lopez", "birth_date": "1990-01-01"}


@pytest.fixture
def page(care: Clinic) -> str:
    return reverse("reminders:client", args=[care.clients["ana"].pk])


def ask(clinic: Clinic, page: str, **typed: str) -> Any:
    with acting(clinic["admissions"].scope):
        contact = ContactMethod.objects.get(is_safe=True)
    said = {"address": str(contact.pk), "told_how": "phone", "lead": "evening", **typed}
    return enter(clinic["clinician"]).post(page, said)


def phone(clinic: Clinic) -> Web:
    """The phone on which the newest link that was sent is opened."""
    with acting(clinic.system()):
        for row in ReminderRequest.objects.filter(ended_at=None):
            tasks.send_link.run(organization=clinic.organization.pk, request_id=row.pk)
    deliver_waiting.run(organization=clinic.organization.pk)
    return opened(django_mail.outbox[-1].body)


def opened(body: Any) -> Web:
    found, web = re.search(r"/l/([0-9A-Z-]+)/", str(body)), Web()
    assert found
    web.post("/l/", {"code": found[1]})
    return web


def test_from_the_desk_to_the_phone_and_back(care: Clinic, page: str) -> None:
    assert ask(care, page).status_code == 302
    assert "Waits for the client" in enter(care["director"]).get(page).text

    web = phone(care)
    assert web.get("/l/reminders/").status_code == 302  # who are you?
    web.post("/l/identity/", WHO)
    assert "Riverbend" in web.get("/l/reminders/").text
    assert web.post("/l/reminders/", {"lead": "never"}).status_code == 422
    assert "Reminders are on" in web.post("/l/reminders/", {"lead": "hours"}).text
    assert web.get("/l/reminders/").status_code == 404
    shown = enter(care["clinician"]).get(page).text
    assert [word in shown for word in ("On", MAIL, "Two hours before", "By telephone")] == [True] * 4

    now = timezone.now()
    with acting(care.system("reminders.remind")) as scope:
        row = ReminderRequest.objects.get()
        writing._write(scope, now, row, writing.Due(now + timedelta(days=1), now + timedelta(hours=1)))
        link = OutboxMessage.objects.get(template="reminder").link
    web = opened(link)
    stop = web.get("/l/reminders/stop/").text
    assert ["Riverbend" in stop, "Ana" in stop] == [False, False]
    assert "No more reminders" in web.post("/l/reminders/stop/").text
    assert "taken back by the client" in enter(care["clinician"]).get(page).text


def test_who_wants_none_says_so_by_the_link(care: Clinic, page: str) -> None:
    ask(care, page, told_how="by_link")
    web = phone(care)
    web.post("/l/identity/", WHO)

    assert "No more reminders" in web.post("/l/reminders/", {"do": "no"}).text
    with acting(care.system()):
        row = ReminderRequest.objects.get()
    assert (row.confirmed_at, row.ended_how) == (None, "link")


def test_what_staff_end_cannot_be_confirmed_any_more(care: Clinic, page: str) -> None:
    ask(care, page)
    web = phone(care)
    web.post("/l/identity/", WHO)
    with acting(care.system()):
        row = ReminderRequest.objects.get()
    ending = reverse("reminders:end", args=[row.client_id, row.pk])
    director = enter(care["director"])
    assert director.get(ending).status_code == 200
    assert director.post(ending, {"how": "returned"}).status_code == 302

    assert web.get("/l/reminders/").status_code == 404
    assert director.post(ending, {"how": "staff"}).status_code == 422
    assert "Reminders that do not arrive" in director.get("/").text


def test_an_address_that_is_not_safe_is_not_offered(care: Clinic, page: str, sign_in: SignIn) -> None:
    assert ask(care, page, address="00000000-0000-0000-0000-000000000000").status_code == 422
    with acting(care["admissions"].scope):
        ContactMethod.objects.update(is_safe=False)
    assert "No safe e-mail address" in sign_in(care["clinician"]).get(page).text
    assert sign_in(care["biller"]).get(page).status_code == 403


def test_the_page_asks_as_much_for_three_as_for_one(care: Clinic, page: str, sign_in: SignIn) -> None:
    web, counts = sign_in(care["clinician"]), []
    for number in range(1, 4):
        ask(care, page)
        book(care, timezone.now() + timedelta(days=4 + number))
        with CaptureQueriesContext(connection) as asked:
            web.get(page)
        counts.append(len(asked))

    assert len(set(counts[1:])) == 1
    assert max(counts) <= 12
