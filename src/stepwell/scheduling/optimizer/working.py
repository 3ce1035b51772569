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
_HUNG_UP = (EOFError, OSError)  # nobody listens any more
_PAUSE = 0.5  # seconds between two better weeks that are told


@dataclass(frozen=True)
class Asked:
    """A part to be looked at, and until when (time.time()) for its bound."""

    part: Part
    until: float


@dataclass(frozen=True)
class Begun:
    """A part that was looked at, to be bettered.

    week    as it stands, of all that the part shares rooms, leaders or caseloads with
    effort  for it, in seconds of the process
    until   when to end (time.time())
    """

    part: Part
    week: "Better"
    effort: float
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
    """Answer each part asked with what was found of it; and each that is begun with a better week of it, or None."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parts = import_module(f"{_PACKAGE}.parting")
    instance = import_module(f"{_PACKAGE}.instance").instance(given)
    rivals = import_module(f"{_PACKAGE}.seating").rivals(instance)
    polishers: dict[Part, Any] = {}
    try:
        while True:
            asked = pipe.recv()
            if isinstance(asked, Begun):
                pipe.send(polishers[asked.part].polish(asked.week, asked.effort, asked.until))
            else:
                found, polishers[asked.part] = parts.looked_at(instance, asked.part, rivals, asked.until)
                pipe.send(found)
    except _HUNG_UP:
        return


def improve(pipe: Connection, given: dict[str, Any], clients: set[int], seed: int) -> None:
    """Take what was found of the parts of some clients, then tell each better week of theirs until time is over.

    Later comes what was found meanwhile, with the cost that is then good enough; and None to end.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    improving = import_module(f"{_PACKAGE}.improving")
    try:
        instance = import_module(f"{_PACKAGE}.instance").instance(given)
        pricers = improving.pricers(instance, sorted(clients))
        founds, former, enough, until = pipe.recv()
        improver = improving.begin(instance, pricers, founds, seed)
        for found in former:
            improver.adopt(found)
        teller, listener = _Teller(pipe), _Listener(pipe, improver, enough, until)
        teller.tell(improver)
        improving.improve(improver, listener.seconds, teller.tell)
        teller.end(improver)
    except _HUNG_UP:
        return


def explain(pipe: Connection, given: dict[str, Any]) -> None:
    """Answer the seats of a week, and until when to look, with the conflicts behind those who are short."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    explaining = import_module(f"{_PACKAGE}.explaining")
    try:
        short, until = pipe.recv()
        pipe.send(explaining.conflicts(given, import_module(f"{_PACKAGE}.instance").instance(given), short, until))
    except _HUNG_UP:
        return


def clash(pipe: Connection, given: dict[str, Any]) -> None:
    """Answer who is short, and until when to look, with conflicts among those around them."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    clashing = import_module(f"{_PACKAGE}.clashing")
    try:
        short, until = pipe.recv()
        pipe.send(clashing.clashes(import_module(f"{_PACKAGE}.instance").instance(given), short, until))
    except _HUNG_UP:
        return


class _Listener:
    """Hears what others found meanwhile, and when to end."""

    def __init__(self, pipe: Connection, improver: Any, enough: int, until: float) -> None:
        self.pipe, self.improver, self.enough, self.until = pipe, improver, enough, until

    def seconds(self) -> float:
        """Take what was found elsewhere; returns how many seconds are left, none where the week is good enough."""
        while self.pipe.poll():
            said = self.pipe.recv()
            if said is None:
                self.until = 0.0
                break
            found, self.enough = said
            self.improver.adopt(found)
        return self.until - time.time() if self.improver.cost > self.enough else 0.0


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
