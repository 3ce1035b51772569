"""Where the embedded server's files lie, who may enter, and a socket path short enough for the system."""

import hashlib
import os
import stat
import tempfile
from dataclasses import dataclass
from pathlib import Path

from stepwell.platform.server import system
from stepwell.platform.server.failures import ServerUnusable
from stepwell.platform.server.system import Account

_SOCKET = ".s.PGSQL.5432.lock"  # the longest name the server makes in its socket folder
_LONGEST = 103  # bytes of a socket's path; 107 on Linux, 103 on macOS


@dataclass(frozen=True)
class Folders:
    """The folders of one installation's embedded server."""

    home: Path

    @property
    def secrets(self) -> Path:
        """Return the folder of secret files."""
        return self.home / "secrets"

    @property
    def server(self) -> Path:
        """Return the folder only the server's account may enter."""
        return self.home / "postgres"

    @property
    def data(self) -> Path:
        """Return the server's data folder."""
        return self.server / "data"

    @property
    def log(self) -> Path:
        """Return the folder of the server's log files, one for each day of the week."""
        return self.server / "log"

    @property
    def socket(self) -> Path:
        """Return the folder of the server's socket: in the installation, or elsewhere if that path is too long."""
        usual = self.home / "run"
        if len(os.fsencode(usual / _SOCKET)) <= _LONGEST:
            return usual
        short = hashlib.sha256(os.fsencode(self.home)).hexdigest()[:12]
        return _volatile() / f"stepwell-{os.geteuid()}-{short}"

    def prepare(self, who: Account) -> None:
        """Make the folders with safe permissions, changing none but our own.

        who     the account the server runs as
        raises  ServerUnusable if that account cannot reach them, or somebody else holds the socket's folder
        """
        self.home.mkdir(parents=True, exist_ok=True)
        self.home.chmod(0o700 if who.is_ours else 0o711)
        self.secrets.mkdir(mode=0o700, exist_ok=True)
        if not who.is_ours and not system.reaches(who, self.home):
            message = (
                f"The system account {system.SERVER} cannot reach {self.home}, because a folder above it is closed. "
                "Set STEPWELL_HOME to a folder such as /var/lib/stepwell."
            )
            raise ServerUnusable(message)
        for folder, mode in ((self.server, 0o700), (self.log, 0o700), (self.socket, 0o700 if who.is_ours else 0o711)):
            _own(folder, who, mode)


def _volatile() -> Path:
    run = Path("/run")
    return run if os.access(run, os.W_OK) else Path(tempfile.gettempdir())


def _own(folder: Path, who: Account, mode: int) -> None:
    folder.mkdir(mode=0o700, exist_ok=True)
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid not in {os.geteuid(), who.uid}:
        message = f"{folder} belongs to somebody else. Remove it, or set STEPWELL_HOME to another folder."
        raise ServerUnusable(message)
    who.own(folder, mode)
