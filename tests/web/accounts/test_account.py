"""Your account: the owner's pages, and nobody else's."""

import re
from collections.abc import Callable

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from allauth.usersessions.models import UserSession
from django.core import mail
from django.test import Client

from stepwell.platform.accounts import factors, notices, presence, tasks
from stepwell.platform.accounts.models import Account
from tests.web.accounts.conftest import PASSWORD, SECRET, code
from tests.worlds import Clinic

NEW = "four quiet otters swim"
TELLING = ("riverbend", "clinic", "client", "patient", "treatment", "addiction", "recovery program")
OWN = (
    "/account/", "/account/methods/", "/account/methods/passkeys/new/", "/account/password/", "/account/sessions/",
    "/account/methods/codes/", "/account/methods/codes/new/", "/account/methods/app/remove/",
)  # fmt: skip


@pytest.fixture
def opened(web: Client, with_app: Account) -> Client:
    """Riverbend's clinician, signed in with both steps a moment ago."""
    RecoveryCodes.activate(with_app)
    return _enter(web, with_app)


def _enter(web: Client, account: Account, steps_ago: int = 0) -> Client:
    web.post("/sign-in/", {"login": account.email, "password": PASSWORD})
    web.post("/sign-in/code/", {"code": code(steps_ago=steps_ago)})
    assert "_auth_user_id" in web.session
    return web


@pytest.mark.parametrize("page", OWN)
def test_the_owner_opens_each_page(opened: Client, page: str) -> None:
    assert opened.get(page).status_code == 200


@pytest.mark.parametrize("page", OWN)
def test_a_stranger_is_sent_to_sign_in(web: Client, clinic: Clinic, page: str) -> None:
    assert web.get(page)["Location"].startswith("/sign-in/?next=")


def test_the_name_is_changed(opened: Client, with_app: Account) -> None:
    opened.post("/account/", {"name": "Dana Whitfield"})

    assert Account.objects.get(pk=with_app.pk).name == "Dana Whitfield"


def test_an_empty_name_is_not(opened: Client) -> None:
    answer = opened.post("/account/", {"name": " "})

    assert (answer.status_code, "Fill this in." in answer.content.decode()) == (422, True)


def test_a_changed_password_ends_the_other_sessions(opened: Client, with_app: Account) -> None:
    elsewhere = _enter(Client(), with_app, steps_ago=1)
    before = elsewhere.get("/account/").status_code

    opened.post("/account/password/", {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW})

    assert (before, elsewhere.get("/account/").status_code, opened.get("/account/").status_code) == (200, 302, 200)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("wrong", NEW, "That is not your password now."),
        (PASSWORD, "short", "too short"),
        (PASSWORD, "1q2w3e4r5t6y", "too common"),
    ],
)
def test_a_poor_password_is_refused(opened: Client, old: str, new: str, says: str) -> None:
    answer = opened.post("/account/password/", {"oldpassword": old, "password1": new, "password2": new})

    assert (answer.status_code, says in answer.content.decode()) == (422, True)


def test_sessions_are_listed_and_the_others_ended(opened: Client, with_app: Account) -> None:
    elsewhere = _enter(Client(), with_app, steps_ago=1)
    listed = opened.get("/account/sessions/").content.decode()

    opened.post("/account/sessions/")

    assert ("Sign out everywhere else" in listed, listed.count("This one")) == (True, 1)
    assert (elsewhere.get("/account/").status_code, opened.get("/account/").status_code) == (302, 200)


def test_ending_all_but_one_session(opened: Client, with_app: Account) -> None:
    _enter(Client(), with_app, steps_ago=1)

    ended = presence.end_all(with_app.pk, but=opened.session.session_key)

    assert (ended, UserSession.objects.count(), opened.get("/account/").status_code) == (1, 1, 200)


def test_forgetting_second_factors_ends_sessions_too(opened: Client, with_app: Account) -> None:
    factors.forget(with_app.pk)

    assert (Authenticator.objects.count(), opened.get("/account/").status_code) == (0, 302)


def test_a_recovery_code_opens_once(opened: Client, with_app: Account) -> None:
    shown = re.findall(r"<li><code>(\d{8})</code>", opened.get("/account/methods/codes/").content.decode())
    opened.post("/sign-out/")

    def enter_with(recovery_code: str) -> bool:
        opened.post("/sign-in/", {"login": with_app.email, "password": PASSWORD})
        opened.post("/sign-in/code/", {"code": recovery_code})
        entered = "_auth_user_id" in opened.session
        opened.post("/sign-out/")
        return entered

    assert (len(shown), enter_with(shown[0]), enter_with(shown[0]), enter_with(shown[1])) == (10, True, False, True)


