"""Why not everybody can have what is ordered: irreducible sets of orders and places that exclude each other.

A linear program that counts only who is short proves a conflict: at its prices, the cheapest complete weeks cost more
than all places are worth. Only sessions with a price and clients who pay one take part; what can be left out of these
without losing the proof is left out, one by one. Runs where `master` runs.
"""

import time
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np

from stepwell.scheduling.optimizer.circumstances import conflict as own_conflict
from stepwell.scheduling.optimizer.diving import dive
from stepwell.scheduling.optimizer.instance import Instance
from stepwell.scheduling.optimizer.master import relax
from stepwell.scheduling.optimizer.parts import Part, parts
from stepwell.scheduling.optimizer.patterns import Pricer
from stepwell.scheduling.optimizer.spans import write

_PROOF = 1e-3  # fewest clients short, in the linear program, that prove a conflict


def conflicts(given: dict[str, Any], whole: Instance, short: set[int], until: float) -> list[dict[str, Any]]:
    """Return the conflicts behind those who are short, as far as time allows.

    given  the instance of a document, `whole` the same as the optimizer reads it
    until  when to end (time.time())
    """
    found: list[dict[str, Any]] = []
    alone: set[int] = set()
    for client in sorted(short):
        if time.time() >= until:
            return found
        own = own_conflict(given, whole.clients[client].id)
        if own:
            alone.add(client)
            found.append(own)
    counting = _only_counting(whole)
    waiting = [part for part in parts(whole) if short.intersection(part.clients) - alone]
    for number, part in enumerate(waiting):
        clients = [client for client in part.clients if client not in alone]
        end = time.time() + (until - time.time()) / (len(waiting) - number)
        while short.intersection(clients) - alone and time.time() < end:
            joint = _Joint(counting, end).conflict(clients, list(part.sessions))
            if joint is None:
                break
            found.append(_told(whole, joint))
            clients.remove(next(iter(short.intersection(joint.clients) or joint.clients)))
    return found


class _Conflict:
    """Clients and sessions that exclude each other, and for each member whether it alone resolves it."""

    def __init__(self, clients: list[int], sessions: list[int], resolving: set[int], *, is_irreducible: bool) -> None:
        self.clients, self.sessions, self.resolving = clients, sessions, resolving
        self.is_irreducible = is_irreducible


class _Joint:
    """Looks for clients who cannot all be complete within the places of some sessions."""

    def __init__(self, counting: Instance, until: float) -> None:
        self.counting, self.until = counting, until
        self.pricers: dict[int, Pricer] = {}

    def conflict(self, clients: list[int], sessions: list[int]) -> _Conflict | None:
        """Return an irreducible conflict among clients and sessions, or None where none is proven."""
        clients, sessions, is_proven = self._narrowed(clients, sessions)
        if not is_proven:
            return None
        for some in _chunks(sessions):
            if some.intersection(sessions) and time.time() < self.until:
                narrow = self._narrowed(clients, [one for one in sessions if one not in some])
                clients, sessions = narrow[:2] if narrow[2] else (clients, sessions)
        for some in _chunks(clients):
            if some.intersection(clients) and time.time() < self.until:
                narrow = self._narrowed([one for one in clients if one not in some], sessions)
                clients, sessions = narrow[:2] if narrow[2] else (clients, sessions)
        in_time = time.time() < self.until
        ones = [self._all_complete([one for one in clients if one != client], sessions) for client in clients]
        resolving = {session for session in sessions if self._all_complete(clients, sessions, session)}
        return _Conflict(clients, sessions, resolving, is_irreducible=in_time and all(ones))

    def _narrowed(self, clients: list[int], sessions: list[int]) -> tuple[list[int], list[int], bool]:
        """Return the clients and sessions that the proof needs, and whether there is one."""
        relaxed = relax(self.counting, Part(tuple(clients), tuple(sessions)), self._pricers(clients))
        if relaxed.bound < _PROOF:
            return clients, sessions, False
        dear = {self.counting.options[option].session for option in np.flatnonzero(relaxed.prices > 0)}
        priced = [session for session in sessions if session in dear]
        paying = [one for one in clients if self._pricers([one])[0].best(relaxed.prices)[0][0] > 0]
        return paying, priced, True

    def _all_complete(self, clients: list[int], sessions: list[int], larger: int | None = None) -> bool:
        """Return whether a week was found in which all are complete, with one more place in a session that is named."""
        counting = self.counting
        if larger is not None:
            every = list(counting.sessions)
            places = every[larger].places + 1
            every[larger] = replace(every[larger], places=places, comfortable=places)
            counting = replace(counting, sessions=tuple(every))
        pricers = self._pricers(clients)
        relaxed = relax(counting, Part(tuple(clients), tuple(sessions)), pricers)
        if relaxed.bound >= _PROOF:
            return False
        weeks = dive(relaxed.program, pricers)
        costs = {(clients[index], week.choices): week.cost for index, week in relaxed.program.weeks}
        return not any(costs[client, seats] for client, seats in weeks.items())

    def _pricers(self, clients: list[int]) -> list[Pricer]:
        for client in clients:
            if client not in self.pricers:
                self.pricers[client] = Pricer(self.counting.clients[client], self.counting)
        return [self.pricers[client] for client in clients]


def _chunks(members: list[int]) -> Iterator[set[int]]:
    """Yield members in halves, then in quarters and so on, and at last each alone: most can be left out together."""
    size = len(members)
    while size > 1:
        size = -(-size // 2)
        yield from (set(members[start : start + size]) for start in range(0, len(members), size))


def _only_counting(whole: Instance) -> Instance:
    """Return the instance in which a week costs 1 if it is not complete, and nothing else."""
    clients = tuple(
        replace(one, choices=tuple(replace(choice, cost=0) for choice in one.choices)) for one in whole.clients
    )
    weights = dict.fromkeys(whole.weights, 0) | {"short_client": 1}
    sessions = tuple(replace(one, comfortable=one.places) for one in whole.sessions)
    return replace(whole, clients=clients, weights=weights, sessions=sessions, apart=())


def _told(whole: Instance, found: _Conflict) -> dict[str, Any]:
    names = [whole.clients[client].id for client in found.clients]
    places = sum(whole.sessions[session].places for session in found.sessions)
    offered = ", ".join(f"{whole.sessions[session].id} ({_times(whole, session)})" for session in found.sessions)
    cannot = f"{len(names)} clients cannot all have what is ordered with the {places} places of {offered}"
    return {
        "clients": names,
        "sentence": f"{cannot}: {', '.join(names)}.",
        "members": [
            *(
                {
                    "what": "places",
                    "session": whole.sessions[session].id,
                    "resolve": f"One more place in {whole.sessions[session].id}.",
                    "resolves": session in found.resolving,
                }
                for session in found.sessions
            ),
            *(
                {
                    "what": "order",
                    "client": name,
                    "resolve": f"Another time for {name}, or an order of fewer hours.",
                    "resolves": found.is_irreducible,
                }
                for name in names
            ),
        ],
        "is_irreducible": found.is_irreducible,
    }


def _times(whole: Instance, session: int) -> str:
    return " or ".join(write(option.span) for option in whole.options if option.session == session)
