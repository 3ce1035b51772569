"""A workstation that was left: a warning, the way out, and nothing typed lost."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from stepwell.platform.accounts.models import Account
from stepwell.platform.drafts.models import Draft
from stepwell.platform.walls.scope import acting
from tests.web.accounts.conftest import PASSWORD, code
from tests.worlds import Clinic

pytestmark = pytest.mark.urls("tests.web.accounts.pages")
Enter = Callable[[BrowserContext, Account], None]


@pytest.fixture
def writing(page: Page, dana: Account, come_in: Enter, settings) -> Page:
    """Riverbend's clinician, before an empty note, on a clock that the test moves."""
    settings.IDLE_MINUTES = 2
    come_in(page.context, dana)
    page.clock.install()
    page.goto("/notes/7/")
    return page


def _kept(house: Clinic) -> list[object]:
    with acting(house["clinician"].scope):
        return [draft.content.get("text") for draft in Draft.objects.order_by("created_at")]


def test_a_warning_comes_and_staying_is_one_click(writing: Page) -> None:
    dialog = writing.get_by_role("dialog", name="Are you still there?")

    writing.clock.fast_forward("01:10")
    expect(dialog).to_be_visible()
    with writing.expect_response("**/account/stay/") as answer:
        dialog.get_by_role("button", name="Stay signed in").click()

    expect(dialog).to_be_hidden()
    assert answer.value.status == 204


def test_signed_out_as_idle_they_come_back_to_what_they_typed(writing: Page, house: Clinic, dana: Account) -> None:
    # Given a note, kept a few seconds after it was begun
    with writing.expect_response("**/drafts/") as answer:
        writing.get_by_label("Text").fill("She slept badly.")
        writing.clock.fast_forward("00:04")
    assert (answer.value.status, _kept(house)) == (204, [["She slept badly."]])

    # When nobody is there any more, a word after the last keeping
    writing.get_by_label("Text").press_sequentially(" Ate little.")
    writing.clock.fast_forward("00:01")
    with writing.expect_navigation(url="**/sign-in/**"):
        writing.clock.fast_forward("02:05")
    expect(writing.get_by_text("You were away for a while")).to_be_visible()
    writing.get_by_label("E-mail").fill(dana.email)
    writing.get_by_label("Password", exact=True).fill(PASSWORD)
    writing.get_by_role("button", name="Sign in", exact=True).click()
    writing.get_by_label("Code").fill(code())
    writing.get_by_role("button", name="Sign in", exact=True).click()

    # Then all of it is there, and says since when
    expect(writing.get_by_label("Kept for you")).to_contain_text("We kept what you typed at")
    expect(writing.get_by_label("Text")).to_have_value("She slept badly. Ate little.")


def test_a_note_that_is_saved_leaves_no_draft(writing: Page, house: Clinic) -> None:
    with writing.expect_response("**/drafts/"):
        writing.get_by_label("Text").fill("She slept well.")
        writing.clock.fast_forward("00:04")
    writing.get_by_label("Text").press_sequentially(" Really.")

    writing.get_by_role("button", name="Save the note").click()

    expect(writing.get_by_role("heading", level=1)).to_have_text("Your account")
    assert _kept(house) == []


def test_a_draft_under_way_does_not_outlive_the_form(writing: Page, house: Clinic) -> None:
    writing.route("**/drafts/", lambda route: (writing.wait_for_timeout(300), route.continue_()))
    writing.get_by_label("Text").fill("She slept well.")
    writing.clock.fast_forward("00:04")

    writing.get_by_role("button", name="Save the note").click()

    expect(writing.get_by_role("heading", level=1)).to_have_text("Your account")
    assert _kept(house) == []


def test_discarding_empties_the_form(writing: Page, house: Clinic) -> None:
    with writing.expect_response("**/drafts/"):
        writing.get_by_label("Text").fill("She slept badly.")
        writing.clock.fast_forward("00:04")
    writing.on("dialog", lambda dialog: dialog.accept())
    writing.goto("/notes/7/")

    writing.get_by_role("link", name="Discard it").click()
    writing.get_by_role("button", name="Discard it").click()

    expect(writing.get_by_label("Text")).to_have_value("")
    assert _kept(house) == []


def test_if_it_cannot_be_kept_the_page_says_so(writing: Page) -> None:
    writing.route("**/drafts/", lambda route: route.fulfill(status=413))

    writing.get_by_label("Text").fill("She slept badly.")
    writing.clock.fast_forward("00:04")

    expect(writing.get_by_text("What you type is not being kept right now.")).to_be_visible()
