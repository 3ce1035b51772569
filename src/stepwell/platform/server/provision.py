"""The roles and the database, made once on each server by its superuser (docs/adr/0002-walls.md).

`stepwell_owner` owns the tables, `stepwell_app` owns nothing, `stepwell_lookup` owns the functions that look behind the
walls. Running it again changes nothing but the two passwords.
"""

import secrets

from psycopg import Connection, connect
from psycopg.sql import SQL, Composable, Identifier

from stepwell.platform.server.failures import ServerUnusable
from stepwell.platform.server.urls import Urls, as_another, of_database

OWNER, APPLICATION, LOOKUP = "stepwell_owner", "stepwell_app", "stepwell_lookup"
DATABASE = "stepwell"
OLDEST = 150000  # PostgreSQL 15, as server_version_num says it
_GRANTS_HAVE_OPTIONS = 160000
_BUILTIN_LOCALES = 170000
_PLAIN = SQL("NOSUPERUSER NOCREATEROLE NOREPLICATION NOBYPASSRLS")


def provision(superuser_url: str, *, tests: bool = False, database: str = DATABASE) -> Urls:
    """Make the roles with new random passwords, and the database unless it is there.

    superuser_url  a superuser's connection URL, on the embedded or any other server from PostgreSQL 15 on
    tests          the owner may also make databases and become the application, which the tests of the walls need
    returns        the two connection URLs
    raises         ServerUnusable if the server is too old or the role is no superuser
    """
    passwords = {OWNER: secrets.token_urlsafe(32), APPLICATION: secrets.token_urlsafe(32)}
    with connect(superuser_url, autocommit=True, connect_timeout=10) as connection:
        _check(connection)
        with connection.transaction():
            _make_roles(connection, passwords, tests=tests)
        _make_database(connection, database)
    for name in (database, "template1") if tests else (database,):
        _open_schema(superuser_url, name)
    urls = {
        role: as_another(superuser_url, user=role, password=password, dbname=database)
        for role, password in passwords.items()
    }
    return Urls(application=urls[APPLICATION], owner=urls[OWNER])


def _check(connection: Connection) -> None:
    if connection.info.server_version < OLDEST:
        message = "The PostgreSQL server is too old. Stepwell needs version 15 or newer."
        raise ServerUnusable(message)
    row = connection.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user").fetchone()
    if row is None or not row[0]:
        message = "Roles can be made by a superuser of the PostgreSQL server only. Sign in as one."
        raise ServerUnusable(message)


def _make_roles(connection: Connection, passwords: dict[str, str], *, tests: bool) -> None:
    # On PostgreSQL 15 a member inherits always, unless the role itself says it does not.
    _make_role(connection, OWNER, SQL("LOGIN NOINHERIT {}").format(SQL("CREATEDB" if tests else "NOCREATEDB")))
    _make_role(connection, APPLICATION, SQL("LOGIN NOCREATEDB"))
    _make_role(connection, LOOKUP, SQL("NOLOGIN NOCREATEDB"))
    for role, password in passwords.items():
        # Only the verifier travels, so that no log of the server can hold the password.
        verifier = connection.pgconn.encrypt_password(password.encode(), role.encode(), b"scram-sha-256").decode()
        connection.execute(SQL("ALTER ROLE {} PASSWORD {}").format(Identifier(role), verifier))
    for granted in (LOOKUP, APPLICATION) if tests else (LOOKUP,):
        _let_owner_become(connection, granted)


def _make_role(connection: Connection, role: str, rights: Composable) -> None:
    known = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]).fetchone()
    verb = SQL("ALTER ROLE" if known else "CREATE ROLE")
    connection.execute(SQL("{} {} {} {}").format(verb, Identifier(role), _PLAIN, rights))


def _let_owner_become(connection: Connection, role: str) -> None:
    options = SQL("WITH INHERIT FALSE, SET TRUE" if connection.info.server_version >= _GRANTS_HAVE_OPTIONS else "")
    connection.execute(SQL("GRANT {} TO {} {}").format(Identifier(role), Identifier(OWNER), options))


def _make_database(connection: Connection, database: str) -> None:
    if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [database]).fetchone():
        builtin = connection.info.server_version >= _BUILTIN_LOCALES
        locale = SQL("LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8' LOCALE 'C'" if builtin else "LOCALE 'C.UTF-8'")
        connection.execute(
            SQL("CREATE DATABASE {} OWNER {} TEMPLATE template0 ENCODING 'UTF8' {}").format(
                Identifier(database), Identifier(OWNER), locale
            )
        )
    connection.execute(SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(Identifier(database)))
    connection.execute(
        SQL("GRANT CONNECT, TEMPORARY ON DATABASE {} TO {}").format(Identifier(database), Identifier(APPLICATION))
    )


def _open_schema(superuser_url: str, database: str) -> None:
    """Let the owner make tables. Version 15 gives that right to owners by membership, which ours does not inherit."""
    with connect(of_database(superuser_url, database), autocommit=True, connect_timeout=10) as connection:
        if connection.info.server_version < _GRANTS_HAVE_OPTIONS:
            connection.execute(SQL("GRANT ALL ON SCHEMA public TO {}").format(Identifier(OWNER)))
