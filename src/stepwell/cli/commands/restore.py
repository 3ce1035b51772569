"""`stepwell restore FILE`."""

import subprocess
from argparse import Namespace

from stepwell.cli.command import DONE
from stepwell.cli.say import say
from stepwell.platform.server import installation, preparation
from stepwell.platform.server.backup import restoring
from stepwell.platform.server.failures import ServerUnusable


def run(options: Namespace) -> int:
    """Put the backup back, then bring its tables up to this version of Stepwell."""
    with installation.standing():
        manifest = restoring.restore(options.file.absolute(), replace=options.replace)
        preparation.forget()
        say(f"{manifest.row_count} rows of {len(manifest.rows)} tables are back as of {manifest.made_at}, all counted.")
        command = preparation.python("stepwell.cli", "migrate", "--quiet")
        if subprocess.run(command, check=False).returncode != 0:  # noqa: S603 - our own command
            message = "The rows are back, but the tables could not be brought up to date. The reason stands above."
            raise ServerUnusable(message)
    return DONE
