"""The one-click door: open on a laptop with demonstrations, closed everywhere else."""

import pytest
from django.test import Client

from stepwell.platform.accounts import demo
from stepwell.platform.accounts.models import Account
from stepwell.platform.tenancy.middleware import ORGANIZATION
from tests.web.accounts.conftest import PASSWORD, make_demo
from tests.worlds import Clinic

DOOR = "/demo/"


@pytest.fixture
def show(clinic: Clinic) -> Clinic:
    """Riverbend as a demonstration, with one person to be."""
    make_demo(clinic)
    Account.objects.filter(pk=clinic["clinician"].account.pk).update(is_demo=True)
    return clinic


def _choice(clinic: Clinic, who: str = "clinician") -> dict[str, str]:
    return {"account": str(clinic[who].account.pk), "organization": str(clinic.organization.pk)}


def test_signed_out_visitors_land_there(web: Client, show: Clinic) -> None:
    answer = web.get("/account/")

    assert answer["Location"] == "/demo/?next=%2Faccount%2F"
    page = web.get(answer["Location"]).content.decode()
    assert ("Sign in<span" in page, "as Clinician" in page, "Clinician · North" in page, "Supervisor" in page) == (
        True, True, True, False,
    )  # fmt: skip


def test_one_click_signs_in(web: Client, show: Clinic) -> None:
    answer = web.post(DOOR, _choice(show) | {"next": "/account/"})

    assert (answer["Location"], web.session[ORGANIZATION]) == ("/account/", str(show.organization.pk))
    assert web.get("/account/").status_code == 200


def test_one_click_changes_who_one_is(web: Client, show: Clinic) -> None:
    Account.objects.filter(pk=show["biller"].account.pk).update(is_demo=True)
    web.post(DOOR, _choice(show))
    first = web.session.session_key

    web.post(DOOR, _choice(show, "biller"))

    assert (web.session["_auth_user_id"], web.session.session_key == first) == (str(show["biller"].account.pk), False)


@pytest.mark.parametrize("who", ["supervisor", "founder"])
def test_nobody_else_can_be_chosen(web: Client, show: Clinic, who: str) -> None:
    founder = Account.objects.get(email="founder@riverbend.example")
    chosen = {"account": str(founder.pk), "organization": str(show.organization.pk)}

    answer = web.post(DOOR, chosen if who == "founder" else _choice(show, who))

    assert (answer.status_code, "_auth_user_id" in web.session) == (404, False)


def test_it_does_not_exist_beside_a_real_organization(web: Client, show: Clinic, other: Clinic) -> None:
    assert (web.get(DOOR).status_code, web.post(DOOR, _choice(show)).status_code) == (404, 404)
    assert web.get("/account/")["Location"].startswith("/sign-in/")


@pytest.mark.parametrize("address", ["10.0.0.7", "203.0.113.9", "", "localhost.evil.example"])
def test_it_does_not_exist_for_another_computer(show: Clinic, address: str) -> None:
    assert Client(REMOTE_ADDR=address).get(DOOR).status_code == 404


@pytest.mark.parametrize("header", ["X-Forwarded-For", "Forwarded", "X-Real-IP"])
def test_it_does_not_exist_behind_a_proxy(web: Client, show: Clinic, header: str) -> None:
    assert web.get(DOOR, headers={header: "203.0.113.9"}).status_code == 404


@pytest.mark.parametrize(
    ("name", "value"), [("LISTEN", "0.0.0.0:8000"), ("LISTEN", "clinic.example:443"), ("PRODUCTION", True)]
)
def test_it_does_not_exist_on_a_server(web: Client, show: Clinic, settings, name: str, value: object) -> None:
    setattr(settings, name, value)

    assert web.get(DOOR).status_code == 404


@pytest.mark.parametrize("listen", ["127.0.0.1:8000", "[::1]:8000", "localhost:8000"])
def test_it_exists_on_every_way_to_say_this_computer(web: Client, show: Clinic, settings, listen: str) -> None:
    settings.LISTEN = listen

    assert web.get(DOOR).status_code == 200


def test_the_other_door_stays_reachable(web: Client, show: Clinic) -> None:
    assert "/sign-in/" in web.get(DOOR).content.decode()
    assert web.get("/sign-in/").status_code == 200


@pytest.mark.parametrize(
    "page", ["/account/password/", "/account/methods/", "/account/methods/app/", "/account/sessions/"]
)
def test_somebody_invented_has_no_password_or_methods(web: Client, show: Clinic, page: str) -> None:
    web.post(DOOR, _choice(show))

    assert web.get(page).status_code == 403


def test_no_mail_leads_into_it(web: Client, show: Clinic, settings, mailoutbox: list[object]) -> None:
    settings.EMAIL_HOST = "mail.example.org"

    web.post("/password/", {"email": show["clinician"].account.email})

    assert mailoutbox == []


def test_a_password_does_not_lead_into_it(web: Client, show: Clinic) -> None:
    account = Account.objects.get(pk=show["clinician"].account.pk)
    account.set_password(PASSWORD)
    account.save()

    web.post("/sign-in/", {"login": account.email, "password": PASSWORD})

    assert "_auth_user_id" not in web.session


def test_without_people_it_says_how_to_make_them(web: Client, clinic: Clinic) -> None:
    make_demo(clinic)

    assert (demo.people(), "stepwell demo" in web.get(DOOR).content.decode()) == ([], True)


def test_the_page_asks_little_of_the_database(web: Client, show: Clinic, django_assert_num_queries) -> None:
    with django_assert_num_queries(5):  # a transaction, is it open, people, their accounts
        web.get(DOOR)
