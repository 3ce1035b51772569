"""Pages of a chart say nothing of what is closed for this client: no tab, no content, not even that there is none."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from stepwell.clients.models import CareAssignment
from stepwell.platform.walls.scope import acting
from stepwell.privacy.models import EmergencyAccess
from tests.web.conftest import SignIn, enter
from tests.worlds import Clinic

pytestmark = pytest.mark.django_db
CLOSED = "Closed to you for this client"
PAGES = (
    "clients:care", "clients:diagnoses", "clients:homes", "placement:overview", "authorizations:overview",
    "scheduling:client", "privacy:consents", "coverage:coverage", "crisis:of_client", "treatmentplans:plan",
    "assessments:measures", "assessments:evaluations", "attendance:client", "reviews:overview", "notes:client",
    "admissions:client", "admissions:day", "carryover:before",
)  # fmt: skip
# Per page, words that claim an absence: said only to whom the rows would be shown.
ABSENCES = (
    "No diagnosis yet", "Not asked yet", "No level of care is decided", "No placement yet", "Nothing is ordered",
    "Nothing is authorized today", "No plan is agreed", "Nothing is measured yet", "No review yet",
    "No episode has ended here", "No notes yet", "Nobody is assigned", "No coverage is known", "Nobody had to look",
)  # fmt: skip


def cover(clinic: Clinic, who: str) -> None:
    """Give somebody the roster of a group that Bo is in; what he was in care for before is over."""
    with acting(clinic["supervisor"].scope):
        CareAssignment.objects.create(
            organization=clinic.organization, client=clinic.clients["bo"], membership=clinic[who].membership,
            kind="roster", ends_at=timezone.now() + timedelta(days=1),
        )  # fmt: skip


def told(web: Any, clinic: Clinic, client: str = "bo") -> dict[str, tuple[str, ...]]:
    """Return for each page that opens what it says: that it is closed, or which absences."""
    said = {}
    for name in PAGES:
        answer = web.get(reverse(name, args=[clinic.clients[client].pk]))
        if answer.status_code == 200:
            text = answer.content.decode()
            said[name] = (CLOSED,) if CLOSED in text else tuple(words for words in ABSENCES if words in text)
    return said


def tabs(web: Any, clinic: Clinic, client: str = "bo") -> set[str]:
    head = web.get(reverse("clients:record", args=[clinic.clients[client].pk])).context["head"]
    return {label for label, _, _ in head.tabs}


def test_who_covers_a_group_is_told_of_no_absence(clinic: Clinic) -> None:
    cover(clinic, "facilitator")

    assert told(enter(clinic["facilitator"]), clinic) == {
        "clients:diagnoses": (CLOSED,), "clients:homes": (CLOSED,), "placement:overview": (CLOSED,),
        "scheduling:client": (), "privacy:consents": (), "crisis:of_client": (), "treatmentplans:plan": (),
        "assessments:measures": (CLOSED,), "assessments:evaluations": (CLOSED,),
        "attendance:client": ("Nobody had to look",),
        "reviews:overview": (CLOSED,), "notes:client": (), "admissions:client": (CLOSED,),
        "admissions:day": (CLOSED,), "carryover:before": (CLOSED,),
    }  # fmt: skip


def test_a_clinician_who_covers_is_told_less_than_the_primary_one(clinic: Clinic) -> None:
    cover(clinic, "clinician")
    web = enter(clinic["clinician"])

    said = told(web, clinic)
    assert {name for name, words in said.items() if words == (CLOSED,)} >= {
        "clients:care", "clients:diagnoses", "placement:overview", "authorizations:overview", "assessments:measures",
        "reviews:overview", "admissions:day",
    }  # fmt: skip
    assert {words for found in said.values() for words in found} == {CLOSED, "Nobody had to look"}
    assert said.keys() == told(web, clinic, "ana").keys()
    assert CLOSED not in {words for found in told(web, clinic, "ana").values() for words in found}


@pytest.mark.parametrize(
    ("who", "closed", "absent"),
    [
        (
            "utilization",
            {"clients:diagnoses", "treatmentplans:plan", "assessments:measures", "notes:client", "admissions:client"},
            {"No placement yet", "No review yet", "No notes yet", "No plan is agreed"},
        ),
        ("biller", set(), {"No placement yet", "No review yet", "No plan is agreed", "Nobody had to look"}),
        ("admissions", set(), {"No placement yet", "No review yet", "No diagnosis yet"}),
        (
            "privacy everywhere",
            {"clients:diagnoses", "crisis:of_client", "notes:client", "admissions:day"},
            {"No placement yet", "No review yet", "No plan is agreed"},
        ),
    ],
)
def test_offices_are_told_of_no_absence_in_the_chart(
    clinic: Clinic, who: str, closed: set[str], absent: set[str]
) -> None:
    said = told(enter(clinic[who]), clinic, "dee")

    assert {name for name, words in said.items() if words == (CLOSED,)} >= closed
    assert not absent & {words for found in said.values() for words in found}


def test_whoever_sees_the_site_is_told_what_there_is_not(clinic: Clinic) -> None:
    said = told(enter(clinic["supervisor"]), clinic, "dee")

    assert {words for found in said.values() for words in found} >= {
        "No diagnosis yet", "No placement yet", "No plan is agreed", "No review yet", "No notes yet",
    }  # fmt: skip


def test_closed_pages_have_no_tab_and_emergency_access_opens_them(clinic: Clinic, sign_in: SignIn) -> None:
    cover(clinic, "facilitator")
    web = sign_in(clinic["facilitator"])
    assert not {"Diagnoses", "Placement", "Measures"} & tabs(web, clinic)
    assert {"Consents", "Notes"} <= tabs(web, clinic)

    with acting(clinic["facilitator"].scope):
        EmergencyAccess.objects.create(
            organization=clinic.organization, account=clinic["facilitator"].account, client=clinic.clients["bo"],
            reason="did not answer",
        )  # fmt: skip

    assert {"Diagnoses", "Placement", "Measures"} <= tabs(web, clinic)
    said = told(web, clinic)
    assert said["clients:diagnoses"] == ("No diagnosis yet",)
    assert CLOSED not in {words for found in said.values() for words in found}
