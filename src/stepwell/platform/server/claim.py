"""One process at a time has the run of an installation: `stepwell up` or a restore. A dead one's claim is dropped."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from stepwell.config import places
from stepwell.platform.server import address, installation


@dataclass(frozen=True)
class Holder:
    """Who has the run of the installation.

    process  its number
    listens  address and port of its web server, or where that would be
    url      what people type
    """

    process: int
    listens: str
    url: str


@contextmanager
def held() -> Iterator[Holder | None]:
    """Have the run of the installation during the block; yields who has it instead, if another process has."""
    installation.is_managed_here()
    places.home().mkdir(parents=True, exist_ok=True)
    with _file().open("a+", encoding="utf-8") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield _read()
            return
        listen = address.listen()
        file.truncate(0)
        file.write(f"{os.getpid()} {listen} {listen.url}\n")
        file.flush()
        yield None


def _read() -> Holder:
    process, listens, url = _file().read_text(encoding="utf-8").split()
    return Holder(int(process), listens, url)


def _file() -> Path:
    return places.home() / ".up.lock"
