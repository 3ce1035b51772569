"""Pages of reviews: looking, writing, confirming what changes; who may and who may not."""

import re
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django.fixtures import DjangoAssertNumQueries

from stepwell.placement.vocabulary import Stop
from stepwell.platform.walls.scope import acting
from stepwell.reviews.models import Review
from tests.db.reviews.conftest import Care, make_care
from tests.web.conftest import SignIn
from tests.worlds import Clinic

pytestmark = pytest.mark.django_db
MOST_QUERIES = 14  # with session and trail; two are savepoints


@pytest.fixture
def care(clinic: Clinic) -> Care:
    return make_care(clinic)


def page(care: Care, name: str, *more: Any) -> str:
    return reverse(f"reviews:{name}", args=[care.ana.pk, *more])


def begun(web: Client, care: Care) -> UUID:
    answer = web.post(page(care, "begin"))
    assert answer.status_code == 302
    with acting(care.clinic["clinician"].scope):
        found: UUID = Review.objects.get().pk
    return found


def typed(care: Care, **changed: Any) -> dict[str, Any]:
    later = timezone.now().date() + timedelta(days=10)
    whole: dict[str, Any] = {
        "version": 1, "decision": "T1", "recommended": "1", "decided": "1", "program": care.programs["1"].pk,
        "reason": "Cravings are rare now", "discussed": "yes", "plan_changed": "yes", "plan_words": "Relapse plan",
        "next_review_on": later.isoformat(), "effective_on": (timezone.now().date() + timedelta(days=3)).isoformat(),
        "hours": "4.5", "days_min": "2", "days_max": "3", "order_reason": "As placed",
        "leaves": [str(care.memberships["Evening process"].pk)], "joins": [str(care.series["Step down"].pk)],
        **{f"rating_{n}": 1 for n in range(1, 7)}, **{f"stop_{stop}": "no" for stop in Stop},
    }  # fmt: skip
    return whole | changed


def shown_in(text: str) -> str:
    found = re.search(r'name="shown" value="([0-9a-f]{64})"', text)
    assert found
    return found[1]


def test_from_looking_to_a_step_down(care: Care, sign_in: SignIn) -> None:
    web = sign_in(care.clinic["clinician"])
    review = begun(web, care)
    look = web.get(page(care, "review", review)).content.decode()
    assert "At admission" in look
    assert "For a lower level" in look

    answer = web.post(page(care, "write", review), typed(care))
    assert answer["Location"] == page(care, "sign", review)
    confirm = web.get(page(care, "sign", review)).content.decode()
    assert "Level 2.1 becomes level 1" in confirm
    assert "Leaves Evening process" in confirm
    assert "Joins Step down" in confirm
    assert "Stays in Evening skills, a group of level 2.1." in confirm
    signed = web.post(
        page(care, "sign", review), {"shown": shown_in(confirm), "signature_typed": "Cleo Clinician"}, follow=True
    ).content.decode()

    assert "Signed and carried out" in signed
    assert "Carried out" in web.get(page(care, "overview")).content.decode()
    assert "Next review" in signed


def test_a_review_with_gaps_is_kept_and_says_what_is_missing(care: Care, sign_in: SignIn) -> None:
    web = sign_in(care.clinic["clinician"])
    review = begun(web, care)

    web.post(page(care, "write", review), {"version": 1, "decision": "C1", "reason": "Goes well"})
    text = web.get(page(care, "sign", review)).content.decode()

    assert "Rate all six dimensions" in text
    assert "REV-003" in text
    assert 'name="shown"' not in text


def test_somebody_elses_changes_are_shown_and_nothing_is_lost(care: Care, sign_in: SignIn) -> None:
    web = sign_in(care.clinic["clinician"])
    review = begun(web, care)
    web.post(page(care, "write", review), typed(care, reason="First"))

    answer = web.post(page(care, "write", review), typed(care, reason="Second"))

    assert answer.status_code == 422
    text = answer.content.decode()
    assert "Now there: First" in text
    assert "Second" in text


@pytest.mark.parametrize(
    "wrong", [{"hours": "99"}, {"reason": "x" * 10_000}, {"leaves": ["nonsense"]}, {"hours": "nine"}]
)
def test_odd_input_is_answered(care: Care, sign_in: SignIn, wrong: dict[str, Any]) -> None:
    web = sign_in(care.clinic["clinician"])

    assert web.post(page(care, "write", begun(web, care)), typed(care, **wrong)).status_code == 422


@pytest.mark.parametrize(
    ("who", "status"), [("supervisor", 200), ("director", 200), ("facilitator", 404), ("biller", 403), ("privacy", 404)]
)
def test_who_reads_a_review(care: Care, sign_in: SignIn, who: str, status: int) -> None:
    review = care.written()

    assert sign_in(care.clinic[who]).get(page(care, "review", review.pk)).status_code == status


def test_strangers_find_nothing(care: Care, other: Clinic, sign_in: SignIn) -> None:
    review = care.written()

    for who in (other["clinician"], care.clinic["clinician south"]):
        assert sign_in(who).get(page(care, "review", review.pk)).status_code == 404
        assert sign_in(who).get(page(care, "overview")).status_code == 404


def test_set_aside_it_stays_struck_through_with_the_reason(care: Care, sign_in: SignIn) -> None:
    web = sign_in(care.clinic["clinician"])
    review = begun(web, care)

    web.post(page(care, "void", review), {"reason": "It was about somebody else"})

    assert "Set aside: It was about somebody else" in web.get(page(care, "overview")).content.decode()


def test_today_names_who_is_due(care: Care, sign_in: SignIn) -> None:
    text = sign_in(care.clinic["clinician"]).get(reverse("workspace:today")).content.decode()

    assert "1 review due" in text
    assert "30 days since the last one" in text


def test_the_pages_ask_little(
    care: Care, sign_in: SignIn, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    review = care.written(care.step_down())
    web = sign_in(care.clinic["clinician"])
    web.get(page(care, "overview"))

    with django_assert_max_num_queries(MOST_QUERIES):
        web.get(page(care, "overview"))
    with django_assert_max_num_queries(MOST_QUERIES):
        web.get(page(care, "review", review.pk))
    with django_assert_max_num_queries(MOST_QUERIES):
        web.get(page(care, "write", review.pk))
