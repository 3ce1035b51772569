"""Sends an organization's claims in a process of its own that is killed at a point: `crashing ORGANIZATION POINT`."""

import os
import signal
import sys
from collections.abc import Callable
from typing import Any
from uuid import UUID

import django

django.setup()

from django.utils import timezone  # noqa: E402 (Django must be set up first)

from stepwell.claims.actions import leaving  # noqa: E402
from stepwell.platform.jobs.scopes import system  # noqa: E402
from stepwell.platform.outbound import Folder  # noqa: E402

POINTS = ("not made", "made", "half laid down", "laid down", "not told", "not moved", "moved", "told")


def _kill(*_: Any, **__: Any) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _before(holder: Any, name: str) -> None:
    setattr(holder, name, _kill)


def _after(holder: Any, name: str) -> None:
    done: Callable[..., Any] = getattr(holder, name)

    def and_then_die(*args: Any, **facts: Any) -> None:
        done(*args, **facts)
        _kill()

    setattr(holder, name, and_then_die)


def _half(self: Folder, name: str, content: bytes) -> None:
    self._spool.mkdir(parents=True, exist_ok=True)
    (self._spool / f".{name}.{os.getpid()}").write_bytes(content[: len(content) // 2])
    _kill()


def main(organization: str, point: str) -> None:
    """Send, and be killed where the point says."""
    if point == "not made":  # everything is made, and the transaction does not end
        _after(leaving, "prepare")
    elif point == "made":
        _before(leaving, "_spool")
    elif point == "half laid down":
        Folder.spool = _half  # type: ignore[method-assign]
    elif point == "laid down":
        _after(Folder, "spool")
    elif point == "not told":
        _before(leaving, "_leave")
    elif point == "not moved":
        _before(Folder, "release")
    elif point == "moved":
        _after(Folder, "release")
    leaving.send(scope=system(UUID(organization), "claims.send"), at=timezone.now())
    _kill()


if __name__ == "__main__":
    main(*sys.argv[1:])
