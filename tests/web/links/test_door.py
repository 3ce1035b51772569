"""From the address in a message, or the code in a letter, to the page behind it; the secret stays in one cookie."""

import logging
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client as Browser
from django.test import override_settings
from django.urls import include, path, reverse
from django.utils import timezone

from stepwell.config import urls
from stepwell.platform.links import actions, purposes
from stepwell.platform.links.actions import Made, Opens
from stepwell.platform.links.rules.identity import Identity
from stepwell.platform.links.visitors import COOKIE, visitors
from stepwell.platform.walls.rights import Category
from stepwell.platform.walls.scope import acting, current
from tests.worlds import Clinic

WHO = Identity(("Ana López",), date(1990, 1, 1), "123456")
SAID = {"first_name": "ana", "last_name": "LOPEZ", "birth_date": "1990-01-01", "code": "123456"}


@visitors("test")
def behind(request: HttpRequest) -> HttpResponse:
    """Show what a page behind a link knows."""
    return HttpResponse(f"{request.visitor.visit.subject} {current.get().kind} {request.acting.member}")  # type: ignore[attr-defined]


urlpatterns = [path("l/behind/", behind, name="behind"), path("", include(urls.urlpatterns))]

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("addresses")]


@pytest.fixture
def addresses() -> Iterator[None]:
    purposes.register(purposes.Purpose("test", "behind", timedelta(days=7)))
    with override_settings(ROOT_URLCONF=__name__):
        yield
    del purposes._purposes["test"]


@pytest.fixture
def web() -> Browser:
    return Browser(enforce_csrf_checks=False)


def make(clinic: Clinic, identity: Identity | None = None, purpose: str = "test") -> Made:
    ana = clinic.clients["ana"].pk
    with acting(clinic["admissions"].scope) as scope:
        opens = Opens(ana, Category.DEMOGRAPHICS, ana)
        return actions.make_link(actor=scope, at=timezone.now(), purpose=purpose, opens=opens, identity=identity)


def enter(web: Browser, secret: str) -> HttpResponse:
    return web.post(reverse("links:enter"), {"code": secret})


def test_the_landing_page_is_the_same_whatever_the_secret_is_worth(clinic: Clinic, web: Browser) -> None:
    real, invented = make(clinic).secret, "00000-00000-00000-00000"
    pages = [web.get(reverse("links:landing", args=[secret])) for secret in (real, invented)]
    texts = [page.content.decode().replace(secret, "") for page, secret in zip(pages, (real, invented), strict=True)]

    assert [page.status_code for page in pages] == [200, 200]
    assert COOKIE not in web.cookies
    assert "Continue" in texts[0]
    assert "Riverbend" not in texts[0]


def test_opening_the_address_uses_nothing_up(clinic: Clinic, web: Browser) -> None:
    made = make(clinic)
    for _ in range(3):
        web.get(reverse("links:landing", args=[made.secret]))

    assert enter(web, made.secret).status_code == 302


@pytest.mark.parametrize("method", ["get", "post", "head", "put", "delete"])
def test_no_error_log_can_name_the_address(clinic: Clinic, method: str, caplog: pytest.LogCaptureFixture) -> None:
    strict, secret = Browser(enforce_csrf_checks=True, raise_request_exception=False), make(clinic).secret

    with caplog.at_level(logging.DEBUG):
        getattr(strict, method)(reverse("links:landing", args=[secret]))
        strict.post(reverse("links:enter"), {"code": secret})

    assert not [record for record in caplog.records if secret in record.getMessage()]


def test_continue_leads_to_the_page_and_the_address_loses_the_secret(clinic: Clinic, web: Browser) -> None:
    made = make(clinic)

    answer = enter(web, made.secret)

    assert (answer.status_code, answer["Location"]) == (302, "/l/behind/")
    page = web.get("/l/behind/")
    assert page.content.decode() == f"{clinic.clients['ana'].pk} visitor None"


def test_the_cookie_goes_nowhere_else_and_scripts_cannot_read_it(clinic: Clinic, web: Browser) -> None:
    enter(web, make(clinic).secret)

    cookie = web.cookies[COOKIE]
    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == ("/l/", True, "Strict")


@override_settings(SESSION_COOKIE_SECURE=True)
def test_over_tls_the_cookie_goes_over_tls_only(clinic: Clinic, web: Browser) -> None:
    enter(web, make(clinic).secret)

    assert web.cookies[COOKIE]["secure"]


def test_no_page_of_a_link_is_cached_or_named_to_other_sites(clinic: Clinic, web: Browser) -> None:
    made = make(clinic)
    landing = web.get(reverse("links:landing", args=[made.secret]))
    answers = [web.get("/l/"), enter(web, made.secret), web.get("/l/behind/")]

    assert ["no-store" in answer["Cache-Control"] for answer in [landing, *answers]] == [True] * 4
    assert {answer["Referrer-Policy"] for answer in answers} == {"same-origin"}
    assert landing["Referrer-Policy"] == "strict-origin"


def test_a_code_is_typed_in_any_way(clinic: Clinic, web: Browser) -> None:
    made = make(clinic)

    assert enter(web, made.secret.replace("-", " ").lower().replace("1", "l").replace("0", "o")).status_code == 302


