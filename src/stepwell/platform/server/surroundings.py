"""What is wrong around the server: files and their modes, free space, libraries, settings of production."""

import ctypes
import ctypes.util
import shutil
import stat
from collections.abc import Iterator
from urllib.parse import urlsplit

from stepwell.config import environment, places
from stepwell.kernel.findings import Finding

_LETTERS = ("pango-1.0", "pangoft2-1.0")
_ENOUGH_BYTES = 1 << 30


def examine() -> Iterator[Finding]:
    """Yield what is wrong on this machine."""
    yield from _secrets()
    yield from _space()
    yield from _letters()
    if environment.text("STEPWELL_PROFILE") == "production":
        yield from _production()


def _secrets() -> Iterator[Finding]:
    folder = places.secrets()
    if not folder.exists():
        return
    if stat.S_IMODE(folder.stat().st_mode) & 0o067:
        yield Finding("SYS-021", f"The folder of secrets is open to other users. Run: chmod 700 {folder}")
    for file in sorted(folder.iterdir()):
        if stat.S_IMODE(file.stat().st_mode) & 0o077:
            yield Finding("SYS-022", f"A secret is open to other users of this machine. Run: chmod 600 {file}")


def _space() -> Iterator[Finding]:
    home = places.home()
    if home.exists() and shutil.disk_usage(home).free < _ENOUGH_BYTES:
        yield Finding(
            "SYS-025", f"Less than 1 GB is free where {home} lies. PostgreSQL stops when the disk is full: make room."
        )


def _letters() -> Iterator[Finding]:
    missing = [name for name in _LETTERS if not ctypes.util.find_library(name)]
    if missing:
        yield Finding(
            "SYS-026",
            f"Letters cannot be written as PDF: {', '.join(missing)} is missing. Run as root: "
            "apt-get install libpango-1.0-0 libpangoft2-1.0-0 fonts-dejavu-core",
        )


def _production() -> Iterator[Finding]:
    if not environment.words("STEPWELL_HOSTS"):
        yield Finding("SYS-031", "No page can be opened: set STEPWELL_HOSTS to the host names that people type.")
    if urlsplit(environment.text("STEPWELL_URL")).scheme != "https":
        yield Finding("SYS-032", "Links in letters and mail would not work: set STEPWELL_URL to the https:// address.")
    if not environment.text("STEPWELL_MAIL_HOST"):
        yield Finding("SYS-033", "No mail can be sent, so nobody can be invited by mail: set STEPWELL_MAIL_HOST.")
