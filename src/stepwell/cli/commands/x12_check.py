"""`stepwell x12 check`: what is wrong with an X12 file, a line for each finding."""

from argparse import Namespace

from stepwell.cli import x12
from stepwell.cli.command import UNUSABLE
from stepwell.cli.say import say
from stepwell.x12 import guides
from stepwell.x12.reading.decoding import decode
from stepwell.x12.reading.sets import read

CLAIMS = "837"


def run(options: Namespace) -> int:
    """Check a file: envelopes, counts, sums, and for claims the maps of their guides. Nothing of it is kept.

    returns  0 nothing is wrong; 1 something is; 2 it is not X12, or cannot be opened
    """
    data = x12.content(options.file)
    if data is None:
        return UNUSABLE
    found = read(data)
    issues = found.issues
    if any(one.code == CLAIMS for one in found.file.sets):
        text, _ = decode(data)
        issues += guides.check(text.text.lstrip())
    for issue in issues:
        say(x12.line(issue))
    if not issues:
        say("Nothing is wrong.")
    return x12.status(found, issues)
