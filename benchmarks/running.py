"""An installation that runs: `stepwell up` as a process, and the processes it keeps."""

import os
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

from stepwell.platform.server.folders import Folders

_PATIENCE = 180.0  # seconds for a start, the making of the demonstration included, or a stop
_LOOK = 0.1  # seconds
_GREETING = "To stop: Ctrl-C"


def free_port() -> int:
    """Return a loopback port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass(frozen=True)
class Processes:
    """What an installation consists of now, by process number; the web server and its workers come and go."""

    web: list[int]
    web_workers: list[int]
    job_workers: list[int]
    database: list[int]
    sessions: list[int]

    def are_whole(self, *, web_workers: int) -> bool:
        """Return whether each part is there once, and all workers of the web server."""
        once = (self.web, self.job_workers, self.database)
        return all(len(part) == 1 for part in once) and len(self.web_workers) == web_workers


@dataclass
class Running:
    """One `stepwell up`.

    home       the installation
    variables  its environment beyond ours
    with_demo  with the fictional clinic, made at the first start
    """

    home: Path
    variables: dict[str, str]
    with_demo: bool = True
    process: subprocess.Popen[bytes] | None = field(default=None, init=False)

    @property
    def log(self) -> Path:
        """Return where what it says is written."""
        return self.home / "up.log"

    @property
    def is_up(self) -> bool:
        """Return whether the supervisor runs."""
        return self.process is not None and self.process.poll() is None

    def start(self) -> float:
        """Start it, wait for its greeting, and return the seconds that took."""
        began = time.monotonic()
        with self.log.open("wb") as stream:
            command = [sys.executable, "-m", "stepwell.cli", "up", *(["--demo"] if self.with_demo else [])]
            environment = os.environ | self.variables
            self.process = subprocess.Popen(
                command, env=environment, stdout=stream, stderr=subprocess.STDOUT, start_new_session=True
            )
        while _GREETING not in self.log.read_text(encoding="utf-8"):
            if not self.is_up or time.monotonic() - began > _PATIENCE:
                raise RuntimeError(self.log.read_text(encoding="utf-8"))
            time.sleep(_LOOK)
        return time.monotonic() - began

    def stop(self) -> int | None:
        """Stop it as Ctrl-C does and return its exit status."""
        if self.process is None:
            return None
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(_PATIENCE)

    def abandon(self) -> None:
        """Kill whatever still belongs to the installation, whoever started it; for the end of a run."""
        for process in [*([self.process.pid] if self.is_up and self.process else []), *self.left_over()]:
            kill(process)
        if self.process:
            self.process.wait(_PATIENCE)

    def processes(self) -> Processes:
        """Return what runs now."""
        assert self.process
        tree = _tree()
        ours = tree.get(self.process.pid, {})
        web = [process for process, line in ours.items() if "granian" in line and "server.child" not in line]
        jobs = [process for process, line in ours.items() if "stepwell.cli work" in line and "server.child" not in line]
        workers = [process for main in web for process, line in tree.get(main, {}).items() if "granian" in line]
        database = [process for process in self._postmaster() if "postgres" in _line(process)]
        sessions = [p for main in database for p, line in tree.get(main, {}).items() if "[local]" in line]
        return Processes(web, workers, jobs, database, sessions)

    def left_over(self) -> list[int]:
        """Return the processes of the installation that no supervisor keeps: after a clean stop there is none."""
        mine = f"STEPWELL_HOME={self.home}".encode()
        kept = {os.getpid(), os.getppid()}
        return [process for process in _numbers() if process not in kept and mine in _environment(process)]

    def _postmaster(self) -> list[int]:
        file = Folders(self.home).data / "postmaster.pid"
        try:
            return [int(file.read_text(encoding="utf-8").splitlines()[0])]
        except (OSError, ValueError, IndexError):
            return []


def kill(process: int) -> None:
    """End one process at once; one that is gone already is fine."""
    try:
        os.kill(process, signal.SIGKILL)
    except ProcessLookupError:
        return


def _numbers() -> list[int]:
    return [int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdigit()]


def _tree() -> dict[int, dict[int, str]]:
    """Return the living children of each process, each with its command line."""
    tree: dict[int, dict[int, str]] = {}
    for process in _numbers():
        line = _line(process)
        parent = _parent(process)
        if line and parent:
            tree.setdefault(parent, {})[process] = line
    return tree


def _line(process: int) -> str:
    """Return the command line; a process that has ended has none."""
    try:
        return Path(f"/proc/{process}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    except OSError:
        return ""


def _parent(process: int) -> int | None:
    try:
        status = Path(f"/proc/{process}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return None
    return int(status.rpartition(")")[2].split()[1])


def _environment(process: int) -> list[bytes]:
    try:
        return Path(f"/proc/{process}/environ").read_bytes().split(b"\0")
    except OSError:
        return []
