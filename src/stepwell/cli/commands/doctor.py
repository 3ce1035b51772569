"""`stepwell doctor`: everything that is wrong, each with its remedy."""

import os
from argparse import Namespace
from collections.abc import Iterator
from importlib import import_module

import django

from stepwell.cli import say
from stepwell.cli.command import DONE, FINDINGS
from stepwell.config.environment import BadEnvironment
from stepwell.kernel.findings import Finding
from stepwell.platform.crypto import keyring
from stepwell.platform.crypto.errors import KeyFileError
from stepwell.platform.server import examination, installation, surroundings
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
        yield from _keys()
        if not installation.is_set_up():
            yield Finding("SYS-001", "No database is set up here. Run: stepwell up")
            return
        with installation.standing():
            yield from examination.examine()
            yield from _inside()
    except (BadEnvironment, ServerUnusable) as problem:
        yield Finding("SYS-000", str(problem))


def _keys() -> Iterator[Finding]:
    if not keyring.keys_file().exists() and not keyring.master_file().exists():
        yield Finding("SYS-023", "There are no encryption keys yet. Run: stepwell up")
        return
    try:
        keyring.load()
    except KeyFileError as problem:
        yield Finding("SYS-024", str(problem))


def _inside() -> Iterator[Finding]:
    """Yield what Django sees. Whatever keeps it from starting is a finding too, named by its kind only."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "stepwell.config.settings"
    try:
        django.setup()
        yield from import_module("stepwell.cli.inspection").inspect()
    except Exception as problem:  # noqa: BLE001 - the doctor's patient may have any illness
        yield Finding("SYS-016", f"Stepwell does not start ({type(problem).__name__}). Run: stepwell migrate --check")
