"""Time and size of a backup, and of putting it back into another installation; every row is counted on both sides."""

import argparse
import json
import shutil
import subprocess
import sys
import time
from collections.abc import Callable

import django

django.setup()

import psycopg  # noqa: E402 (Django must be set up first)

from benchmarks import population  # noqa: E402
from benchmarks.installation import temporary  # noqa: E402
from stepwell.config import database, places  # noqa: E402
from stepwell.platform.server import installation  # noqa: E402
from stepwell.platform.server.backup import rows  # noqa: E402

_MIB = 2**20
_KEYS = ("master.key", "keys.json")


def main() -> int:
    """Fill, back up, restore elsewhere, compare, print; the exit status is 1 if a row is missing."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--clients", type=int, default=100_000)
    options = parser.parse_args()
    first = places.home()
    file = first / "measured.stepwell"
    filling = _seconds(lambda: population.fill(options.clients))
    size, counted = _look()
    backup = _stepwell("backup", str(file))
    with temporary() as second, installation.standing():
        for name in _KEYS:
            shutil.copy(first / "secrets" / name, second / "secrets" / name)
        restore = _stepwell("restore", str(file))
        # A restore opens a new epoch in every organization's chain of seals, with a seal of its own.
        counted["public.trail_seal"] += counted["public.tenancy_organization"]
        differences = rows.differences(counted, _look()[1])
    _print(
        {
            "clients": options.clients, "tables": len(counted), "rows_after_restore": sum(counted.values()),
            "tables_differing": differences, "database_mib": round(size / _MIB, 1),
            "backup_mib": round(file.stat().st_size / _MIB, 1), "fill_seconds": round(filling, 1),
            "backup_seconds": round(backup, 1), "restore_seconds": round(restore, 1),
        }
    )  # fmt: skip
    return int(bool(differences))


def _seconds(work: Callable[[], object]) -> float:
    began = time.monotonic()
    work()
    return time.monotonic() - began


def _stepwell(*words: str) -> float:
    """Run a command of ours on the installation of the moment and return the seconds it took."""
    command = [sys.executable, "-m", "stepwell.cli", *words]
    return _seconds(lambda: subprocess.run(command, check=True))


def _look() -> tuple[int, dict[str, int]]:
    """Return the bytes of the database and the rows of each of its tables."""
    with psycopg.connect(database.url("owner"), options=database.OWNER_OPTIONS) as owner:
        size = owner.execute("SELECT pg_database_size(current_database())").fetchone()
        assert size
        return int(size[0]), rows.in_database(owner)


def _print(facts: dict[str, object]) -> None:
    for name, value in facts.items():
        print(f"{name.replace('_', ' '):20}{value!s:>12}")
    print(json.dumps({"benchmark": "backup", **facts}))


if __name__ == "__main__":
    raise SystemExit(main())
