"""What stands beside the tables: schema, extensions, functions, grants. Run by the owner around each migrate."""

import json
from importlib import resources
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.db import connection

from stepwell.platform.walls.open_tables import OPEN
from stepwell.platform.walls.rights import RIGHTS, Category

APPLICATION, LOOKUP = "stepwell_app", "stepwell_lookup"
OUTDATED = (  # functions of former versions
    "held(text, boolean, boolean)",
    "on_rosters_of(uuid, uuid)",
    "open_notes(uuid, timestamptz)",
    "rights(text)",
)
EXTENSIONS = ("btree_gist", "fuzzystrmatch", "pg_trgm")  # all trusted: the owner may create them


def before_migrate(**_: Any) -> None:
    """Refuse any role but the owner; make schema, extensions and functions."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_user, pg_has_role(datdba, 'MEMBER') FROM pg_database WHERE datname = current_database()"
        )
        user, owns = cursor.fetchone()
        if user == APPLICATION or not owns:
            message = f"Migrations run as the database's owner, not as {user}: use `stepwell migrate`."
            raise ImproperlyConfigured(message)
        cursor.execute("CREATE SCHEMA IF NOT EXISTS stepwell")
        cursor.execute(f"GRANT USAGE ON SCHEMA stepwell, public TO {APPLICATION}, {LOOKUP}")
        cursor.execute(f"GRANT CREATE ON SCHEMA stepwell TO {LOOKUP}")
        for extension in EXTENSIONS:
            cursor.execute(f"CREATE EXTENSION IF NOT EXISTS {extension}")
        make_functions(cursor)


def make_functions(cursor: Any) -> None:
    """Create or replace every function that policies ask, each owned by the role it runs as, granted by name."""
    cursor.execute("SET check_function_bodies = off")  # their tables come later
    cursor.execute("DROP FUNCTION IF EXISTS " + ", ".join(f"stepwell.{function}" for function in OUTDATED))
    cursor.execute(rights_function())
    cursor.execute(_script("identity.sql"))
    _grant_functions(cursor)
    cursor.execute(f"SET ROLE {LOOKUP}")
    cursor.execute(_script("lookups.sql"))
    cursor.execute(_script("search.sql"))
    cursor.execute(_script("course.sql"))
    cursor.execute(_script("schedule.sql"))
    cursor.execute(_script("attendance.sql"))
    cursor.execute(_script("notes.sql"))
    cursor.execute(_script("admissions.sql"))
    cursor.execute(_script("billing.sql"))
    _grant_functions(cursor)
    cursor.execute("RESET ROLE")
    cursor.execute("RESET check_function_bodies")


def rights_function() -> str:
    """Return the statement that hands the table of rights to PostgreSQL: "role reach" of whoever holds a category.

    An object is searched by halves; a CASE would be compared line by line at each question.
    """
    asked = [(category, writing, mine) for category in Category for writing in (False, True) for mine in (False, True)]
    table = {
        f"{category} {'w' if writing else 'r'} {'o' if mine else 'a'}": f"{{{_lines(category, writing, mine)}}}"
        for category, writing, mine in asked
    }
    return (
        "CREATE OR REPLACE FUNCTION stepwell.rights(category text, writing boolean, mine boolean) RETURNS text[]"
        " LANGUAGE sql IMMUTABLE AS $$\n"
        f"SELECT ('{json.dumps(table, indent=1)}'::jsonb"
        " ->> ($1 || CASE WHEN $2 THEN ' w' ELSE ' r' END || CASE WHEN $3 THEN ' o' ELSE ' a' END))::text[] $$"
    )


def _lines(category: Category, writing: bool, mine: bool) -> str:  # noqa: FBT001 (as PostgreSQL takes them)
    rights = (r for r in RIGHTS if r.category == category and (r.writes or not writing) and (mine or not r.own))
    return ",".join(sorted({f"{right.role} {right.reach}" for right in rights}))


def after_migrate(**_: Any) -> None:
    """Grant the tables that stand outside the walls exactly what `OPEN` says."""
    tables = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for table in OPEN.keys() & tables:
            cursor.execute(f"REVOKE ALL ON {table} FROM {APPLICATION}")
            if OPEN[table].rights:
                cursor.execute(f"GRANT {OPEN[table].rights} ON {table} TO {APPLICATION}")
        for sequence in _queue_sequences(cursor):
            cursor.execute(f"GRANT USAGE ON SEQUENCE {sequence} TO {APPLICATION}")


def _script(name: str) -> str:
    return resources.files(__package__).joinpath("sql", name).read_text(encoding="utf-8")


def _grant_functions(cursor: Any) -> None:
    cursor.execute(
        "SELECT p.oid::regprocedure::text FROM pg_proc p"
        " WHERE pronamespace = 'stepwell'::regnamespace AND proowner = current_user::regrole"
    )
    for (signature,) in cursor.fetchall():
        cursor.execute(f"REVOKE ALL ON FUNCTION {signature} FROM PUBLIC")
        cursor.execute(f"GRANT EXECUTE ON FUNCTION {signature} TO stepwell_owner, {APPLICATION}, {LOOKUP}")


def _queue_sequences(cursor: Any) -> list[str]:
    """Return the sequences of the job queue's tables (serial columns; identity columns need no right)."""
    cursor.execute("SELECT sequencename FROM pg_sequences WHERE sequencename LIKE 'procrastinate%'")
    return [name for (name,) in cursor.fetchall()]
