"""Signing in for tests of pages: as the application's role, through the middleware, as any person of a clinic."""

import time
from collections.abc import Callable

import pytest
from django.test import Client

from stepwell.platform.accounts import factors, presence
from stepwell.platform.tenancy.middleware import ORGANIZATION
from tests.worlds import Person

SignIn = Callable[[Person], Client]


def enter(person: Person) -> Client:
    """Return a browser signed in as a person: second factor proved, organization chosen."""
    web = Client()
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
