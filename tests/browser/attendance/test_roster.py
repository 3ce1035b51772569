"""A roster taken by keyboard, row by row; what did not reach the clinic is still there to be sent."""

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.conf import settings
from django.urls import reverse
from playwright.sync_api import Page, expect

from stepwell.attendance.models import Attendance
from stepwell.platform.walls.scope import acting
from tests.db.attendance.conftest import HERE, Group, make_group
from tests.web.accounts.conftest import SECRET
from tests.web.attendance.test_lateness import begun
from tests.web.conftest import enter
from tests.worlds import Clinic


@pytest.fixture
def group(house: Clinic) -> Group:
    return make_group(house)


def open_roster(page: Page, group: Group) -> None:
    TOTP.activate(group.clinic["facilitator"].account, SECRET)
    cookie = enter(group.clinic["facilitator"]).cookies[settings.SESSION_COOKIE_NAME].value
    page.goto("/")
    page.context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": page.evaluate("location.origin")}]
    )
    page.goto(reverse("attendance:roster", args=[group.session.pk]))


def taken(group: Group) -> dict[str, tuple[str, int]]:
    with acting(group.clinic["facilitator"].scope):
        rows = Attendance.objects.filter(voided_at=None).select_related("client")
        return {row.client.first_name: (row.status, row.minutes) for row in rows}


def test_a_roster_is_taken_without_a_mouse(page: Page, group: Group) -> None:
    open_roster(page, group)

    page.get_by_role("radio", name="In person").first.focus()
    page.keyboard.press("1")
    expect(page.locator("#progress")).to_contain_text("1 of 2 taken")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("3")
    expect(page.locator("#progress")).to_contain_text("2 of 2 taken")

    assert taken(group) == {"Ana": ("present", 165), "Bo": ("absent", 0)}
    expect(page.get_by_role("link", name="Make-up for Bo O.")).to_be_visible()


def test_what_was_not_taken_stays_marked_and_is_saved_with_all(page: Page, group: Group) -> None:
    open_roster(page, group)
    row = page.locator(".roster > li").first
    page.route("**/clients/*/", lambda route: route.fulfill(status=403))

    row.locator("label", has_text="In person").click()
    expect(page.get_by_text("You may not do this, or the page is too old")).to_be_visible()
    expect(row).to_have_class("is-unsaved")
    page.unroute("**/clients/*/")
    page.get_by_role("button", name="Save all").click()
    expect(page.locator("#progress")).to_contain_text("1 of 2 taken")

    assert taken(group) == {"Ana": ("present", 165)}


def test_an_open_roster_says_by_itself_who_is_not_here_and_keeps_what_is_typed(page: Page, house: Clinic) -> None:
    group = begun(house, 20)
    page.clock.install()
    open_roster(page, group)
    expect(page.locator("#not-here")).to_contain_text("Take the roster")
    row = page.locator(".roster > li").nth(1)
    row.locator("summary").click()
    typed = row.get_by_label("Guests with them")
    typed.fill("2")
    group.mark("ana", HERE)

    page.clock.run_for(61_000)

    expect(page.locator("#not-here")).to_contain_text("1 person is not here yet")
    expect(page.locator("#not-here")).to_contain_text("Bo")
    expect(typed).to_have_value("2")
