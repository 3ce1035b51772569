"""What the two kinds of process do: `relax` bounds and plans parts with HiGHS, `improve` betters the whole with CP-SAT.

Each begins by importing its solver, in a process of its own; they speak with `solving` through a pipe. An
interruption from the keyboard reaches every process of a terminal: these ignore it, and end when the pipe does.
"""

import signal
import time
from dataclasses import dataclass, field
from importlib import import_module
from multiprocessing.connection import Connection
from typing import Any

from stepwell.scheduling.optimizer.parts import Part
from stepwell.scheduling.optimizer.seating import Held, Seats

_PACKAGE = "stepwell.scheduling.optimizer"
_PAUSE = 0.5  # seconds between two better weeks that are told


@dataclass(frozen=True)
class Asked:
    """A part to be looked at, and until when (time.time()) for its bound."""

    part: Part
    until: float


@dataclass(frozen=True)
class Found:
    """What is known of a part: its bound, prices of seats, and a week for each client if one was found in time."""

    clients: tuple[int, ...]
    bound: float
    prices: dict[int, float]
    seats: dict[int, Seats] = field(default_factory=dict)
    held: dict[int, Held] = field(default_factory=dict)


@dataclass(frozen=True)
class Better:
    """A week of some clients, or of all, as it travels between processes."""

    cost: int
    short: frozenset[int]  # clients
    seats: dict[int, Seats]
    held: dict[int, Held]
    is_last: bool = False


def relax(pipe: Connection, given: dict[str, Any]) -> None:
    """Answer each part asked with what was found of that part."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parts = import_module(f"{_PACKAGE}.parting")
    instance = import_module(f"{_PACKAGE}.instance").instance(given)
    rivals = import_module(f"{_PACKAGE}.seating").rivals(instance)
    try:
        while (asked := pipe.recv()) is not None:
            pipe.send(parts.found(instance, asked.part, rivals, asked.until))
    except EOFError:
        return


def improve(pipe: Connection, given: dict[str, Any], clients: set[int], seed: int) -> None:
    """Take what was found of the parts of some clients, then tell each better week of theirs until time is over."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    improving = import_module(f"{_PACKAGE}.improving")
    try:
        instance = import_module(f"{_PACKAGE}.instance").instance(given)
        pricers = improving.pricers(instance, sorted(clients))
        founds, enough, until = pipe.recv()
        improver = improving.begin(instance, pricers, founds, seed)
        teller = _Teller(pipe)
        teller.tell(improver)
        improving.improve(
            improver,
            lambda: 0.0 if pipe.poll() else until - time.time(),
            teller.tell,
            lambda cost: cost <= enough,
        )
        teller.end(improver)
    except EOFError:
        return


def explain(pipe: Connection, given: dict[str, Any]) -> None:
    """Answer the seats of a week, and until when to look, with the conflicts behind those who are short."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    explaining = import_module(f"{_PACKAGE}.explaining")
    try:
        short, until = pipe.recv()
        pipe.send(explaining.conflicts(given, import_module(f"{_PACKAGE}.instance").instance(given), short, until))
    except EOFError:
        return


def clash(pipe: Connection, given: dict[str, Any]) -> None:
    """Answer who is short, and until when to look, with conflicts among those around them."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    clashing = import_module(f"{_PACKAGE}.clashing")
    try:
        short, until = pipe.recv()
        pipe.send(clashing.clashes(import_module(f"{_PACKAGE}.instance").instance(given), short, until))
    except EOFError:
        return


class _Teller:
    """Tells better weeks, not too often."""

    def __init__(self, pipe: Connection) -> None:
        self.pipe, self.last, self.short = pipe, 0.0, 1

    def tell(self, improver: Any) -> None:
        """Tell a better week. One in which nobody is short any more is told at once."""
        short = len(improver.short)
        if time.time() - self.last >= _PAUSE or (not short and self.short):
            self.last, self.short = time.time(), short
            self._send(improver, is_last=False)

    def end(self, improver: Any) -> None:
        self._send(improver, is_last=True)

    def _send(self, improver: Any, *, is_last: bool) -> None:
        seats = {client: improver.seating.seats[client] for client in improver.pricers}
        held = dict(improver.seating.held)
        self.pipe.send(Better(improver.cost, frozenset(improver.short), seats, held, is_last))
