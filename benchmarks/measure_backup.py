"""Time and size of a backup, and of putting it back into another installation; every row is counted on both sides."""

import argparse
import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import django

django.setup()

import psycopg  # noqa: E402 (Django must be set up first)

from benchmarks import population  # noqa: E402
from benchmarks.installation import temporary  # noqa: E402
from stepwell.config import database, places  # noqa: E402
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
    with temporary() as second:
        for name in _KEYS:
            shutil.copy(first / "secrets" / name, second / "secrets" / name)
        restore = _stepwell("restore", str(file))
        differences = rows.differences(counted, _look()[1])
    _print(
        {
            "clients": options.clients, "tables": len(counted), "rows": sum(counted.values()),
            "rows_differing": differences, "database_mib": round(size / _MIB, 1),
            "backup_mib": round(file.stat().st_size / _MIB, 1), "fill_seconds": round(filling, 1),
            "backup_seconds": round(backup, 1), "restore_seconds": round(restore, 1),
        }
    )  # fmt: skip
    return int(bool(differences))
