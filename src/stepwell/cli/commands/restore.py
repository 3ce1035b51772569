"""`stepwell restore FILE`."""

import subprocess
from argparse import Namespace

from stepwell.cli import keys
from stepwell.cli.command import DONE
from stepwell.cli.say import say
from stepwell.platform.server import claim, installation, preparation
from stepwell.platform.server.backup import restoring
from stepwell.platform.server.failures import ServerUnusable


def run(options: Namespace) -> int:
    """Put the backup back, then bring its tables up to this version of Stepwell."""
    with claim.held() as holder, installation.standing():
        if holder:
            message = f"Stepwell is running here (process {holder.process}). Stop it first."
            raise ServerUnusable(message)
        manifest = restoring.restore(options.file.absolute(), replace=options.replace, keys=keys.here())
        preparation.forget()
        say(f"{manifest.row_count} rows of {len(manifest.rows)} tables are back as of {manifest.made_at}, all counted.")
        _then("migrate", "--quiet")
        # Another server counts transactions anew, and the seals go by those numbers.
        _then("audit", "reopen")
    return DONE


def _then(*words: str) -> None:
    command = preparation.python("stepwell.cli", *words)
    if subprocess.run(command, check=False).returncode != 0:
        message = f"The rows are back, but `stepwell {' '.join(words)}` failed. Mend that and run it again."
        raise ServerUnusable(message)
