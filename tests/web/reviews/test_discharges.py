"""Pages of discharge: sections that save one by one, ending, the letter, calls after care."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django.fixtures import DjangoAssertNumQueries

from stepwell.clients.models import Episode
from stepwell.platform.documents.models import Document
from stepwell.platform.walls.scope import acting
from stepwell.reviews.models import Discharge, DischargeSummary, FollowUpTask
from tests.db.reviews.conftest import Care, make_care
from tests.web.conftest import SignIn
from tests.web.reviews.test_reviews import page, shown_in
from tests.worlds import Clinic

pytestmark = pytest.mark.django_db


@pytest.fixture
def care(clinic: Clinic) -> Care:
    return make_care(clinic)


def begun(web: Client, care: Care) -> UUID:
    web.post(page(care, "begin_discharge"))
    with acting(care.clinic["clinician"].scope):
        found: UUID = DischargeSummary.objects.get(voided_at=None).pk
    return found


def save(web: Client, care: Care, summary: UUID, name: str, **typed: Any) -> None:
    with acting(care.clinic["clinician"].scope):
        version = DischargeSummary.objects.get(pk=summary).version
    answer = web.post(page(care, name, summary), {"version": version, **typed})
    assert answer.status_code == 302, answer.content.decode()


def whole(web: Client, care: Care) -> UUID:
    today = timezone.now().astimezone().date() - timedelta(days=1)
    summary = begun(web, care)
    save(web, care, summary, "reason", reason="completed", last_day=today.isoformat())
    standings = {f"dimension_{n}": "better" for n in range(1, 7)}
    save(web, care, summary, "status", course="Came to most groups", level_next="1", **standings)
    save(web, care, summary, "medications", no_medications="on", naloxone="given")
    soon = (today + timedelta(days=3)).isoformat()
    web.post(page(care, "new_appointments", summary), {"kind": "therapy", "on": soon, "with_whom": "Dr. Vance"})
    lines = dict.fromkeys(("triggers", "signs", "skills", "people", "lapse"), "one\ntwo")
    assert web.post(page(care, "relapse", summary), {"version": 0, **lines}).status_code == 302
    save(web, care, summary, "agreements", safety="gone_through", release="sent", follow_up="yes")
    return summary


def test_from_the_first_section_to_the_letter(care: Care, sign_in: SignIn) -> None:
    web = sign_in(care.clinic["clinician"])
    summary = whole(web, care)
    assert "Ready to end the episode" in web.get(page(care, "discharge")).content.decode()
    text = web.get(page(care, "sign_discharge", summary)).content.decode()

    answer = web.post(
        page(care, "sign_discharge", summary), {"shown": shown_in(text), "signature_typed": "Cleo Clinician"}
    )

    assert answer["Location"] == page(care, "overview")
    with acting(care.clinic["clinician"].scope):
        discharge = Discharge.objects.get()
        assert Episode.objects.get().closed_on == discharge.last_day
    shown = web.get(page(care, "ended", discharge.pk)).content.decode()
    assert "Reported as 1, completed" in shown
    letter = web.get(page(care, "letter", discharge.pk)).content.decode()
    assert "You have finished your program with us." in letter
    assert "therapy, Dr. Vance" in letter
    pdf = web.get(page(care, "letter_pdf", discharge.pk))
    assert pdf.content.startswith(b"%PDF")
    assert "File a new version if" in letter
    with acting(care.clinic["clinician"].scope):
        assert Document.objects.get(category="chart").title.startswith("Letter at the end of care")
    web.post(page(care, "keep_letter", discharge.pk))
    with acting(care.clinic["clinician"].scope):
        assert Document.objects.filter(category="chart").count() == 2


def test_the_checklist_says_what_is_missing(care: Care, sign_in: SignIn) -> None:
    web = sign_in(care.clinic["clinician"])
    begun(web, care)

    text = web.get(page(care, "discharge")).content.decode()

    assert "Choose why the episode ends." in text
    assert "Say whether the person leaves with naloxone." in text


def test_two_people_at_one_section(care: Care, sign_in: SignIn) -> None:
    web = sign_in(care.clinic["clinician"])
    summary = begun(web, care)
    save(web, care, summary, "medications", naloxone="given")

    answer = web.post(page(care, "medications", summary), {"version": 1, "naloxone": "declined"})

    assert answer.status_code == 422
    assert "EDIT-001" not in answer.content.decode()
    assert "Now there: Given" in answer.content.decode()


def test_undone_the_episode_is_open_again(care: Care, sign_in: SignIn) -> None:
    discharge = care.discharge(care.summary())
    web = sign_in(care.clinic["clinician"])

    answer = web.post(page(care, "undo", discharge.pk), {"reason": "The wrong person"}, follow=True).content.decode()

    assert "The episode is open again" in answer
    assert "Undone: The wrong person" in answer


@pytest.mark.parametrize(
    ("who", "text"),
    [("biller", "not shown to you"), ("admissions", "not shown to you"), ("director", "Came to most groups")],
)
def test_who_sees_what_of_a_discharge(care: Care, sign_in: SignIn, who: str, text: str) -> None:
    discharge = care.discharge(care.summary())

    answer = sign_in(care.clinic[who]).get(page(care, "ended", discharge.pk)).content.decode()

    assert text in answer


def test_a_case_manager_calls_and_says_what_came_of_it(care: Care, sign_in: SignIn) -> None:
    care.discharge(care.summary())
    web = sign_in(care.clinic["case_manager"])
    with acting(care.clinic["case_manager"].scope):
        task = FollowUpTask.objects.get(days=7)
    assert "calls after care" in web.get(reverse("workspace:today")).content.decode()
    assert "Ana López" in web.get(reverse("reviews:calls")).content.decode()
    asked = web.get(page(care, "attempt", task.pk)).content.decode()
    assert "(937) 555-0111" in asked

    half = web.post(page(care, "attempt", task.pk), {"way": "call", "outcome": "reached"})
    done = web.post(
        page(care, "attempt", task.pk), {"way": "call", "outcome": "reached", "abstinent": "yes", "in_care": "no"}
    )

    assert (half.status_code, done.status_code) == (422, 302)
    assert "Free of use since: yes" in web.get(page(care, "overview")).content.decode()


def test_strangers_find_no_discharge(care: Care, other: Clinic, sign_in: SignIn) -> None:
    discharge = care.discharge(care.summary())

    assert sign_in(other["clinician"]).get(page(care, "ended", discharge.pk)).status_code == 404
    assert sign_in(care.clinic["facilitator"]).get(page(care, "ended", discharge.pk)).status_code == 404


def test_the_pages_of_a_discharge_ask_little(
    care: Care, sign_in: SignIn, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    web, summary = sign_in(care.clinic["clinician"]), care.summary()
    web.get(page(care, "discharge"))

    with django_assert_max_num_queries(12):
        web.get(page(care, "discharge"))
    with django_assert_max_num_queries(13):
        web.get(page(care, "sign_discharge", summary.pk))
    made = care.discharge(summary)
    with django_assert_max_num_queries(14):
        web.get(page(care, "letter", made.pk))
