"""Every page that shows client data leaves an access event: asked of all addresses there are, as every role.

The clinic is made once and every test is undone: there are many pages, and each is opened by many.
"""

from typing import Any

import pytest
from django.http import HttpResponseBase
from django.test import Client as Web

from stepwell.platform.trail.models import AccessEvent
from stepwell.platform.walls.rights import Category, Role, holds
from stepwell.platform.walls.scope import acting
from tests.walking import PAGES, Page, address
from tests.web.conftest import MARKER, NUMBER, enter
from tests.worlds import Clinic

PEOPLE = [*Role, "director everywhere", "privacy everywhere"]
SEARCHES = {"clients:find", "privacy:of_client"}  # asked by POST, so that no name stands in an address


def text_of(answer: HttpResponseBase) -> str:
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]
    return content.decode("utf-8", errors="replace")


def count_events(clinic: Clinic) -> int:
    with acting(clinic.system()):
        return AccessEvent.objects.count()


def open_page(web: Web, page: Page, keys: dict[str, Any]) -> HttpResponseBase:
    """Open a page; one that searches is sent the marked name to look for."""
    where = address(page, keys)
    return web.post(where, {"q": MARKER}) if page.name in SEARCHES else web.get(where)


@pytest.mark.parametrize("who", PEOPLE)
def test_whoever_is_shown_a_client_leaves_an_event(world: Clinic, keys: dict[str, Any], who: str) -> None:
    web = enter(world[who])
    silent, seen = [], 0

    for page in PAGES:
        before = count_events(world)
        # Pages of the account may end a sign-in or its second factor: they get a browser of their own.
        answer = open_page(web if ":" in page.name else enter(world[who]), page, keys)
        if answer.status_code != 200:
            continue
        text = text_of(answer)
        shown = MARKER in text or NUMBER in text
        must = page.shows_clients or shown
        seen += shown
        if must and count_events(world) == before:
            silent.append(page.name)

    assert silent == []
    assert bool(seen) is holds(frozenset({Role(who.split()[0])}), Category.IDENTITY)


def test_every_page_that_is_marked_opens_to_somebody_and_leaves_an_event(world: Clinic, keys: dict[str, Any]) -> None:
    webs = {
        who: enter(world[who])
        for who in (
            "supervisor",
            "privacy everywhere",
            "admissions",
            "clinician",
            "utilization",
            "biller",
            "biller everywhere",
        )
    }
    unseen = [page.name for page in PAGES if page.shows_clients and not _leaves_an_event(world, keys, page, webs)]

    assert unseen == []


def _leaves_an_event(world: Clinic, keys: dict[str, Any], page: Page, webs: dict[str, Web]) -> bool:
    """Return whether the page leaves an event with the first of some people to whom it opens."""
    for web in webs.values():
        before = count_events(world)
        answer = open_page(web, page, keys)
        if answer.status_code in {200, 302}:
            text_of(answer)
            return count_events(world) > before
    return False


def test_every_page_whose_address_names_a_client_is_marked_unless_it_only_changes_something() -> None:
    only_changes = {
        "billing:keep_statement",
        "billing:send_statement",
        "clients:end_contact",
        "crisis:give_plan",
        "crisis:start_plan",
        "crisis:take_over",
        "clients:end_emergency_contact",
        "clients:rank_diagnosis",
        "clients:end_care",
        "funding:assign",
        "funding:end_plan",
        "funding:file_paper",
        "funding:take_off",
        "funding:write_affording",
        "funding:write_plan",
        "reviews:begin",
        "reviews:begin_discharge",
        "reviews:carry_out",
        "reviews:keep_letter",
        "scheduling:wait_no_longer",
        "treatmentplans:remove",
    }
    unmarked = {page.name for page in PAGES if "client_id" in page.arguments and not page.shows_clients}

    assert unmarked == only_changes
