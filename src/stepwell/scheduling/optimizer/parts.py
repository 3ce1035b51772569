"""Parts of an instance that share no session, and so can be planned apart: sites, as a rule."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from stepwell.scheduling.optimizer.instance import Instance
from stepwell.scheduling.optimizer.seating import Held


@dataclass(frozen=True)
class Part:
    """Clients who share sessions with each other and with nobody else."""

    clients: tuple[int, ...]
    sessions: tuple[int, ...]


def parts(instance: Instance) -> list[Part]:
    """Return the parts of an instance, the largest first: sites that share no client fall apart by themselves."""
    sets = _Sets(len(instance.sessions))
    for client in instance.clients:
        sets.join({instance.options[choice.option].session for choice in client.choices})
    found: dict[int, tuple[list[int], set[int]]] = defaultdict(lambda: ([], set()))
    for number, client in enumerate(instance.clients):
        mine = {instance.options[choice.option].session for choice in client.choices}
        clients, sessions = found[sets.top(next(iter(mine))) if mine else -1 - number]
        clients.append(number)
        sessions |= mine
    every = [Part(tuple(clients), tuple(sorted(sessions))) for clients, sessions in found.values()]
    return sorted(every, key=lambda part: -len(part.clients))


def shared_out(instance: Instance, every: Sequence[Part], rivals: dict[Held, list[Held]], count: int) -> list[set[int]]:
    """Return the clients of parts in up to `count` heaps of about the same size, which can be bettered side by side.

    rivals   what excludes each way of holding a session: parts that share a room, a leader or a caseload stay together
    returns  at least one heap
    """
    sets, of_session = _Sets(len(every)), {session: n for n, part in enumerate(every) for session in part.sessions}
    for (option, _), others in rivals.items():
        both = {instance.options[one].session for one in (option, *(other for other, _ in others))}
        sets.join({of_session[session] for session in both if session in of_session})
    for member in instance.caseloads:
        held = {option.session for option in instance.options if any(member == by for _, by in option.held_by)}
        sets.join({of_session[session] for session in held if session in of_session})
    islands: dict[int, set[int]] = defaultdict(set)
    for number, part in enumerate(every):
        islands[sets.top(number)].update(part.clients)
    heaps: list[set[int]] = [set() for _ in range(max(min(count, len(islands)), 1))]
    for island in sorted(islands.values(), key=len, reverse=True):
        min(heaps, key=len).update(island)
    return heaps


class _Sets:
    """Numbers that belong together."""

    def __init__(self, count: int) -> None:
        self._above = list(range(count))

    def top(self, one: int) -> int:
        while self._above[one] != one:
            self._above[one] = self._above[self._above[one]]
            one = self._above[one]
        return one

    def join(self, some: set[int]) -> None:
        for one in some:
            self._above[self.top(one)] = self.top(next(iter(some)))