def test_changing_methods_later_asks_who_it_is(opened: Client) -> None:
    session = opened.session
    session[presence.SINCE] -= 301
    session.save()

    asked = opened.get("/account/methods/codes/")
    wrong = opened.post(asked["Location"], {"password": "wrong"})
    right = opened.post(asked["Location"], {"password": PASSWORD, "next": "/account/methods/codes/"})

    assert (asked["Location"], wrong.status_code, right["Location"]) == (
        "/account/confirm/?next=%2Faccount%2Fmethods%2Fcodes%2F", 422, "/account/methods/codes/",
    )  # fmt: skip
    assert opened.get("/account/methods/codes/").status_code == 200


def test_nobody_renames_or_removes_anothers_passkey(opened: Client, clinic: Clinic) -> None:
    theirs = Authenticator.objects.create(
        user=clinic["supervisor"].account, type=Authenticator.Type.WEBAUTHN, data={"name": "Theirs", "credential": {}}
    )

    answers = [
        opened.get(f"/account/methods/passkeys/{theirs.pk}/").status_code,
        opened.post(f"/account/methods/passkeys/{theirs.pk}/", {"name": "Mine"}).status_code,
        opened.post(f"/account/methods/passkeys/{theirs.pk}/remove/").status_code,
    ]

    assert (answers, Authenticator.objects.filter(pk=theirs.pk).exists()) == ([404, 404, 404], True)


@pytest.fixture
def mailing(settings, monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """A mail server, and a worker that runs when called."""
    settings.EMAIL_HOST = "mail.example.org"
    waiting: list[dict[str, str]] = []
    monkeypatch.setattr(
        notices.app, "configure_task", lambda _: type("Queue", (), {"defer": lambda _, **ids: waiting.append(ids)})()
    )

    def work() -> None:
        while waiting:
            tasks.send(**waiting.pop(0))

    return work


def test_a_forgotten_password_is_chosen_anew(web: Client, dana: Account, mailing: Callable[[], None]) -> None:
    sent = web.post("/password/", {"email": dana.email})
    mailing()
    link = re.search(r"http://\S+", mail.outbox[0].body).group().partition(":8000")[2]
    page = web.get(link)
    changed = web.post(page["Location"], {"password1": NEW, "password2": NEW})

    assert (sent["Location"], changed["Location"]) == ("/password/sent/", "/password/changed/")
    assert Account.objects.get(pk=dana.pk).check_password(NEW)
    assert "This link no longer works" in web.get(link, follow=True).content.decode()


def test_mail_says_nothing_of_clinics_or_treatment(web: Client, dana: Account, mailing: Callable[[], None]) -> None:
    web.post("/password/", {"email": dana.email})
    for kind in notices.CHANGES:
        notices.send(dana.pk, kind)
    mailing()

    words = " ".join(f"{message.subject} {message.body} {message.from_email}" for message in mail.outbox).lower()
    assert len(mail.outbox) == len(notices.Kind)
    assert {message.subject for message in mail.outbox} == {
        "[Stepwell] Choose a new password",
        "[Stepwell] Your account was changed",
    }
    assert [word for word in TELLING if word in words] == []


def test_an_unknown_address_gets_no_mail_and_the_same_answer(
    web: Client, dana: Account, mailing: Callable[[], None]
) -> None:
    known = web.post("/password/", {"email": dana.email})
    unknown = web.post("/password/", {"email": "nobody@example.org"})
    mailing()

    assert (known["Location"], unknown["Location"], len(mail.outbox)) == ("/password/sent/", "/password/sent/", 1)


def test_without_a_mail_server_the_page_says_so(web: Client, dana: Account) -> None:
    asked, sent = web.get("/password/"), web.post("/password/", {"email": dana.email})

    for answer in (asked, sent):
        assert "has no mail server yet" in answer.content.decode()


def test_adding_an_app_is_told_by_mail(
    web: Client, dana: Account, mailing: Callable[[], None], django_capture_on_commit_callbacks
) -> None:
    web.post("/sign-in/", {"login": dana.email, "password": PASSWORD})
    web.get("/account/methods/app/")
    session = web.session
    session["mfa.totp.secret"] = SECRET
    session.save()

    with django_capture_on_commit_callbacks(execute=True):
        web.post("/account/methods/app/", {"code": code()})
    mailing()

    assert "An authenticator app was added to your account." in mail.outbox[0].body


def test_the_owner_can_replace_the_app(opened: Client, with_app: Account) -> None:
    removed = opened.post("/account/methods/app/remove/")

    assert (removed["Location"], Authenticator.objects.filter(user=with_app).exists()) == ("/account/methods/", False)
    TOTP.activate(with_app, SECRET)
    assert opened.get("/account/").status_code == 200
