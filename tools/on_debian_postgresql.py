# ruff: noqa: INP001, S603 - a script of this folder, which starts the command it is given
"""Runs a command against a throw-away cluster of Debian's PostgreSQL: python tools/on_debian_postgresql.py pytest tests

Finds the newest version below /usr/lib/postgresql, or the one given in POSTGRESQL. The command gets TEST_DATABASE_URL
and TEST_DATABASE_OWNER_URL. Exit status: the command's; 0 without running it if no such PostgreSQL is installed.
"""

import os
import pwd
import secrets
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from stepwell.platform.server import system, urls
from stepwell.platform.server.provision import provision
from stepwell.platform.server.system import Account

_SETTINGS = (
    "-c listen_addresses='' -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=60"
    " -c log_min_error_statement=panic -c log_error_verbosity=terse"
)


def main() -> int:
    """Start the cluster, run the command, remove the cluster."""
    programs = installed()
    if programs is None:
        sys.stdout.write(
            "Debian's PostgreSQL is not installed here; the database tests ran on the embedded server only.\n"
        )
        return 0
    with tempfile.TemporaryDirectory(prefix="stepwell-debian-") as name, cluster(programs, Path(name)) as superuser:
        made = provision(superuser, tests=True)
        given = {"TEST_DATABASE_URL": made.application, "TEST_DATABASE_OWNER_URL": made.owner}
        return subprocess.run(sys.argv[1:], env=os.environ | given, check=False).returncode


def installed() -> Path | None:
    """Return the folder of the server's programs."""
    wanted = os.environ.get("POSTGRESQL", "*")
    found = sorted(Path("/usr/lib/postgresql").glob(f"{wanted}/bin/initdb"), key=lambda path: int(path.parts[4]))
    return found[-1].parent if found else None


@contextmanager
def cluster(programs: Path, folder: Path) -> Iterator[str]:
    """Make and start a cluster in the folder, yield its superuser's URL, and stop it."""
    who = account()
    who.own(folder, 0o711)
    password, secret = folder / "password", secrets.token_urlsafe(24)
    password.write_text(secret, encoding="utf-8")
    who.own(password, 0o600)
    data = folder / "data"
    options = [
        "--username=postgres",
        f"--pwfile={password}",
        "--auth=scram-sha-256",
        "--encoding=UTF8",
        "--locale=C.UTF-8",
    ]
    demand(system.run(who, [programs / "initdb", "-D", data, *options], seconds=60))
    control = [str(programs / "pg_ctl"), "-D", str(data), "-w"]
    start = ["-o", f"-k {folder} {_SETTINGS}", "-l", str(folder / "log"), "start"]
    demand(system.run(who, [*control, *start], seconds=60))
    try:
        yield urls.url(user="postgres", password=secret, dbname="postgres", where={"host": str(folder)})
    finally:
        demand(system.run(who, [*control, "-m", "immediate", "stop"], seconds=60))


def account() -> Account:
    """Return whom to run the server as: initdb refuses root."""
    if os.geteuid() != 0:
        return system.account_of_this_process()
    names = {entry.pw_name for entry in pwd.getpwall()}
    entry = pwd.getpwnam("postgres" if "postgres" in names else "nobody")
    return Account(entry.pw_uid, entry.pw_gid)


def demand(result: tuple[int, str]) -> None:
    """Stop with what the program said if it failed."""
    status, said = result
    if status != 0:
        sys.exit(said)


if __name__ == "__main__":
    sys.exit(main())
