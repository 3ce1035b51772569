"""Chromium before the whole application, with people who can sign in."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.conf import settings as configured
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from pytest_django.live_server_helper import LiveServer
from pytest_socket import enable_socket

from stepwell.platform.accounts.models import Account
from stepwell.platform.tenancy.middleware import ORGANIZATION
from tests.browser import serving
from tests.web.accounts.conftest import PASSWORD, SECRET
from tests.worlds import Clinic, make_clinic

CHROMIUM = "/usr/bin/chromium"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
HARMLESS = ("status of 403", "status of 404", "status of 413", "status of 422")  # answers that a test asked for


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what stands in this folder: it starts a server and a browser."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.slow)
            item.add_marker(pytest.mark.skipif(not Path(CHROMIUM).exists(), reason="chromium is not installed"))


@pytest.fixture(autouse=True, scope="session")
def _open_sockets() -> None:
    """Let the server listen: it is made before any fixture of a single test."""
    enable_socket()


@pytest.fixture(autouse=True, scope="session")
def _serve() -> Iterator[None]:
    with serving.counted(), serving.files_kept():
        yield


@pytest.fixture
def served(transactional_db: None) -> Iterator[None]:
    """The database as the server's own connections see it; it is emptied when they have answered everything."""
    del transactional_db
    yield
    serving.settle()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Start Chromium once for the tests of a module."""
    enable_socket()
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # the driver runs a loop in the thread that makes the fixtures
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def house(served: None) -> Clinic:
    """Riverbend, where the server's own connections see it."""
    del served
    enable_socket()
    return make_clinic("Riverbend")


@pytest.fixture
def dana(house: Clinic) -> Account:
    """Its clinician, with a password and no second factor."""
    account = house["clinician"].account
    account.set_password(PASSWORD)
    account.save()
    return account


@pytest.fixture
def page(browser: Browser, live_server: LiveServer, house: Clinic) -> Iterator[Page]:
    """A page in a fresh context; the test fails if it logged an error or broke the policy."""
    del house
    context = browser.new_context(base_url=live_server.url, viewport={"width": 1280, "height": 900})
    errors: list[str] = []
    opened = context.new_page()
    opened.on("pageerror", lambda error: errors.append(str(error)))
    opened.on("console", lambda line: errors.append(line.text) if line.type == "error" else None)
    yield opened
    context.close()
    assert [error for error in errors if not any(part in error for part in HARMLESS)] == []


@pytest.fixture
def come_in(house: Clinic) -> Callable[[BrowserContext, Account], None]:
    """Sign somebody in without the pages of signing in."""

    def enter(context: BrowserContext, account: Account) -> None:
        if not account.authenticator_set.exists():
            TOTP.activate(account, SECRET)
        web = Client()
        web.force_login(account)
        session = web.session
        session[ORGANIZATION] = str(house.organization.pk)
        session.save()
        name = configured.SESSION_COOKIE_NAME
        context.add_cookies([{"name": name, "value": web.cookies[name].value, "domain": "localhost", "path": "/"}])

    return enter
