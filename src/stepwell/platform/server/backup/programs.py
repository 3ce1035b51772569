"""PostgreSQL's own client programs, run as the owner with maintenance on. Passwords travel in the environment only."""

import os
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from psycopg.conninfo import conninfo_to_dict

from stepwell.config import database
from stepwell.platform.server import binaries
from stepwell.platform.server.failures import ServerUnusable

_VARIABLES = {
    "host": "PGHOST",
    "port": "PGPORT",
    "user": "PGUSER",
    "password": "PGPASSWORD",
    "dbname": "PGDATABASE",
    "sslmode": "PGSSLMODE",
    "sslrootcert": "PGSSLROOTCERT",
}


def owner_url() -> str:
    """Return the owner's connection URL; raises ServerUnusable if this process is not given it."""
    address = database.url("owner")
    if not address:
        message = "Backup and restore need the owner's credentials. Set DATABASE_OWNER_URL."
        raise ServerUnusable(message)
    return address


def run(name: str, arguments: Sequence[str | Path]) -> str:
    """Run a program and return what it wrote to standard output.

    raises  ServerUnusable with the program's complaint, which names tables and never rows
    """
    done = subprocess.run(
        [binaries.client(name), *arguments], env=_environment(), capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        raise _failed(name, done.stderr)
    return done.stdout


@contextmanager
def output_of(name: str, arguments: Sequence[str | Path]) -> Iterator[IO[bytes]]:
    """Run a program and read what it writes while it runs.

    raises  ServerUnusable if it fails, at the end of the block
    """
    command: list[Any] = [binaries.client(name), *arguments]
    with subprocess.Popen(command, env=_environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None and process.stderr is not None  # noqa: S101, PT018 - both are pipes
        yield process.stdout
        process.stdout.close()
        complaint = process.stderr.read().decode(errors="replace")
    if process.returncode != 0:
        raise _failed(name, complaint)


def _environment() -> dict[str, str]:
    parts = conninfo_to_dict(owner_url())
    given = {_VARIABLES[name]: str(value) for name, value in parts.items() if name in _VARIABLES}
    return dict(os.environ) | given | {"PGOPTIONS": database.OWNER_OPTIONS, "PGCONNECT_TIMEOUT": "10"}


def _failed(name: str, complaint: str) -> ServerUnusable:
    # The first line is the reason; CONTEXT and DETAIL lines may quote a row.
    reason = next((line for line in complaint.splitlines() if "error" in line.lower() or "ERROR" in line), "")
    return ServerUnusable(f"{name} failed. {reason}".strip())
