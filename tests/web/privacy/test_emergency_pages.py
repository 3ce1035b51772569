"""Emergency access on pages: asked for by somebody, shown to them, told to the privacy officer, reviewed."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client as Web
from django.urls import reverse
from django.utils import timezone

from stepwell.platform.trail.models import AccessEvent
from stepwell.platform.walls.scope import acting
from stepwell.privacy.models import EmergencyAccess
from tests.web.conftest import SignIn
from tests.worlds import Clinic

REASON = "no answer at the door"
ASK = "/privacy/emergency/"
LIST = "/privacy/emergencies/"


def record_of(clinic: Clinic, client: str) -> str:
    return reverse("clients:record", args=[clinic.clients[client].pk])


def ask(web: Web, **typed: str) -> object:
    return web.post(ASK, {"reason": REASON, **typed})


def events(clinic: Clinic) -> list[tuple[str, str, str]]:
    """Return (page, way, record number) of everything read, oldest first."""
    numbers = {client.pk: client.record_number for client in clinic.clients.values()}
    with acting(clinic["privacy everywhere"].scope):
        found = AccessEvent.objects.order_by("id").values_list("page", "way", "client_id")
        return [(page, way, numbers.get(client, "")) for page, way, client in found]


def test_a_refused_record_offers_the_way_to_those_who_may_take_it(clinic: Clinic, sign_in: SignIn) -> None:
    dee = clinic.clients["dee"]

    page = sign_in(clinic["clinician"]).get(record_of(clinic, "dee"))
    south = sign_in(clinic["admissions south"]).get(record_of(clinic, "dee"))

    assert (page.status_code, south.status_code) == (404, 404)
    assert f'href="{ASK}?record={dee.pk}"' in page.content.decode()
    assert ASK not in south.content.decode()


def test_the_refused_record_is_all_that_must_be_named(clinic: Clinic, sign_in: SignIn) -> None:
    dee = clinic.clients["dee"]
    web = sign_in(clinic["clinician"])

    form = web.get(ASK, {"record": str(dee.pk)}).content.decode()
    answer = web.post(ASK, {"reason": REASON, "record": str(dee.pk)})

    assert 'name="record_number"' not in form
    assert "Dee" not in form
    assert answer.headers["Location"] == record_of(clinic, "dee")


def test_the_record_opens_with_a_banner_on_every_page(clinic: Clinic, sign_in: SignIn) -> None:
    web = sign_in(clinic["clinician"])

    answer = ask(web, record_number="20421")
    page = web.get(record_of(clinic, "dee"))
    care = web.get(reverse("clients:care", args=[clinic.clients["dee"].pk]))

    assert (answer.status_code, page.status_code) == (302, 200)
    for shown in (page, care):
        assert "60 minutes left" in shown.content.decode()
        assert REASON in shown.content.decode()
    assert ("privacy:emergency", "page", "20421") in events(clinic)


def test_a_colleague_sees_neither_record_nor_banner(clinic: Clinic, sign_in: SignIn) -> None:
    ask(sign_in(clinic["clinician"]), record_number="20421")

    assert sign_in(clinic["clinician south"]).get(record_of(clinic, "dee")).status_code == 404
    supervisor = sign_in(clinic["supervisor"]).get(record_of(clinic, "dee"))
    assert "Emergency access" not in supervisor.content.decode()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({}, "Say whose record"),
        ({"last_name": "Nguyen"}, "Say whose record"),
        ({"record_number": "99999"}, "No single record fits exactly"),
        ({"record_number": "20421", "reason": "hurry"}, "Say in a sentence why it cannot wait"),
        ({"record_number": "20421", "reason": ""}, "Fill this in."),
    ],
)
def test_what_is_missing_is_said(clinic: Clinic, sign_in: SignIn, typed: dict[str, str], said: str) -> None:
    answer = ask(sign_in(clinic["clinician"]), **typed)

    assert answer.status_code == 422
    assert said in answer.content.decode()
    with acting(clinic.system()):
        assert not EmergencyAccess.objects.exists()


def test_a_search_that_found_nobody_is_in_the_log(clinic: Clinic, sign_in: SignIn) -> None:
    ask(sign_in(clinic["clinician"]), last_name="Nguyen", birth_date="1980-01-01")

    assert events(clinic) == [("privacy:emergency", "search", "")]


def test_a_record_that_is_open_already_is_simply_shown(clinic: Clinic, sign_in: SignIn) -> None:
    answer = ask(sign_in(clinic["clinician"]), record_number="20418")

    assert answer.headers["Location"] == record_of(clinic, "ana")
    with acting(clinic.system()):
        assert not EmergencyAccess.objects.exists()


@pytest.mark.parametrize("who", ["admissions", "biller", "administrator", "auditor", "collector"])
def test_the_page_is_for_roles_it_opens_something_for(clinic: Clinic, sign_in: SignIn, who: str) -> None:
    assert sign_in(clinic[who]).get(ASK).status_code == 403


def test_the_officer_sees_it_on_today_and_in_the_list(clinic: Clinic, sign_in: SignIn) -> None:
    ask(sign_in(clinic["clinician"]), record_number="20421")
    officer = sign_in(clinic["privacy everywhere"])

    for page in ("/", LIST):
        text = officer.get(page).content.decode()
        assert "20421 · Dee Nguyen" in text
        assert REASON in text


def test_the_officer_of_another_organization_sees_nothing(clinic: Clinic, other: Clinic, sign_in: SignIn) -> None:
    ask(sign_in(clinic["clinician"]), record_number="20421")
    with acting(clinic.system()):
        access = EmergencyAccess.objects.get()
    stranger = sign_in(other["privacy everywhere"])

    assert "Dee" not in stranger.get(LIST).content.decode()
    assert stranger.get(reverse("privacy:review", args=[access.pk])).status_code == 404


@pytest.mark.parametrize("who", ["clinician", "supervisor", "director everywhere", "administrator everywhere"])
def test_the_list_is_the_officers(clinic: Clinic, sign_in: SignIn, who: str) -> None:
    assert sign_in(clinic[who]).get(LIST).status_code == 403


def test_a_review_is_kept_and_shown(clinic: Clinic, sign_in: SignIn) -> None:
    ask(sign_in(clinic["clinician"]), record_number="20421")
    with acting(clinic.system()):
        page = reverse("privacy:review", args=[EmergencyAccess.objects.get().pk])
    officer = sign_in(clinic["privacy everywhere"])

    without_why = officer.post(page, {"justified": "no"})
    answer = officer.post(page, {"justified": "no", "note": "a neighbor"})
    again = officer.post(page, {"justified": "yes"})

    assert "Say what was not justified" in without_why.content.decode()
    assert (without_why.status_code, answer.status_code, again.status_code) == (422, 302, 422)
    shown = officer.get(LIST).content.decode()
    assert "Not justified" in shown
    assert "a neighbor" in shown
    assert "Nothing waits for review" in shown


def test_ones_own_access_is_reviewed_by_somebody_else(clinic: Clinic, sign_in: SignIn) -> None:
    officer = sign_in(clinic["privacy everywhere"])
    ask(officer, record_number="20421")
    with acting(clinic.system()):
        page = reverse("privacy:review", args=[EmergencyAccess.objects.get().pk])

    assert "Another privacy officer reviews it" in officer.get(page).content.decode()
    assert officer.post(page, {"justified": "yes"}).status_code == 422


def test_after_an_hour_the_banner_is_gone(clinic: Clinic, sign_in: SignIn) -> None:
    web = sign_in(clinic["clinician"])
    ask(web, record_number="20421")

    with time_machine.travel(timezone.now() + timedelta(minutes=9, seconds=30), tick=False):
        page = web.get(record_of(clinic, "dee")).content.decode()

    assert "51 minutes left" in page
