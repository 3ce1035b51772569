"""The system accounts that the server and the application run as when root starts an installation.

PostgreSQL refuses to run as root. The application has an account of its own, so that it cannot read the server's files.
"""

import os
import pwd
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from stepwell.platform.server.failures import ServerUnusable

SERVER = "stepwell-postgres"
APPLICATION = "stepwell"
_PLAIN_ENVIRONMENT = ("PATH", "LANG", "LC_ALL", "TZ", "TMPDIR")


@dataclass(frozen=True)
class Account:
    """A system account by its numbers."""

    uid: int
    gid: int

    @property
    def is_ours(self) -> bool:
        """Return whether this process runs as the account."""
        return self.uid == os.geteuid()

    def own(self, path: Path, mode: int) -> None:
        """Give one file or folder to the account, with exactly these permissions."""
        if not self.is_ours:
            os.chown(path, self.uid, self.gid)
        path.chmod(mode)


def account(name: str) -> Account:
    """Return the account to run as: for root `name`, made if missing; for others themselves."""
    if os.geteuid() != 0:
        return Account(os.geteuid(), os.getegid())
    try:
        entry = pwd.getpwnam(name)
    except KeyError:
        entry = _made(name)
    return Account(entry.pw_uid, entry.pw_gid)


def run(who: Account, command: Sequence[str | Path], *, seconds: float) -> tuple[int, str]:
    """Run a program as the account and return its exit status and what it wrote, both streams together.

    seconds  how long it may take; then it is killed and the status is -9
    """
    switch = not who.is_ours
    try:
        done = subprocess.run(
            [str(part) for part in command],
            user=who.uid if switch else None,
            group=who.gid if switch else None,
            extra_groups=[] if switch else None,
            cwd="/",
            umask=0o077,
            env={name: os.environ[name] for name in _PLAIN_ENVIRONMENT if name in os.environ},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=seconds,
            text=True,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return -9, f"no answer within {seconds:.0f} seconds"
    return done.returncode, done.stdout.strip()


def reaches(who: Account, folder: Path) -> bool:
    """Return whether the account may enter the folder, its parents included."""
    return run(who, ["/bin/sh", "-c", 'cd "$0"', folder], seconds=10)[0] == 0


def _made(name: str) -> pwd.struct_passwd:
    tool = shutil.which("useradd", path="/usr/sbin:/sbin:/usr/bin:/bin")
    if tool is None:
        message = (
            f"There is no system account {name} and no useradd to make it. Make it, without a login, and start again."
        )
        raise ServerUnusable(message)
    shell = shutil.which("nologin", path="/usr/sbin:/sbin:/usr/bin:/bin") or "/bin/false"
    options = ["--system", "--user-group", "--no-create-home", "--home-dir", "/nonexistent", "--shell", shell]
    status, said = run(account_of_this_process(), [tool, *options, name], seconds=30)
    if status != 0:
        message = f"The system account {name} could not be made: {said}"
        raise ServerUnusable(message)
    return pwd.getpwnam(name)


def account_of_this_process() -> Account:
    """Return the account this process runs as."""
    return Account(os.geteuid(), os.getegid())
