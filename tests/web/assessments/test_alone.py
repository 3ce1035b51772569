"""A client answers alone, by a link: plain pages, every tap kept, help at once."""

from typing import Any

import pytest
from django.test import Client as Web

from stepwell.assessments.actions.asking import PURPOSE
from stepwell.assessments.models import Answer, Response
from stepwell.platform.trail.models import AccessEvent
from stepwell.platform.walls.scope import acting
from tests.db.assessments.test_asking import ask
from tests.worlds import Clinic

START = "/l/measures/"


@pytest.fixture
def phone(clinic: Clinic) -> Web:
    """Ana's phone, on which she opened the link to PHQ-9 and said who she is."""
    web = Web()
    web.post("/l/", {"code": ask(clinic, "phq-9").made.secret})
    answer: Any = web.post("/l/identity/", {"first_name": "Ana", "last_name": "Lopez", "birth_date": "1990-01-01"})
    assert (answer.status_code, answer.url) == (302, START)
    return web


def tap(web: Web, number: int, value: str) -> str:
    answer: Any = web.post(f"{START}{number}/", {"answer": value})
    assert answer.status_code == 302
    return str(answer.url)


def test_the_beginning_says_what_it_is_and_where_help_is(phone: Web) -> None:
    page = phone.get(START).content.decode()

    assert "10 short questions about how your mood has been" in page
    assert 'href="tel:988"' in page
    assert "+1" in page or "tel:" in page
    assert "Riverbend" in page


def test_one_question_a_screen_until_thanks(clinic: Clinic, phone: Web) -> None:
    for number in range(1, 10):
        page = phone.get(f"{START}{number}/").content.decode()
        assert f"Question {number} of 10" in page
        assert tap(phone, number, "0") == f"{START}{number + 1}/"
    assert tap(phone, 10, "skip") == START

    assert "Thank you. That was all." in phone.get(START).content.decode()
    with acting(clinic.system()):
        row = Response.objects.get()
        assert (row.total, row.missing, row.way) == (0, ["q10"], "link")


def test_one_may_stop_go_back_and_go_on(phone: Web) -> None:
    tap(phone, 1, "1")
    tap(phone, 2, "1")

    assert "You answered 2 of 10" in phone.get(START).content.decode()
    assert 'href="/l/measures/2/"' in phone.get(f"{START}3/").content.decode()
    assert tap(phone, 1, "0") == f"{START}3/"
    assert phone.get(f"{START}7/").url == f"{START}3/"  # type: ignore[attr-defined]


def test_a_critical_answer_shows_the_numbers_at_once(clinic: Clinic, phone: Web) -> None:
    for number in range(1, 9):
        tap(phone, number, "0")

    where = tap(phone, 9, "1")

    page = phone.get(where).content.decode()
    assert where == f"{START}help/"
    assert 'href="tel:988"' in page
    assert 'href="tel:911"' in page
    assert "We are telling somebody at the clinic now" in page
    assert f"{START}10/" in page


@pytest.mark.parametrize("value", ["", "4", "-1", "x", "99999999999999999999", "²"])
def test_what_is_no_answer_is_refused_and_kept_nowhere(clinic: Clinic, phone: Web, value: str) -> None:
    answer = phone.post(f"{START}1/", {"answer": value})

    assert answer.status_code == 422
    with acting(clinic.system()):
        assert Answer.objects.count() == 0


def test_without_the_link_there_is_nothing(clinic: Clinic, phone: Web) -> None:
    for where in (START, f"{START}1/", f"{START}help/"):
        assert Web().get(where).status_code == 404
    assert phone.get(f"{START}0/").status_code == 302


def test_each_page_leaves_an_event_in_the_link_s_name(clinic: Clinic, phone: Web) -> None:
    phone.get(START)

    with acting(clinic.system()):
        event = AccessEvent.objects.latest("id")
        assert (event.purpose, event.account_id, event.client_id) == (
            f"link: {PURPOSE}", None, clinic.clients["ana"].pk,
        )  # fmt: skip