def test_half_a_code_says_what_is_missing(web: Browser, clinic: Clinic) -> None:
    del clinic
    answer = enter(web, "ABCDE-12345")

    assert answer.status_code == 422
    assert "20 letters and digits" in answer.content.decode()


def test_unknown_expired_used_and_revoked_links_look_the_same(clinic: Clinic) -> None:
    now, ana = timezone.now(), clinic.clients["ana"].pk
    opens = Opens(ana, Category.DEMOGRAPHICS, ana)
    with acting(clinic["admissions"].scope) as scope:
        expired = actions.make_link(actor=scope, at=now - timedelta(days=8), purpose="test", opens=opens)
        revoked = actions.make_link(actor=scope, at=now, purpose="test", opens=opens)
        actions.revoke(actor=scope, at=now, link=revoked.link)
    answers = [enter(Browser(), secret) for secret in (expired.secret, revoked.secret, "00000-00000-00000-00000")]

    assert [answer.status_code for answer in answers] == [404] * 3
    texts = {answer.content.decode() for answer in answers}
    assert len({text.replace("\n", "") for text in map(_without_tokens, texts)}) == 1
    assert "Call the clinic" in texts.pop()


def _without_tokens(text: str) -> str:
    return "".join(line for line in text.splitlines() if "csrf" not in line.lower())


def test_the_page_behind_is_closed_without_a_link_and_to_a_link_for_something_else(
    clinic: Clinic, web: Browser
) -> None:
    assert web.get("/l/behind/").status_code == 404

    purposes.register(purposes.Purpose("else", "links:enter", timedelta(days=1)))
    enter(web, make(clinic, purpose="else").secret)
    assert web.get("/l/behind/").status_code == 404
    del purposes._purposes["else"]


def test_a_cookie_that_was_changed_is_no_cookie(clinic: Clinic, web: Browser) -> None:
    enter(web, make(clinic).secret)
    web.cookies[COOKIE] = web.cookies[COOKIE].value[:-1] + "x"

    assert web.get("/l/behind/").status_code == 404


def test_a_link_that_asks_opens_after_the_answer(clinic: Clinic, web: Browser) -> None:
    enter(web, make(clinic, WHO).secret)
    assert web.get("/l/behind/")["Location"] == "/l/identity/"

    answer = web.post("/l/identity/", SAID)

    assert answer["Location"] == "/l/behind/"
    assert web.get("/l/behind/").status_code == 200
    assert web.get("/l/identity/")["Location"] == "/l/behind/"


def test_the_answer_counts_in_that_browser_only(clinic: Clinic, web: Browser) -> None:
    made, thief = make(clinic, WHO), Browser()
    enter(web, made.secret)
    web.post("/l/identity/", SAID)

    enter(thief, made.secret)

    assert thief.get("/l/behind/")["Location"] == "/l/identity/"


def test_wrong_answers_are_counted_down_and_close_the_link(clinic: Clinic, web: Browser) -> None:
    enter(web, make(clinic, WHO).secret)
    answers = [web.post("/l/identity/", {**SAID, "code": "000000"}) for _ in range(5)]

    assert [answer.status_code for answer in answers] == [422, 422, 422, 422, 404]
    said = [answer.content.decode() for answer in answers]
    assert "4 more times" in said[0]
    assert "once more" in said[3]
    assert "Call the clinic" in said[4]
    assert web.post("/l/identity/", SAID).status_code == 404


@pytest.mark.parametrize(
    "slip", [{"birth_date": "0090-01-01"}, {"first_name": ""}, {"code": ""}, {"first_name": "-", "last_name": "-"}]
)
def test_a_slip_of_the_finger_costs_no_try(clinic: Clinic, web: Browser, slip: dict[str, str]) -> None:
    enter(web, make(clinic, WHO).secret)

    assert web.post("/l/identity/", SAID | slip).status_code == 422
    assert "4 more times" in web.post("/l/identity/", {**SAID, "code": "000000"}).content.decode()


def test_a_link_without_a_code_does_not_ask_for_one(clinic: Clinic, web: Browser) -> None:
    enter(web, make(clinic, Identity(("Ana López",), date(1990, 1, 1))).secret)

    assert 'name="code"' not in web.get("/l/identity/").content.decode()
    assert web.post("/l/identity/", {**SAID, "code": ""})["Location"] == "/l/behind/"


def test_too_many_tries_from_one_place_are_stopped(clinic: Clinic, web: Browser) -> None:
    made = make(clinic)
    answers = [enter(web, "00000-00000-00000-00000").status_code for _ in range(31)]

    assert answers == [404] * 30 + [429]
    assert enter(web, made.secret).status_code == 429


def test_help_is_on_every_page(clinic: Clinic, web: Browser) -> None:
    enter(web, make(clinic, WHO).secret)

    for address in ("/l/", "/l/identity/", reverse("links:landing", args=["00000-00000-00000-00000"])):
        assert "tel:988" in web.get(address).content.decode()


def test_pages_of_links_ask_few_questions_of_the_database(
    clinic: Clinic, web: Browser, django_assert_max_num_queries
) -> None:  # type: ignore[no-untyped-def]
    enter(web, make(clinic, WHO).secret)
    web.post("/l/identity/", SAID)

    with django_assert_max_num_queries(8):
        web.get("/l/behind/")
