"""What a command is, and what its exit status means."""

from argparse import ArgumentParser
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

DONE: Final = 0
FINDINGS: Final = 1  # done, and something was found that somebody should look at
UNUSABLE: Final = 2  # not done: the input or the installation cannot be used


class ActsAs(StrEnum):
    """Which database role a command's process takes, decided before Django is set up."""

    NOBODY = "nobody"  # no Django
    APPLICATION = "application"
    OWNER = "owner"


def _none(_: ArgumentParser) -> None:
    """Take no arguments."""


@dataclass(frozen=True)
class Command:
    """One command: its words, and the module whose `run(options)` does it once Django stands.

    name      the words after `stepwell`
    summary   one line for the list of commands
    example   a complete line somebody could type
    module    imported only when the command is run
    """

    name: str
    summary: str
    example: str
    module: str
    acts_as: ActsAs = ActsAs.NOBODY
    arguments: Callable[[ArgumentParser], None] = _none
