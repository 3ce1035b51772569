"""Diagnoses and living situation: who may, who may not, and what is typed wrongly."""

from datetime import date
from typing import Any

import pytest
from django.urls import reverse
from pytest_django.fixtures import DjangoAssertNumQueries

from stepwell.clients.models import Diagnosis, LivingSituation
from stepwell.people.models import Credential
from stepwell.platform.walls.scope import acting
from tests.web.conftest import SignIn
from tests.worlds import Clinic

pytestmark = pytest.mark.django_db
DIAGNOSIS = {"q": "alcohol dependence", "code": "F10.20", "course": "severe", "rank": "1", "from_on": "2026-03-02"}


def page(name: str, clinic: Clinic, *keys: Any, client: str = "ana") -> str:
    return reverse(f"clients:{name}", args=[clinic.clients[client].pk, *keys])


@pytest.fixture
def licensed(clinic: Clinic) -> Clinic:
    with acting(clinic["administrator everywhere"].scope):
        Credential.objects.create(
            organization=clinic.organization, membership=clinic["clinician"].membership, kind="license", title="LPC"
        )
    return clinic


def diagnosed(clinic: Clinic, *codes: str) -> list[Diagnosis]:
    with acting(clinic["clinician"].scope):
        return [
            Diagnosis.objects.create(
                organization=clinic.organization, client=clinic.clients["ana"], code_id=code, rank=rank,
                from_on=date(2026, 3, 2), diagnosed_by=clinic["clinician"].membership, credential="LPC",
            )
            for rank, code in enumerate(codes, start=1)
        ]  # fmt: skip


def test_a_clinician_finds_a_code_and_diagnoses_it(licensed: Clinic, sign_in: SignIn) -> None:
    web = sign_in(licensed["clinician"])

    found = web.post(page("new_diagnosis", licensed), {"q": "alcohol dependence"}).content.decode()
    answer = web.post(page("new_diagnosis", licensed), DIAGNOSIS, follow=True)

    assert "F10.20 Alcohol dependence, uncomplicated" in found
    assert "F10.20" in answer.content.decode()
    assert "severe" in answer.content.decode()


def test_without_a_license_the_page_says_who_can(clinic: Clinic, sign_in: SignIn) -> None:
    answer = sign_in(clinic["clinician"]).post(page("new_diagnosis", clinic), DIAGNOSIS)

    assert answer.status_code == 422
    assert "A licensed colleague can add it" in answer.content.decode()


@pytest.mark.parametrize(
    ("role", "sees", "changes"),
    [("clinician", 200, 200), ("biller", 200, 403), ("supervisor", 200, 403), ("admissions", 403, 403),
     ]
)  # fmt: skip
def test_who_sees_diagnoses_and_who_makes_them(
    clinic: Clinic, sign_in: SignIn, role: str, sees: int, changes: int
) -> None:
    web = sign_in(clinic[role])

    assert web.get(page("diagnoses", clinic)).status_code == sees
    assert web.get(page("new_diagnosis", clinic)).status_code == changes


@pytest.mark.parametrize("role", ["facilitator", "privacy"])
def test_who_sees_them_in_an_emergency_only_is_not_told_that_there_are_none(
    clinic: Clinic, sign_in: SignIn, role: str
) -> None:
    diagnosed(clinic, "F10.20")

    text = sign_in(clinic[role]).get(page("diagnoses", clinic)).content.decode()

    assert "F10.20" not in text
    assert "Closed to you for this client" in text


def test_strangers_and_colleagues_without_the_client_find_nothing(
    clinic: Clinic, other: Clinic, sign_in: SignIn
) -> None:
    [diagnosis] = diagnosed(clinic, "F10.20")
    for person in (other["clinician"], clinic["clinician south"]):
        web = sign_in(person)
        for name in ("diagnoses", "new_diagnosis", "homes"):
            assert web.get(page(name, clinic)).status_code == 404
        assert web.post(page("rank_diagnosis", clinic, diagnosis.pk), {"rank": 2}).status_code == 404


def test_the_list_takes_as_many_queries_for_three_as_for_one(
    clinic: Clinic, sign_in: SignIn, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    web = sign_in(clinic["clinician"])
    diagnosed(clinic, "F10.20", "F33.1", "F41.1")
    web.get(page("diagnoses", clinic))

    with django_assert_max_num_queries(10):
        web.get(page("diagnoses", clinic))


def test_order_end_and_mistake(clinic: Clinic, sign_in: SignIn) -> None:
    first, second = diagnosed(clinic, "F10.20", "F33.1")
    web = sign_in(clinic["clinician"])

    web.post(page("rank_diagnosis", clinic, second.pk), {"rank": 1})
    refused = web.post(page("void_diagnosis", clinic, first.pk), {"reason": "oops"})
    web.post(page("void_diagnosis", clinic, first.pk), {"reason": "That was another person's result."})
    stale = web.post(page("resolve_diagnosis", clinic, second.pk), {"to_on": "2026-03-03", "version": "9"})
    text = web.get(page("diagnoses", clinic)).content.decode()

    assert refused.status_code == stale.status_code == 422
    assert "Somebody changed this while you were writing" in stale.content.decode()
    assert "Set aside: That was another person&#x27;s result." in text


def test_a_home_in_the_future_is_refused_and_nothing_typed_is_lost(clinic: Clinic, sign_in: SignIn) -> None:
    web = sign_in(clinic["clinician"])
    typed = {"kind": "own", "safety": "yes", "use_at_home": "no", "words": "with Sam", "from_on": "2999-01-01"}

    refused = web.post(page("homes", clinic), typed)
    kept = web.post(page("homes", clinic), typed | {"from_on": "2026-03-02"}, follow=True)

    assert refused.status_code == 422
    assert "with Sam" in refused.content.decode()
    assert "with Sam" in kept.content.decode()
    with acting(clinic["clinician"].scope):
        assert LivingSituation.objects.count() == 1


def test_a_long_paste_is_refused_clearly(clinic: Clinic, sign_in: SignIn) -> None:
    typed = {"kind": "own", "safety": "yes", "use_at_home": "no", "words": "x" * 10_000, "from_on": "2026-03-02"}

    answer = sign_in(clinic["clinician"]).post(page("homes", clinic), typed)

    assert answer.status_code == 422
    assert "Write 1000 characters or fewer." in answer.content.decode()
