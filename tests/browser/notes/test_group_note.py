"""A group note by keyboard: digits choose, Ctrl Enter saves, the plan beside the page follows."""

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.conf import settings
from django.urls import reverse
from playwright.sync_api import Page, expect

from tests.db.notes.conftest import Ground, make_ground
from tests.web.accounts.conftest import SECRET
from tests.web.conftest import enter
from tests.worlds import Clinic


@pytest.fixture
def ground(house: Clinic) -> Ground:
    return make_ground(house)


def open_note(page: Page, ground: Ground) -> None:
    TOTP.activate(ground.clinic["facilitator"].account, SECRET)
    cookie = enter(ground.clinic["facilitator"]).cookies[settings.SESSION_COOKIE_NAME].value
    page.goto("/")
    page.context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": page.evaluate("location.origin")}]
    )
    page.goto(reverse("notes:group", args=[ground.session]))


def test_two_notes_are_written_without_a_mouse(page: Page, ground: Ground) -> None:
    open_note(page, ground)
    keys = page.keyboard
    page.get_by_label("Topic").focus()
    keys.type("Triggers")
    keys.press("Tab")
    keys.type("Led a chain from trigger to use.")
    page.get_by_label("Ana L.: step of the plan").focus()
    for key in ("Tab", "2", "Tab", "1", "Tab", "2", "Tab", "1", "3", "Tab"):  # progress, danger, part, response
        keys.press(key)
    keys.type("Named payday as her trigger.")
    keys.press("Alt+n")
    for key in ("1", "Tab", "3", "Tab", "4", "Tab"):
        keys.press(key)
    keys.type("Found sleep hard this week.")
    keys.press("Control+Enter")
    expect(page.get_by_text("2 ready of 2")).to_be_visible()

    ana, bo = ground.note("ana").said, ground.note("bo", by="prescriber").said
    assert (ana.progress, ana.participation, ana.response, ana.risk) == (2, "some", ["exercise", "helped"], "none")
    assert (bo.participation, bo.response, bo.risk) == ("quiet", ["practiced"], "none")


def test_the_plan_follows_and_a_phrase_is_put_in(page: Page, ground: Ground) -> None:
    open_note(page, ground)

    expect(page.get_by_role("heading", name="Ana L.: steps")).to_be_visible()
    page.get_by_text("Phrases").click()
    page.get_by_role("button", name="Led a check-in").click()
    expect(page.get_by_label("What you did with the group")).to_have_value(
        "Led a check-in on substance use, cravings and safety since the last session."
    )
    page.get_by_label("Bo O.: one sentence that is only theirs").focus()
    expect(page.get_by_role("heading", name="Ana L.: steps")).to_be_hidden()
    expect(page.get_by_role("heading", name="Bo O.: steps")).to_be_visible()
