"""`stepwell audit verify`: the seals of the access log, recomputed."""

from argparse import Namespace

from stepwell.cli import say
from stepwell.cli.command import DONE, FINDINGS
from stepwell.platform.trail import seal


def run(_: Namespace) -> int:
    """Recompute every chain; status 1 if an entry was changed, removed or put in."""
    found = list(seal.verify())
    say.findings(found)
    if not found:
        say.say("Every seal of the access log holds.")
    for head in seal.heads():
        say.say(
            f"organization {head.organization}: seal {head.number} of {head.made_at:%Y-%m-%d %H:%M} UTC, {head.digest}"
        )
    return FINDINGS if found else DONE
