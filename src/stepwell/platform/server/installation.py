"""The database this installation uses, kept running while somebody needs it.

Each process that needs the embedded server holds a shared lock; the last to leave stops it. The system drops the lock
of a process that crashed, so nobody is counted who is gone.
"""

import fcntl
import os
import pwd
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from stepwell.config import database, environment, places
from stepwell.platform.server.embedded import Embedded
from stepwell.platform.server.failures import ServerUnusable


def is_foreign() -> bool:
    """Return whether the environment names a server, so that the embedded one is not used."""
    return any(environment.text(name) for name in database.URLS.values())


def is_managed_here() -> bool:
    """Return whether this process may start and stop the embedded server.

    raises  ServerUnusable if root would meddle with a user's own installation
    """
    home = places.home()
    if is_foreign():
        return False
    if not home.exists() or home.stat().st_uid == os.geteuid():
        return True
    if os.geteuid() == 0:
        message = f"{home} belongs to {_name(home)}. Run stepwell as that user."
        raise ServerUnusable(message)
    return False


def is_set_up() -> bool:
    """Return whether there is a database to look at: another server's address, or the embedded one's files."""
    return is_foreign() or places.secret("application.url").exists()


@contextmanager
def standing() -> Iterator[None]:
    """Have the database running during the block."""
    if not is_managed_here():
        yield
        return
    server = Embedded(places.home())
    server.home.mkdir(parents=True, exist_ok=True)
    with (server.home / ".users.lock").open("w", encoding="utf-8") as users:
        fcntl.flock(users, fcntl.LOCK_SH)
        try:
            server.ensure_running()
            yield
        finally:
            if _is_last(users):
                server.stop()


def recover() -> bool:
    """Start the embedded server again if it does not answer; for those who hold `standing` for long.

    returns  whether it had to be started
    """
    if not is_managed_here():
        return False
    server = Embedded(places.home())
    if server.is_answering():
        return False
    server.ensure_running()
    return True


def _is_last(users: IO[str]) -> bool:
    try:
        fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _name(folder: Path) -> str:
    try:
        return pwd.getpwuid(folder.stat().st_uid).pw_name
    except KeyError:
        return f"user {folder.stat().st_uid}"
