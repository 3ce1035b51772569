"""From the words somebody typed to the command they meant, and to an exit status."""

import os
import signal
from argparse import ArgumentParser, Namespace, RawDescriptionHelpFormatter
from collections.abc import Sequence
from importlib import import_module
from importlib.metadata import version
from typing import Any, Protocol, cast

import django
import psycopg
from django.db.utils import OperationalError

from stepwell.cli import say
from stepwell.cli.catalog import COMMANDS
from stepwell.cli.command import DONE, FINDINGS, UNUSABLE, ActsAs, Command
from stepwell.config import database
from stepwell.config.environment import BadEnvironment
from stepwell.kernel.findings import Refused
from stepwell.platform.crypto.errors import KeyFileError
from stepwell.platform.server import installation
from stepwell.platform.server.failures import ServerUnusable

_INTERRUPTIONS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class _Module(Protocol):
    def run(self, options: Namespace) -> int: ...


def main(words: Sequence[str] | None = None) -> int:
    """Do what the words say (by default those the process was started with) and return the exit status.

    returns  0 done, 1 done with findings, 2 not usable
    """
    options = _parser().parse_args(words)
    for number in _INTERRUPTIONS:
        if number == signal.SIGINT or signal.getsignal(number) is not signal.SIG_IGN:  # nohup is respected
            signal.signal(number, _interrupt)
    try:
        return _carry_out(options.command, options)
    except KeyboardInterrupt:
        return DONE if options.command.name == "up" else UNUSABLE
    except Refused as refusal:
        say.findings(refusal.findings)
        return FINDINGS
    except (BadEnvironment, ServerUnusable, KeyFileError) as problem:
        say.complain(str(problem))
        return UNUSABLE
    except (psycopg.OperationalError, OperationalError):
        say.complain("The database does not answer. Run: stepwell doctor")
        return UNUSABLE


def _carry_out(command: Command, options: Namespace) -> int:
    # A check changes nothing, so it needs no more than the application's role.
    acts_as = ActsAs.APPLICATION if "check" in options and options.check else command.acts_as
    if acts_as is ActsAs.NOBODY:
        return _run(command, options)
    if acts_as is ActsAs.OWNER:
        database.act_as_owner()
    with installation.standing():
        if not database.url(acts_as):
            message = f"This needs the database as {acts_as}: set {database.URLS[acts_as]}, or run: stepwell up"
            raise ServerUnusable(message)
        os.environ["DJANGO_SETTINGS_MODULE"] = "stepwell.config.settings"
        django.setup()
        return _run(command, options)


def _run(command: Command, options: Namespace) -> int:
    # Imported now, not above: the module may import models, which need Django to stand.
    return cast("_Module", import_module(command.module)).run(options)


def _parser() -> ArgumentParser:
    parser = ArgumentParser(
        prog="stepwell",
        description="Runs an intensive outpatient program, end to end.",
        epilog="Exit status: 0 done, 1 done with findings, 2 not usable.",
    )
    parser.add_argument("--version", action="version", version=f"stepwell {version('stepwell')}")
    groups = {"": parser.add_subparsers(metavar="COMMAND", required=True)}
    alone: dict[str, ArgumentParser] = {}  # commands of one word, which others may begin with
    for command in COMMANDS:
        first, _, second = command.name.rpartition(" ")
        if first not in groups:
            group = alone.get(first) or groups[""].add_parser(first, help=f"{command.summary} ({command.name})")
            groups[first] = group.add_subparsers(metavar="COMMAND", required=first not in alone)
        one = alone[command.name] = groups[first].add_parser(
            second,
            help=command.summary,
            description=f"{command.summary[0].upper()}{command.summary[1:]}.",
            epilog=f"Example:\n  {command.example}",
            formatter_class=RawDescriptionHelpFormatter,
        )
        command.arguments(one)
        one.set_defaults(command=command)
    return parser


def _interrupt(*_: Any) -> None:
    """End what is under way, once: what stops in good order must not be interrupted again."""
    for number in _INTERRUPTIONS:
        signal.signal(number, signal.SIG_IGN)
    raise KeyboardInterrupt
