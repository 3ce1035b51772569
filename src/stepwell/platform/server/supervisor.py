"""Keeps the web server and the worker running, and stops them in order."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field

from stepwell.platform.server import installation
from stepwell.platform.server.failures import ServerUnusable
from stepwell.platform.server.system import Account

_LOOK = 0.25  # seconds between two looks at the children
_LOOK_AT_DATABASE = 1.0  # seconds
_GRACE = 45.0  # seconds a child has to finish what it is at; the worker gives its jobs 30
_STEADY = 10.0  # seconds after which a start counts as a good one
_LONGEST_PAUSE = 30.0  # seconds
_HOPELESS = 5  # bad starts in a row


@dataclass
class Child:
    """One process to keep running.

    name         as people are told it
    program      path and arguments
    who          the account it runs as
    environment  its whole environment
    clings       whether it needs long to notice that the database was started anew: it is started anew too
    """

    name: str
    program: Sequence[str]
    who: Account
    environment: Mapping[str, str]
    clings: bool = False
    _process: subprocess.Popen[bytes] | None = field(default=None, init=False)
    _started: float = field(default=0.0, init=False)
    _bad_starts: int = field(default=0, init=False)
    _not_before: float = field(default=0.0, init=False)

    def start(self) -> None:
        """Start the process in a session of its own, so that Ctrl-C reaches the supervisor alone."""
        shim = [sys.executable, "-m", "stepwell.platform.server.child"]
        who = [str(os.getpid()), str(self.who.uid), str(self.who.gid)]
        self._process = subprocess.Popen(
            [*shim, *who, *self.program], env=dict(self.environment), cwd="/", start_new_session=True
        )
        self._started = time.monotonic()

    def is_down(self) -> bool:
        """Return whether the process ended, counting whether it had run well."""
        if self._process is None or self._process.poll() is None:
            return False
        _end_group(self._process.pid)
        killed = self._process.returncode == -signal.SIGKILL  # from outside, or by us: that says nothing of the start
        steady = killed or time.monotonic() - self._started > _STEADY
        self._bad_starts = 1 if steady else self._bad_starts + 1
        self._not_before = time.monotonic() + min(2.0 ** (self._bad_starts - 1), _LONGEST_PAUSE)
        self._process = None
        return True

    @property
    def is_due(self) -> bool:
        """Return whether it is time to start the ended process again."""
        return self._process is None and time.monotonic() >= self._not_before

    @property
    def is_hopeless(self) -> bool:
        """Return whether it ended at once too often."""
        return self._bad_starts >= _HOPELESS

    def ask_to_stop(self) -> None:
        """Ask the process to finish what it is at and end."""
        if self._process is not None:
            self._process.terminate()

    def let_go(self) -> None:
        """End a process that holds on to a database which is no more."""
        if self.clings and self._process is not None:
            self._process.kill()

    def wait(self) -> None:
        """Wait until the process has ended; it is killed when its time is up."""
        if self._process is not None:
            try:
                self._process.wait(_GRACE)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
            _end_group(self._process.pid)


def run(children: Sequence[Child], *, say: Callable[[str], None], when_up: Callable[[], bool]) -> None:
    """Keep the children running until this process is interrupted; then stop them, the first one first.

    say      told what a person watching should know
    when_up  asked until it returns True: it looks whether the web server answers, and tells the person then
    raises   ServerUnusable if a child cannot be kept running; KeyboardInterrupt when stopped from outside
    """
    try:
        for child in children:
            child.start()
        _keep(children, say=say, when_up=when_up)
    finally:
        for child in children:
            child.ask_to_stop()
        for child in children:
            child.wait()


def _keep(children: Sequence[Child], *, say: Callable[[str], None], when_up: Callable[[], bool]) -> None:
    is_up, looked = False, time.monotonic()
    while True:
        is_up = is_up or when_up()
        for child in children:
            _restore(child, say)
        if time.monotonic() - looked > _LOOK_AT_DATABASE:
            if installation.recover():
                for child in children:
                    child.let_go()
            looked = time.monotonic()
        time.sleep(_LOOK)


def _restore(child: Child, say: Callable[[str], None]) -> None:
    if child.is_down():
        if child.is_hopeless:
            message = f"The {child.name} ends as soon as it is started. Run: stepwell doctor"
            raise ServerUnusable(message)
        say(f"The {child.name} ended unexpectedly; starting it again.")
    elif child.is_due:
        child.start()


def _end_group(leader: int) -> None:
    """End what an ended child leaves behind: its workers would keep answering, and nobody could stop them any more.

    leader  number of the child, which is that of its process group as well
    """
    with suppress(ProcessLookupError):
        os.killpg(leader, signal.SIGKILL)
