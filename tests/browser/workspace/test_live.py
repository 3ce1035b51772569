"""A census that stays open on a director's screen."""

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.conf import settings
from playwright.sync_api import Page, expect

from tests.db.workspace.conftest import Ward
from tests.web.accounts.conftest import SECRET
from tests.web.conftest import enter
from tests.web.workspace.test_census import make_ward, today
from tests.worlds import Clinic


@pytest.fixture
def ward(house: Clinic) -> Ward:
    return make_ward(house, "ana")


def open_census(page: Page, clinic: Clinic) -> None:
    TOTP.activate(clinic["director"].account, SECRET)
    cookie = enter(clinic["director"]).cookies[settings.SESSION_COOKIE_NAME].value
    page.goto("/")
    page.context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": page.evaluate("location.origin")}]
    )
    page.clock.install()
    page.goto("/census/")


def test_it_shows_who_came_within_a_minute_but_moves_nothing_under_a_finger(page: Page, ward: Ward) -> None:
    open_census(page, ward.clinic)
    expect(page.get_by_role("heading", name="1 in care")).to_be_visible()

    ward.admit("dee", on=today())
    page.get_by_role("link", name="Ana López").focus()
    page.clock.run_for(61_000)
    page.wait_for_load_state("networkidle")
    expect(page.get_by_text("Dee Nguyen")).to_have_count(0)

    page.evaluate("document.activeElement.blur()")
    with page.expect_response(lambda answer: answer.url.endswith("/census/")):
        page.clock.run_for(61_000)
    expect(page.get_by_text("Dee Nguyen")).to_be_visible()
    expect(page.get_by_role("heading", name="2 in care")).to_be_visible()

    with page.expect_response(lambda answer: answer.status == 204):  # the new parts say what they show
        page.clock.run_for(61_000)
