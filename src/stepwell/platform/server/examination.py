"""What is wrong with the database server and its roles, whichever server it is. Each finding says how to mend it."""

from collections.abc import Iterator
from typing import Any

import psycopg
from psycopg import Connection

from stepwell.config import database
from stepwell.kernel.findings import Finding
from stepwell.platform.server.provision import LOOKUP, OLDEST

_LOGS = {
    "log_min_error_statement": ("panic",),
    "log_error_verbosity": ("terse",),
    "log_min_duration_statement": ("-1",),
    "log_statement": ("none", "ddl"),
    "log_parameter_max_length_on_error": ("0",),
}
_EXTENSIONS = ("btree_gist", "fuzzystrmatch", "pg_trgm")
_LONGEST_IDLE_MS = 300_000
_ROLE = """
SELECT rolsuper, rolbypassrls, rolcreaterole OR rolreplication,
       EXISTS (SELECT FROM pg_database WHERE datname = current_database() AND datdba = r.oid),
       EXISTS (SELECT FROM pg_class WHERE relowner = r.oid) OR EXISTS (SELECT FROM pg_namespace WHERE nspowner = r.oid),
       EXISTS (SELECT FROM pg_auth_members WHERE member = r.oid)
FROM pg_roles r WHERE rolname = current_user
"""


def examine() -> Iterator[Finding]:
    """Yield what is wrong, looking as the application and, if its credentials are here, as the owner."""
    if not database.url("application"):
        yield Finding("SYS-001", "No database is set up here. Run: stepwell up")
        return
    try:
        with psycopg.connect(database.url("application"), connect_timeout=10) as connection:
            yield from _server(connection)
            yield from _logs(connection)
            yield from _application(connection)
    except psycopg.OperationalError:
        yield Finding(
            "SYS-002",
            "The database server takes no connection of the application. See that it runs, and that DATABASE_URL or "
            "the file application.url holds the right address and password.",
        )
        return
    if database.url("owner"):
        yield from _owner()


def _server(connection: Connection[Any]) -> Iterator[Finding]:
    if connection.info.server_version < OLDEST:
        yield Finding("SYS-003", "The PostgreSQL server is older than version 15. Move the data to a newer one.")
    installed = {name for (name,) in connection.execute("SELECT extname FROM pg_extension").fetchall()}
    available = {name for (name,) in connection.execute("SELECT name FROM pg_available_extensions").fetchall()}
    for name in _EXTENSIONS:
        if name not in available:
            yield Finding(
                "SYS-004", f"The server lacks the extension {name}. Install PostgreSQL's contrib package there."
            )
    if "pg_stat_statements" in installed:
        yield Finding(
            "SYS-005",
            "pg_stat_statements is installed in our database: it keeps statements, and a restore fails on it. Run "
            "there as superuser: DROP EXTENSION pg_stat_statements",
        )
    if not connection.execute("SELECT FROM pg_roles WHERE rolname = %s AND NOT rolcanlogin", [LOOKUP]).fetchall():
        yield Finding("SYS-006", f"The role {LOOKUP} is missing, or can sign in. Run: stepwell provision")


def _logs(connection: Connection[Any]) -> Iterator[Finding]:
    for name, wanted in _LOGS.items():
        found = _setting(connection, name)
        if found not in wanted:
            yield Finding(
                "SYS-007",
                f"The server's log would hold clients' data: {name} is {found}. Run there as superuser: "
                f"ALTER SYSTEM SET {name} = '{wanted[0]}'; SELECT pg_reload_conf()",
            )
    row = connection.execute("SELECT setting::bigint FROM pg_settings WHERE name = %s", [_IDLE]).fetchone()
    if row and not 0 < row[0] <= _LONGEST_IDLE_MS:
        yield Finding(
            "SYS-008",
            f"A forgotten transaction would halt the seals of the access log: {_IDLE} is off or too long. Run there as "
            f"superuser: ALTER SYSTEM SET {_IDLE} = '60s'; SELECT pg_reload_conf()",
        )


_IDLE = "idle_in_transaction_session_timeout"


def _application(connection: Connection[Any]) -> Iterator[Finding]:
    superuser, bypasses, makes_roles, owns_database, owns, member = connection.execute(_ROLE).fetchone() or [False] * 6
    if superuser or bypasses or makes_roles:
        yield Finding(
            "SYS-009",
            "The application's role can pass the walls between organizations (superuser, BYPASSRLS, CREATEROLE or "
            "REPLICATION). Give DATABASE_URL the role stepwell_app, made by: stepwell provision",
        )
    if owns_database or owns:
        yield Finding(
            "SYS-010", "The application's role owns tables or the database. It must own nothing: use stepwell_app."
        )
    if member:
        yield Finding("SYS-011", "The application's role is a member of another role. Run as superuser: REVOKE it.")


def _owner() -> Iterator[Finding]:
    try:
        with psycopg.connect(database.url("owner"), connect_timeout=10) as connection:
            superuser, bypasses, makes_roles, owns_database, *_ = connection.execute(_ROLE).fetchone() or [False] * 6
    except psycopg.OperationalError:
        yield Finding("SYS-012", "The owner cannot sign in. Check DATABASE_OWNER_URL or the file owner.url.")
        return
    if superuser or bypasses or makes_roles:
        yield Finding(
            "SYS-013", "The owner's role has more rights than it needs. Use stepwell_owner, made by: stepwell provision"
        )
    if not owns_database:
        yield Finding(
            "SYS-014", "The owner's role does not own the database. Run as superuser: ALTER DATABASE ... OWNER TO"
        )


def _setting(connection: Connection[Any], name: str) -> str:
    row = connection.execute("SELECT current_setting(%s)", [name]).fetchone()
    return str(row[0]) if row else ""
