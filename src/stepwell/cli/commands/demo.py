"""`stepwell demo`: the fictional clinic."""

from argparse import Namespace

from stepwell import demo
from stepwell.cli.command import DONE
from stepwell.cli.say import say


def run(_: Namespace) -> int:
    """Make the clinic, saying how far it is; raises Refused where anything else stands."""
    if demo.make(say=say) is demo.Outcome.MADE:
        say("The fictional clinic is ready. Nobody in it exists.")
    else:
        say("The fictional clinic is here already, as it was made.")
    return DONE
