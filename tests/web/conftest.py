"""For tests of pages: signing in as any person of a clinic, and a clinic with a row of everything."""

import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client as Web

from stepwell.clients.models import Client
from stepwell.clients.rules.names import search_key
from stepwell.platform.accounts import factors, presence
from stepwell.platform.tenancy.middleware import ORGANIZATION
from stepwell.platform.walls.scope import acting
from tests import samples
from tests.undoing import undone
from tests.walking import keys_of
from tests.worlds import Clinic, Person, make_clinic

MARKER, NUMBER = "Zyxwarth", "ZX-77"  # the name and record number of one client, which stand nowhere else
SignIn = Callable[[Person], Web]


def enter(person: Person) -> Web:
    """Return a browser signed in as a person: second factor proved, organization chosen."""
    web = Web()
    web.force_login(person.account)
    session = web.session
    session[ORGANIZATION] = str(person.organization_id)
    session[factors.PROVED] = True
    presence.begin(session, time.time())
    session.save()
    return web


@pytest.fixture
def sign_in(db: None) -> SignIn:
    """Return `enter`, for tests in which nothing is committed."""
    del db
    return enter


@pytest.fixture(scope="module")
def _standing(django_db_setup: None, django_db_blocker: Any) -> Iterator[tuple[Clinic, dict[str, Any]]]:
    """A clinic with a row of everything; one client has a name that stands nowhere else."""
    del django_db_setup
    with django_db_blocker.unblock(), undone():
        clinic = make_clinic("Riverbend")
        clinic.hire_everybody()
        samples.fill(clinic)
        with acting(clinic["admissions"].scope):
            Client.objects.filter(pk=clinic.clients["ana"].pk).update(
                first_name="Quillan",
                last_name=MARKER,
                record_number=NUMBER,
                search_key=search_key("Quillan", "", MARKER, ""),
            )
        yield clinic, keys_of(clinic)


@pytest.fixture
def world(_standing: tuple[Clinic, dict[str, Any]], django_db_blocker: Any) -> Iterator[Clinic]:
    with django_db_blocker.unblock(), undone():
        yield _standing[0]


@pytest.fixture
def keys(_standing: tuple[Clinic, dict[str, Any]]) -> dict[str, Any]:
    return _standing[1]
