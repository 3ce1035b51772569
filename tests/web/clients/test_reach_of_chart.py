"""A chart that somebody sees a part of does not call the rest empty."""

from datetime import timedelta

import pytest
from django.utils import timezone

from stepwell.clients.models import CareAssignment
from stepwell.platform.walls.scope import acting
from tests.web.conftest import SignIn
from tests.worlds import Clinic

pytestmark = pytest.mark.django_db
EMPTY = ("Prospective client", "No diagnosis yet", "No safe way is known", "Nobody is named")


def text_of(sign_in: SignIn, clinic: Clinic, client: str) -> str:
    answer = sign_in(clinic["clinician"]).get(f"/clients/{clinic.clients[client].pk}/")
    assert answer.status_code == 200
    return answer.content.decode()


def test_who_covers_a_group_is_not_told_that_nothing_is_known(clinic: Clinic, sign_in: SignIn) -> None:
    with acting(clinic["supervisor"].scope):
        CareAssignment.objects.create(
            organization=clinic.organization, client=clinic.clients["bo"], membership=clinic["clinician"].membership,
            kind="roster", ends_at=timezone.now() + timedelta(days=1),
        )  # fmt: skip

    said = text_of(sign_in, clinic, "bo")

    assert [words for words in EMPTY if words in said] == []


def test_the_primary_clinician_is_told(clinic: Clinic, sign_in: SignIn) -> None:
    said = text_of(sign_in, clinic, "ana")

    assert [words for words in EMPTY if words not in said] == []


@pytest.mark.parametrize(
    ("who", "client", "said"),
    [
        ("supervisor", "bo", "nobody yet"),
        ("supervisor", "ana", "their name"),
        ("admissions", "bo", "not shown to you"),
        ("admissions", "ana", "not shown to you"),
    ],
)
def test_a_list_says_that_nobody_cares_only_to_who_may_know(
    clinic: Clinic, sign_in: SignIn, who: str, client: str, said: str
) -> None:
    shown = sign_in(clinic[who]).get("/clients/").content.decode()
    [row] = [row for row in shown.split("<tr>") if str(clinic.clients[client].pk) in row]

    told = {"nobody yet": "nobody yet", "not shown to you": "not shown to you"}
    told["their name"] = str(clinic["clinician"].membership.name)
    assert [name for name, words in told.items() if words in row] == [said]


@pytest.mark.parametrize(("who", "is_told"), [("facilitator south", True), ("utilization south", False)])
def test_who_sees_a_site_is_not_told_that_nobody_is_assigned(
    clinic: Clinic, sign_in: SignIn, who: str, *, is_told: bool
) -> None:
    assert ("Nobody is assigned to you" in sign_in(clinic[who]).get("/").content.decode()) == is_told
