"""Reads answers in processes that are killed at a statement: `crashing ORGANIZATION FOLDER STATEMENT...`.

For each number the next file of FOLDER/staged is laid into FOLDER/ORGANIZATION, and the process that reads it is
killed when it has carried out so many statements.
"""

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

import django

django.setup()

from django.db import connection  # noqa: E402 (Django must be set up first)

from stepwell.config import places  # noqa: E402
from stepwell.remittances import tasks  # noqa: E402
from stepwell.remittances.gateways import inbox as gateway  # noqa: E402


def _read(organization: UUID, last: int) -> None:
    done = 0

    def counted(execute: Callable[..., Any], *statement: Any) -> Any:
        nonlocal done
        found = execute(*statement)
        done += 1
        if done == last:
            os.kill(os.getpid(), signal.SIGKILL)
        return found

    with connection.execute_wrapper(counted):
        tasks.collect.run(organization=organization)


def main(organization: str, folder: str, *numbers: str) -> None:
    """Lay each file down, and have its reader killed."""
    places.inbound = lambda: Path(folder)
    gateway.SETTLED = -1.0
    staged = sorted((Path(folder) / "staged").iterdir())
    killed = 0
    for path, number in zip(staged, numbers, strict=True):
        path.rename(Path(folder) / organization / path.name)
        child = os.fork()
        if child == 0:
            _read(UUID(organization), int(number))
            os._exit(0)
        _, status = os.waitpid(child, 0)
        killed += os.WIFSIGNALED(status)
    sys.stdout.write(str(killed))


if __name__ == "__main__":
    main(*sys.argv[1:])
