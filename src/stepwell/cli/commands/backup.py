"""`stepwell backup FILE`."""

from argparse import Namespace

from stepwell.cli import keys
from stepwell.cli.command import DONE
from stepwell.cli.say import say
from stepwell.platform.crypto import keyring
from stepwell.platform.server import installation
from stepwell.platform.server.backup import making


def run(options: Namespace) -> int:
    """Write the backup and say what is in it, and what is not."""
    with installation.standing():
        manifest = making.make(options.file.absolute(), keys=keys.here())
    say(f"{options.file}: {manifest.row_count} rows of {len(manifest.rows)} tables, each of them found in the dump.")
    say(
        f"The encryption keys are not in it. Keep {keyring.master_file()} and {keyring.keys_file()} in another place: "
        "without them the encrypted columns of this backup cannot be read by anybody."
    )
    return DONE
