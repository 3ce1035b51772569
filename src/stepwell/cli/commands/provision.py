"""`stepwell provision`: roles and database on a server that is not the embedded one."""

from argparse import Namespace

from stepwell.cli.command import DONE
from stepwell.cli.say import say
from stepwell.config import environment, places
from stepwell.platform.server import provision
from stepwell.platform.server.failures import ServerUnusable

_SUPERUSER = "DATABASE_SUPERUSER_URL"


def run(_: Namespace) -> int:
    """Make them, and write their addresses to files that only this user can read."""
    superuser = environment.text(_SUPERUSER)
    if not superuser:
        message = f"Set {_SUPERUSER} to a superuser's connection URL; it is used now and kept nowhere."
        raise ServerUnusable(message)
    urls = provision.provision(superuser)
    for name, address in (("DATABASE_URL", urls.application), ("DATABASE_OWNER_URL", urls.owner)):
        file = places.secret(f"{name.lower()}.txt")
        places.write_secret(file, f"{address}\n")
        say(f"{name} is in {file}")
    say("The second one is for migrate, backup and restore only: do not give it to web server and worker.")
    return DONE
