"""Nobody gets past the second factor but people of demonstrations."""

from collections.abc import Iterator
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from stepwell.platform.accounts.middleware import WITHOUT_SECOND_FACTOR
from stepwell.platform.accounts.models import Account
from stepwell.platform.tenancy.middleware import ORGANIZATION
from tests.web.accounts.conftest import SECRET, code, join, make_demo
from tests.worlds import Clinic

SETUP = "/account/methods/"
SOMEONE = "00000000-0000-4000-8000-000000000001"
ARGUMENTS = {"uuid": SOMEONE, "int": "1", "slug": "word", "str": "word", "path": "word"}


def _pages(resolver: Any, prefix: str = "", namespace: str = "") -> Iterator[tuple[str, URLPattern]]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            space = ":".join(part for part in (namespace, entry.namespace or "") if part)
            yield from _pages(entry, prefix, space)
        elif entry.name:
            yield (f"{namespace}:{entry.name}" if namespace else entry.name), entry


def _address(name: str, pattern: URLPattern) -> str | None:
    converters = pattern.pattern.converters
    kinds = {key: type(value).__name__.removesuffix("Converter").lower() for key, value in converters.items()}
    try:
        return reverse(name, kwargs={key: ARGUMENTS.get(kind, "word") for key, kind in kinds.items()})
    except Exception:  # noqa: BLE001 (an address with a shape of its own, such as the admin's)
        return None


def test_every_named_page_for_staff_leads_to_the_set_up(web: Client, dana: Account) -> None:
    web.force_login(dana)
    open_pages, asked = [], 0
    for name, pattern in _pages(get_resolver()):
        address = _address(name, pattern)
        if address is None or not getattr(pattern.callback, "login_required", True) or name in WITHOUT_SECOND_FACTOR:
            continue
        asked += 1
        answer = web.get(address)
        if (answer.status_code, answer.get("Location")) != (302, SETUP):
            open_pages.append((name, answer.status_code))

    assert (open_pages, asked > 20) == ([], True)


def test_the_few_open_pages_say_nothing_of_anybody() -> None:
    leading_in = {"mfa_index", "mfa_activate_totp", "mfa_add_webauthn", "account_reauthenticate"}

    assert leading_in | {"account_logout", "accounts:stay"} == WITHOUT_SECOND_FACTOR


def test_the_set_up_offers_both_ways(web: Client, dana: Account) -> None:
    web.force_login(dana)

    page = web.get(SETUP).content.decode()

    assert ("Add a second step" in page, reverse("mfa_add_webauthn") in page, reverse("mfa_activate_totp") in page) == (
        True, True, True,
    )  # fmt: skip


def test_setting_up_the_app_opens_everything_and_gives_codes(web: Client, dana: Account) -> None:
    web.post("/sign-in/", {"login": dana.email, "password": "correct horse battery"})
    web.get("/account/methods/app/")
    session = web.session
    session["mfa.totp.secret"] = SECRET
    session.save()

    done = web.post("/account/methods/app/", {"code": code()})

    assert (done["Location"], web.get("/account/").status_code) == ("/account/methods/codes/", 200)
    kinds = set(Authenticator.objects.filter(user=dana).values_list("type", flat=True))
    assert kinds == {"totp", "recovery_codes"}


def test_stored_secrets_are_sealed(dana: Account) -> None:
    TOTP.activate(dana, SECRET)

    assert SECRET not in str(Authenticator.objects.get(user=dana).data)


def test_whoever_removes_the_last_one_is_asked_again(web: Client, with_app: Account) -> None:
    web.post("/sign-in/", {"login": with_app.email, "password": "correct horse battery"})
    web.post("/sign-in/code/", {"code": code()})
    before = web.get("/account/").status_code

    web.post("/account/methods/app/remove/")

    assert (before, web.get("/account/")["Location"]) == (200, SETUP)


def test_people_of_a_demonstration_need_none(web: Client, dana: Account, clinic: Clinic) -> None:
    make_demo(clinic)
    web.force_login(dana)

    assert web.get("/account/").status_code == 200


def test_who_also_works_for_a_real_organization_needs_one(
    web: Client, dana: Account, clinic: Clinic, other: Clinic
) -> None:
    make_demo(clinic)
    join(dana, other)
    web.force_login(dana)

    assert web.get("/account/")["Location"] == SETUP


def test_it_is_asked_anew_once_another_organization_is_acted_for(
    web: Client, dana: Account, clinic: Clinic, other: Clinic
) -> None:
    make_demo(clinic)
    web.force_login(dana)
    act_for(web, clinic)
    alone = web.get("/account/").status_code
    join(dana, other)
    act_for(web, other)

    assert (alone, web.get("/account/")["Location"]) == (200, SETUP)


def act_for(web: Client, clinic: Clinic) -> None:
    session = web.session
    session[ORGANIZATION] = str(clinic.organization.pk)
    session.save()


def test_who_works_for_two_demonstrations_needs_none(web: Client, dana: Account, clinic: Clinic, other: Clinic) -> None:
    make_demo(clinic)
    make_demo(other)
    join(dana, other)
    web.force_login(dana)

    assert web.get("/account/").status_code == 200


def test_of_a_demonstration_it_is_asked_once_a_sign_in(
    web: Client, dana: Account, clinic: Clinic, django_assert_num_queries: Any
) -> None:
    make_demo(clinic)
    web.force_login(dana)
    act_for(web, clinic)
    web.post("/account/stay/")
    web.get("/account/")

    with django_assert_num_queries(4):  # session, account, a transaction
        web.post("/account/stay/")


@pytest.mark.django_db
def test_who_works_for_nobody_needs_one(web: Client) -> None:
    web.force_login(Account.objects.create_user("new@example.org", "x", name="New"))

    assert web.get("/organization/")["Location"] == SETUP


@pytest.mark.django_db
def test_a_superuser_needs_one_for_the_admin(web: Client) -> None:
    web.force_login(Account.objects.create_superuser("root@example.org", "x", name="Root"))

    assert web.get("/admin/")["Location"] == SETUP


def test_once_known_it_is_not_asked_of_the_database_again(
    web: Client, with_app: Account, django_assert_num_queries: Any
) -> None:
    web.force_login(with_app)
    web.post("/account/stay/")
    web.get("/account/")

    with django_assert_num_queries(4):  # session, account, a transaction
        web.post("/account/stay/")
