"""The web server's process does not look for garbage in what it loaded."""

import subprocess
import sys

_ASK = "import gc, stepwell.config.wsgi; print(gc.get_freeze_count())"
_LEAST = 100_000  # objects: pages and all that they import


def test_what_is_loaded_is_set_apart_before_the_first_request() -> None:
    found = subprocess.run([sys.executable, "-c", _ASK], capture_output=True, text=True, check=True, timeout=60)

    assert int(found.stdout) > _LEAST
