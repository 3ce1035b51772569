"""The installation's admin: superusers only, accounts only."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.test import Client

from stepwell.platform.accounts.admin import site
from stepwell.platform.accounts.models import Account
from tests.web.accounts.conftest import PASSWORD, SECRET
from tests.worlds import Clinic

LIST = "/admin/accounts/account/"


@pytest.fixture
def root(web: Client, db: None) -> Client:
    """The installation's administrator, past both doors."""
    account = Account.objects.create_superuser("root@example.org", PASSWORD, name="Root")
    TOTP.activate(account, SECRET)
    web.force_login(account)
    return web


def test_it_holds_accounts_and_nothing_else() -> None:
    assert [model.__name__ for model in site._registry] == ["Account"]


def test_a_superuser_sees_accounts_without_their_passwords(root: Client, dana: Account) -> None:
    page = root.get(f"{LIST}{dana.pk}/change/").content.decode()

    assert (root.get(LIST).status_code, dana.email in page, dana.password in page, 'name="password"' in page) == (
        200, True, False, False,
    )  # fmt: skip


def test_staff_do_not_open_it(web: Client, with_app: Account) -> None:
    web.force_login(with_app)

    assert web.get(LIST, follow=True).status_code == 403


def test_a_stranger_signs_in_where_everybody_does(web: Client, clinic: Clinic) -> None:
    assert web.get(LIST, follow=True).redirect_chain[-1][0].startswith("/sign-in/?next=")


def test_nothing_is_added_or_deleted(root: Client, dana: Account) -> None:
    answers = (root.get(f"{LIST}add/").status_code, root.post(f"{LIST}{dana.pk}/delete/", {"post": "yes"}).status_code)

    assert (answers, Account.objects.filter(pk=dana.pk).exists()) == ((403, 403), True)


def test_closing_an_account_signs_it_out(root: Client, with_app: Account) -> None:
    theirs = Client()
    theirs.force_login(with_app)
    before = theirs.get("/account/").status_code

    root.post(f"{LIST}{with_app.pk}/change/", {"name": with_app.name, "email": with_app.email})

    assert (before, theirs.get("/account/").status_code, Account.objects.get(pk=with_app.pk).is_active) == (
        200,
        302,
        False,
    )


def test_a_lost_device_is_forgotten(root: Client, with_app: Account) -> None:
    root.post(LIST, {"action": "forget_second_factors", "_selected_action": [str(with_app.pk)]})

    assert not Authenticator.objects.filter(user=with_app).exists()


def test_its_own_ways_to_passwords_and_out_are_ours(root: Client) -> None:
    changed, out = root.get("/admin/password_change/"), root.post("/admin/logout/")

    assert (changed["Location"], out["Location"], "_auth_user_id" in root.session) == ("/account/password/", "/", False)
