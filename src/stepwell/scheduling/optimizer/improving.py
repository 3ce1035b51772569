"""Large-neighborhood search: some clients at a time are seated anew by CP-SAT while all others stay."""

from collections import Counter
from collections.abc import Callable, Sequence
from random import Random

import numpy as np

from stepwell.scheduling.optimizer.dayplans import Prices
from stepwell.scheduling.optimizer.greedy import fill
from stepwell.scheduling.optimizer.instance import Instance
from stepwell.scheduling.optimizer.patterns import Pricer
from stepwell.scheduling.optimizer.reseating import Reseating
from stepwell.scheduling.optimizer.seating import Seating, is_short, week_cost
from stepwell.scheduling.optimizer.working import Found

_FEW, _MANY = 6.0, 40.0  # clients seated anew at a time
_SECONDS = 1.5
_WIDER, _NARROWER = 1.05, 0.8


class Improver:
    """Improves a week in place, neighborhood by neighborhood."""

    def __init__(self, seating: Seating, pricers: dict[int, Pricer], prices: Prices, seed: int) -> None:
        self.seating, self.pricers, self.prices = seating, pricers, prices
        self.chance = Random(seed)
        self.size = 12.0
        self.cost = seating.cost()
        # What each client costs above the cheapest week at the same prices: where something is to be won.
        self.least = {client: pricer.best(prices)[0][0] for client, pricer in pricers.items()}

    def step(self, seconds: float) -> bool:
        """Seat some clients anew; returns whether the week became better."""
        some, held = self._some(), dict(self.seating.held)
        before = {client: self.seating.take(client) for client in some}
        pricers = {client: self.pricers[client] for client in some}
        model = Reseating(self.seating, pricers, self.prices, before)
        found = model.solve(min(seconds, _SECONDS), self.chance.randrange(2**30))
        for client, seats in (found or before).items():
            self.seating.put(client, seats, model.way_of if found else held)
        cost = self.seating.cost()
        is_better = found is not None and cost < self.cost and not self.seating.too_small()
        if found is not None and not is_better and (cost != self.cost or self.seating.too_small()):
            for client in some:
                self.seating.take(client)
            for client, seats in before.items():
                self.seating.put(client, seats, held)
        self.cost = cost if is_better else self.cost
        self.size = min(self.size * _WIDER, _MANY) if model.is_optimal else max(self.size * _NARROWER, _FEW)
        return is_better

    def _some(self) -> list[int]:
        """Return a client with something to win, and clients who sit where that one could."""
        instance, clients = self.seating.instance, list(self.pricers)
        short = [one for one in clients if is_short(instance.clients[one], self.seating.seats[one], instance)]
        first = self.chance.choice(short or self.chance.choices(clients, [self._to_win(one) for one in clients]))
        near: Counter[int] = Counter()
        for choice in instance.clients[first].choices:
            near.update(self.seating.present[instance.options[choice.option].session] - {first})
        drawn = sorted(near, key=lambda other: -near[other] * self.chance.random() * (1 + self._to_win(other)))
        return [first, *drawn[: round(self.size) - 1]]

    def _to_win(self, client: int) -> float:
        """Return what a client's week costs above the cheapest at the same prices; never nothing."""
        seats, instance = self.seating.seats[client], self.seating.instance
        paid = sum(float(self.prices[self.seating.option(client, seat).session]) for seat in seats)
        return max(week_cost(instance.clients[client], seats, instance) + paid - self.least[client], 0.0) + 0.5


def pricers(instance: Instance) -> dict[int, Pricer]:
    """Return what prices the weeks of each client; it takes a while, and is better done before it is needed."""
    found = {number: Pricer(client, instance) for number, client in enumerate(instance.clients)}
    for pricer in found.values():
        pricer.best(np.zeros(len(instance.sessions)))  # lists the sums of weeks, which is most of the work
    return found


def begin(instance: Instance, pricers: dict[int, Pricer], founds: Sequence[Found], seed: int) -> Improver:
    """Return an improver of the week that was found part by part; who has none yet takes the cheapest that fits."""
    seating = Seating(instance)
    prices = np.zeros(len(instance.sessions))
    waiting = set(pricers)
    for found in founds:
        for session, price in found.prices.items():
            prices[session] = price
        for client, seats in found.seats.items():
            if all(seating.fits(client, seat) for seat in seats):
                seating.put(client, seats, found.held)
                waiting.discard(client)
    fill(seating, sorted(waiting), pricers, prices)
    return Improver(seating, pricers, prices, seed)


def improve(
    improver: Improver,
    seconds: Callable[[], float],
    better: Callable[[Seating, int], None],
    enough: Callable[[int], bool],
) -> None:
    """Improve until time is over or it is enough.

    seconds  how many are left; 0 or less when it is over
    better   told each better week with its cost
    enough   asked with the cost whether to stop
    """
    while (left := seconds()) > 0 and not enough(improver.cost):
        if improver.step(left):
            better(improver.seating, improver.cost)
