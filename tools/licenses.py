# ruff: noqa: INP001, S603 - a script of this folder, which starts tools of ours
"""Fails if anything Stepwell ships with is under AGPL or GPL, or says nothing about its license."""

import json
import re
import subprocess
import sys
from pathlib import Path

BIN = Path(sys.executable).parent
UV = Path(".tools/bin/uv")
STRONG = re.compile(r"\bAGPL|(?<!L)\bGPL|(?<!Lesser )\bGeneral Public License", re.IGNORECASE)
LESSER = re.compile(r"LGPL|Lesser General Public", re.IGNORECASE)
# The metadata names a choice; we take the one that is not GPL.
CHOSEN = {"pyphen": "MPL-1.1 or LGPL-2.1+ or GPL-2.0+; used under the LGPL"}


def main() -> int:
    """Print what is not allowed; returns 1 if there is any."""
    shipped = runtime_names()
    faults = [fault for row in licenses() if (fault := fault_of(row, shipped))]
    for fault in faults:
        sys.stdout.write(f"{fault}\n")
    return 1 if faults else 0


def runtime_names() -> set[str]:
    """Return the names of what an installation needs, from the lock file."""
    options = ["--locked", "--no-default-groups", "--no-emit-project", "--no-hashes", "--no-header", "--no-annotate"]
    listed = subprocess.run([str(UV), "export", "--quiet", *options], capture_output=True, text=True, check=True).stdout
    return {normal(re.split(r"[=\[; ]", line, maxsplit=1)[0]) for line in listed.splitlines() if line.strip()}


def licenses() -> list[dict[str, str]]:
    """Return name and license of each package in this environment."""
    command = [str(BIN / "pip-licenses"), "--from=mixed", "--format=json", f"--python={sys.executable}"]
    rows: list[dict[str, str]] = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    return rows


def fault_of(row: dict[str, str], shipped: set[str]) -> str:
    """Return what is wrong with one package's license, or nothing."""
    name, license_ = normal(row["Name"]), row["License"]
    if name not in shipped or name in CHOSEN:
        return ""
    if license_ in {"UNKNOWN", ""}:
        return f"{name} says nothing about its license"
    return f"{name}: {license_}" if STRONG.search(LESSER.sub("", license_)) else ""


def normal(name: str) -> str:
    """Return a package's name as registries compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


if __name__ == "__main__":
    sys.exit(main())
