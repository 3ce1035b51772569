"""What each sort of actor gets from each table, in raw SQL: rows seen, added, changed, moved, deleted."""

from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from django.db import DatabaseError, connection, transaction

from stepwell.platform.walls.rights import Role
from stepwell.platform.walls.scope import NOBODY, Kind, Scope, speaking
from tests import samples
from tests.undoing import undone
from tests.worlds import Clinic

Outcome = tuple[Any, ...]


@dataclass(frozen=True)
class Sample:
    """A row of a table as JSON, one of each organization."""

    table: str
    tenant: str  # the column of the organization
    key: str
    own: str
    others: str


def actors(clinic: Clinic, other: Clinic) -> dict[str, Scope]:
    """Return every sort of actor that a wall has to do with, of the first organization and from outside it."""
    stranger, here = other["director"].account.pk, clinic.organization.pk
    return {
        "nobody": NOBODY,
        "nobody, naming the organization": Scope(organization=here),
        "stranger": other["director"].scope,
        "stranger, naming the organization": Scope(actor=stranger, organization=here, kind=Kind.STAFF, purpose="x"),
        "founder of another day": Scope(actor=stranger, organization=here, kind=Kind.FOUNDER, purpose="x"),
        "visitor with a made-up token": Scope(organization=here, kind=Kind.VISITOR, token="0" * 64),
        "visitor": samples.visitor(clinic),
        "visitor of the other organization": samples.visitor(other),
        "job": clinic.system(),
        "job of the other organization": other.system(),
        **{role: clinic[role].scope for role in Role},
        **{
            f"{role} south": clinic[f"{role} south"].scope
            for role in (Role.CLINICIAN, Role.DIRECTOR, Role.ADMINISTRATOR)
        },
        **{f"{role} everywhere": clinic[f"{role} everywhere"].scope for role in (Role.PRIVACY, Role.ADMINISTRATOR)},
    }


# Every definer function, asked with what the samples hold. They see through the walls of the tables they read.
LOOKUPS = {
    "membership": "stepwell.membership()",
    "is_founding": "stepwell.is_founding()",
    "held": "stepwell.held('chart', false, false)",
    "clients": "stepwell.clients('chart', false, false)",
    "my_organizations": "stepwell.my_organizations()",
    "installation": "stepwell.installation()",
    "organizations": "stepwell.organizations()",
    "visited": "stepwell.visited()",
    "visited_link": "stepwell.visited_link()",
    "opened_link": "stepwell.opened_link()",
    "opened_subject": "stepwell.opened_subject()",
    "demo_people": "stepwell.demo_people()",
    "find_clients": "stepwell.find_clients('{lopez}', 20)",
    "find_for_emergency": "stepwell.find_for_emergency(NULL, NULL, 'nguyen', '1990-01-04')",
}


_TOLD = "SELECT string_agg(told::text, ',' ORDER BY told::text) FROM {} told"


def definer_functions() -> list[str]:
    """Return the functions that run with their owner's rights, from the catalog."""
    return _column("SELECT proname FROM pg_proc WHERE prosecdef AND pronamespace = 'stepwell'::regnamespace ORDER BY 1")


def look_up(cast: dict[str, Scope]) -> dict[str, Outcome]:
    """Return what each actor is told by each lookup."""
    told = {}
    for name, scope in cast.items():
        with speaking(scope):
            told[name] = tuple(
                _try(f"SELECT string_agg(told::text, ',' ORDER BY told::text) FROM {call} told")
                for call in LOOKUPS.values()
            )
    return told


def walled_tables() -> list[str]:
    """Return the tables with a wall, from the catalog."""
    return _column(
        "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND relrowsecurity"
        " ORDER BY 1"
    )


def sample(table: str, clinic: Clinic, other: Clinic) -> Sample:
    """Return a row of each organization; raises LookupError naming a table that has none. Asked as the owner."""
    tenant = "id" if table.startswith("tenancy_organization") else "organization_id"
    rows = []
    for organization in (clinic, other):
        found = _column(
            f"SELECT to_jsonb(t)::text FROM {table} t WHERE {tenant} = %s LIMIT 1", organization.organization.pk
        )
        if not found and table == "tenancy_organizationevent":
            found = _column(
                f"SELECT to_jsonb(t)::text FROM {table} t WHERE id = %s LIMIT 1", organization.organization.pk
            )
        if not found:
            message = f"{table} has no row of {organization.organization.name}: give tests/samples.py one"
            raise LookupError(message)
        rows.append(found[0])
    key = _column(
        "SELECT attname FROM pg_index JOIN pg_attribute ON attrelid = indrelid AND attnum = ANY (indkey)"
        " WHERE indrelid = %s::regclass AND indisprimary",
        table,
    )[0]
    return Sample(table, tenant, key, *rows)


def run(one: Sample, cast: dict[str, Scope], elsewhere: Any) -> dict[str, Outcome]:
    """Return what each actor gets from the table. `elsewhere` is the other organization's id."""
    outcomes = {}
    for name, scope in cast.items():
        with speaking(scope):
            outcomes[name] = (
                _try(f"SELECT count(*), count(DISTINCT {one.tenant}) FROM {one.table}"),
                _insert(one, one.own),
                _insert(one, one.others),
                _changed(f"UPDATE {one.table} SET {one.tenant} = {one.tenant}"),
                _changed(f"UPDATE {one.table} SET {one.tenant} = %s WHERE {one.tenant} <> %s", elsewhere, elsewhere),
                _changed(f"DELETE FROM {one.table}"),
            )
    return outcomes


def _insert(one: Sample, row: str) -> Any:
    """Add a copy of a real row under a new key: 42501 is the wall; a duplicate key means that the wall let it in."""
    new = f"jsonb_build_object('{one.key}', {'%s::text' if _is_uuid(row, one.key) else '%s::bigint'})"
    key = str(uuid4()) if _is_uuid(row, one.key) else 2**40
    sql = f"INSERT INTO {one.table} SELECT (jsonb_populate_record(NULL::{one.table}, %s::jsonb || {new})).*"
    return _try_write(sql, row, key)


def _is_uuid(row: str, key: str) -> bool:
    return f'"{key}": "' in row


def _try(sql: str, *values: Any) -> Any:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql, values)
            return cursor.fetchone()
    except DatabaseError as refusal:
        return _code(refusal)


def _changed(sql: str, *values: Any) -> Any:
    return _try_write(sql, *values)


def _try_write(sql: str, *values: Any) -> Any:
    result: Any = None
    try:
        with undone(), connection.cursor() as cursor:
            cursor.execute(sql, values)
            result = cursor.rowcount
    except DatabaseError as refusal:
        return _code(refusal)
    return result


def _code(refusal: DatabaseError) -> str:
    return str(getattr(refusal.__cause__, "sqlstate", refusal))


def _column(sql: str, *values: Any) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return [row[0] for row in cursor.fetchall()]
