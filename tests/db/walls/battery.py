"""What each sort of actor gets from each table, in raw SQL: rows seen, added, changed, moved, deleted."""

import json
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from django.db import DatabaseError, connection, transaction

from stepwell.platform.walls.rights import Role
from stepwell.platform.walls.scope import NOBODY, Kind, Scope, speaking
from tests import samples
from tests.sampling import assessments as sampling_assessments
from tests.sampling import privacy as sampling_privacy
from tests.sampling import reminders as sampling_reminders
from tests.undoing import undone
from tests.worlds import Clinic

Outcome = tuple[Any, ...]


@dataclass(frozen=True)
class Sample:
    """A row of a table as JSON, one of each organization.

    tenant   the column of the organization
    columns  those that an insert must fill
    authors  those among them that name an account
    """

    table: str
    tenant: str
    key: str
    columns: tuple[str, ...]
    authors: tuple[str, ...]
    own: str
    others: str


_EVERYWHERE = (Role.PRIVACY, Role.ADMINISTRATOR, Role.ADMISSIONS, Role.SUPERVISOR, Role.PRESCRIBER)


def actors(clinic: Clinic, other: Clinic) -> dict[str, Scope]:
    """Return every sort of actor that a wall has to do with, of the first organization and from outside it."""
    stranger, here = other["director"].account.pk, clinic.organization.pk
    return {
        "nobody": NOBODY,
        "nobody, naming the organization": Scope(organization=here),
        "stranger": other["director"].scope,
        "stranger, naming the organization": Scope(actor=stranger, organization=here, kind=Kind.STAFF, purpose="x"),
        "founder of another day": Scope(actor=stranger, organization=here, kind=Kind.FOUNDER, purpose="x"),
        "founder": Scope(actor=stranger, organization=uuid4(), kind=Kind.FOUNDER, purpose="x"),
        "visitor of an ended link": samples.late_visitor(clinic),
        "visitor with a made-up token": Scope(organization=here, kind=Kind.VISITOR, token="0" * 64),
        "visitor": samples.visitor(clinic),
        "visitor of the other organization": samples.visitor(other),
        "visitor who is asked to answer": sampling_assessments.holder(clinic),
        "visitor who is asked to read": sampling_privacy.reader(clinic),
        "visitor who was reminded": sampling_reminders.holder(clinic),
        "job": clinic.system(),
        "job of the other organization": other.system(),
        **{role: clinic[role].scope for role in Role},
        **{
            f"{role} south": clinic[f"{role} south"].scope
            for role in (Role.CLINICIAN, Role.DIRECTOR, Role.ADMINISTRATOR)
        },
        **{f"{role} everywhere": clinic[f"{role} everywhere"].scope for role in (Role.PRIVACY, Role.ADMINISTRATOR)},
    }


_GROUP = "(SELECT id FROM scheduling_groupseries ORDER BY id LIMIT 1)"
_MEETING = "(SELECT id FROM scheduling_session ORDER BY starts_at DESC LIMIT 1)"
_HELD = "stepwell.episode_holds(e.id, e.client_id, '2026-03-02')"

_SEEN = "(SELECT array_agg(c ORDER BY c) FROM unnest(stepwell.seen(id, '{identity,chart,sessions,tests}')) c)"

