"""`stepwell setup-link`: the way in for whoever sets up the first organization."""

from argparse import Namespace

from stepwell.cli.command import DONE, UNUSABLE
from stepwell.cli.say import complain, say
from stepwell.platform.server import address
from stepwell.platform.tenancy import queries, setup


def run(_: Namespace) -> int:
    """Print the link; refuse once there is an organization."""
    if not queries.installation().is_empty:
        complain("There is an organization already. Its administrator invites people.")
        return UNUSABLE
    say(f"{address.listen().url}/setup/{setup.token()}/")
    return DONE
