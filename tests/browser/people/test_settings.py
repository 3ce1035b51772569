"""Settings and first run in Chromium: without scripts, by keyboard, for everybody."""

import re
from collections.abc import Callable

from playwright.sync_api import Browser, BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from stepwell.platform.accounts.models import Account
from stepwell.platform.tenancy import setup
from stepwell.platform.tenancy.queries import installation
from tests.browser.axe import troubles
from tests.worlds import Clinic

Enter = Callable[[BrowserContext, Account], None]
TYPED = {
    "Name that people know": "Fernhill", "Legal name": "Fernhill LLC", "NPI": "1234567893", "Tax ID (EIN)": "311234567",
    "Street": "1 Fern St", "City": "Peoria", "ZIP code": "61602", "Telephone": "309 555 0100",
    "Name of your first site": "Main",
}  # fmt: skip


def test_a_room_is_added_by_keyboard(page: Page, house: Clinic, come_in: Enter) -> None:
    come_in(page.context, house["administrator everywhere"].account)
    page.goto("/settings/rooms/")
    page.get_by_role("link", name="Add a room").first.focus()
    page.keyboard.press("Enter")

    page.get_by_label("Site").focus()
    page.keyboard.type("North")
    page.keyboard.press("Tab")
    page.keyboard.type("Room 7")
    page.keyboard.press("Tab")
    page.keyboard.type("900")
    page.keyboard.press("Enter")
    expect(page.locator(".error-summary")).to_be_focused()
    page.get_by_role("link", name="Seats: Enter 1 to 500.").press("Enter")
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("9")
    page.keyboard.press("Enter")

    expect(page.get_by_role("row", name="Room 7 North 9 Open")).to_be_visible()


def test_a_clinic_begins_without_scripts(browser: Browser, live_server: LiveServer, nothing: None) -> None:
    del nothing
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    page = context.new_page()

    page.goto(f"/setup/{setup.token()}/")
    page.get_by_label("Your name").fill("Fay Founder")
    page.get_by_label("Your work e-mail").fill("fay@fernhill.example")
    page.get_by_label("Password", exact=True).fill("seven quiet otters")
    page.get_by_label("The same password again").fill("seven quiet otters")
    page.get_by_role("button", name="Go on to the organization").click()
    for label, text in TYPED.items():
        page.get_by_label(label, exact=True).fill(text)
    page.get_by_label("State", exact=True).select_option("IL")
    page.get_by_label("Time zone").select_option("America/Chicago")
    page.get_by_label("Jurisdiction").select_option("IL")
    page.get_by_role("button", name="Make the organization").click()

    expect(page).to_have_url(re.compile("/account/methods"))
    assert installation().organizations == 1
    context.close()


def test_the_first_run_keeps_nobody_out(browser: Browser, live_server: LiveServer, nothing: None) -> None:
    del nothing
    found: list[object] = []
    context = browser.new_context(base_url=live_server.url)
    page = context.new_page()
    page.goto("/setup/wrong/")
    found += troubles(page)
    page.goto(f"/setup/{setup.token()}/")
    found += troubles(page)
    page.get_by_role("button", name="Go on to the organization").click()
    found += troubles(page)
    page.get_by_label("Your name").fill("Fay Founder")
    page.get_by_label("Your work e-mail").fill("fay@fernhill.example")
    page.get_by_label("Password", exact=True).fill("seven quiet otters")
    page.get_by_label("The same password again").fill("seven quiet otters")
    page.get_by_role("button", name="Go on to the organization").click()
    page.wait_for_url("**/setup/organization/")
    found += troubles(page)
    context.close()

    assert found == []
