"""Answering: by digits on a desk, with a thumb on a phone without scripts."""

from collections.abc import Callable

from playwright.sync_api import Browser, BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from stepwell.platform.accounts.models import Account
from tests.db.assessments.test_asking import ask
from tests.worlds import Clinic

Enter = Callable[[BrowserContext, Account], None]


def test_staff_answer_by_digits_and_a_digit_elsewhere_does_nothing(page: Page, house: Clinic, come_in: Enter) -> None:
    come_in(page.context, house["clinician"].account)
    page.goto(f"/clients/{house.clients['ana'].pk}/measures/give/gad-7/")

    page.keyboard.press("3")
    assert page.locator("input[name=q1]:checked").count() == 0
    page.locator("input[name=q1]").first.focus()
    page.keyboard.type("2101010")
    page.get_by_role("button", name="Save and score").click()

    expect(page.get_by_role("heading", name="GAD-7: 5, mild")).to_be_visible()


def test_a_client_answers_with_a_thumb_and_help_comes_at_once(
    browser: Browser, live_server: LiveServer, house: Clinic
) -> None:
    secret = ask(house, "phq-9").made.secret
    context = browser.new_context(
        base_url=live_server.url, java_script_enabled=False, viewport={"width": 390, "height": 844}
    )
    page = context.new_page()
    page.goto(f"/l/{secret}/")
    page.get_by_role("button", name="Continue").click()
    page.get_by_label("First name").fill("Ana")
    page.get_by_label("Last name").fill("Lopez")
    page.get_by_label("Date of birth").fill("1990-01-01")
    page.get_by_role("button", name="Open", exact=True).click()
    page.get_by_role("link", name="Start").click()

    for number in range(1, 9):
        expect(page.get_by_text(f"Question {number} of 10")).to_be_visible()
        page.get_by_role("button", name="Not at all").click()
    page.get_by_role("button", name="Several days").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you for telling us")
    expect(page.get_by_role("link", name="Call 988", exact=True)).to_be_visible()
    page.get_by_role("link", name="Go on with the questions").click()
    page.get_by_role("button", name="Somewhat difficult").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you. That was all.")
    context.close()