# Every definer function, asked with what the samples hold. They see through the walls of the tables they read.
LOOKUPS = {
    "membership": "stepwell.membership()",
    "was_member": "stepwell.was_member()",
    "is_founding": "stepwell.is_founding()",
    "everywhere": "stepwell.everywhere('chart', false, false)",
    "sites": "stepwell.sites('chart', false, false)",
    "may_open_emergency": "stepwell.may_open_emergency()",
    "clients": "stepwell.clients('sessions', false, false)",
    "seen": f"(SELECT array_agg({_SEEN} ORDER BY id) FROM clients_client)",
    "booking_sites": "stepwell.booking_sites()",
    "led_sessions": "stepwell.led_sessions()",
    "places_left": f"(SELECT stepwell.places_left({_GROUP}, '2026-03-01', '2026-04-01', NULL))",
    "seats_left": f"(SELECT stepwell.seats_left({_MEETING}, NULL))",
    "feed_sessions": (
        "(SELECT array_agg(f.kind ORDER BY f.kind) FROM unnest(ARRAY['Ana of Riverbend', 'staff of Riverbend']) secret,"
        " stepwell.feed_sessions(secret, '-infinity', 'infinity') f)"
    ),
    "kept_from": (
        "(SELECT array_agg(k ORDER BY k) FROM clients_client c,"
        " stepwell.kept_from(ARRAY(SELECT id FROM scheduling_session), ARRAY[c.id]) k)"
    ),
    "session_loads": "stepwell.session_loads(ARRAY(SELECT id FROM scheduling_session))",
    "planned_twice": f"(SELECT stepwell.planned_twice({_MEETING}))",
    "is_planned": f"(SELECT stepwell.is_planned({_MEETING}, id) FROM clients_client ORDER BY id LIMIT 1)",
    "is_attended": "(SELECT stepwell.is_attended(id, NULL) FROM scheduling_session ORDER BY starts_at LIMIT 1)",
    "screened": "(SELECT array_agg(s) FROM stepwell.screened(ARRAY(SELECT id FROM clients_client ORDER BY id)) s)",
    "number_present": "(SELECT stepwell.number_present(id) FROM scheduling_session ORDER BY starts_at LIMIT 1)",
    "my_organizations": "stepwell.my_organizations()",
    "installation": "stepwell.installation()",
    "organizations": "stepwell.organizations()",
    "visited": "stepwell.visited()",
    "visited_link": "stepwell.visited_link()",
    "opened_link": "stepwell.opened_link()",
    "opened_subject": "stepwell.opened_subject()",
    "demo_people": "stepwell.demo_people()",
    "find_clients": "stepwell.find_clients('{lopez}', 20)",
    "episode_holds": f"(SELECT {_HELD} FROM clients_episode e ORDER BY e.opened_on DESC LIMIT 1)",
    "first_attended": (
        "(SELECT array_agg(stepwell.first_attended(id, '2000-01-01', NULL) ORDER BY id) FROM clients_client)"
    ),
    "carried": "stepwell.carried()",
    "discharged": "stepwell.discharged()",
    "award_decided": "(SELECT string_agg(stepwell.award_decided(id)::text, ',' ORDER BY id) FROM funding_fundmovement)",
    "ledger_fault": "(SELECT string_agg(stepwell.ledger_fault(id), ',' ORDER BY id) FROM billing_transaction)",
    "entries_fault": "stepwell.entries_fault(ARRAY(SELECT id FROM billing_transaction), 4)",
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
    filled = tuple(_column(_FILLED, table))
    authors = tuple(name for name in filled if name in {"account_id", "author_id", "made_by_id"})
    return Sample(table, tenant, _column(_KEY, table)[0], filled, authors, *rows)


_KEY = """
SELECT attname FROM pg_index JOIN pg_attribute ON attrelid = indrelid AND attnum = ANY (indkey)
WHERE indrelid = %s::regclass AND indisprimary"""
_FILLED = """
SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped
  AND NOT atthasdef AND attidentity = '' ORDER BY attnum"""


def run(one: Sample, cast: dict[str, Scope], elsewhere: Any) -> dict[tuple[str, str], Any]:
    """Return what each actor gets from the table by each way of asking. `elsewhere` is the other organization's id."""
    return {(way, name): _ask(one, way, scope, elsewhere) for way in WAYS for name, scope in cast.items()}


def is_like(
    usual: dict[tuple[str, str], Any], one: Sample, cast: dict[str, Scope], elsewhere: Any, ways: set[str]
) -> bool:
    """Return whether every actor gets what they usually get; the first who does not ends it."""
    return all(
        _ask(one, way, scope, elsewhere) == usual[way, name]
        for way in WAYS
        if way in ways
        for name, scope in cast.items()
    )


# Ways of asking a table, and the statements of each.
WAYS = ("select", "insert", "update", "delete")


def _ask(one: Sample, way: str, scope: Scope, elsewhere: Any) -> Outcome:
    with speaking(scope):
        if way == "select":
            return (_try(f"SELECT count(*), count(DISTINCT {one.tenant}) FROM {one.table}"),)
        if way == "insert":
            moved = {one.tenant: str(elsewhere)}
            return (
                _insert(one, one.own, scope),
                _insert(one, one.others, scope),
                _insert(one, one.own, scope, **moved),
            )
        if way == "delete":
            return (_try_write(f"DELETE FROM {one.table}"),)
        return (
            _try_write(f"UPDATE {one.table} SET {one.tenant} = {one.tenant}"),
            _try_write(f"UPDATE {one.table} SET {one.tenant} = %s", elsewhere),  # reads no column: blind
            _try_write(f"UPDATE {one.table} SET {one.tenant} = %s WHERE {one.tenant} <> %s", elsewhere, elsewhere),
        )


def _insert(one: Sample, row: str, scope: Scope, **instead: Any) -> Any:
    """Add a copy of a real row in the actor's own name: 42501 is the wall, anything else means that it let the row in.

    Columns that the database fills itself are left to it: policies look at some of them.
    """
    # An organization's own row is added by its founder, under the id that they speak for.
    key = scope.organization if one.key == one.tenant and scope.kind == Kind.FOUNDER else uuid4()
    values = {one.key: str(key)} if one.key in one.columns else {}
    values |= {name: str(scope.actor) for name in one.authors if scope.actor} | instead
    columns = ", ".join(f'"{name}"' for name in one.columns)  # one may be called as a word of SQL
    copy = f"jsonb_populate_record(NULL::{one.table}, %s::jsonb || %s::jsonb)"
    return _try_write(f"INSERT INTO {one.table} ({columns}) SELECT {columns} FROM {copy}", row, json.dumps(values))


def _try(sql: str, *values: Any) -> Any:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql, values)
            return cursor.fetchone()
    except DatabaseError as refusal:
        return _code(refusal)


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
