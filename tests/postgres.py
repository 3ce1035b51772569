"""The PostgreSQL server of a test run: a throw-away one, or one that the environment names.

    TEST_DATABASE_URL, TEST_DATABASE_OWNER_URL    another server, made ready by `provision(..., tests=True)`

Whatever a developer has running is left alone: the run gets a folder of its own for everything.
"""

import atexit
import fcntl
import os
import shutil
import subprocess
import tempfile
from contextlib import suppress
from pathlib import Path

from psycopg.conninfo import conninfo_to_dict

from stepwell.platform.server.embedded import Embedded
from stepwell.platform.server.urls import Urls, as_another
from tests import template

_PREFIX = "stepwell-test-"
_KEPT = "stepwell-kept-"
_AS_MANY = 8  # servers with a template, of the code as it was lately
_WORKER = "PYTEST_XDIST_WORKER"


def throwaway() -> Urls:
    """Return the URLs of this run's server, starting one in the first process; workers find them in the environment.

    Sets DATABASE_URL, DATABASE_OWNER_URL and STEPWELL_HOME for this process and its children. The server is stopped and
    its folder removed when this process ends; what a killed run left is removed by the next.
    """
    if _WORKER in os.environ:
        return _of_worker(os.environ[_WORKER])
    _remove_abandoned()
    home = Path(tempfile.mkdtemp(prefix=_PREFIX))
    (home / "run.pid").write_text(str(os.getpid()), encoding="utf-8")
    urls = _given(home) or _started(home)
    for name in [name for name in os.environ if name.startswith("STEPWELL_")]:
        del os.environ[name]  # what a developer has set for an installation is none of the tests' business
    os.environ.update(
        DATABASE_URL=urls.application, DATABASE_OWNER_URL=urls.owner, STEPWELL_HOME=str(home), STEPWELL_PROFILE="laptop"
    )
    return urls


def _of_worker(worker: str) -> Urls:
    """Return the URLs with a database name of the worker's own; Django makes that database, with "test_" before it."""
    for name in ("DATABASE_URL", "DATABASE_OWNER_URL"):
        parts = conninfo_to_dict(os.environ[name])
        user, password = str(parts["user"]), str(parts["password"])
        os.environ[name] = as_another(os.environ[name], user=user, password=password, dbname=f"stepwell_{worker}")
    return Urls(application=os.environ["DATABASE_URL"], owner=os.environ["DATABASE_OWNER_URL"])


def _given(home: Path) -> Urls | None:
    application, owner = (os.environ.get(name, "") for name in ("TEST_DATABASE_URL", "TEST_DATABASE_OWNER_URL"))
    if not (application and owner):
        return None
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    template.make(owner, home)
    return Urls(application=application, owner=owner)


def _started(home: Path) -> Urls:
    """Start a copy of a server that has the template already; what was kept of former code is removed."""
    kept = Path(tempfile.gettempdir(), f"{_KEPT}{os.geteuid()}-{template.digest()}")
    with kept.with_suffix(".lock").open("w", encoding="utf-8") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not kept.exists():
            _make(kept)
        subprocess.run(["cp", "-a", f"{kept}/.", str(home)], check=True)
    atexit.register(_remove, home)
    return Embedded(home, tests=True).ensure_running()


def _make(kept: Path) -> None:
    draft = kept.with_suffix(".draft")
    _remove(draft)
    draft.mkdir(mode=0o700)
    server = Embedded(draft, tests=True)
    template.make(server.ensure_running().owner, draft)
    server.stop("fast")
    _forget_former(kept.parent)
    draft.rename(kept)


def _forget_former(folder: Path) -> None:
    whole = (path for path in folder.glob(f"{_KEPT}{os.geteuid()}-*") if path.is_dir() and not path.suffix)
    for path in sorted(whole, key=lambda path: path.stat().st_mtime)[:-_AS_MANY]:
        path.with_suffix(".lock").unlink(missing_ok=True)
        shutil.rmtree(path, ignore_errors=True)


def _remove(home: Path) -> None:
    Embedded(home, tests=True).stop("immediate")
    shutil.rmtree(home, ignore_errors=True)


def _remove_abandoned() -> None:
    for home in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        with suppress(FileNotFoundError, PermissionError, ValueError):
            if not Path("/proc", (home / "run.pid").read_text(encoding="utf-8")).exists():
                _remove(home)
