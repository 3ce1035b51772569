"""The staff frame says who acts for whom, and offers only what exists."""

from collections.abc import Callable

import pytest

from stepwell.platform.ui import navigation
from stepwell.platform.ui.navigation import Item
from tests.web.ui.somebody import Somebody

Page = Callable[..., str]


def test_the_frame_names_the_organization_the_site_and_the_person(staff_page: Page) -> None:
    page = staff_page(Somebody(name="Jo <b>Ames</b>"))

    assert "<strong>Riverbend</strong>" in page
    assert "· Eastbank" in page
    assert "Jo &lt;b&gt;Ames&lt;/b&gt;" in page
    assert "<b>Ames" not in page


@pytest.mark.usefixtures("places")
def test_the_frame_offers_search_account_and_sign_out(staff_page: Page) -> None:
    page = staff_page(Somebody())

    assert 'action="/find/" method="post"' in page
    assert 'href="/account/"' in page
    assert '<form action="/out/" method="post">' in page


@pytest.mark.usefixtures("places")
@pytest.mark.parametrize(("organizations", "count"), [(1, 0), (2, 2)])
def test_switching_is_offered_to_those_with_two_organizations(staff_page: Page, organizations: int, count: int) -> None:
    assert staff_page(Somebody(organizations=organizations)).count('href="/organizations/"') == count


@pytest.mark.parametrize("is_demo", [True, False])
def test_a_demo_says_so_on_every_page(staff_page: Page, *, is_demo: bool) -> None:
    assert ("Everyone here is invented" in staff_page(Somebody(is_demo=is_demo))) is is_demo


@pytest.mark.usefixtures("places")
def test_a_signed_in_page_watches_for_an_empty_chair(staff_page: Page) -> None:
    page = staff_page(Somebody())

    assert 'data-idle-minutes="15" data-idle-url="/stay/"' in page
    assert '<form action="/out/" method="post" data-idle-out>' in page


@pytest.mark.usefixtures("places")
def test_signed_out_there_is_nothing_to_watch_and_nobody_to_name(staff_page: Page) -> None:
    page = staff_page(None)

    assert "data-idle" not in page
    assert "Riverbend" not in page
    assert "/out/" not in page


def test_what_no_room_supplied_is_not_drawn(staff_page: Page) -> None:
    page = staff_page(Somebody())

    assert 'role="search"' not in page
    assert "data-idle" not in page


def test_a_phone_reaches_every_item_through_more(staff_page: Page) -> None:
    for order, name in enumerate(("today", "clients", "billing", "find", "account")):
        navigation.register(Item(name.title(), name, "sun", order=order))

    page = staff_page(Somebody())

    assert 'popovertarget="me"' in page
    more = page[page.index('aria-label="More pages"') :]
    assert 'href="/account/"' in more[: more.index("</nav>")]


def test_messages_and_fragments_get_the_token(staff_page: Page) -> None:
    assert 'hx-headers:inherited=\'{"X-CSRFToken": "' in staff_page(Somebody())


def test_no_page_is_styled_or_scripted_inline(staff_page: Page) -> None:
    page = staff_page(Somebody())

    assert " style=" not in page
    assert "<style" not in page
    assert "<script>" not in page
