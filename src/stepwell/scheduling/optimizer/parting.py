"""One part of an instance with HiGHS: its bound by column generation, then a week for each of its clients."""

import time

from stepwell.scheduling.optimizer.diving import dive
from stepwell.scheduling.optimizer.instance import Instance
from stepwell.scheduling.optimizer.master import relax
from stepwell.scheduling.optimizer.parts import Part
from stepwell.scheduling.optimizer.patterns import Pricer
from stepwell.scheduling.optimizer.seating import Held
from stepwell.scheduling.optimizer.settling import settle
from stepwell.scheduling.optimizer.working import Found


def found(instance: Instance, part: Part, rivaled: dict[Held, list[Held]], until: float) -> Found:
    """Return what can be found of a part.

    rivaled  what excludes each way of holding a session
    until    when column generation has to end (time.time())
    """

    def is_over() -> bool:
        return time.time() > until

    pricers = [Pricer(instance.clients[client], instance) for client in part.clients]
    relaxed = relax(instance, part, pricers, is_over)
    prices = {session: float(relaxed.prices[session]) for session in part.sessions}
    held = settle(relaxed.program, pricers, rivaled, is_over)
    return Found(part.clients, relaxed.bound, prices, dive(relaxed.program, pricers), held)
