"""Making a backup: count, dump, count again in the dump, then write the file."""

import tempfile
from dataclasses import dataclass
from datetime import UTC
from importlib.metadata import version
from pathlib import Path
from typing import Any

import psycopg
from psycopg import Connection, IsolationLevel

from stepwell.config import database
from stepwell.platform.server.backup import archive, programs, rows
from stepwell.platform.server.backup.archive import Keys, Manifest
from stepwell.platform.server.failures import ServerUnusable


@dataclass(frozen=True)
class _Snapshot:
    """What the database was when the backup began."""

    facts: dict[str, Any]
    rows: dict[str, int]


def make(file: Path, *, keys: Keys) -> Manifest:
    """Write a backup of the whole database, consistent while people work on.

    file     must not exist
    keys     which keys open the encrypted columns
    returns  the manifest inside
    raises   ServerUnusable if the file exists, a program fails, or the dump does not hold every row
    """
    if file.exists():
        message = f"{file} exists already. Choose another name; a backup is never overwritten."
        raise ServerUnusable(message)
    if not file.parent.is_dir():
        message = f"There is no folder {file.parent}."
        raise ServerUnusable(message)
    with tempfile.TemporaryDirectory(dir=file.parent, prefix=".stepwell-backup-") as folder:
        dump, draft = Path(folder, "database.dump"), Path(folder, "draft")
        snapshot = _dump(dump)
        _prove(snapshot, dump)
        digest, size = archive.digest_of(dump), dump.stat().st_size
        manifest = Manifest(**snapshot.facts, rows=snapshot.rows, keys=keys, sha256=digest, bytes=size)
        archive.write(draft, manifest, dump)
        draft.rename(file)
    return manifest


def _dump(dump: Path) -> _Snapshot:
    """Dump and count in one snapshot, so that both see the same rows whatever is written meanwhile."""
    with psycopg.connect(programs.owner_url(), options=database.OWNER_OPTIONS) as connection:
        connection.isolation_level = IsolationLevel.REPEATABLE_READ
        connection.read_only = True
        connection.execute("SET LOCAL idle_in_transaction_session_timeout = 0")  # it waits for the dump
        (snapshot, server, at) = _row(
            connection, "SELECT pg_export_snapshot(), current_setting('server_version'), now()"
        )
        if _row(connection, "SELECT to_regclass('django_migrations')") == (None,):
            message = "The database is empty: there is nothing to back up."
            raise ServerUnusable(message)
        known = connection.execute("SELECT app || '.' || name FROM django_migrations ORDER BY id").fetchall()
        counted = rows.in_database(connection)
        # Row security stays on and lets the owner see all while maintenance is on: without it the dump would fail.
        options = ["--format=custom", "--enable-row-security", "--no-password", f"--snapshot={snapshot}"]
        programs.run("pg_dump", [*options, f"--file={dump}"])
    facts = {
        "made_at": at.astimezone(UTC).isoformat(timespec="seconds"),
        "stepwell": version("stepwell"),
        "server": server,
        "migrations": [name for (name,) in known],
    }
    return _Snapshot(facts=facts, rows=counted)


def _prove(snapshot: _Snapshot, dump: Path) -> None:
    wrong = rows.differences(snapshot.rows, rows.in_dump(dump))
    if wrong:
        message = f"The dump does not hold every row, so no backup was written. {'; '.join(wrong)}"
        raise ServerUnusable(message)


def _row(connection: Connection[Any], query: Any) -> tuple[Any, ...]:
    row = connection.execute(query).fetchone()
    return tuple(row) if row else ()
