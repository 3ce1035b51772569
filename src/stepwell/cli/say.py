"""Words to the person at the terminal: answers on standard output, complaints on standard error."""

import sys
from collections.abc import Iterable

from stepwell.kernel.findings import Finding


def say(text: str) -> None:
    """Write a line of the answer."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def complain(text: str) -> None:
    """Write a line about what went wrong."""
    sys.stdout.flush()
    sys.stderr.write(f"{text}\n")
    sys.stderr.flush()


def findings(found: Iterable[Finding]) -> None:
    """Write one line for each finding."""
    for finding in found:
        say(f"{finding.code}  {finding.sentence}")
