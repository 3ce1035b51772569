"""Verify that every vendored file is the one vendor.json names. Exit status 0 all good, 1 something differs."""

import json
import sys
from pathlib import Path

from vendor import MANIFEST, TARGET, icon_names, sha256


def findings() -> list[str]:
    """Return one sentence per file that differs, is missing or is not in the manifest."""
    expected = {name: digest for entry in json.loads(MANIFEST.read_text()) for name, digest in entry["files"].items()}
    present = {str(path.relative_to(TARGET)): path for path in TARGET.rglob("*") if path.is_file() and path != MANIFEST}
    return [
        *(f"{name} is missing. Run make vendor." for name in sorted(expected.keys() - present.keys())),
        *(f"{name} is not in vendor.json. Run make vendor." for name in sorted(present.keys() - expected.keys())),
        *(f"{name} differs from its checksum. Run make vendor." for name in _changed(expected, present)),
        *(f"Icon {name} is listed in icons.txt and not vendored. Run make vendor." for name in _without_file(expected)),
    ]


def _changed(expected: dict[str, str], present: dict[str, Path]) -> list[str]:
    return [name for name in sorted(expected.keys() & present.keys()) if sha256(present[name]) != expected[name]]


def _without_file(expected: dict[str, str]) -> list[str]:
    files = {Path(name).stem for name in expected if name.startswith("bootstrap-icons-")}
    return [name for name in icon_names() if name not in files]


if __name__ == "__main__":
    found = findings()
    sys.stdout.writelines(f"{finding}\n" for finding in found)
    sys.exit(1 if found else 0)
