"""`stepwell audit reopen`: the seals go on, in a new epoch, after the database came to another server."""

from argparse import Namespace

from stepwell.cli.command import DONE
from stepwell.platform.trail import seal


def run(_: Namespace) -> int:
    """Begin a new epoch in every organization's chain."""
    seal.reopen_after_restore()
    return DONE
