"""Every page of the application before Chromium and axe."""

from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.conf import settings
from django.test import Client as Web
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from tests import samples
from tests.browser.axe import troubles
from tests.walking import PAGES, address, keys_of
from tests.web.accounts.conftest import SECRET
from tests.web.conftest import enter
from tests.worlds import Clinic

# Whoever is asked first for a page is who opens it; between them they open everything that staff can.
CAST = (
    "admissions everywhere", "supervisor", "clinician", "privacy everywhere", "administrator everywhere",
    "director everywhere", "utilization",
)  # fmt: skip

RAIL = ".rail"  # the same on every page of one person, and a third of axe's time


def openings(house: Clinic) -> dict[str, set[str]]:
    """Return for each of the cast the addresses that they open first."""
    keys, left, found = keys_of(house), {page.name: page for page in PAGES}, {}
    for who in CAST:
        web = enter(house[who])
        opened = {address(page, keys): name for name, page in left.items() if is_page(web, address(page, keys))}
        found[who] = set(opened)
        for name in opened.values():
            del left[name]
    return found


def is_page(web: Web, where: str) -> bool:
    """Return whether an address answers with a page. Signing out is a page too: asked for, it only asks back."""
    answer = web.get(where)
    return answer.status_code == 200 and answer.headers["Content-Type"].startswith("text/html")


@pytest.mark.timeout(900)  # some three hundred pages
def test_axe_finds_nothing_on_any_page(browser: Browser, live_server: LiveServer, house: Clinic) -> None:
    samples.fill(house)
    for who in CAST:
        TOTP.activate(house[who].account, SECRET)
    pages = openings(house)
    assert sum(len(addresses) for addresses in pages.values()) > 50

    found: list[Any] = []
    for who, addresses in pages.items():
        cookie = enter(house[who]).cookies[settings.SESSION_COOKIE_NAME].value
        context = browser.new_context(base_url=live_server.url)
        context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "domain": "localhost", "path": "/"}]
        )
        page = context.new_page()
        for number, where in enumerate(sorted(addresses)):
            page.goto(where)
            found += [(who, trouble) for trouble in troubles(page, but=RAIL if number else "")]
        context.close()
    assert found == []
