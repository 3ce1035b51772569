"""A first week: clients in turn take the cheapest week that still fits, at given prices of seats."""

from collections.abc import Iterable

from stepwell.scheduling.optimizer.dayplans import Prices
from stepwell.scheduling.optimizer.patterns import BARRED, Pricer
from stepwell.scheduling.optimizer.seating import Seating, repeats


def fill(seating: Seating, clients: Iterable[int], pricers: dict[int, Pricer], prices: Prices) -> None:
    """Give clients without a week the cheapest that fits; groups that stay too small are dissolved.

    pricers  of all clients: who sits in a group that is too small is seated anew
    prices   of a seat in each option: what taking it costs the others
    """
    closed: set[int] = set()
    for client in clients:
        _seat(seating, client, pricers[client], prices, closed)
    while small := seating.too_small():
        smallest = min(small, key=lambda session: (len(seating.present[session]), session))
        closed.add(smallest)
        left = sorted(seating.present[smallest])
        for client in left:
            seating.take(client)
        for client in left:
            _seat(seating, client, pricers[client], prices, closed)


def _seat(seating: Seating, client: int, pricer: Pricer, prices: Prices, closed: set[int]) -> None:
    barred = set(seating.barred(client))
    barred |= {seat for seat in range(len(pricer.client.choices)) if seating.option(client, seat).session in closed}
    while True:
        price, week = pricer.best(prices, 1, sorted(barred))[0]
        again = repeats(pricer.client, week.choices, seating.instance)
        if price >= BARRED:
            return
        if not again:
            seating.put(client, week.choices)
            return
        barred.update(again)
