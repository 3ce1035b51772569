"""Signing in: the right people get in, and nobody learns who has an account."""

import logging

import pytest
from allauth.account.models import EmailAddress
from django.test import Client
from django.urls import NoReverseMatch, reverse

from stepwell.platform.accounts.models import Account
from stepwell.platform.tenancy.middleware import ORGANIZATION
from tests.web.accounts.conftest import PASSWORD, SIGN_IN, code, join
from tests.worlds import Clinic


def _try(web: Client, email: str, password: str = PASSWORD, to: str = SIGN_IN) -> object:
    return web.post(to, {"login": email, "password": password})


def test_the_right_password_leads_to_where_they_were(web: Client, dana: Account) -> None:
    answer = web.post(SIGN_IN, {"login": dana.email, "password": PASSWORD, "next": "/account/"})

    assert (answer.status_code, answer["Location"], web.session["_auth_user_id"]) == (302, "/account/", str(dana.pk))


def test_another_site_is_no_place_to_be_led_to(web: Client, dana: Account) -> None:
    answer = web.post(SIGN_IN, {"login": dana.email, "password": PASSWORD, "next": "https://evil.example/"})

    assert answer["Location"] == "/"


def test_the_only_organization_is_chosen_by_itself(web: Client, dana: Account, clinic: Clinic) -> None:
    _try(web, dana.email)

    assert web.session[ORGANIZATION] == str(clinic.organization.pk)


def test_with_two_organizations_they_choose_first(web: Client, dana: Account, other: Clinic) -> None:
    join(dana, other)

    answer = web.post(SIGN_IN, {"login": dana.email, "password": PASSWORD, "next": "/account/"})

    assert (answer["Location"], ORGANIZATION in web.session) == ("/organization/?next=%2Faccount%2F", False)


@pytest.mark.parametrize("email", ["clinician@riverbend.example", "nobody@riverbend.example"])
def test_a_wrong_password_and_an_unknown_address_read_the_same(web: Client, dana: Account, email: str) -> None:
    answer = _try(web, email, "wrong")

    words = "The e-mail address or the password is not right. Check both and try again."
    assert (answer.status_code, words in answer.content.decode()) == (422, True)


def test_a_closed_account_is_told_so(web: Client, dana: Account) -> None:
    Account.objects.filter(pk=dana.pk).update(is_active=False)

    answer = web.post(SIGN_IN, {"login": dana.email, "password": PASSWORD}, follow=True)

    assert ("This account is closed" in answer.content.decode(), "_auth_user_id" in web.session) == (True, False)


def test_an_account_of_a_demonstration_is_not_opened_by_password(web: Client, dana: Account) -> None:
    Account.objects.filter(pk=dana.pk).update(is_demo=True)

    answer = _try(web, dana.email)

    assert (answer["Location"], "_auth_user_id" in web.session) == (SIGN_IN, False)


def test_after_five_wrong_passwords_even_the_right_one_waits(web: Client, dana: Account) -> None:
    for _ in range(5):
        _try(web, dana.email, "wrong")

    answer = _try(web, dana.email)

    assert ("There were too many tries" in answer.content.decode(), "_auth_user_id" in web.session) == (True, False)


def test_too_many_requests_from_one_place_are_refused(web: Client, dana: Account) -> None:
    answers = [_try(web, f"guess{number}@example.org").status_code for number in range(31)]

    assert (answers[-1], set(answers[:20])) == (429, {422})


def test_the_session_gets_a_new_key(web: Client, dana: Account) -> None:
    web.get(SIGN_IN)
    web.session.save()
    before = web.session.session_key

    _try(web, dana.email)

    assert web.session.session_key != before


def test_failures_and_successes_are_logged_without_the_address(
    web: Client, dana: Account, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, "stepwell.accounts"):
        _try(web, dana.email, "wrong")
        _try(web, "nobody@riverbend.example", "wrong")
        _try(web, dana.email)

    said = [record.getMessage() for record in caplog.records if record.name == "stepwell.accounts"]
    assert said == [
        f"sign-in failed account={dana.pk}",
        "sign-in failed account=unknown",
        f"signed in account={dana.pk}",
    ]


def test_the_second_step_is_asked_and_opens(web: Client, with_app: Account) -> None:
    first = _try(web, with_app.email)
    before = "_auth_user_id" in web.session
    second = web.post(first["Location"], {"code": code()})

    assert (first["Location"], before, second["Location"], "_auth_user_id" in web.session) == (
        "/sign-in/code/", False, "/", True,
    )  # fmt: skip


def test_a_wrong_code_does_not_open_and_is_logged(
    web: Client, with_app: Account, caplog: pytest.LogCaptureFixture
) -> None:
    _try(web, with_app.email)

    answer = web.post("/sign-in/code/", {"code": "000000"})

    assert (answer.status_code, "_auth_user_id" in web.session) == (422, False)
    assert f"second step failed account={with_app.pk} way=totp" in caplog.text


def test_a_code_works_once(web: Client, with_app: Account) -> None:
    _try(web, with_app.email)
    web.post("/sign-in/code/", {"code": code()})
    web.post("/sign-out/")
    _try(web, with_app.email)

    answer = web.post("/sign-in/code/", {"code": code()})

    assert (answer.status_code, "_auth_user_id" in web.session) == (422, False)


def test_there_is_no_sign_up(web: Client) -> None:
    for name in ("account_signup", "mfa_signup_webauthn", "account_email"):
        with pytest.raises(NoReverseMatch):
            reverse(name)


def test_signing_in_leaves_no_second_address(web: Client, dana: Account) -> None:
    _try(web, dana.email)

    assert EmailAddress.objects.count() == 0
