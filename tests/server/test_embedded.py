"""The embedded server: nobody else comes in, and nothing keeps it from starting again."""

import os
import signal
import stat
import subprocess
import time
from pathlib import Path

import psycopg
import pytest

from stepwell.platform.server import folders as folders_module
from stepwell.platform.server.embedded import Embedded
from stepwell.platform.server.failures import ServerUnusable
from stepwell.platform.server.folders import Folders


def _postmaster(server: Embedded) -> int:
    return int((server.folders.data / "postmaster.pid").read_text().splitlines()[0])


def _mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_secrets_are_readable_to_their_owner_only(standing: Embedded) -> None:
    files = sorted(standing.folders.secrets.iterdir())

    assert [file.name for file in files] == ["application.url", "owner.url", "postgres.key"]
    assert {_mode(file) for file in files} == {0o600}
    assert {_mode(folder) for folder in (standing.folders.secrets, standing.folders.server)} == {0o700}
    assert _mode(standing.folders.data) == 0o700


def test_it_listens_on_a_socket_only_and_asks_for_a_password(standing: Embedded) -> None:
    with psycopg.connect(standing.ensure_running().owner) as connection:
        row = connection.execute(
            "SELECT current_setting('listen_addresses'), current_setting('log_min_error_statement'),"
            " current_setting('log_error_verbosity'), current_setting('idle_in_transaction_session_timeout')"
        ).fetchone()

    assert row == ("", "panic", "terse", "1min")
    with pytest.raises(psycopg.OperationalError, match=r"no password supplied|password authentication failed"):
        psycopg.connect(host=str(standing.folders.socket), user="postgres", dbname="postgres", passfile="/dev/null")


def test_the_roles_have_the_rights_they_need_and_no_others(standing: Embedded) -> None:
    urls = standing.ensure_running()
    query = (
        "SELECT rolname, rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb OR rolreplication, rolcanlogin"
        " FROM pg_roles WHERE rolname LIKE 'stepwell%' ORDER BY 1"
    )

    with psycopg.connect(urls.owner) as owner, psycopg.connect(urls.application) as application:
        roles = owner.execute(query).fetchall()
        owns = owner.execute("SELECT datdba::regrole::text FROM pg_database WHERE datname = 'stepwell'").fetchone()
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            application.execute("CREATE TABLE escape (i int)")

    assert roles == [("stepwell_app", False, True), ("stepwell_lookup", False, False), ("stepwell_owner", False, True)]
    assert owns == ("stepwell_owner",)


def test_the_log_tells_nothing_of_a_refused_row(standing: Embedded) -> None:
    with psycopg.connect(standing.ensure_running().owner, autocommit=True) as connection:
        connection.execute("CREATE TABLE person (name text UNIQUE)")
        connection.execute("INSERT INTO person VALUES ('Marisol Okonkwo')")
        with pytest.raises(psycopg.errors.UniqueViolation):
            connection.execute("INSERT INTO person VALUES ('Marisol Okonkwo')")

    written = _logged(standing, "duplicate key")
    assert "duplicate key" in written
    assert "Okonkwo" not in written


def _logged(server: Embedded, awaited: str) -> str:
    """Return the log, once it has some words or after a few seconds: another process writes it."""
    until = time.monotonic() + 10
    while True:
        written = "".join(file.read_text() for file in server.folders.log.iterdir())
        if awaited in written or time.monotonic() > until:
            return written
        time.sleep(0.1)


def test_a_second_start_finds_the_same_server(standing: Embedded) -> None:
    first, number = standing.ensure_running(), _postmaster(standing)

    second = Embedded(standing.home).ensure_running()

    assert (second, _postmaster(standing)) == (first, number)


def test_it_comes_back_after_its_postmaster_was_killed(standing: Embedded) -> None:
    with psycopg.connect(standing.ensure_running().owner, autocommit=True) as connection:
        connection.execute("CREATE TABLE kept (i int)")
        connection.execute("INSERT INTO kept VALUES (7)")

    os.kill(_postmaster(standing), signal.SIGKILL)

    with psycopg.connect(standing.ensure_running().owner) as connection:
        assert connection.execute("SELECT i FROM kept").fetchall() == [(7,)]


def test_a_process_number_that_now_belongs_to_a_stranger_does_not_stop_it(standing: Embedded) -> None:
    standing.ensure_running()
    standing.stop()
    stranger = subprocess.Popen(["sleep", "60"])
    file = standing.folders.data / "postmaster.pid"
    file.write_text(f"{stranger.pid}\n{standing.folders.data}\n")

    try:
        standing.ensure_running()
    finally:
        stranger.kill()
        stranger.wait()

    assert _postmaster(standing) != stranger.pid


def test_a_lost_password_file_is_made_anew(standing: Embedded) -> None:
    former = standing.ensure_running()
    (standing.folders.secrets / "owner.url").unlink()

    made = standing.ensure_running()

    assert made.owner != former.owner
    psycopg.connect(made.owner).close()


def test_data_of_another_version_is_refused_and_left_alone(home: Path) -> None:
    data = Folders(home).data
    data.mkdir(parents=True)
    (data / "PG_VERSION").write_text("17\n")

    with pytest.raises(ServerUnusable, match="written by PostgreSQL 17; this Stepwell brings 18"):
        Embedded(home).ensure_running()

    assert [file.name for file in data.iterdir()] == ["PG_VERSION"]


def test_a_long_path_gets_a_socket_elsewhere(home: Path) -> None:
    long = home / ("deep" * 20)
    usual, short = Folders(home).socket, Folders(long).socket

    assert usual == home / "run"
    assert not short.is_relative_to(home)
    assert len(str(short / ".s.PGSQL.5432")) < 100


def test_a_socket_folder_of_somebody_else_is_refused(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    trap = home / "trap"
    trap.symlink_to(home)
    monkeypatch.setattr(folders_module.Folders, "socket", trap)

    with pytest.raises(ServerUnusable, match="belongs to somebody else"):
        Embedded(home).ensure_running()
