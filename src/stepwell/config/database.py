"""Which server, and as whom. One alias; the role is decided before Django is set up.

`stepwell migrate`, `backup` and `restore` run as the owner, everything else as the application, which owns nothing
(docs/adr/0002-walls.md).
"""

import os
from pathlib import Path
from typing import Any

from psycopg.conninfo import conninfo_to_dict

from stepwell.config import environment, places

OWNER_OPTIONS = "-c stepwell.maintenance=on"
# A wall takes longer to plan than to pass: a prepared statement is planned once, whatever values it is sent with. What
# a partial index asks of a column therefore stands in the statement itself, not among its values.
APPLICATION_OPTIONS = "-c plan_cache_mode=force_generic_plan"
URLS = {"application": "DATABASE_URL", "owner": "DATABASE_OWNER_URL"}
_ROLE = "STEPWELL_DATABASE_ROLE"


def act_as_owner() -> None:
    """Make this process use the owner's credentials. Must be called before django.setup()."""
    os.environ[_ROLE] = "owner"


def url(role: str) -> str:
    """Return the connection URL of "application" or "owner": given by the environment, else by the embedded server."""
    given = environment.text(URLS[role])
    if given:
        return given
    file = places.secret(f"{role}.url")
    return _read(file) if file.exists() else ""


def settings() -> dict[str, Any]:
    """Return Django's DATABASES["default"] for the role this process was started in."""
    role = environment.one_of(_ROLE, ("application", "owner"))
    parts = conninfo_to_dict(url(role))
    options: dict[str, Any] = {
        "options": OWNER_OPTIONS if role == "owner" else APPLICATION_OPTIONS,
        "server_side_binding": True,
        "prepare_threshold": 3,
    }
    if "sslmode" in parts:
        options["sslmode"] = parts["sslmode"]
    return {
        "ENGINE": "stepwell.platform.walls.backend",
        "NAME": parts.get("dbname", "stepwell"),
        "USER": parts.get("user", ""),
        "PASSWORD": parts.get("password", ""),
        "HOST": parts.get("host", ""),
        "PORT": str(parts.get("port", "")),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "ATOMIC_REQUESTS": True,
        "OPTIONS": options,
    }


def _read(file: Path) -> str:
    return file.read_text(encoding="utf-8").strip()
