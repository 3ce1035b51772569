"""Texts by a link on pages: admissions makes it, the client reads each text on a phone and signs."""

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client as Web
from django.urls import reverse
from django.utils import timezone
from pytest_django.fixtures import DjangoAssertNumQueries

from stepwell.platform.outbox.models import OutboxMessage
from stepwell.platform.walls.scope import acting
from stepwell.privacy.actions import notices
from stepwell.privacy.models import Acknowledgement, NoticeVersion
from tests.db.privacy.test_consents import member
from tests.web.conftest import SignIn
from tests.web.privacy.test_consent_pages import where
from tests.worlds import Clinic

pytestmark = pytest.mark.django_db
SIGNED = {"name": "Ana López", "signature": "", "signature_typed": "Ana López"}


@pytest.fixture
def texts(clinic: Clinic) -> list[str]:
    """The keys of the six starting texts, all of them missing of every client."""
    with acting(clinic["administrator everywhere"].scope):
        notices.begin_texts(actor=member(clinic["administrator everywhere"]), at=timezone.now())
        return [str(key) for key in NoticeVersion.objects.values_list("pk", flat=True)]


def by_letter(web: Any, clinic: Clinic, chosen: list[str]) -> tuple[str, str]:
    answer = web.post(where(clinic, "link_texts"), {"way": "letter", "notices": chosen})
    assert answer.status_code == 200
    assert answer.context["code"] in answer.content.decode()
    return answer.context["secret"], answer.context["code"]


def arrive(secret: str, code: str) -> Any:
    visitor: Any = Web()
    assert visitor.post(reverse("links:enter"), {"code": secret}).status_code == 302
    said = {"first_name": "Ana", "last_name": "Lopez", "birth_date": "1990-01-01", "code": code}
    answer = visitor.post(reverse("links:identity"), said)
    assert answer.url == reverse("privacy:visit_texts")
    return visitor


def test_the_client_reads_and_signs_everything_on_a_phone(clinic: Clinic, sign_in: SignIn, texts: list[str]) -> None:
    web = sign_in(clinic["admissions"])
    assert "Give them by link" in web.get(where(clinic, "consents")).content.decode()
    assert web.get(where(clinic, "link_texts")).context["form"]["notices"].value() == [
        str(row.notice.pk) for row in web.get(where(clinic, "consents")).context["given"]
    ]
    secret, code = by_letter(web, clinic, texts)
    assert "A link to read and sign texts is open until" in web.get(where(clinic, "consents")).content.decode()

    visitor = arrive(secret, code)
    page = visitor.get(reverse("privacy:visit_texts")).content.decode()
    assert "Notice of privacy practices" in page
    assert "López" not in page
    assert visitor.post(reverse("privacy:visit_text", args=[1]), SIGNED | {"signature_typed": ""}).status_code == 422
    for number in (3, 1, 2, 4, 5):
        assert (
            "It says that you were given this text"
            in visitor.get(reverse("privacy:visit_text", args=[number])).content.decode()
        )
        answer = visitor.post(reverse("privacy:visit_text", args=[number]), SIGNED)
        assert answer.status_code == 302
    assert answer.url == reverse("privacy:visit_text", args=[6])
    assert visitor.get(answer.url).context["form"]["name"].value() == "Ana López"
    assert visitor.get(reverse("privacy:visit_text", args=[1])).url == reverse("privacy:visit_texts")
    assert visitor.get(reverse("privacy:visit_text", args=[7])).url == reverse("privacy:visit_texts")

    done = visitor.post(reverse("privacy:visit_text", args=[6]), SIGNED)
    assert done.status_code == 200
    assert "The link works no more" in done.content.decode()
    assert visitor.get(reverse("privacy:visit_texts")).status_code == 404
    staff = web.get(where(clinic, "consents")).content.decode()
    assert "by link" not in staff
    assert "Not given" not in staff
    with acting(clinic["admissions"].scope):
        assert Acknowledgement.objects.filter(link__isnull=False).count() == 6
    assert web.get(where(clinic, "link_texts")).status_code == 302


def test_whoever_stops_comes_back_to_what_is_left(clinic: Clinic, sign_in: SignIn, texts: list[str]) -> None:
    web = sign_in(clinic["admissions"])
    secret, code = by_letter(web, clinic, texts[:2])
    arrive(secret, code).post(reverse("privacy:visit_text", args=[1]), SIGNED)

    again = arrive(secret, code)

    assert again.get(reverse("privacy:visit_texts")).context["following"] == 2
    assert web.get(where(clinic, "consents")).context["left_to_give"] == 5


def test_a_link_taken_back_opens_nothing(clinic: Clinic, sign_in: SignIn, texts: list[str]) -> None:
    web = sign_in(clinic["admissions"])
    visitor = arrive(*by_letter(web, clinic, texts))

    assert "Take the link" in web.get(where(clinic, "withdraw_texts")).content.decode()
    assert visitor.get(reverse("privacy:visit_texts")).status_code == 200
    assert web.post(where(clinic, "withdraw_texts")).status_code == 302
    assert visitor.get(reverse("privacy:visit_texts")).status_code == 404
    answer = web.post(where(clinic, "withdraw_texts"))
    assert answer.status_code == 422
    assert "No link waits" in answer.content.decode()


@pytest.mark.parametrize(
    "bad",
    [{"notices": []}, {"notices": ["x"]}, {"way": "no such"}, {"notices": [str(uuid4())]}],
)
def test_odd_input_makes_no_link(clinic: Clinic, sign_in: SignIn, texts: list[str], bad: dict[str, Any]) -> None:
    said = {"way": "letter", "notices": texts} | bad
    answer = sign_in(clinic["admissions"]).post(where(clinic, "link_texts"), said)

    assert answer.status_code == 422
    with acting(clinic["admissions"].scope):
        assert not OutboxMessage.objects.exists()


@pytest.mark.parametrize(
    ("who", "status"),
    [("admissions", 200), ("clinician", 200), ("facilitator", 403), ("biller", 403), ("admissions south", 404)],
)
def test_who_makes_links(clinic: Clinic, sign_in: SignIn, texts: list[str], who: str, status: int) -> None:
    assert texts
    assert sign_in(clinic[who]).get(where(clinic, "link_texts")).status_code == status


def test_a_stranger_makes_none(clinic: Clinic, other: Clinic, sign_in: SignIn, texts: list[str]) -> None:
    said = {"way": "letter", "notices": texts}
    assert sign_in(other["admissions"]).post(where(clinic, "link_texts"), said).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_pages_cost_the_same_however_many_texts(
    clinic: Clinic,
    sign_in: SignIn,
    texts: list[str],
    count: int,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    web = sign_in(clinic["admissions"])
    visitor = arrive(*by_letter(web, clinic, texts[:count]))

    with django_assert_max_num_queries(12):
        web.get(where(clinic, "consents"))
    with django_assert_max_num_queries(11):
        visitor.get(reverse("privacy:visit_text", args=[1]))
