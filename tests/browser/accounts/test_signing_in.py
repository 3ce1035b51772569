"""Signing in with Chromium: password, app, recovery code, passkey."""

import re
import time
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from stepwell.platform.accounts.models import Account
from tests.web.accounts.conftest import PASSWORD, SECRET, code


def _type_password(page: Page, account: Account) -> None:
    page.get_by_label("E-mail").fill(account.email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


def _sign_out(page: Page) -> None:
    page.locator(".rail-user").click()
    page.get_by_role("button", name="Sign out", exact=True).click()


def _add_authenticator(page: Page) -> Any:
    chrome = page.context.new_cdp_session(page)
    chrome.send("WebAuthn.enable")
    device = {
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
        "isUserVerified": True, "automaticPresenceSimulation": True,
    }  # fmt: skip
    return chrome, chrome.send("WebAuthn.addVirtualAuthenticator", {"options": device})["authenticatorId"]


def test_first_sign_in_sets_up_an_app_and_the_next_asks_for_it(page: Page, dana: Account) -> None:
    # Given somebody who has a password only
    page.goto("/account/")
    _type_password(page, dana)
    expect(page.get_by_role("heading", level=1)).to_have_text("Add a second step")

    # When they scan the square
    page.get_by_role("link", name="Set up an app").click()
    expect(page.get_by_role("img", name="Square to scan")).to_be_visible()
    page.get_by_text("No camera at hand?").click()
    secret = page.locator(".secret").inner_text()
    page.get_by_label("Code").fill(_now(secret))
    page.get_by_role("button", name="Turn it on").click()
    codes = page.locator(".codes code").all_inner_texts()
    page.goto("/account/")
    _sign_out(page)

    # Then the next sign-in asks for a code, and a recovery code will do
    page.goto("/sign-in/?next=/account/")
    _type_password(page, dana)
    expect(page.get_by_role("heading", level=1)).to_have_text("One more step")
    page.get_by_label("Code").fill(codes[0])
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your account")
    assert len(codes) == 10


def test_the_code_of_the_app_opens(page: Page, dana: Account) -> None:
    TOTP.activate(dana, SECRET)
    page.goto("/account/")
    _type_password(page, dana)

    page.get_by_label("Code").fill(code())
    page.get_by_role("button", name="Sign in", exact=True).click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Your account")


def test_a_passkey_is_made_and_signs_in_alone(page: Page, dana: Account) -> None:
    # Given a device with a fingerprint reader
    _add_authenticator(page)
    page.goto("/account/")
    _type_password(page, dana)

    # When they add a passkey
    page.get_by_role("link", name="Add a passkey").click()
    page.get_by_label("Name").fill("My phone")
    page.get_by_role("button", name="Add the passkey").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your recovery codes")
    page.goto("/account/methods/")
    expect(page.get_by_role("heading", name="My phone")).to_be_visible()
    _sign_out(page)

    # Then it opens the account without the password
    page.goto("/sign-in/?next=/account/sessions/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Where you are signed in")
    assert Authenticator.objects.get(user=dana, type="webauthn").last_used_at is not None


def test_a_passkey_of_nobody_here_says_so(page: Page, dana: Account) -> None:
    chrome, device = _add_authenticator(page)
    page.goto("/account/")
    _type_password(page, dana)
    page.get_by_role("link", name="Add a passkey").click()
    page.get_by_role("button", name="Add the passkey").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your recovery codes")
    Authenticator.objects.filter(user=dana).delete()
    page.context.clear_cookies()

    page.goto("/sign-in/")
    page.get_by_role("button", name="Sign in with a passkey").click()

    expect(page.get_by_text("That passkey opens no account here")).to_be_visible()
    chrome.send("WebAuthn.removeVirtualAuthenticator", {"authenticatorId": device})


def test_a_device_without_one_says_what_to_do(page: Page, dana: Account) -> None:
    del dana
    chrome, device = _add_authenticator(page)
    chrome.send("WebAuthn.setUserVerified", {"authenticatorId": device, "isUserVerified": False})
    page.goto("/sign-in/")

    page.get_by_role("button", name="Sign in with a passkey").click()

    expect(page.get_by_role("alert")).to_have_text(re.compile("No passkey was used"))


def test_without_scripts_a_password_is_enough(browser: Browser, live_server: LiveServer, dana: Account) -> None:
    TOTP.activate(dana, SECRET)
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    plain = context.new_page()
    plain.goto("/account/")
    expect(plain.get_by_role("button", name="Sign in with a passkey")).to_be_hidden()

    _type_password(plain, dana)
    plain.get_by_label("Code").fill(code())
    plain.get_by_role("button", name="Sign in", exact=True).click()

    expect(plain.get_by_role("heading", level=1)).to_have_text("Your account")
    context.close()


def _now(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))
