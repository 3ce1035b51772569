"""`stepwell demo`: the fictional clinic."""

from argparse import Namespace

from stepwell import demo
from stepwell.cli.command import DONE
from stepwell.cli.say import say


def run(_: Namespace) -> int:
    """Make the clinic; raises Refused if it stands already."""
    demo.make()
    say("The fictional clinic is ready. Nobody in it exists.")
    return DONE
