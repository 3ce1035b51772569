"""Every page that shows client data leaves an access event: asked of all addresses there are, as every role."""

from typing import Any

import pytest
from django.http import HttpResponseBase
from django.test import Client as Web

from stepwell.clients.models import Client
from stepwell.clients.rules.names import search_key
from stepwell.platform.trail.models import AccessEvent
from stepwell.platform.walls.rights import Category, Role, holds
from stepwell.platform.walls.scope import acting
from tests import samples
from tests.walking import PAGES, Page, address, keys_of
from tests.web.conftest import SignIn
from tests.worlds import Clinic

MARKER, NUMBER = "Zyxwarth", "ZX-77"
PEOPLE = [*Role, "director everywhere", "privacy everywhere"]
SEARCHES = {"clients:find", "privacy:of_client"}  # asked by POST, so that no name stands in an address


MARKED = [page for page in PAGES if page.shows_clients]


@pytest.fixture
def world(clinic: Clinic) -> Clinic:
    """A clinic with a row of everything; one client has a name that stands nowhere else."""
    samples.fill(clinic)
    ana = clinic.clients["ana"]
    with acting(clinic["admissions"].scope):
        key = search_key("Quillan", "", MARKER, "")
        Client.objects.filter(pk=ana.pk).update(
            first_name="Quillan", last_name=MARKER, record_number=NUMBER, search_key=key
        )
    return clinic


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
def test_whoever_is_shown_a_client_leaves_an_event(world: Clinic, sign_in: SignIn, who: str) -> None:
    web, keys = sign_in(world[who]), keys_of(world)
    silent, seen = [], 0

    for page in PAGES:
        before = count_events(world)
        # Pages of the account may end a sign-in or its second factor: they get a browser of their own.
        answer = open_page(web if ":" in page.name else sign_in(world[who]), page, keys)
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


@pytest.mark.parametrize("page", MARKED, ids=lambda page: page.name)
def test_every_page_that_is_marked_opens_to_somebody_and_leaves_an_event(
    world: Clinic, sign_in: SignIn, page: Page
) -> None:
    keys, opened = keys_of(world), []

    for who in ("privacy everywhere", "admissions", "supervisor", "clinician"):
        before = count_events(world)
        answer = open_page(sign_in(world[who]), page, keys)
        if answer.status_code in {200, 302}:
            text_of(answer)
            opened.append(count_events(world) - before)

    assert opened
    assert min(opened) >= 1


def test_every_page_whose_address_names_a_client_is_marked_unless_it_only_changes_something() -> None:
    only_changes = {
        "clients:end_contact",
        "crisis:give_plan",
        "crisis:start_plan",
        "crisis:take_over",
        "clients:end_emergency_contact",
        "clients:rank_diagnosis",
        "clients:end_care",
        "treatmentplans:remove",
    }
    unmarked = {page.name for page in PAGES if "client_id" in page.arguments and not page.shows_clients}

    assert unmarked == only_changes
