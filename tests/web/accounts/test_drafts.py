"""Drafts on a page: kept, offered, discarded, and gone once the form was accepted."""

import pytest
from django.test import Client
from django.utils import timezone

from stepwell.platform.drafts import actions
from stepwell.platform.drafts.models import Draft
from stepwell.platform.drafts.rules import content
from stepwell.platform.tenancy.middleware import ORGANIZATION
from stepwell.platform.walls.scope import acting
from tests.web.accounts.conftest import join
from tests.worlds import Clinic

pytestmark = pytest.mark.urls("tests.web.accounts.pages")
NOTE = "/notes/7/"
KEY = content.key_of("note", {"client": 7}, "")
TYPED = {"text": "she slept badly", "on": "2026-03-04", "mood": "low", "present": ["a"], "urgent": "on", "draft": KEY}


@pytest.fixture
def dana(signed_in, clinic: Clinic) -> Client:
    """Riverbend's clinician, signed in."""
    return signed_in(clinic["clinician"])


def _count(clinic: Clinic) -> int:
    with acting(clinic["clinician"].scope):
        return Draft.objects.count()


def test_what_was_typed_is_offered_again(dana: Client) -> None:
    saved = dana.post("/drafts/", TYPED)

    page = dana.get(NOTE).content.decode()

    assert saved.status_code == 204
    assert "We kept what you typed at" in page
    for piece in ("she slept badly", 'value="2026-03-04"', 'value="low" selected', 'value="a"', "checked"):
        assert piece in page
    assert page.count("checked") - page.count('type="checkbox" checked data-find-key') == 2


def test_a_page_without_a_draft_says_nothing(dana: Client) -> None:
    page = dana.get(NOTE).content.decode()

    assert ("We kept" in page, f'name="draft" value="{KEY}"' in page) == (False, True)


def test_another_page_does_not_offer_it(dana: Client) -> None:
    dana.post("/drafts/", TYPED)

    assert "she slept badly" not in dana.get("/notes/8/").content.decode()


def test_a_colleague_is_not_offered_it(dana: Client, clinic: Clinic, signed_in) -> None:
    dana.post("/drafts/", TYPED)
    dana.logout()

    page = signed_in(clinic["supervisor"]).get(NOTE).content.decode()

    assert ("We kept" in page, "she slept badly" in page) == (False, False)


def test_it_is_not_offered_in_another_organization(dana: Client, clinic: Clinic, other: Clinic) -> None:
    dana.post("/drafts/", TYPED)
    join(clinic["clinician"].account, other)
    session = dana.session
    session[ORGANIZATION] = str(other.organization.pk)
    session.save()

    assert "she slept badly" not in dana.get(NOTE).content.decode()


def test_a_form_that_is_accepted_leaves_no_draft(dana: Client, clinic: Clinic) -> None:
    dana.post("/drafts/", TYPED)

    answer = dana.post(NOTE, TYPED)

    assert (answer.status_code, _count(clinic)) == (302, 0)


def test_a_form_that_is_refused_keeps_it(dana: Client, clinic: Clinic) -> None:
    dana.post("/drafts/", TYPED)

    answer = dana.post(NOTE, TYPED | {"text": ""})

    assert (answer.status_code, f'value="{KEY}"' in answer.content.decode(), _count(clinic)) == (422, True, 1)


def test_discarding_is_asked_and_then_done(dana: Client, clinic: Clinic) -> None:
    dana.post("/drafts/", TYPED)
    link = f"/drafts/discard/?draft={KEY}&back={NOTE}"

    asked = dana.get(link)
    still = _count(clinic)
    done = dana.post("/drafts/discard/", {"draft": KEY, "back": NOTE})

    assert (asked.status_code, still, done["Location"], _count(clinic)) == (200, 1, NOTE, 0)


@pytest.mark.parametrize("back", ["https://evil.example/", "//evil.example/", "note", ""])
def test_discarding_leads_to_no_other_site(dana: Client, back: str) -> None:
    assert dana.post("/drafts/discard/", {"draft": KEY, "back": back})["Location"] == "/"


def test_a_colleague_cannot_discard_it(dana: Client, clinic: Clinic, signed_in) -> None:
    dana.post("/drafts/", TYPED)
    dana.logout()

    signed_in(clinic["supervisor"]).post("/drafts/discard/", {"draft": KEY, "back": NOTE})

    assert _count(clinic) == 1


@pytest.mark.parametrize("sent", [{"text": "x" * content.MAX_BYTES, "draft": KEY}, {"text": "x", "draft": "no"}, {}])
def test_what_cannot_be_kept_is_said(dana: Client, sent: dict[str, str]) -> None:
    assert dana.post("/drafts/", sent).status_code == 413


def test_a_stranger_keeps_nothing(web: Client, clinic: Clinic) -> None:
    answer = web.post("/drafts/", TYPED)

    assert (answer.status_code, _count(clinic)) == (302, 0)


def test_an_older_draft_says_the_day(dana: Client, clinic: Clinic) -> None:
    at = timezone.datetime(2026, 3, 4, 20, 12, tzinfo=timezone.get_fixed_timezone(0))
    with acting(clinic["clinician"].scope) as scope:
        actions.keep(actor=scope, at=at, page=KEY, fields={"text": ["x"]})

    assert "We kept what you typed at Mar 4 at 3:12 pm." in dana.get(NOTE).content.decode()


def test_offering_a_draft_costs_one_query(dana: Client, django_assert_num_queries) -> None:
    dana.get(NOTE)
    dana.post("/drafts/", TYPED)

    with django_assert_num_queries(6):  # session, account, begin and scope of the page, member, draft
        dana.get(NOTE)
