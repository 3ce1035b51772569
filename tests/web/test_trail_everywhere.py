"""Every page that shows client data leaves an access event: asked of all addresses there are, as every role."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest
from django.http import HttpResponseBase
from django.test import Client as Web
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.urls.resolvers import RoutePattern

from stepwell.clients.models import CareAssignment, Client, ContactMethod, EmergencyContact
from stepwell.clients.rules.names import search_key
from stepwell.people.models import Credential, Program, Room
from stepwell.platform.documents.models import Document
from stepwell.platform.tenancy.models import RoleAssignment
from stepwell.platform.trail.models import AccessEvent
from stepwell.platform.walls.rights import Category, Role, holds
from stepwell.platform.walls.scope import acting
from stepwell.privacy.models import EmergencyAccess
from tests import samples
from tests.web.conftest import SignIn
from tests.worlds import Clinic

MARKER, NUMBER = "Zyxwarth", "ZX-77"
PEOPLE = [*Role, "director everywhere", "privacy everywhere"]
# Rooms whose pages need no walk: the administrator of accounts (no client data by design) and the gallery of parts.
ELSEWHERE = ("admin:", "ui:")
SEARCHES = {"clients:find", "privacy:of_client"}  # asked by POST, so that no name stands in an address


@dataclass(frozen=True)
class Page:
    """One address of the URLconf, with the names of what it must be filled with."""

    name: str
    view: Any
    arguments: tuple[str, ...]

    @property
    def shows_clients(self) -> bool:
        return getattr(self.view, "shows_clients", False)


def _walk(resolver: URLResolver, space: str = "") -> Iterator[Page]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLPattern):
            if isinstance(entry.pattern, RoutePattern) and entry.name:
                yield Page(f"{space}{entry.name}", entry.callback, tuple(entry.pattern.converters))
        else:
            yield from _walk(entry, f"{space}{entry.namespace}:" if entry.namespace else space)


PAGES = [page for page in _walk(get_resolver()) if not page.name.startswith(ELSEWHERE)]
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


def keys_of(clinic: Clinic) -> dict[str, Any]:
    """Return what each argument of an address is filled with: rows of the client with the marked name."""
    ana = clinic.clients["ana"].pk
    with acting(clinic.system()):
        rooms: dict[str, Any] = {
            "people:sites": clinic.north.pk,
            "people:programs": Program.objects.values_list("pk", flat=True).get(),
            "people:rooms": Room.objects.values_list("pk", flat=True).get(),
        }
        return {
            **rooms,
            "client_id": ana,
            "method_id": ContactMethod.objects.values_list("pk", flat=True).get(client=ana),
            "contact_id": EmergencyContact.objects.values_list("pk", flat=True).get(client=ana),
            "assignment_id": CareAssignment.objects.filter(client=ana).values_list("pk", flat=True)[0],
            "access_id": EmergencyAccess.objects.values_list("pk", flat=True).get(),
            "document_id": _document(clinic),
            "membership_id": clinic["clinician"].membership.pk,
            "key": clinic["clinician"].membership.pk,
            "role": RoleAssignment.objects.filter(membership=clinic["clinician"].membership.pk).get().pk,
            "credential": Credential.objects.values_list("pk", flat=True).get(),
            "pk": 1,
            "token": "unknown",
            "secret": "AAAAA-AAAAA-AAAAA-AAAAA",
        }


def _document(clinic: Clinic) -> UUID:
    with acting(clinic["admissions"].scope):
        found = Document.objects.create(
            organization=clinic.organization,
            client=clinic.clients["ana"],
            category=Category.DEMOGRAPHICS,
            title="Card",
            media_type="application/pdf",
            size=3,
            sha256="1" * 64,
            content=b"pdf",
        )
    return found.pk


def address(page: Page, keys: dict[str, Any]) -> str:
    """Return a page's address. A KeyError here means: say in `keys_of` which row the new argument names."""
    room = page.name.split("-")[0]
    filled = {name: keys.get(room, keys[name]) if name == "key" else keys[name] for name in page.arguments}
    return reverse(page.name, kwargs=filled)


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
    only_changes = {"clients:end_contact", "clients:end_emergency_contact", "clients:end_care"}
    unmarked = {page.name for page in PAGES if "client_id" in page.arguments and not page.shows_clients}

    assert unmarked == only_changes
