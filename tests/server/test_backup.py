"""A backup holds every row or is not written; a restore brings back every row or changes nothing."""

import json
import os
import tarfile
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from psycopg.conninfo import conninfo_to_dict

from stepwell.config import database
from stepwell.platform.server.backup import archive, making, programs, restoring
from stepwell.platform.server.backup.archive import Keys
from stepwell.platform.server.failures import ServerUnusable
from stepwell.platform.server.urls import as_another

KEYS = Keys(master="a1b2c3d4", ids=("01aa",))
# What makes our databases hard to dump: forced walls, a policy that asks a function, functions of another role.
_SCHEMA = """
CREATE SCHEMA stepwell;
GRANT USAGE ON SCHEMA stepwell TO stepwell_app;
GRANT USAGE, CREATE ON SCHEMA stepwell TO stepwell_lookup;
CREATE EXTENSION pg_trgm;
CREATE FUNCTION stepwell.maintenance() RETURNS boolean LANGUAGE sql STABLE AS
  $$ SELECT coalesce(current_setting('stepwell.maintenance', true), '') = 'on' $$;
CREATE TYPE mood AS ENUM ('calm');
CREATE TYPE pair AS (a int, b int);
CREATE TABLE django_migrations (id int PRIMARY KEY, app text, name text);
INSERT INTO django_migrations VALUES (1, 'tenancy', '0001_initial');
CREATE TABLE tenancy_organization (id uuid PRIMARY KEY, name text NOT NULL, feels mood DEFAULT 'calm');
ALTER TABLE tenancy_organization ENABLE ROW LEVEL SECURITY;
ALTER TABLE tenancy_organization FORCE ROW LEVEL SECURITY;
CREATE POLICY wall_owner ON tenancy_organization TO stepwell_owner
  USING ((SELECT stepwell.maintenance())) WITH CHECK ((SELECT stepwell.maintenance()));
GRANT SELECT ON tenancy_organization TO stepwell_app;
CREATE INDEX ON tenancy_organization USING gin (name gin_trgm_ops);
CREATE FUNCTION stepwell.count() RETURNS bigint LANGUAGE sql STABLE SECURITY DEFINER AS
  $$ SELECT count(*) FROM tenancy_organization $$;
ALTER FUNCTION stepwell.count() OWNER TO stepwell_lookup;
CREATE TABLE "odd ""name" (line text);
INSERT INTO "odd ""name" VALUES (E'two\nlines'), ('\\.'), (NULL);
"""


