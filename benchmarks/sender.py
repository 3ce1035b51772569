"""Sends an organization's claims and dies at a step: `python -m benchmarks.sender ORGANIZATION STEP`, 0 for never.

A step is a statement to the database, or something done to a file in the outbound folder. It dies right before it.
"""

import os
import signal
import sys
from collections.abc import Callable
from typing import Any
from uuid import UUID

import django

django.setup()

from django.conf import settings  # noqa: E402 (Django must be set up first)
from django.db import connection  # noqa: E402
from django.utils import timezone  # noqa: E402

from stepwell.claims.actions.leaving import send  # noqa: E402
from stepwell.platform.jobs.scopes import system  # noqa: E402

BEGINS = "sending"
_FILES = {"open", "os.rename", "os.remove"}  # as Python's audit calls them


class Steps:
    """Counts steps; the last one is never taken."""

    def __init__(self, last: int) -> None:
        self.last = last
        self.taken = 0

    def take(self) -> None:
        """Count a step, or die."""
        self.taken += 1
        if self.taken == self.last:
            os.kill(os.getpid(), signal.SIGKILL)

    def around(self, execute: Callable[..., Any], *about: Any) -> Any:
        """Run a statement, as Django's wrapper of statements."""
        self.take()
        return execute(*about)

    def hear(self, event: str, about: tuple[Any, ...]) -> None:
        """Listen to what is done to files."""
        if event in _FILES and str(about[0]).startswith(str(settings.OUTBOUND_FOLDER)):
            self.take()


def main(organization: str, last: str) -> None:
    """Send, and say how many steps it took if it came to the end."""
    steps = Steps(int(last))
    connection.ensure_connection()
    sys.addaudithook(steps.hear)
    print(BEGINS, flush=True)
    with connection.execute_wrapper(steps.around):
        send(scope=system(UUID(organization), "claims.send"), at=timezone.now())
    print(steps.taken, flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
