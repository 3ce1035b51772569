"""Choosing the organization to act for."""

import pytest
from django.test import Client

from stepwell.platform.accounts.models import Account
from stepwell.platform.tenancy.middleware import ORGANIZATION
from stepwell.platform.tenancy.models import Membership
from stepwell.platform.walls.scope import acting
from tests.web.accounts.conftest import join
from tests.worlds import Clinic

PAGE = "/organization/"


@pytest.fixture
def inside(web: Client, with_app: Account) -> Client:
    """Riverbend's clinician, signed in, with no organization chosen."""
    web.force_login(with_app)
    return web


def test_a_single_one_is_chosen_at_once(inside: Client, clinic: Clinic) -> None:
    answer = inside.get(PAGE, {"next": "/account/"})

    assert (answer["Location"], inside.session[ORGANIZATION]) == ("/account/", str(clinic.organization.pk))


def test_several_are_listed_and_one_is_chosen(inside: Client, with_app: Account, clinic: Clinic, other: Clinic) -> None:
    join(with_app, other)
    page = inside.get(PAGE).content.decode()

    answer = inside.post(PAGE, {"organization": str(other.organization.pk), "next": "/account/"})

    assert ("Act for Riverbend" in page, "Act for Lakeside" in page) == (True, True)
    assert (answer["Location"], inside.session[ORGANIZATION]) == ("/account/", str(other.organization.pk))


def test_a_foreign_one_is_not_chosen(inside: Client, other: Clinic) -> None:
    answer = inside.post(PAGE, {"organization": str(other.organization.pk)})

    assert (answer.status_code, ORGANIZATION in inside.session) == (422, False)


def test_who_left_the_last_one_is_told_what_to_do(inside: Client, clinic: Clinic) -> None:
    with acting(clinic["administrator everywhere"].scope):
        Membership.objects.filter(pk=clinic["clinician"].membership.pk).update(account=None, joined_at=None)

    answer = inside.get(PAGE)

    assert (answer.status_code, "belongs to no organization" in answer.content.decode()) == (200, True)


def test_it_leads_to_no_other_site(inside: Client) -> None:
    assert inside.get(PAGE, {"next": "https://evil.example/"})["Location"] == "/"


def test_a_stranger_signs_in_first(web: Client, clinic: Clinic) -> None:
    assert web.get(PAGE)["Location"] == "/sign-in/?next=%2Forganization%2F"