@pytest.fixture
def owner(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The owner's URL of a small database of our kind, with two organizations."""
    given, name = os.environ["DATABASE_OWNER_URL"], f"backup_{uuid4().hex[:8]}"
    parts = conninfo_to_dict(given)
    url = as_another(given, user=str(parts["user"]), password=str(parts["password"]), dbname=name)
    with psycopg.connect(given, dbname="postgres", autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
        with psycopg.connect(url, options=database.OWNER_OPTIONS) as connection:
            connection.execute(_SCHEMA)
            for organization in ("Riverbend", "Lakeside"):
                connection.execute("INSERT INTO tenancy_organization VALUES (%s, %s)", [uuid4(), organization])
        monkeypatch.setenv("DATABASE_OWNER_URL", url)
        yield url
        server.execute(f"DROP DATABASE {name}")


def _names(owner: str) -> list[str]:
    with psycopg.connect(owner, options=database.OWNER_OPTIONS) as connection:
        return [
            name for (name,) in connection.execute("SELECT name FROM tenancy_organization ORDER BY name").fetchall()
        ]


def _rename(owner: str) -> None:
    with psycopg.connect(owner, options=database.OWNER_OPTIONS) as connection:
        connection.execute("UPDATE tenancy_organization SET name = 'Changed'")


def test_every_row_behind_the_walls_comes_back(owner: str, tmp_path: Path) -> None:
    made = making.make(tmp_path / "backup", keys=KEYS)
    _rename(owner)

    restored = restoring.restore(tmp_path / "backup", replace=True, keys=KEYS)

    assert made == restored
    assert made.rows == {"public.django_migrations": 1, 'public.odd "name': 3, "public.tenancy_organization": 2}
    assert made.migrations == ["tenancy.0001_initial"]
    assert _names(owner) == ["Lakeside", "Riverbend"]
    assert (tmp_path / "backup").stat().st_mode & 0o777 == 0o600


def test_walls_rights_and_owners_come_back(owner: str, tmp_path: Path) -> None:
    query = (
        "SELECT relforcerowsecurity, relacl::text, (SELECT proowner::regrole::text FROM pg_proc WHERE proname = 'count'"
        " AND pronamespace = 'stepwell'::regnamespace), (SELECT count(*) FROM pg_policies) FROM pg_class"
        " WHERE relname = 'tenancy_organization'"
    )
    with psycopg.connect(owner) as connection:
        before = connection.execute(query).fetchall()
    making.make(tmp_path / "backup", keys=KEYS)

    restoring.restore(tmp_path / "backup", replace=True, keys=KEYS)

    with psycopg.connect(owner) as connection:
        assert connection.execute(query).fetchall() == before


def test_a_dump_that_sees_no_rows_is_no_backup(owner: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    del owner
    as_owner = programs._environment
    monkeypatch.setattr(programs, "_environment", lambda: as_owner() | {"PGOPTIONS": ""})

    with pytest.raises(ServerUnusable, match=r"public\.tenancy_organization: 2 expected, 0 found"):
        making.make(tmp_path / "backup", keys=KEYS)

    assert list(tmp_path.iterdir()) == []


def test_a_backup_never_overwrites_a_file(owner: str, tmp_path: Path) -> None:
    del owner
    (tmp_path / "backup").write_text("the last good one")

    with pytest.raises(ServerUnusable, match="exists already"):
        making.make(tmp_path / "backup", keys=KEYS)

    assert (tmp_path / "backup").read_text() == "the last good one"


def test_organizations_are_not_lost_by_accident(owner: str, tmp_path: Path) -> None:
    making.make(tmp_path / "backup", keys=KEYS)

    with pytest.raises(ServerUnusable, match="holds 2 organizations"):
        restoring.restore(tmp_path / "backup", replace=False, keys=KEYS)

    assert _names(owner) == ["Lakeside", "Riverbend"]


@pytest.mark.parametrize(
    ("harm", "complaint"),
    [
        (lambda whole: whole[: whole.index(b"PGDMP") + 500], "not a whole backup"),
        (lambda whole: whole.replace(b"PGDMP", b"PGDMq"), "was changed"),
        (lambda whole: whole.replace(b'"bytes"', b'"bites"'), "not a whole backup"),
        (lambda _: b"", "not a whole backup"),
    ],
    ids=["cut short", "changed", "another manifest", "empty"],
)
def test_a_harmed_file_is_refused(owner: str, tmp_path: Path, harm: object, complaint: str) -> None:
    making.make(tmp_path / "backup", keys=KEYS)
    file = tmp_path / "harmed"
    assert callable(harm)
    file.write_bytes(harm((tmp_path / "backup").read_bytes()))
    before = _names(owner)

    with pytest.raises(ServerUnusable, match=complaint):
        restoring.restore(file, replace=True, keys=KEYS)

    assert _names(owner) == before


def test_a_restore_that_misses_a_row_changes_nothing(owner: str, tmp_path: Path) -> None:
    manifest = making.make(tmp_path / "backup", keys=KEYS)
    _rename(owner)
    archive.read(tmp_path / "backup", tmp_path / "dump")
    rows = manifest.rows | {"public.tenancy_organization": 3}
    fields = {name: getattr(manifest, name) for name in manifest.__dataclass_fields__}
    archive.write(tmp_path / "more", archive.Manifest(**(fields | {"rows": rows})), tmp_path / "dump")

    with pytest.raises(ServerUnusable, match="tenancy_organization holds 2 rows instead of 3"):
        restoring.restore(tmp_path / "more", replace=True, keys=KEYS)

    assert _names(owner) == ["Changed", "Changed"]


def test_a_restore_under_other_keys_is_refused(owner: str, tmp_path: Path) -> None:
    del owner
    making.make(tmp_path / "backup", keys=KEYS)

    with pytest.raises(ServerUnusable, match="master key a1b2c3d4 and the keys 01aa; here is master key none"):
        restoring.restore(tmp_path / "backup", replace=True, keys=Keys())


@pytest.mark.parametrize(("written", "is_taken"), [("0.0.9", True), ("0.1.0", True), ("0.1.1", False), ("0.10", False)])
def test_a_backup_of_a_newer_version_is_refused(
    owner: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, written: str, is_taken: bool
) -> None:
    del owner
    monkeypatch.setattr(making, "version", lambda _: written)
    making.make(tmp_path / "backup", keys=KEYS)
    monkeypatch.setattr(restoring, "version", lambda _: "0.1.0")

    with nullcontext() if is_taken else pytest.raises(ServerUnusable, match=f"Stepwell {written}, this is 0.1.0"):
        restoring.restore(tmp_path / "backup", replace=True, keys=KEYS)


def test_nobody_may_work_while_it_is_restored(owner: str, tmp_path: Path) -> None:
    making.make(tmp_path / "backup", keys=KEYS)

    parts = conninfo_to_dict(os.environ["DATABASE_URL"])
    user, password = str(parts["user"]), str(parts["password"])
    application = as_another(owner, user=user, password=password, dbname=str(conninfo_to_dict(owner)["dbname"]))

    with psycopg.connect(application), pytest.raises(ServerUnusable, match="1 connections use the database"):
        restoring.restore(tmp_path / "backup", replace=True, keys=KEYS)


def test_no_key_and_no_password_is_in_the_file(owner: str, tmp_path: Path) -> None:
    making.make(tmp_path / "backup", keys=KEYS)

    with tarfile.open(tmp_path / "backup") as file:
        names = file.getnames()
        member = file.extractfile("manifest.json")
        assert member is not None
        manifest = json.loads(member.read())

    assert names == ["manifest.json", "database.dump"]
    assert manifest["keys"] == {"master": "a1b2c3d4", "ids": ["01aa"]}
    assert str(conninfo_to_dict(owner)["password"]).encode() not in (tmp_path / "backup").read_bytes()
