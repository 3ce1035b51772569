"""`stepwell x12 read`: everything that stands in an X12 file, as JSON."""

import json
from argparse import Namespace

from pydantic import TypeAdapter

from stepwell.cli import x12
from stepwell.cli.command import DONE, UNUSABLE
from stepwell.cli.say import say
from stepwell.x12.reading.report import Report, report
from stepwell.x12.reading.sets import read

_SHAPE = TypeAdapter(Report)


def run(options: Namespace) -> int:
    """Read a file. Nothing of it is kept.

    returns  0 read; 1 read, and something is wrong with it; 2 it is not X12, or cannot be opened
    """
    if options.schema:
        say(json.dumps(_SHAPE.json_schema(mode="serialization"), indent=2))
        return DONE
    data = x12.content(options.file)
    if data is None:
        return UNUSABLE
    found = read(data)
    say(_SHAPE.dump_json(report(found), indent=2, exclude_defaults=True).decode())
    return x12.status(found, found.issues)
