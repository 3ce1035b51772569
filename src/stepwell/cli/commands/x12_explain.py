"""`stepwell x12 explain`: an X12 file in plain words."""

from argparse import Namespace

from stepwell.cli import x12
from stepwell.cli.command import UNUSABLE
from stepwell.cli.say import complain, say
from stepwell.x12.explaining.files import explain
from stepwell.x12.reading.sets import read


def run(options: Namespace) -> int:
    """Say in plain words what a file says: who, what, how much, what to do next. Nothing of it is kept.

    returns  0 explained; 1 explained, and something is wrong with the file; 2 it is not X12, or cannot be opened
    """
    data = x12.content(options.file)
    if data is None:
        return UNUSABLE
    found = read(data)
    status = x12.status(found, found.issues)
    if status == UNUSABLE:
        for issue in found.issues:
            complain(x12.line(issue))
        return status
    for line in explain(found):
        say(x12.visible(line))
    return status
