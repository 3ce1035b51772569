"""A link to something of a client, and the browser of whoever holds it."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone

from stepwell.platform.links import actions, purposes, visitors
from stepwell.platform.links.actions import Made, Opens
from stepwell.platform.links.rules.identity import Identity
from stepwell.platform.links.rules.secret import digest
from stepwell.platform.walls.rights import Category
from stepwell.platform.walls.scope import Kind, Scope, acting
from tests.worlds import Clinic

RIGHT = Identity(("Ana Lopez",), date(1990, 1, 1), "123456")
WRONG = Identity(("Ana Lopez",), date(1990, 1, 2), "123456")


@pytest.fixture(autouse=True)
def purpose() -> Iterator[None]:
    """Register what the links of these tests open."""
    purposes.register(purposes.Purpose("test", "links:enter", timedelta(days=7)))
    yield
    del purposes._purposes["test"]


def make(
    clinic: Clinic,
    *,
    identity: Identity | None = None,
    who: str = "admissions",
    client: str = "ana",
    at: datetime | None = None,
) -> Made:
    """Return a link to a client's own row, made by somebody of the clinic."""
    key = clinic.clients[client].pk
    opens = Opens(subject=key, category=Category.DEMOGRAPHICS, client=key)
    with acting(clinic[who].scope) as scope:
        return actions.make_link(actor=scope, at=at or timezone.now(), purpose="test", opens=opens, identity=identity)


def holder(made: Made, browser: str = "one") -> Scope:
    """Return the scope of whoever holds a link, in a browser."""
    token = f"{digest(made.secret)}.{digest(browser)}"
    return Scope(organization=made.link.organization_id, kind=Kind.VISITOR, token=token, purpose="link: test")


def known_as(made: Made) -> bool:
    """Return whether the link is in force."""
    return visitors.visitor_with(visitors.token_of(made.secret)) is not None
