"""Tests run as the application's own role: it owns nothing, and no wall is off in any of them."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.db import connections
from django.test import TransactionTestCase
from django.test.utils import setup_databases, teardown_databases
from psycopg.conninfo import conninfo_to_dict
from pytest_socket import disable_socket

from stepwell.config import database
from tests import probes
from tests.worlds import Clinic, make_clinic


@contextmanager
def as_owner() -> Iterator[None]:
    """Give the connection the owner's credentials for a while: making databases and emptying tables are its rights."""
    connection = connections["default"]
    connection.close()
    kept = {name: connection.settings_dict[name] for name in ("USER", "PASSWORD", "OPTIONS")}
    owner = conninfo_to_dict(database.url("owner"))
    connection.settings_dict.update(
        USER=owner["user"], PASSWORD=owner["password"], OPTIONS={"options": database.OWNER_OPTIONS}
    )
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict.update(kept)


@pytest.fixture(scope="session")
def django_db_setup(
    request: pytest.FixtureRequest, django_test_environment: None, django_db_blocker: Any
) -> Iterator[None]:
    """Make the test database as the owner, then leave it to the application."""
    del django_test_environment
    keep = request.config.getvalue("reuse_db") and not request.config.getvalue("create_db")
    with django_db_blocker.unblock(), as_owner():
        made = setup_databases(verbosity=0, interactive=False, keepdb=keep)
        probes.make_tables()
    yield
    with django_db_blocker.unblock(), as_owner():
        if not keep:
            teardown_databases(made, verbosity=0)


def _flush(case: TransactionTestCase) -> None:
    """Empty every table as the owner: the probes, which no app owns, by cascade, and the counters of rate limits."""
    del case
    with as_owner():
        call_command("flush", verbosity=0, interactive=False, allow_cascade=True, inhibit_post_migrate=False)
        cache.clear()


@pytest.fixture(autouse=True, scope="session")
def _flush_as_owner() -> Iterator[None]:
    kept, TransactionTestCase._fixture_teardown = TransactionTestCase._fixture_teardown, _flush  # type: ignore[method-assign]
    yield
    TransactionTestCase._fixture_teardown = kept  # type: ignore[method-assign]


def pytest_runtest_setup() -> None:
    disable_socket(allow_unix_socket=True)


@pytest.fixture
def clinic(db: None) -> Clinic:
    """Riverbend: two sites, staff of every role, clients whose names overlap with the other organization's."""
    del db
    return make_clinic("Riverbend")


@pytest.fixture
def other(db: None) -> Clinic:
    """Lakeside: the other tenant. The same names live here, so that a leak would show."""
    del db
    return make_clinic("Lakeside")
