"""No page of an account keeps anybody out."""

from collections.abc import Callable

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from playwright.sync_api import Browser, BrowserContext, Page
from pytest_django.live_server_helper import LiveServer

from stepwell.platform.accounts.models import Account
from stepwell.platform.drafts.rules import content
from tests.browser.axe import troubles
from tests.web.accounts.conftest import join, make_demo
from tests.worlds import Clinic, make_clinic

Enter = Callable[[BrowserContext, Account], None]
OUTSIDE = (
    "/sign-in/", "/sign-in/?idle=1&next=/account/", "/sign-in/closed/", "/password/", "/password/sent/",
    "/password/changed/", "/password/abc-xyz/",
)  # fmt: skip
INSIDE = (
    "/account/", "/account/methods/", "/account/methods/app/remove/", "/account/methods/codes/",
    "/account/methods/codes/new/", "/account/methods/passkeys/new/", "/account/password/", "/account/sessions/",
    "/account/confirm/", "/account/confirm/code/", "/organization/",
    f"/drafts/discard/?draft={content.key_of('x', {}, '')}&back=/account/",
)  # fmt: skip


@pytest.fixture
def look(browser: Browser, live_server: LiveServer) -> Callable[..., list[object]]:
    """Return what axe finds on each of some pages, and what is wider than a phone."""

    def found(paths: tuple[str, ...], prepare: Callable[[BrowserContext], None] = lambda _: None) -> list[object]:
        context = browser.new_context(base_url=live_server.url)
        prepare(context)
        page = context.new_page()
        trouble: list[object] = []
        for path in paths:
            answer = page.goto(path)
            trouble += [(path, answer.status)] if answer.status != 200 else []
            trouble += troubles(page)
        context.close()
        return trouble

    return found


def test_outside(look: Callable[..., list[object]], house: Clinic, settings) -> None:
    del house
    settings.EMAIL_HOST = "mail.example.org"

    assert look(OUTSIDE) == []


def test_inside(look: Callable[..., list[object]], dana: Account, come_in: Enter) -> None:
    join(dana, make_clinic("Lakeside"))

    def enter(context: BrowserContext) -> None:
        come_in(context, dana)
        RecoveryCodes.activate(dana)

    assert look(INSIDE, enter) == []


def test_one_passkey(look: Callable[..., list[object]], dana: Account, come_in: Enter) -> None:
    kept = {"name": "My phone", "credential": {}}
    passkey = Authenticator.objects.create(user=dana, type=Authenticator.Type.WEBAUTHN, data=kept)
    own = (
        f"/account/methods/passkeys/{passkey.pk}/",
        f"/account/methods/passkeys/{passkey.pk}/remove/",
        "/account/methods/",
    )

    assert look(own, lambda context: come_in(context, dana)) == []


def test_before_the_second_factor(look: Callable[..., list[object]], dana: Account, come_in: Enter) -> None:
    def enter(context: BrowserContext) -> None:
        come_in(context, dana)
        Authenticator.objects.filter(user=dana).delete()

    assert look(("/account/methods/", "/account/methods/app/", "/account/methods/passkeys/new/"), enter) == []


def test_the_door_of_a_demonstration(look: Callable[..., list[object]], house: Clinic) -> None:
    make_demo(house)
    Account.objects.filter(pk=house["clinician"].account.pk).update(is_demo=True)

    assert look(("/demo/", "/demo/?idle=1")) == []


def test_the_admin_obeys_the_policy(page: Page, come_in: Enter) -> None:
    root = Account.objects.create_superuser("root@example.org", "x", name="Root")
    come_in(page.context, root)

    for path in ("/admin/", "/admin/accounts/account/", "/admin/accounts/account/?q=root"):
        answer = page.goto(path)
        page.wait_for_load_state("networkidle")
        assert answer.status == 200
