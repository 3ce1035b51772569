"""The supervisor's children, with small programs in the place of web server and worker."""

import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from stepwell.platform.server import system
from stepwell.platform.server.supervisor import Child

_PATIENCE = 20.0  # seconds
# A program with a worker of its own, as the web server is one; both write down their numbers.
_LEADER = """
import os, pathlib, sys, time
worker = os.fork()
pathlib.Path(sys.argv[1], "worker" if worker == 0 else "leader").write_text(str(os.getpid()))
time.sleep(60)
"""


@pytest.fixture
def child(tmp_path: Path) -> Iterator[Child]:
    """A child that has started a worker."""
    program = [sys.executable, "-c", _LEADER, str(tmp_path)]
    made = Child("web server", program, system.account_of_this_process(), os.environ)
    made.start()
    _wait(lambda: all((tmp_path / name).exists() and (tmp_path / name).read_text() for name in ("leader", "worker")))
    yield made
    made.ask_to_stop()
    made.wait()


def test_what_a_killed_child_leaves_behind_is_ended_before_it_starts_again(child: Child, tmp_path: Path) -> None:
    leader, worker = (int((tmp_path / name).read_text()) for name in ("leader", "worker"))

    os.kill(leader, signal.SIGKILL)
    _wait(child.is_down)

    _wait(lambda: not _runs(worker))


def test_being_killed_often_does_not_make_a_child_hopeless(child: Child, tmp_path: Path) -> None:
    for _ in range(6):
        leader = int((tmp_path / "leader").read_text())
        os.kill(leader, signal.SIGKILL)
        _wait(child.is_down)
        (tmp_path / "leader").unlink()
        child.start()
        _wait((tmp_path / "leader").exists)
        _wait(lambda: (tmp_path / "leader").read_text() != "")

    assert not child.is_hopeless


def test_only_what_clings_to_a_dead_database_is_ended_with_it(child: Child, tmp_path: Path) -> None:
    leader = int((tmp_path / "leader").read_text())

    child.let_go()
    assert _runs(leader)
    child.clings = True
    child.let_go()

    _wait(child.is_down)


def test_what_a_stopped_child_leaves_behind_is_ended_too(child: Child, tmp_path: Path) -> None:
    worker = int((tmp_path / "worker").read_text())

    child.ask_to_stop()
    child.wait()

    _wait(lambda: not _runs(worker))


def _runs(process: int) -> bool:
    """Return whether it runs; one that has ended keeps its number until its parent asks, but no command line."""
    line = Path("/proc", str(process), "cmdline")
    return line.exists() and line.read_bytes() != b""


def _wait(is_so: Callable[[], bool]) -> None:
    deadline = time.monotonic() + _PATIENCE
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.05)
