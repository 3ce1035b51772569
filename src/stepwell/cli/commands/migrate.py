"""`stepwell migrate`: the tables, as their owner."""

from argparse import Namespace
from io import StringIO

from django.core.management import call_command

from stepwell.cli import pending
from stepwell.cli.command import DONE, FINDINGS
from stepwell.cli.say import say


def run(options: Namespace) -> int:
    """Apply what is pending, or say what it is."""
    if options.check:
        return _check()
    said = StringIO()
    call_command("migrate", interactive=False, stdout=said)
    if not options.quiet:
        say(said.getvalue().strip())
    return DONE


def _check() -> int:
    waiting = pending.migrations()
    for name in waiting:
        say(f"pending: {name}")
    return FINDINGS if waiting else DONE
