"""`stepwell demo`: the fictional clinic."""

from argparse import Namespace

from stepwell import demo
from stepwell.cli.command import DONE
from stepwell.cli.say import say
from stepwell.platform.crypto import keyring
from stepwell.platform.server import preparation


def run(_: Namespace) -> int:
    """Make the clinic, saying how far it is; raises Refused where anything else stands.

    In a new home the tables and the keys are made first, as `stepwell up` does.
    """
    preparation.prepare(say=say)
    if preparation.organizations() == (0, 0):  # keys that were lost are not replaced here: doctor names them
        keyring.create_if_missing()
    if demo.make(say=say) is demo.Outcome.MADE:
        say("The fictional clinic is ready. Nobody in it exists.")
    else:
        say("The fictional clinic is here already, as it was made.")
    return DONE
