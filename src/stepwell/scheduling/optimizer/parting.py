"""One part of an instance with HiGHS: its bound by column generation, a week for each client, and what betters it."""

import time

import numpy as np

from stepwell.scheduling.optimizer.diving import dive
from stepwell.scheduling.optimizer.instance import Instance
from stepwell.scheduling.optimizer.master import relax
from stepwell.scheduling.optimizer.parts import Part
from stepwell.scheduling.optimizer.patterns import Pricer
from stepwell.scheduling.optimizer.polishing import Polisher
from stepwell.scheduling.optimizer.seating import Held
from stepwell.scheduling.optimizer.settling import settle
from stepwell.scheduling.optimizer.working import Found


def looked_at(instance: Instance, part: Part, rivaled: dict[Held, list[Held]], until: float) -> tuple[Found, Polisher]:
    """Return what can be found of a part, and what betters its week afterwards.

    rivaled  what excludes each way of holding a session
    until    when column generation has to end (time.time())
    """

    def is_over() -> bool:
        return time.time() > until

    pricers = [Pricer(instance.clients[client], instance) for client in part.clients]
    relaxed = relax(instance, part, pricers, is_over, rivaled)
    prices = {int(option): float(relaxed.prices[option]) for option in np.flatnonzero(relaxed.prices)}
    held = settle(relaxed.program, pricers, rivaled, is_over)
    found = Found(part.clients, relaxed.bound, prices, dive(relaxed.program, pricers), held)
    return found, Polisher(relaxed.program, pricers, rivaled, relaxed.bound)
