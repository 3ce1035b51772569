"""Putting a backup back: one transaction empties the database, fills it, and proves every row before it commits."""

import re
import tempfile
from importlib import resources
from importlib.metadata import version
from pathlib import Path

import psycopg
from psycopg.sql import SQL, Literal

from stepwell.config import database, places
from stepwell.platform.server.backup import archive, programs
from stepwell.platform.server.backup.archive import Keys, Manifest
from stepwell.platform.server.failures import ServerUnusable

# Made by empty.sql with the rights that the lookup functions need before their tables are there.
_OUR_SCHEMA = re.compile(r"^\d+; \d+ \d+ SCHEMA - stepwell ")
_SCHEMA_PUBLIC = re.compile(r"^\d+; \d+ \d+ (SCHEMA - public|COMMENT - SCHEMA public|ACL - SCHEMA public) ")

_NEWER_SETTING = b"SET transaction_timeout = 0;"
_BEGINNING = 4096  # bytes; the settings stand at the top of a script


def restore(file: Path, *, replace: bool, keys: Keys) -> Manifest:
    """Put a backup into the database of this installation, whole or not at all.

    file     as `make` wrote it
    replace  whether organizations that are there may be lost
    keys     the keys of this installation
    returns  the manifest; the rows of every table are now what it says
    raises   ServerUnusable if the file cannot be trusted, something is in the way, or a row is missing afterwards
    """
    with tempfile.TemporaryDirectory(prefix="stepwell-restore-") as name:
        folder = Path(name)
        manifest = archive.read(file, folder / "database.dump")
        _demand_age(manifest)
        _demand_quiet(replace=replace)
        _demand_keys(manifest, keys)
        programs.run(
            "psql", ["--no-psqlrc", "--quiet", "--single-transaction", *_stop_on_error(), *_scripts(folder, manifest)]
        )
    return manifest


def _demand_age(manifest: Manifest) -> None:
    """Refuse what a newer Stepwell wrote: its tables would be there, and nothing here would know them."""
    here = version("stepwell")
    if _numbers(manifest.stepwell) > _numbers(here):
        message = f"The backup was written by Stepwell {manifest.stepwell}, this is {here}. Upgrade Stepwell first."
        raise ServerUnusable(message)


def _numbers(release: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", release))


def _demand_quiet(*, replace: bool) -> None:
    with psycopg.connect(programs.owner_url(), options=database.OWNER_OPTIONS) as connection:
        others = connection.execute(
            # Of other roles' sessions only the role is shown to us, and the server's own processes have none.
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
            " AND usename IS NOT NULL"
        ).fetchone()
        there = connection.execute("SELECT to_regclass('tenancy_organization') IS NOT NULL").fetchone()
        count = None
        if there and there[0]:
            count = connection.execute("SELECT count(*) FROM tenancy_organization").fetchone()
    if others and others[0]:
        message = f"{others[0]} connections use the database. Stop Stepwell first."
        raise ServerUnusable(message)
    if count and count[0] and not replace:
        message = f"The database holds {count[0]} organizations. They would be lost: say --replace if that is meant."
        raise ServerUnusable(message)


def _demand_keys(manifest: Manifest, here: Keys) -> None:
    wanted = manifest.keys
    if wanted.ids and (wanted.master != here.master or not set(wanted.ids) <= set(here.ids)):
        message = (
            f"The backup's encrypted columns were written under master key {wanted.master} and the keys "
            f"{', '.join(wanted.ids)}; here is master key {here.master or 'none'}. Put master.key and keys.json of "
            f"that time into {places.secrets()} first."
        )
        raise ServerUnusable(message)


def _scripts(folder: Path, manifest: Manifest) -> list[str]:
    """Return psql's arguments for the three parts: empty the database, fill it, prove the rows."""
    dump, contents = folder / "database.dump", folder / "contents.list"
    listed = programs.run("pg_restore", ["--list", dump]).splitlines(keepends=True)
    kept = [line for line in listed if not _OUR_SCHEMA.match(line) and not _SCHEMA_PUBLIC.match(line)]
    contents.write_text("".join(kept), encoding="utf-8")
    emptying = resources.files(__package__).joinpath("empty.sql").read_text(encoding="utf-8")
    folder.joinpath("1-empty.sql").write_text(emptying, encoding="utf-8")
    fill = folder / "2-fill.sql"
    programs.run("pg_restore", ["--enable-row-security", f"--use-list={contents}", f"--file={fill}", dump])
    _blank_newer_settings(fill)
    folder.joinpath("3-prove.sql").write_text(_proof(manifest), encoding="utf-8")
    return [f"--file={folder / name}" for name in ("1-empty.sql", "2-fill.sql", "3-prove.sql")]


def _blank_newer_settings(script: Path) -> None:
    """Take out a setting that servers before version 17 do not know, without writing the whole script anew."""
    with script.open("r+b") as stream:
        beginning = stream.read(_BEGINNING)
        if _NEWER_SETTING in beginning:
            stream.seek(beginning.index(_NEWER_SETTING))
            stream.write(b" " * len(_NEWER_SETTING))


def _proof(manifest: Manifest) -> str:
    """Return a script that fails unless each table holds the rows that the manifest counted."""
    lines = ["SET search_path = public;"]
    for table, count in manifest.rows.items():
        schema, _, name = table.partition(".")
        check = SQL(
            "DO $$ DECLARE found bigint; BEGIN EXECUTE format('SELECT count(*) FROM %I.%I', {}, {}) INTO found;"
            " IF found <> {} THEN RAISE EXCEPTION 'table % holds % rows instead of %', {}, found, {}; END IF; END $$;"
        )
        literals = [Literal(value) for value in (schema, name, count, table, count)]
        lines.append(check.format(*literals).as_string(None))
    return "\n".join(lines)


def _stop_on_error() -> list[str]:
    return ["--set=ON_ERROR_STOP=1", "--no-password"]
