"""The first run in a browser without scripts."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from stepwell.platform.accounts.models import Account
from stepwell.platform.tenancy import setup
from stepwell.platform.tenancy.queries import installation, organizations_of
from tests.worlds import ADDRESS, Clinic

pytestmark = pytest.mark.django_db

YOU = {
    "name": "Fay Founder", "email": "Fay@Fernhill.example", "password": "seven quiet otters",
    "again": "seven quiet otters",
}  # fmt: skip
ORGANIZATION = {
    **ADDRESS, "name": "Fernhill", "legal_name": "Fernhill LLC", "npi": "1234567893", "tax_id": "311234567",
    "time_zone": "America/Chicago", "jurisdiction": "IL", "site_name": "Main",
}  # fmt: skip


@pytest.fixture
def web() -> Client:
    """A browser that opened the link."""
    browser = Client()
    response = browser.get(reverse("people:setup", args=[setup.token()]))
    assert response.headers["Location"] == reverse("people:setup-you")
    return browser


def test_from_the_link_to_a_clinic_with_its_administrator_signed_in(web: Client) -> None:
    you = web.post(reverse("people:setup-you"), YOU)
    assert you.headers["Location"] == reverse("people:setup-organization")
    assert web.post(reverse("people:setup-organization"), ORGANIZATION).headers["Location"] == reverse(
        "people:settings"
    )

    account = Account.objects.get()
    assert (account.email, account.check_password(YOU["password"])) == ("fay@fernhill.example", True)
    assert [choice.name for choice in organizations_of(account.pk)] == ["Fernhill"]
    # A second factor comes first.
    assert reverse("mfa_index").rstrip("/") in web.get(reverse("people:settings")).headers["Location"]


def test_the_password_waits_only_as_its_hash(web: Client) -> None:
    web.post(reverse("people:setup-you"), YOU)

    kept = web.session["setup"]
    assert sorted(kept) == ["email", "name", "password"]
    assert YOU["password"] not in str(kept)


def test_the_first_page_can_be_returned_to(web: Client) -> None:
    web.post(reverse("people:setup-you"), YOU)

    content = web.get(reverse("people:setup-you")).content.decode()

    assert 'value="Fay Founder"' in content
    assert YOU["password"] not in content


def test_the_second_page_leads_back_while_nobody_is_named(web: Client) -> None:
    assert web.get(reverse("people:setup-organization")).headers["Location"] == reverse("people:setup-you")


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"again": "something else 12"}, "This is not the same as above"),
        ({"password": "short", "again": "short"}, "too short"),
        ({"password": "fay@fernhill.example", "again": "fay@fernhill.example"}, "too similar"),
        ({"email": "no address"}, "valid email"),
        ({"name": ""}, "Fill this in"),
    ],
)
def test_what_is_wrong_with_you_is_said(web: Client, changed: dict[str, str], said: str) -> None:
    response = web.post(reverse("people:setup-you"), {**YOU, **changed})

    assert response.status_code == 422
    assert said in response.content.decode()


def test_a_wrong_number_is_said_at_its_field_and_nothing_is_made(web: Client) -> None:
    web.post(reverse("people:setup-you"), YOU)

    response = web.post(reverse("people:setup-organization"), {**ORGANIZATION, "npi": "1234567890"})

    assert response.status_code == 422
    assert re.search(r'href="#id_npi">NPI: This is no NPI', response.content.decode())
    assert (installation().is_empty, Account.objects.count()) == (True, 0)


@pytest.mark.parametrize("name", ["people:setup-you", "people:setup-organization"])
def test_without_the_link_there_is_nothing(name: str) -> None:
    assert Client().get(reverse(name)).status_code == 404


def test_a_wrong_token_opens_nothing() -> None:
    web = Client()

    response = web.get(reverse("people:setup", args=["x" * 43]))

    assert response.status_code == 404
    assert "This link opens nothing" in response.content.decode()
    assert "setup" not in web.session


def test_once_there_is_an_organization_the_right_token_opens_nothing(clinic: Clinic) -> None:
    del clinic

    assert Client().get(reverse("people:setup", args=[setup.token()])).status_code == 404


def test_a_set_up_under_way_ends_when_another_finished(web: Client, clinic: Clinic) -> None:
    del clinic

    assert web.post(reverse("people:setup-you"), YOU).status_code == 404
    assert web.post(reverse("people:setup-organization"), ORGANIZATION).status_code == 404


def test_the_token_follows_the_secret_key(settings: Any) -> None:
    before = setup.token()
    settings.SECRET_KEY = "another key altogether"

    assert setup.token() != before
    assert not setup.fits(before)
