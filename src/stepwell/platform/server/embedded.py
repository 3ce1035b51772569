"""The embedded PostgreSQL: made, started, checked and stopped. It listens on a socket only, with passwords.

Whether it runs is decided by connecting, never by a process number: after a crash the number of a dead server may stand
in its file, or belong to something else by now.
"""

import fcntl
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import psycopg

from stepwell.config import places
from stepwell.platform.server import binaries, configuration, leftovers, provision, system, urls
from stepwell.platform.server.failures import ServerUnusable
from stepwell.platform.server.folders import Folders
from stepwell.platform.server.urls import Urls

_PATIENCE = 120.0  # seconds; the recovery after a crash replays what was written since the last checkpoint
_PAUSE = 0.1  # seconds between two tries


@dataclass(frozen=True)
class Embedded:
    """One installation's own server.

    home   the installation's folder; everything the server needs lies in it
    tests  for the throw-away server of a test run: more rights for the owner, no care for crashes of the machine
    """

    home: Path
    tests: bool = False

    @property
    def folders(self) -> Folders:
        """Return where the server's files lie."""
        return Folders(self.home)

    def ensure_running(self) -> Urls:
        """Make the server if there is none, start it if it does not answer, and return the two roles' URLs.

        raises  ServerUnusable with what is wrong and how to mend it
        """
        self._check_version()
        who = system.account(system.SERVER)
        self.folders.prepare(who)
        with self._alone():
            programs = binaries.install(self.home)
            if not self.folders.data.exists():
                self._make(programs, who)
            self._check_version()
            if not self.is_answering():
                self._start(programs, who)
                binaries.forget_others(self.home)
            return self._roles()

    def is_answering(self) -> bool:
        """Return whether the server takes a connection now."""
        if not self._superuser_file.exists():
            return False
        with suppress(psycopg.OperationalError), psycopg.connect(self._superuser_url(), connect_timeout=5):
            return True
        return False

    def stop(self, mode: str = "fast") -> None:
        """Stop the server and wait until it has stopped; nothing happens if it does not run.

        mode    "fast" ends what is connected, "smart" waits for it
        raises  ServerUnusable if it still runs after two minutes
        """
        who = system.account(system.SERVER)
        if not (self.folders.data / "postmaster.pid").exists():
            return
        wait = ["-m", mode, "-w", "-t", str(int(_PATIENCE))]
        command = [str(binaries.install(self.home) / "pg_ctl"), "-D", str(self.folders.data), "stop", *wait]
        said = system.run(who, command, seconds=_PATIENCE + 10)[1]
        if self.is_answering():
            message = f"PostgreSQL did not stop: {said}"
            raise ServerUnusable(message)

    @property
    def _superuser_file(self) -> Path:
        return self.folders.secrets / "postgres.key"

    def _superuser_url(self) -> str:
        password = self._superuser_file.read_text(encoding="utf-8").strip()
        return urls.url(user="postgres", password=password, dbname="postgres", where={"host": str(self.folders.socket)})

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Hold the installation's lock, so that two starts at once do not make two servers."""
        with (self.home / ".server.lock").open("w", encoding="utf-8") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _check_version(self) -> None:
        file = self.folders.data / "PG_VERSION"
        found = file.read_text(encoding="utf-8").strip() if file.exists() else binaries.major()
        if found != binaries.major():
            message = (
                f"The data in {self.folders.data} was written by PostgreSQL {found}; this Stepwell brings "
                f"{binaries.major()}. Make a backup with the Stepwell that wrote it, move the folder away, and restore."
            )
            raise ServerUnusable(message)

    def _make(self, programs: Path, who: system.Account) -> None:
        """Make the data folder, whole or not at all."""
        places.write_secret(self._superuser_file, secrets.token_urlsafe(32))
        draft, password = self.folders.server / "data.draft", self.folders.server / "password"
        leftovers.remove(draft)
        password.unlink(missing_ok=True)
        places.write_secret(password, self._superuser_file.read_text(encoding="utf-8"))
        who.own(password, 0o600)
        try:
            status, said = system.run(who, [programs / "initdb", "-D", draft, *_initdb(password)], seconds=_PATIENCE)
        finally:
            password.unlink()
        if status != 0:
            message = f"The database could not be made in {self.folders.server}: {said}"
            raise ServerUnusable(message)
        draft.rename(self.folders.data)

    def _start(self, programs: Path, who: system.Account) -> None:
        """Start the server and wait until it answers, however a former one ended."""
        folders = self.folders
        configuration.write(folders.data, socket=folders.socket, log=folders.log, careless=self.tests)
        options = ["-D", str(folders.data), "-l", str(folders.log / "start.log"), "-w", "-t", str(int(_PATIENCE))]
        deadline = time.monotonic() + _PATIENCE
        said = ""
        while not self.is_answering():
            if time.monotonic() > deadline:
                message = f"PostgreSQL does not start; its log is in {folders.log}. It said: {said}"
                raise ServerUnusable(message)
            leftovers.forget_dead_server(folders.data, folders.socket)
            said = system.run(who, [programs / "pg_ctl", *options, "start"], seconds=_PATIENCE + 10)[1]
            time.sleep(_PAUSE)

    def _roles(self) -> Urls:
        """Return the roles' URLs from their files, making roles and files if one is missing or does not work."""
        files = [self.folders.secrets / name for name in ("application.url", "owner.url")]
        if all(file.exists() for file in files):
            found = Urls(*(file.read_text(encoding="utf-8").strip() for file in files))
            if _signs_in(found.owner) and _signs_in(found.application):
                return found
        made = provision.provision(self._superuser_url(), tests=self.tests)
        for file, address in zip(files, (made.application, made.owner), strict=True):
            places.write_secret(file, address + "\n")
        return made


def _initdb(password: Path) -> list[str]:
    locale = ["--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    return ["--username=postgres", f"--pwfile={password}", "--auth=scram-sha-256", "--no-instructions", *locale]


def _signs_in(address: str) -> bool:
    with suppress(psycopg.OperationalError), psycopg.connect(address, connect_timeout=5):
        return True
    return False
