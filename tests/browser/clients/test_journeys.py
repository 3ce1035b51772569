"""The registry by hand: found by keyboard, registered without scripts, assigned and opened."""

from collections.abc import Callable

from playwright.sync_api import Browser, BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from stepwell.platform.accounts.models import Account
from tests.worlds import Clinic

Enter = Callable[[BrowserContext, Account], None]


def test_a_slash_finds_somebody_misspelled_and_the_address_says_nothing(
    page: Page, house: Clinic, come_in: Enter
) -> None:
    come_in(page.context, house["director"].account)
    page.goto("/")

    page.keyboard.press("/")
    page.keyboard.type("lopes")
    page.keyboard.press("Enter")

    expect(page.get_by_role("link", name="Ana López")).to_be_visible()
    assert "lopes" not in page.url
    page.get_by_role("link", name="Ana López").press("Enter")
    expect(page.get_by_role("heading", level=1, name="Ana López")).to_be_visible()
    assert "López" not in page.url


def test_a_client_is_registered_on_a_phone_without_scripts(
    browser: Browser, live_server: LiveServer, house: Clinic, come_in: Enter
) -> None:
    context = browser.new_context(
        base_url=live_server.url, java_script_enabled=False, viewport={"width": 390, "height": 844}
    )
    come_in(context, house["admissions"].account)
    page = context.new_page()
    page.goto("/clients/new/")
    page.get_by_label("Legal first name").fill("Noor")
    page.get_by_label("Legal last name").fill("Haddad-O'Brien")
    page.get_by_label("Birth date").fill("2016-05-04")

    page.get_by_role("button", name="Register").click()
    expect(page.get_by_text("serves adults").first).to_be_visible()
    expect(page.get_by_label("Legal first name")).to_have_value("Noor")
    page.get_by_label("Birth date").fill("1991-05-04")
    page.get_by_role("button", name="Register").click()

    expect(page.get_by_role("heading", level=1, name="Noor Haddad-O'Brien")).to_be_visible()
    page.get_by_role("link", name="Add a way to reach them").click()
    page.get_by_label("Number or address").fill("937 555 0144")
    page.get_by_label("Safe to use").check()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("(937) 555-0144")).to_be_visible()
    context.close()


def test_assigning_care_opens_a_record_to_one_person(page: Page, house: Clinic, come_in: Enter) -> None:
    dee = house.clients["dee"].pk
    come_in(page.context, house["clinician"].account)
    page.goto(f"/clients/{dee}/")
    expect(page.get_by_text("Dee Nguyen")).to_have_count(0)

    come_in(page.context, house["supervisor"].account)
    page.goto(f"/clients/{dee}/care/")
    page.get_by_label("Member of staff").select_option(label="Clinician")
    page.get_by_role("button", name="Assign").click()
    expect(page.get_by_text("Primary clinician ·")).to_be_visible()

    come_in(page.context, house["clinician"].account)
    page.goto(f"/clients/{dee}/")
    expect(page.get_by_role("heading", level=1, name="Dee Nguyen")).to_be_visible()
