"""One part of an instance with HiGHS: its bound by column generation, then a week for each of its clients."""

import time

from stepwell.scheduling.optimizer import choosing, settling
from stepwell.scheduling.optimizer.diving import dive
from stepwell.scheduling.optimizer.instance import Instance
from stepwell.scheduling.optimizer.master import Relaxed, relax
from stepwell.scheduling.optimizer.parts import Part
from stepwell.scheduling.optimizer.patterns import Pricer
from stepwell.scheduling.optimizer.seating import Held, Seats, rivals
from stepwell.scheduling.optimizer.working import Found


def found(instance: Instance, part: Part, rivaled: dict[Held, list[Held]], until: float, seconds: float) -> Found:
    """Return what can be found of a part.

    until    when column generation has to end (time.time())
    seconds  for choosing one week for each client
    """
    relaxed, pricers = _relaxed(instance, part, until)
    prices = {session: float(relaxed.prices[session]) for session in part.sessions}
    if settling.open_sessions(instance, part):
        seats, held = _settled(instance, relaxed, rivaled, until, seconds)
    else:
        seats, held = _weeks(instance, relaxed, pricers, rivaled, seconds)
    return Found(part.clients, relaxed.bound, prices, seats, held)


def _relaxed(instance: Instance, part: Part, until: float) -> tuple[Relaxed, list[Pricer]]:
    pricers = [Pricer(instance.clients[client], instance) for client in part.clients]
    return relax(instance, part, pricers, lambda: time.time() > until), pricers


def _weeks(
    instance: Instance,
    relaxed: Relaxed,
    pricers: list[Pricer],
    rivaled: dict[Held, list[Held]],
    seconds: float,
) -> tuple[dict[int, Seats], dict[int, Held]]:
    """Dive for a week of each client, and choose better ones from all that are known while there is time."""
    dived = dive(relaxed.program, pricers)
    chosen = choosing.choose(instance, relaxed.program, rivaled, dived, seconds)
    return (chosen.weeks, chosen.held) if chosen else (dived, {})


def _settled(
    instance: Instance, relaxed: Relaxed, rivaled: dict[Held, list[Held]], until: float, seconds: float
) -> tuple[dict[int, Seats], dict[int, Held]]:
    """Settle open groups first; what is then found is told in the choices of the whole instance."""
    part = relaxed.part
    ways = settling.settle(instance, relaxed, rivaled)
    narrow, left = settling.settled(instance, part, ways)
    weeks, held = _weeks(narrow, *_relaxed(narrow, part, until), rivals(narrow), seconds)
    seats = {client: tuple(left[client][seat] for seat in week) for client, week in weeks.items()}
    return seats, ways | {session: one for session, one in held.items() if session not in ways}
