"""What a crash leaves behind, and clearing it without touching a server that lives."""

import os
import shutil
import subprocess
from contextlib import suppress
from pathlib import Path


def remove(folder: Path) -> None:
    """Remove a half-made folder; a missing one is fine."""
    if folder.exists():
        shutil.rmtree(folder)


def forget_dead_server(data: Path, socket: Path) -> None:
    """Remove the server's lock files if their number now belongs to another program, or to a process already dead.

    PostgreSQL would take the stranger for a running server and refuse to start. It guards itself a second time by its
    shared memory, so a server that still lives is not overrun.
    """
    for file in (data / "postmaster.pid", socket / ".s.PGSQL.5432.lock"):
        with suppress(FileNotFoundError, ValueError, IndexError):
            number = int(file.read_text(encoding="utf-8").splitlines()[0])
            if not _is_server(number):
                file.unlink()


def _is_server(number: int) -> bool:
    """Return whether the process is a PostgreSQL program; a dead one has no command line any more."""
    described = Path("/proc", str(number), "cmdline")
    if Path("/proc/self").exists():
        line = described.read_bytes() if described.exists() else b""
        return b"postgres" in line
    with suppress(OSError):
        os.kill(number, 0)
        return "postgres" in _listed(number)
    return False


def _listed(number: int) -> str:
    done = subprocess.run(["/bin/ps", "-p", str(number), "-o", "comm="], capture_output=True, text=True, check=False)
    return done.stdout
