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
    """A part to be looked at: until when (time.time()) for its bound, and how many seconds for a week."""

    part: Part
    until: float
    seconds: float


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
    """A week as it travels between processes."""

    cost: int
    short: frozenset[int]  # clients
    seats: list[Seats]
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
            pipe.send(parts.found(instance, asked.part, rivals, asked.until, asked.seconds))
    except EOFError:
        return


def improve(pipe: Connection, given: dict[str, Any], seed: int) -> None:
    """Take what was found of every part, then tell each better week until time is over."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    improving = import_module(f"{_PACKAGE}.improving")
    try:
        instance = import_module(f"{_PACKAGE}.instance").instance(given)
        pricers = improving.pricers(instance)
        founds, enough, until = pipe.recv()
        improver = improving.begin(instance, pricers, founds, seed)
        teller = _Teller(pipe)
        teller.tell(improver.seating, improver.cost)
        improving.improve(
            improver,
            lambda: 0.0 if pipe.poll() else until - time.time(),
            teller.tell,
            lambda cost: cost <= enough,
        )
        teller.end(improver.seating, improver.cost)
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


class _Teller:
    """Tells better weeks, not too often."""

    def __init__(self, pipe: Connection) -> None:
        self.pipe, self.last = pipe, 0.0

    def tell(self, seating: Any, cost: int) -> None:
        if time.time() - self.last >= _PAUSE:
            self.last = time.time()
            self.pipe.send(Better(cost, frozenset(seating.short()), list(seating.seats), dict(seating.held)))

    def end(self, seating: Any, cost: int) -> None:
        self.pipe.send(Better(cost, frozenset(seating.short()), list(seating.seats), dict(seating.held), is_last=True))
