"""`stepwell doctor`: everything that is wrong, each with its remedy."""

import subprocess
from argparse import Namespace
from collections.abc import Iterator

from stepwell.cli import say
from stepwell.cli.command import DONE, FINDINGS
from stepwell.config.environment import BadEnvironment
from stepwell.kernel.findings import Finding
from stepwell.platform.server import examination, installation, preparation, surroundings
from stepwell.platform.server.failures import ServerUnusable


def run(_: Namespace) -> int:
    """Look at everything and change nothing; the embedded server is started for the time of the look."""
    found = list(_examine())
    say.findings(found)
    if not found:
        say.say("Nothing is wrong with this installation.")
    return FINDINGS if found else DONE


def _examine() -> Iterator[Finding]:
    try:
        yield from surroundings.examine()
        if not installation.is_set_up():
            yield Finding("DOC-001", "No database is set up here. Run: stepwell up")
            return
        with installation.standing():
            yield from examination.examine()
            yield from _tables()
    except (BadEnvironment, ServerUnusable) as problem:
        yield Finding("DOC-000", str(problem))


def _tables() -> Iterator[Finding]:
    command = preparation.python("stepwell.cli", "migrate", "--check")
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - our own command
    if done.returncode == FINDINGS:
        count = len(done.stdout.splitlines())
        yield Finding("DOC-015", f"{count} migrations are pending. Run: stepwell migrate")
    elif done.returncode != DONE:
        yield Finding("DOC-016", "Stepwell does not start. Run: stepwell migrate --check")
