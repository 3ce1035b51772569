"""A workstation that was left signs out; what was being sent is kept."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from stepwell.platform.drafts.models import Draft
from stepwell.platform.drafts.rules import content
from stepwell.platform.walls.scope import acting
from tests.worlds import Clinic

pytestmark = pytest.mark.urls("tests.web.accounts.pages")
NOTE = "/notes/7/"
KEY = content.key_of("note", {"client": 7}, "")


def _later(minutes: float) -> time_machine.travel:
    return time_machine.travel(timezone.now() + timedelta(minutes=minutes), tick=True)


@pytest.fixture
def dana(signed_in, clinic: Clinic) -> Client:
    """Riverbend's clinician, signed in and there."""
    web = signed_in(clinic["clinician"])
    web.get("/account/")
    return web


def test_after_fifteen_minutes_they_sign_in_again(dana: Client) -> None:
    with _later(14.5):
        before = dana.get("/poll/").status_code
    with _later(15.5):
        after = dana.get(NOTE)

    assert (before, after["Location"], "_auth_user_id" in dana.session) == (
        200, "/sign-in/?next=%2Fnotes%2F7%2F&idle=1", False,
    )  # fmt: skip


def test_the_sign_in_page_says_why(dana: Client) -> None:
    with _later(15.5):
        page = dana.get(NOTE, follow=True).content.decode()

    assert ("You were away for a while" in page, 'value="/notes/7/"' in page) == (True, True)


def test_somebody_who_works_stays_signed_in(dana: Client) -> None:
    for minutes in (10, 20, 30):
        with _later(minutes):
            assert dana.get(NOTE).status_code == 200


def test_staying_counts_as_being_there(dana: Client) -> None:
    with _later(10):
        stayed = dana.post("/account/stay/").status_code
    with _later(20):
        after = dana.get(NOTE).status_code

    assert (stayed, after) == (204, 200)


def test_a_poll_does_not(dana: Client) -> None:
    with _later(10):
        dana.get("/poll/")
    with _later(16):
        assert dana.get("/poll/").status_code == 302


def test_no_sign_in_lasts_longer_than_twelve_hours(dana: Client) -> None:
    for minutes in range(10, 12 * 60, 10):
        with _later(minutes):
            dana.get("/account/")
    with _later(12 * 60 + 5):
        assert dana.get("/account/")["Location"] == "/sign-in/?next=%2Faccount%2F&idle=1"


def test_being_there_is_written_at_most_twice_a_minute(dana: Client, django_assert_num_queries) -> None:
    dana.post("/account/stay/")

    with _later(0.4), django_assert_num_queries(4):  # session, account, a transaction
        dana.post("/account/stay/")


def test_a_form_that_comes_too_late_is_kept(dana: Client, clinic: Clinic) -> None:
    sent = {"text": "she slept badly", "draft": KEY}
    with _later(15.5):
        answer = dana.post(NOTE, sent, headers={"referer": "http://testserver/notes/7/?q=ana"})

    assert answer["Location"] == "/sign-in/?next=%2Fnotes%2F7%2F&idle=1"
    with acting(clinic["clinician"].scope):
        assert Draft.objects.get(page=KEY).content == {"text": ["she slept badly"]}


def test_one_without_the_page_s_token_is_not(dana: Client, clinic: Clinic) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = dana.cookies
    with _later(15.5):
        answer = strict.post(NOTE, {"text": "planted", "draft": KEY})

    assert answer.status_code == 403
    with acting(clinic["clinician"].scope):
        assert not Draft.objects.exists()


def test_a_part_of_a_page_sends_the_whole_page_away(dana: Client) -> None:
    headers = {"HX-Request": "true", "HX-Current-URL": "http://testserver/notes/7/"}
    with _later(15.5):
        answer = dana.get("/poll/", headers=headers)

    assert (answer.status_code, answer["HX-Redirect"]) == (200, "/sign-in/?next=%2Fnotes%2F7%2F&idle=1")


def test_a_foreign_page_is_no_way_back(dana: Client) -> None:
    with _later(15.5):
        answer = dana.post(NOTE, {}, headers={"referer": "https://evil.example/notes/"})

    assert answer["Location"] == "/sign-in/?next=%2F&idle=1"


def test_the_browser_s_own_sign_out_leads_back(dana: Client) -> None:
    answer = dana.post("/sign-out/", {"idle": "1", "next": NOTE})

    assert (answer["Location"], "_auth_user_id" in dana.session) == ("/sign-in/?next=%2Fnotes%2F7%2F&idle=1", False)


def test_signing_out_by_hand_does_not(dana: Client) -> None:
    answer = dana.post("/sign-out/")

    assert (answer["Location"], "_auth_user_id" in dana.session) == ("/", False)


def test_a_link_does_not_sign_anybody_out(dana: Client) -> None:
    assert (dana.get("/sign-out/").status_code, "_auth_user_id" in dana.session) == (405, True)


def test_a_stranger_is_sent_to_sign_in_without_excuses(web: Client, clinic: Clinic) -> None:
    assert web.get(NOTE)["Location"] == "/sign-in/?next=%2Fnotes%2F7%2F"
