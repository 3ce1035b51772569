"""Installations of their own for these tests, below a folder that every account can reach."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from stepwell.platform.server.embedded import Embedded

_OURS = ("DATABASE_URL", "DATABASE_OWNER_URL", "STEPWELL_HOME", "STEPWELL_PROFILE", "DJANGO_SETTINGS_MODULE")
Stepwell = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def home() -> Iterator[Path]:
    """An empty folder for an installation; a server left in it is stopped."""
    folder = Path(tempfile.mkdtemp(prefix="stepwell-home-"))
    yield folder
    Embedded(folder).stop("immediate")
    shutil.rmtree(folder)


@pytest.fixture(scope="module")
def standing() -> Iterator[Embedded]:
    """A server that runs, shared by the tests of a module."""
    folder = Path(tempfile.mkdtemp(prefix="stepwell-home-"))
    server = Embedded(folder)
    server.ensure_running()
    yield server
    server.stop("immediate")
    shutil.rmtree(folder)


@pytest.fixture
def variables(home: Path) -> dict[str, str]:
    """The environment of an installation that knows nothing of this test run."""
    inherited = {name: value for name, value in os.environ.items() if name not in _OURS}
    return inherited | {"STEPWELL_HOME": str(home)}


@pytest.fixture
def stepwell(variables: dict[str, str]) -> Stepwell:
    """The installed command, run to its end."""

    def run(*words: str, **more: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "stepwell.cli", *words]
        return subprocess.run(command, env=variables | more, capture_output=True, text=True, timeout=100, check=False)

    return run
