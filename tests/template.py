"""The database that every test database is a copy of: migrated once, kept as long as nothing that makes it changes.

`python -m tests.template` makes it on the server that DATABASE_OWNER_URL names.
"""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import psycopg
from psycopg.conninfo import conninfo_to_dict

from stepwell.platform.server import binaries
from stepwell.platform.server.urls import as_another

NAME = "stepwell_template"
_ROOT = Path(__file__).parent.parent
# What decides how a migrated database looks: migrations, what they import and what runs after them, the probes.
_MAKES = (
    "src/stepwell/**/migrations/*.py",
    "src/stepwell/platform/walls/**/*.*",
    "src/stepwell/platform/crypto/fields.py",
    "src/stepwell/clients/codes.py",
    "src/stepwell/clients/data/*.gz",
    "src/stepwell/config/settings.py",
    "tests/probes.py",
    "uv.lock",
)


def digest() -> str:
    """Return a digest of everything that the template is made of."""
    whole = hashlib.sha256(binaries.major().encode())
    for pattern in _MAKES:
        for path in sorted(_ROOT.glob(pattern)):
            if "__pycache__" in path.parts:
                continue
            whole.update(str(path.relative_to(_ROOT)).encode() + b"\0" + path.read_bytes())
    return whole.hexdigest()[:16]


def make(owner: str, home: Path) -> None:
    """Make the template on a server, in a process of its own: this one has not read its settings yet.

    owner  the owner's URL of any database there
    home   STEPWELL_HOME with the keys
    """
    parts = conninfo_to_dict(owner)
    user, password = str(parts["user"]), str(parts["password"])
    with psycopg.connect(as_another(owner, user=user, password=password, dbname="postgres"), autocommit=True) as server:
        server.execute(f"DROP DATABASE IF EXISTS {NAME}")
        server.execute(f"CREATE DATABASE {NAME}")
    environment = {
        **os.environ,
        "DATABASE_OWNER_URL": as_another(owner, user=user, password=password, dbname=NAME),
        "DATABASE_URL": as_another(owner, user=user, password=password, dbname=NAME),
        "DJANGO_SETTINGS_MODULE": "stepwell.config.settings",
        "STEPWELL_DATABASE_ROLE": "owner",
        "STEPWELL_HOME": str(home),
        "STEPWELL_PROFILE": "laptop",
    }
    subprocess.run([sys.executable, "-m", "tests.template"], check=True, cwd=_ROOT, env=environment)


def _main() -> None:
    import django  # noqa: PLC0415 (only here is it known where the database is)

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415

    from stepwell.platform.crypto import keyring  # noqa: PLC0415
    from tests import probes  # noqa: PLC0415

    keyring.create_if_missing()
    call_command("migrate", verbosity=0)
    probes.make_tables()


if __name__ == "__main__":
    _main()
