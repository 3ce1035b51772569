"""The gallery and the frame in Chromium: accessible in light and dark, wide and narrow; scripts do what they say."""

import re
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.handlers.wsgi import WSGIHandler
from django.test import override_settings
from playwright.sync_api import Browser, BrowserContext, Dialog, Page, expect, sync_playwright
from pytest_socket import enable_socket

from stepwell.platform.ui.navigation import Item, register

CHROMIUM = "/usr/bin/chromium"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
GALLERY = ("/ui/", "/ui/forms/", "/ui/charts/", "/ui/client/", "/desk/")
WIDTHS = (320, 390, 600, 768, 991, 992, 1100, 1280, 1600)
SERVED = {
    "ROOT_URLCONF": "tests.web.ui.urls",
    "MIDDLEWARE": ["csp.middleware.CSPMiddleware", "django.middleware.csrf.CsrfViewMiddleware"],
    "ALLOWED_HOSTS": ["127.0.0.1"],
    "IDLE_MINUTES": 15,
    "STORAGES": {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}},
}

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not Path(CHROMIUM).exists(), reason="chromium is not installed"),
    pytest.mark.usefixtures("places", "_open_sockets"),
]


class Threaded(ThreadingMixIn, WSGIServer):
    """Answers the many small files of a page side by side."""

    daemon_threads = True


class Silent(WSGIRequestHandler):
    """Serves without a line per request."""

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def _open_sockets() -> None:
    enable_socket()


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """Serve the gallery under the real content security policy; no database is behind it."""
    enable_socket()
    with override_settings(**SERVED):
        server = make_server("127.0.0.1", 0, StaticFilesHandler(WSGIHandler()), Threaded, Silent)
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture(scope="module")
def browser(address: str) -> Iterator[Browser]:
    """Start Chromium once for all of these tests."""
    del address
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def open_page(browser: Browser, address: str) -> Iterator[Callable[..., Page]]:
    """Open a page in a fresh context; the test fails if the page logged an error."""
    contexts: list[BrowserContext] = []
    errors: list[str] = []

    def opened(
        path: str, *, width: int = 1280, scheme: str = "light", scripts: bool = True, listen: bool = True
    ) -> Page:
        context = browser.new_context(
            base_url=address,
            viewport={"width": width, "height": 900},
            color_scheme=scheme,  # type: ignore[arg-type]
            java_script_enabled=scripts,
        )
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        if listen:
            page.on("console", lambda line: errors.append(line.text) if line.type == "error" else None)
        response = page.goto(path)
        assert response is not None
        assert response.ok
        return page

    yield opened
    for context in contexts:
        context.close()
    assert errors == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", GALLERY)
def test_no_page_keeps_anybody_out(open_page: Callable[..., Page], path: str, scheme: str) -> None:
    page = open_page(path, scheme=scheme, listen=False)  # axe itself meets the policy and says so
    page.evaluate("document.querySelectorAll('details').forEach((part) => { part.open = true; })")

    violations = []
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 900})
        violations += Axe().run(page).response["violations"]

    assert [(found["id"], [node["html"] for node in found["nodes"]]) for found in violations] == []


@pytest.mark.parametrize("path", GALLERY)
def test_no_page_scrolls_sideways_and_none_breaks_the_policy(open_page: Callable[..., Page], path: str) -> None:
    page = open_page(path)
    page.wait_for_load_state("networkidle")

    wider = {}
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        wider[width] = page.evaluate("document.documentElement.scrollWidth") - width

    assert [width for width, excess in wider.items() if excess > 0] == []


def test_a_slash_finds_from_anywhere_and_can_be_turned_off(open_page: Callable[..., Page]) -> None:
    page = open_page("/desk/")
    page.keyboard.press("/")
    expect(page.locator("#find")).to_be_focused()

    page.keyboard.press("Escape")
    page.locator("#text").press("/")
    expect(page.locator("#text")).to_have_value("/")

    page.locator(".rail-user").click()
    page.locator("[data-find-key]").uncheck()
    page.locator("h1").click()
    page.keyboard.press("/")
    expect(page.locator("#find")).not_to_be_focused()


def test_a_dialog_opens_closes_and_gives_the_cursor_back(open_page: Callable[..., Page]) -> None:
    page = open_page("/ui/")
    opener = page.get_by_role("button", name="Start safety screening")
    opener.click()
    expect(page.locator("#cancel-group")).to_be_visible()

    page.locator("#cancel-group").get_by_role("button", name="Keep it").click()

    expect(page.locator("#cancel-group")).to_be_hidden()
    expect(opener).to_be_focused()


