"""Tests run as the application's own role: it owns nothing, and no wall is off in any of them."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
import pytest
from django.core.cache import cache
from django.db import connections
from django.test import TransactionTestCase
from hypothesis import settings
from psycopg.conninfo import conninfo_to_dict
from pytest_socket import disable_socket

from stepwell.config import database
from stepwell.platform.server import provision
from tests import template
from tests.worlds import Clinic, make_clinic

# No example fails because a machine is busy.
settings.register_profile("patient", settings(), deadline=None)
settings.load_profile("patient")


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
def django_db_setup(django_test_environment: None, django_db_blocker: Any) -> Iterator[None]:
    """Copy the template as the owner, then leave the copy to the application."""
    del django_test_environment
    connection = connections["default"]
    name = f"test_{connection.settings_dict['NAME']}"
    with django_db_blocker.unblock():
        _as_owner_of_the_server(*_gone(name), f"CREATE DATABASE {name} TEMPLATE {template.NAME}")
        connection.settings_dict["NAME"] = name
    yield
    with django_db_blocker.unblock():
        connections.close_all()
        connection.close_pool()
        _as_owner_of_the_server(*_gone(name))


def _gone(name: str) -> tuple[str, ...]:
    """Drop a database; what a thread of the web server still holds open there, only the application may close."""
    return (
        f"SET ROLE {provision.APPLICATION}",
        f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}' AND usename = current_user",
        "RESET ROLE",
        f"DROP DATABASE IF EXISTS {name}",  # the server waits for connections that are being closed
    )


def _as_owner_of_the_server(*statements: str) -> None:
    connections.close_all()
    with psycopg.connect(database.url("owner"), dbname="postgres", autocommit=True) as server:
        for statement in statements:
            server.execute(statement)


# What the template holds and no test changes.
_KEPT = {"django_migrations", "django_content_type", "auth_permission", "clients_diagnosiscode", "clients_codelist"}


def _flush(case: TransactionTestCase) -> None:
    """Empty every table as the owner, the probes too, and the counters of rate limits."""
    del case
    with as_owner(), connections["default"].cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        tables = {name for (name,) in cursor.fetchall()} - _KEPT
        cursor.execute(f"TRUNCATE {', '.join(sorted(tables))} RESTART IDENTITY")
    cache.clear()


@pytest.fixture(autouse=True, scope="session")
def _flush_as_owner() -> Iterator[None]:
    kept, TransactionTestCase._fixture_teardown = TransactionTestCase._fixture_teardown, _flush  # type: ignore[method-assign]
    yield
    TransactionTestCase._fixture_teardown = kept  # type: ignore[method-assign]


_LONG = 300  # seconds that a test is given when it is known to take long


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let each of two processes begin with its share of the long tests: begun last, they keep one waiting."""
    long = [item for item in items if _seconds_given(item) >= _LONG]
    short = [item for item in items if _seconds_given(item) < _LONG]
    half = len(short) // 2
    items[:] = [*long[::2], *short[:half], *long[1::2], *short[half:]]


def _seconds_given(item: pytest.Item) -> float:
    marker = item.get_closest_marker("timeout")
    return float(marker.args[0]) if marker else 0.0


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
