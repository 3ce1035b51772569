"""Reading a document about a week for the commands of `stepwell schedule`."""

import gc
import json
import sys
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from stepwell.cli.say import complain, say
from stepwell.scheduling.checker.reading import problems, schema

_STANDARD_INPUT = "-"


def wants_schema(options: Namespace) -> bool:
    """Print the JSON Schema if that is what was asked for; returns whether it was."""
    if options.schema:
        write(schema())
    return bool(options.schema)


def document(file: Path | None, *needed: str) -> dict[str, Any] | None:
    """Return a document that can be read, or None after saying what is wrong with it.

    needed  the parts that must be there: "instance", "week", "event"
    """
    if file is None:
        complain("Name a file, or - for standard input.")
        return None
    try:
        found = json.loads(sys.stdin.read() if str(file) == _STANDARD_INPUT else file.read_text(encoding="utf-8"))
    except OSError as error:
        complain(f"{file}: {error}")
        return None
    except (ValueError, RecursionError) as error:
        complain(f"{file} is not a JSON document that can be read: {error}")
        return None
    wrong = problems(found, needed)
    for problem in wrong:
        complain(f"{problem.position or '/'} {problem.sentence}")
    return None if wrong else dict(found)


@contextmanager
def at_once() -> Iterator[None]:
    """Leave garbage where it is meanwhile: looking for it costs a third of the time that a large document takes."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def write(answer: Any) -> None:
    """Write JSON as the answer."""
    say(json.dumps(answer, indent=1, ensure_ascii=False))
