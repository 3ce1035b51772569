"""An installation of its own for one run: server, roles, keys and tables in a temporary folder, removed at the end."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from stepwell.platform.server.embedded import Embedded


@contextmanager
def temporary() -> Iterator[Path]:
    """Make an empty installation, point this process at it, and remove it afterwards."""
    home = Path(tempfile.mkdtemp(prefix="stepwell-bench-"))
    home.chmod(0o755)
    server = Embedded(home)
    os.environ.update(STEPWELL_HOME=str(home), DJANGO_SETTINGS_MODULE="stepwell.config.settings")
    try:
        server.ensure_running()
        for command in (["keys", "create"], ["migrate", "--verbosity=0"]):
            subprocess.run(
                [sys.executable, "-m", "django", *command],
                check=True,
                env={**os.environ, "STEPWELL_DATABASE_ROLE": "owner"},
            )
        yield home
    finally:
        server.stop("immediate")
        shutil.rmtree(home, ignore_errors=True)