def test_dark_comes_at_once_and_stays(open_page: Callable[..., Page]) -> None:
    page = open_page("/ui/")
    page.locator(".rail-user").click()
    with page.expect_response("**/ui/theme/"):
        page.get_by_role("button", name="Dark").click()
    expect(page.locator("html")).to_have_attribute("data-bs-theme", "dark")

    page.reload()

    expect(page.locator("html")).to_have_attribute("data-bs-theme", "dark")


def test_dark_can_be_chosen_without_scripts(open_page: Callable[..., Page]) -> None:
    page = open_page("/desk/", scripts=False)
    page.locator(".rail-user").click()
    page.get_by_role("button", name="Dark").click()

    assert page.url.endswith("/desk/")
    expect(page.locator("html")).to_have_attribute("data-bs-theme", "dark")


def test_more_opens_on_a_phone_without_scripts(open_page: Callable[..., Page]) -> None:
    for order, name in enumerate(("today", "clients", "billing", "find", "account")):
        register(Item(name.title(), name, "sun", order=order))
    page = open_page("/desk/", width=390, scripts=False)

    page.get_by_role("button", name="More").click()

    expect(page.get_by_role("link", name="Account", exact=True)).to_be_visible()
    expect(page.get_by_role("button", name="Sign out", exact=True)).to_be_visible()


def test_a_changed_form_asks_before_it_is_left(open_page: Callable[..., Page]) -> None:
    page = open_page("/desk/")
    asked: list[str] = []

    def agree(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    page.on("dialog", agree)
    page.goto("/ui/")
    assert asked == []

    page.goto("/desk/")
    page.locator("#text").fill("Came late, left early")
    page.goto("/ui/")

    assert asked == ["beforeunload"]


def test_an_empty_chair_is_warned_then_signed_out(open_page: Callable[..., Page]) -> None:
    page = open_page("/desk/", listen=False)  # the bare answer has no icon
    page.clock.install()
    page.reload()
    page.locator("#text").fill("Half a sentence")

    page.clock.fast_forward("14:05")
    expect(page.locator("#idle")).to_be_visible()
    page.clock.run_for(5_000)
    assert int(page.locator("[data-idle-seconds]").inner_text()) < 56

    page.clock.fast_forward("01:00")
    expect(page.locator("body")).to_have_text("signed out by POST")


def test_staying_tells_the_server_and_starts_again(open_page: Callable[..., Page]) -> None:
    page = open_page("/desk/")
    page.clock.install()
    page.reload()
    page.clock.fast_forward("14:05")

    with page.expect_request("**/stay/") as told:
        page.get_by_role("button", name="Stay signed in").click()

    assert told.value.method == "POST"
    expect(page.locator("#idle")).to_be_hidden()
    page.clock.fast_forward("13:00")
    expect(page.locator("#idle")).to_be_hidden()


def test_work_in_another_tab_counts(open_page: Callable[..., Page]) -> None:
    page = open_page("/desk/")
    page.clock.install()
    page.reload()
    page.clock.fast_forward("14:05")
    expect(page.locator("#idle")).to_be_visible()

    page.evaluate("localStorage.setItem('stepwell.active', String(Date.now()))")
    page.clock.run_for(1_000)

    expect(page.locator("#idle")).to_be_hidden()


def test_a_failed_fragment_is_told_and_changes_nothing(open_page: Callable[..., Page]) -> None:
    page = open_page("/desk/", listen=False)
    page.locator("#broken").click()

    expect(page.locator("[data-toasts]")).to_contain_text("nothing was changed")
    expect(page.locator("#part")).to_have_text("As it was")


def test_a_signature_is_kept_and_can_be_taken_back(open_page: Callable[..., Page]) -> None:
    page = open_page("/ui/forms/")
    pad = page.locator("[data-signature-pad]")
    pad.scroll_into_view_if_needed()
    box = pad.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 20, box["y"] + 20)
    page.mouse.down()
    page.mouse.move(box["x"] + 90, box["y"] + 60, steps=5)
    page.mouse.up()

    expect(page.locator("[data-signature-value]")).to_have_value(re.compile("^data:image/png;base64,"))
    page.get_by_role("button", name="Start again").click()
    expect(page.locator("[data-signature-value]")).to_have_value("")
