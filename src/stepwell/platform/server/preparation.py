"""What must be done before the first page, and is skipped when it was done already: migrations and static files.

Both are recognized by a fingerprint of what they come from, so that a second start is quick.
"""

import hashlib
import os
import subprocess
import sys
import sysconfig
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import psycopg

from stepwell.config import database, environment, places
from stepwell.platform.server.failures import ServerUnusable

PACKAGE = Path(__file__).resolve().parents[2]


def prepare(*, say: Callable[[str], None]) -> None:
    """Bring the tables and the static files up to date.

    say     told what takes long
    raises  ServerUnusable if one of them fails
    """
    places.django_secret_key()
    due = [step for step in _STEPS if step.is_due()]
    if due:
        say("Preparing the database and the pages; this takes a moment the first time.")
    settings = os.environ | {"DJANGO_SETTINGS_MODULE": "stepwell.config.settings"}
    running = [subprocess.Popen(step.command(), stdin=subprocess.DEVNULL, env=settings) for step in due]
    failed = [step.name for step, process in zip(due, running, strict=True) if process.wait() != 0]
    if failed:
        message = f"Not done: {', '.join(failed)}. The reason stands above; stepwell doctor may say more."
        raise ServerUnusable(message)
    for step in due:
        step.remember()


def forget() -> None:
    """Make the next start look at tables and static files again."""
    for step in _STEPS:
        step.file.unlink(missing_ok=True)


def organizations() -> tuple[int, int]:
    """Return how many organizations stand here, and how many of them are demonstrations."""
    with psycopg.connect(database.url("application")) as connection:
        row = connection.execute("SELECT organizations, demos FROM stepwell.installation()").fetchone()
    return (int(row[0]), int(row[1])) if row else (0, 0)


def python(*arguments: str) -> list[str]:
    """Return the command that runs a module of ours with this Python."""
    return [sys.executable, "-m", *arguments]


@dataclass(frozen=True)
class _Step:
    """Something done once for each state of what it comes from."""

    name: str
    command: Callable[[], Sequence[str]]
    fingerprint: Callable[[], str]

    @property
    def file(self) -> Path:
        return places.home() / f".{self.name}"

    def is_due(self) -> bool:
        return not self.file.exists() or self.file.read_text(encoding="utf-8") != self.fingerprint()

    def remember(self) -> None:
        # Taken anew: the fingerprint holds what the database says, which has just changed.
        self.file.parent.mkdir(parents=True, exist_ok=True)
        self.file.write_text(self.fingerprint(), encoding="utf-8")


def _migrate() -> list[str]:
    may_migrate = bool(database.url("owner"))
    return python("stepwell.cli", "migrate", "--quiet", *([] if may_migrate else ["--check"]))


def _collect() -> list[str]:
    return python("django", "collectstatic", "--no-input", "--verbosity", "0")


def _of_tables() -> str:
    """Return the fingerprint of the migrations we have and of those the database says it had."""
    with psycopg.connect(database.url("application")) as connection:
        found = connection.execute(
            "SELECT to_regclass('django_migrations') IS NOT NULL"
            " AND has_table_privilege(to_regclass('django_migrations'), 'SELECT')"
        ).fetchone()
        query = "SELECT current_database(), count(*), max(id), max(applied) FROM django_migrations"
        rows = connection.execute(query).fetchall() if found and found[0] else []
    return _fingerprint("migrations/*.py", "walls/*.py", "*.sql", also=repr(rows))


def _of_static_files() -> str:
    target = environment.folder("STEPWELL_STATIC", places.home() / "static")
    return _fingerprint("static/**/*", also=str((target / "staticfiles.json").exists()))


def _fingerprint(*patterns: str, also: str) -> str:
    digest = hashlib.sha256(also.encode())
    for found in sorted(entry.name for entry in Path(sysconfig.get_path("purelib")).glob("*.dist-info")):
        digest.update(found.encode())
    for file in sorted(file for pattern in patterns for file in PACKAGE.rglob(pattern) if file.is_file()):
        digest.update(str(file.relative_to(PACKAGE)).encode())
        digest.update(file.read_bytes())
    return digest.hexdigest()


_STEPS = (
    _Step("migrated", _migrate, _of_tables),
    _Step("collected", _collect, _of_static_files),
)
