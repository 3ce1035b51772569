"""Running the planner in a process of its own: the solvers cannot share one with each other, nor with the worker."""

import json
import re
import signal
import subprocess
import sys
from collections.abc import Callable
from tempfile import TemporaryFile
from typing import Any

_LINE = re.compile(r"([\d.]+) s  cost (\d+)  bound (\d+)  gap ([\d.]+)%  short (\d+)")
_STARTING = 60  # seconds that starting and explaining may take beyond the search
DONE, SHORT = 0, 1  # how `stepwell schedule solve` ends when it has a week


class Unsolved(Exception):
    """The planner ended without a week. Says its exit status, and nothing of what it was given."""


def solve(
    document: dict[str, Any],
    *,
    seconds: int,
    seed: int,
    tell: Callable[[dict[str, float]], None],
    is_canceled: Callable[[], bool],
) -> dict[str, Any] | None:
    """Return the document with the best week found and its result; None if it was canceled meanwhile.

    tell         told of each better week: seconds, cost, bound, gap in percent, how many are short
    is_canceled  asked whenever something is told
    raises       Unsolved
    """
    command = [sys.executable, "-m", "stepwell.cli", "schedule", "solve", "-", "--seconds", str(seconds)]
    with TemporaryFile("w+") as given, TemporaryFile("w+") as answered:
        json.dump(document, given)
        given.seek(0)
        with subprocess.Popen(  # noqa: S603 (our own command, with numbers)
            [*command, "--seed", str(seed)], stdin=given, stdout=answered, stderr=subprocess.PIPE, text=True
        ) as process:
            canceled = _follow(process, tell, is_canceled)
            status = process.wait(timeout=_STARTING + seconds)
        if canceled:
            return None
        if status not in {DONE, SHORT}:
            message = f"the planner ended with {status}"
            raise Unsolved(message)
        answered.seek(0)
        found: dict[str, Any] = json.load(answered)
        return found


def told(line: str) -> dict[str, float] | None:
    """Return what a line of progress says, or None for one that says nothing of a week."""
    found = _LINE.search(line)
    if found is None:
        return None
    seconds, cost, bound, gap, short = found.groups()
    return {"seconds": float(seconds), "cost": int(cost), "bound": int(bound), "gap": float(gap), "short": int(short)}


def _follow(
    process: "subprocess.Popen[str]", tell: Callable[[dict[str, float]], None], is_canceled: Callable[[], bool]
) -> bool:
    for line in process.stderr or ():
        said = told(line)
        if said:
            tell(said)
        if is_canceled():
            process.send_signal(signal.SIGTERM)
            return True
    return False
