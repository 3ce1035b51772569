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
from stepwell.scheduling.optimizer.seating import Held, Seating, Seats, is_short, week_cost
from stepwell.scheduling.optimizer.working import Found

_FEW, _MANY = 6.0, 40.0  # clients seated anew at a time
_MOST = 80  # of them around somebody who stays short
_HARDEST = 5.0  # times the usual effort, for somebody who stays short
_WIDER, _NARROWER = 1.05, 0.8
_SHORT, _OPEN = 0.7, 0.4  # how often somebody who is short, and how often a group open in time, is looked at


class Improver:
    """Improves a week in place, neighborhood by neighborhood."""

    def __init__(self, seating: Seating, pricers: dict[int, Pricer], prices: Prices, seed: int) -> None:
        self.seating, self.pricers, self.prices = seating, pricers, prices
        self.instance: Instance = seating.instance
        self.chance = Random(seed)
        self.size = 12.0
        self.cost = seating.cost(pricers) + seating.crowding()
        self.tried: Counter[int] = Counter()  # how often somebody who is short was seated anew in vain
        # What each client costs above the cheapest week at the same prices: where something is to be won.
        self.least = {client: pricer.best(prices)[0][0] for client, pricer in pricers.items()}
        self.to_win = {client: self._to_win(client) for client in pricers}
        self.short = {client for client in pricers if self._is_short(client)}
        options = Counter(option.session for option in self.instance.options)
        self.is_open = [options[session] > 1 for session in range(len(self.instance.sessions))]

    def step(self, seconds: float) -> None:
        """Seat some clients anew, and keep that if the week is no worse."""
        first = self._first()
        some, held = self._around(first), dict(self.seating.held)
        cost = self.cost - self.seating.cost(some) - self.seating.crowding()
        before = {client: self.seating.take(client) for client in some}
        pricers = {client: self.pricers[client] for client in some}
        model = Reseating(self.seating, pricers, self.prices, before, held)
        effort = min(1 + self.tried[first] * (first in self.short), _HARDEST)
        found = model.solve(seconds, self.chance.randrange(2**30), effort)
        for client, seats in (found or before).items():
            self.seating.put(client, seats, model.way_of if found else held)
        cost += self.seating.cost(some) + self.seating.crowding()
        is_kept = found is not None and cost <= self.cost and not self.seating.too_small()
        if not is_kept:
            self._put_back(before, held)
        self._note(first, some, cost if is_kept else self.cost)
        self.size = min(self.size * _WIDER, _MANY) if model.is_optimal else max(self.size * _NARROWER, _FEW)

    def adopt(self, found: Found) -> None:
        """Take a week of some clients that was found elsewhere, if it is better and still fits beside all others."""
        for option, price in found.prices.items():
            self.prices[option] = price
        held, cost = dict(self.seating.held), self.cost - self.seating.cost(found.seats) - self.seating.crowding()
        before = {client: self.seating.take(client) for client in found.seats}
        for client, seats in found.seats.items():
            if not all(self.seating.fits(client, seat) for seat in seats):
                break
            self.seating.put(client, seats, found.held)
        else:
            cost += self.seating.cost(found.seats) + self.seating.crowding()
            if cost < self.cost and not self.seating.too_small():
                self._note(next(iter(found.seats)), [*found.seats], cost)
                return
        self._put_back(before, held)

    def _put_back(self, before: dict[int, Seats], held: dict[int, Held]) -> None:
        for client in before:
            self.seating.take(client)
        for client, seats in before.items():
            self.seating.put(client, seats, held)

    def _note(self, first: int, some: Sequence[int], cost: int) -> None:
        self.cost = cost
        for client in some:
            self.to_win[client] = self._to_win(client)
            (self.short.add if self._is_short(client) else self.short.discard)(client)
        self.tried[first] += first in self.short

    def _first(self) -> int:
        """Return a client with something to win: often who is short, less often the more it was tried in vain."""
        if self.short and self.chance.random() < _SHORT:
            short = sorted(self.short)
            return self.chance.choices(short, [1 / (1 + self.tried[client]) for client in short])[0]
        clients = list(self.pricers)
        return self.chance.choices(clients, [self.to_win[client] for client in clients])[0]

    def _around(self, first: int) -> list[int]:
        """Return a client and those who sit where that one could; with all of a group that could meet otherwise."""
        near: Counter[int] = Counter()
        for choice in self.instance.clients[first].choices:
            near.update(self.seating.present[self.instance.options[choice.option].session] - {first})
        drawn = sorted(near, key=lambda other: -near[other] * self.chance.random() * (1 + self.to_win[other]))
        count = min(round(self.size * (1 + self.tried[first] * (first in self.short) / 2)), _MOST)
        moving = self._moving(first)
        return list(dict.fromkeys([first, *moving, *drawn[: max(count - len(moving) - 1, 0)]]))

    def _moving(self, first: int) -> list[int]:
        """Return, now and then, all who sit in a group that this client could be in, and that could meet otherwise."""
        mine = {self.instance.options[choice.option].session for choice in self.instance.clients[first].choices}
        free = sorted(session for session in mine if self.is_open[session] and self.seating.present[session])
        if not free or self.chance.random() > _OPEN:
            return []
        return sorted(self.seating.present[self.chance.choice(free)] - {first})

    def _is_short(self, client: int) -> bool:
        return is_short(self.instance.clients[client], self.seating.seats[client], self.instance)

    def _to_win(self, client: int) -> float:
        """Return what a client's week costs above the cheapest at the same prices; never nothing."""
        seats = self.seating.seats[client]
        paid = sum(float(self.prices[self.instance.clients[client].choices[seat].option]) for seat in seats)
        above = week_cost(self.instance.clients[client], seats, self.instance) + paid - self.least[client]
        return max(above, 0.0) + 0.5


def pricers(instance: Instance, clients: Sequence[int]) -> dict[int, Pricer]:
    """Return what prices the weeks of clients; it takes a while, and is better done before it is needed."""
    found = {number: Pricer(instance.clients[number], instance) for number in clients}
    for pricer in found.values():
        pricer.best(np.zeros(len(instance.options)))  # lists the sums of weeks, which is most of the work
    return found


def begin(instance: Instance, pricers: dict[int, Pricer], founds: Sequence[Found], seed: int) -> Improver:
    """Return an improver of the week that was found part by part; who has none yet takes the cheapest that fits."""
    seating = Seating(instance)
    prices = np.zeros(len(instance.options))
    waiting = set(pricers)
    for found in founds:
        for option, price in found.prices.items():
            prices[option] = price
        for client, seats in found.seats.items():
            if all(seating.fits(client, seat) for seat in seats):
                seating.put(client, seats, found.held)
                waiting.discard(client)
    fill(seating, sorted(waiting), pricers, prices)
    return Improver(seating, pricers, prices, seed)


def improve(improver: Improver, seconds: Callable[[], float], better: Callable[[Improver], None]) -> None:
    """Improve until time is over or it is enough.

    seconds  how many are left, 0 or less to end; it may bring a better week along
    better   told of each better week
    """
    told = improver.cost
    while (left := seconds()) > 0:
        improver.step(left)
        if improver.cost < told:
            told = improver.cost
            better(improver)
