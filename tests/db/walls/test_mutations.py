"""Take away each policy in turn: what the application gets must change, or the policy holds nothing up."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection, transaction

from stepwell.platform.walls.rights import Category
from stepwell.platform.walls.scope import speaking
from tests import probes, samples
from tests.conftest import as_owner
from tests.db.walls import battery
from tests.undoing import undone
from tests.worlds import Clinic, make_clinic

PROBES = {model._meta.db_table for model in probes.TABLES.values()}
AS_APPLICATION = "SET LOCAL ROLE stepwell_app"


@pytest.fixture(scope="module")
def standing(django_db_setup: None, django_db_blocker: Any) -> Iterator[tuple[Clinic, Clinic]]:
    """Both organizations with a row in every table, made as the application in a transaction of the owner."""
    del django_db_setup
    with django_db_blocker.unblock(), as_owner(), transaction.atomic():
        _run(AS_APPLICATION)
        clinics = make_clinic("Riverbend"), make_clinic("Lakeside")
        for clinic in clinics:
            samples.fill(clinic)
        samples.join_both(*clinics)
        _run("SET CONSTRAINTS ALL IMMEDIATE", "RESET ROLE", "UPDATE tenancy_organization SET is_demo = true")
        yield clinics
        transaction.set_rollback(True)


def _run(*statements: str) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _policies() -> list[tuple[str, str, bool, bool]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname, p.polname, p.polqual IS NOT NULL, p.polwithcheck IS NOT NULL"
            " FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid"
            " WHERE p.polname <> 'wall_owner' ORDER BY 1, 2"
        )
        return [row for row in cursor.fetchall() if row[0] not in PROBES]


def _mutants() -> Iterator[tuple[str, str, str]]:
    """Yield (table, name, statement) of every way to weaken a wall."""
    for table, policy, has_using, has_check in _policies():
        yield table, f"{policy} dropped", f"DROP POLICY {policy} ON {table}"
        if policy == "wall_lookup":
            continue
        if has_using:
            yield table, f"{policy} shows all", f"ALTER POLICY {policy} ON {table} USING (true)"
        if has_check:
            yield table, f"{policy} takes all", f"ALTER POLICY {policy} ON {table} WITH CHECK (true)"
    for table in battery.walled_tables():
        if table not in PROBES:
            yield table, "wall disabled", f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY"


@pytest.mark.timeout(900)  # some thousand ways to weaken a wall
def test_every_policy_holds_something_up(standing: tuple[Clinic, Clinic]) -> None:
    clinic, other = standing
    cast, elsewhere = battery.actors(clinic, other), other.organization.pk
    rows = {table: battery.sample(table, *standing) for table in battery.walled_tables() if table not in PROBES}
    with undone():
        _run(AS_APPLICATION)
        usual = {table: battery.run(row, cast, elsewhere) for table, row in rows.items()}
        told = battery.look_up(cast)
    survivors, tried = [], 0

    for table, name, statement in _mutants():
        with undone():
            _run(statement, AS_APPLICATION)
            if name == "wall_lookup dropped":
                survived = battery.look_up(cast) == told
            else:
                survived = battery.is_like(usual[table], rows[table], cast, elsewhere, _ways(name))
        survivors += [f"{table}: {name}"] * survived
        tried += 1

    assert not survivors, "\n".join(survivors)
    assert tried > 100


def _ways(mutant: str) -> set[str]:
    """Return the ways of asking in which a mutant can show."""
    policy = mutant.split()[0].removeprefix("wall_")
    return {policy} if policy in {"insert", "update", "delete"} else {"select", "insert", "update"}


def test_every_lookup_is_asked(standing: tuple[Clinic, Clinic]) -> None:
    del standing
    assert battery.definer_functions() == sorted(battery.LOOKUPS)


_AT_ONCE = "SELECT ARRAY(SELECT unnest(stepwell.seen(%s, %s::text[])) ORDER BY 1)"
_ONE_BY_ONE = """
SELECT ARRAY(SELECT c FROM unnest(%(categories)s::text[]) c
  WHERE stepwell.everywhere(c, false, true) OR %(site)s = ANY (stepwell.sites(c, false, true))
    OR %(client)s = ANY (stepwell.clients(c, false, true)) ORDER BY 1)
"""


def test_what_is_open_for_one_client_is_what_the_walls_ask(standing: tuple[Clinic, Clinic]) -> None:
    clinic, other = standing
    categories, answers = [str(category) for category in Category], set()

    for name, scope in battery.actors(clinic, other).items():
        with undone(), speaking(scope), connection.cursor() as cursor:
            _run(AS_APPLICATION)
            for who, client in clinic.clients.items():
                cursor.execute(_AT_ONCE, [client.pk, categories])
                at_once = cursor.fetchone()[0]
                cursor.execute(_ONE_BY_ONE, {"client": client.pk, "site": client.site_id, "categories": categories})
                assert at_once == cursor.fetchone()[0], f"{name}, {who}"
                answers.add(tuple(at_once))
            cursor.execute(_AT_ONCE, [other.clients["ana"].pk, categories])
            assert name.endswith(("stranger", "other organization")) or cursor.fetchone()[0] == [], name

    assert len(answers) > 10


def test_forced_walls_bind_the_owner_too(standing: tuple[Clinic, Clinic]) -> None:
    """Without maintenance the owner sees nothing; FORCE is what does that."""
    del standing
    _run("SET LOCAL stepwell.maintenance = 'off'")
    seen = []
    with connection.cursor() as cursor:
        for table in battery.walled_tables():
            cursor.execute(f"SELECT count(*) FROM {table}")
            if cursor.fetchone() != (0,):
                seen.append(table)
    _run("SET LOCAL stepwell.maintenance = 'on'")
    assert seen == []
