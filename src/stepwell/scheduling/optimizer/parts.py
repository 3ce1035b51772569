"""Parts of an instance that share no session, and so can be planned apart: sites, as a rule."""

from collections import defaultdict
from dataclasses import dataclass

from stepwell.scheduling.optimizer.instance import Instance


@dataclass(frozen=True)
class Part:
    """Clients who share sessions with each other and with nobody else."""

    clients: tuple[int, ...]
    sessions: tuple[int, ...]


def parts(instance: Instance) -> list[Part]:
    """Return the parts of an instance, the largest first: sites that share no client fall apart by themselves."""
    above = list(range(len(instance.sessions)))

    def top(session: int) -> int:
        while above[session] != session:
            above[session] = above[above[session]]
            session = above[session]
        return session

    for client in instance.clients:
        mine = {instance.options[choice.option].session for choice in client.choices}
        for one in mine:
            above[top(one)] = top(next(iter(mine)))
    found: dict[int, tuple[list[int], set[int]]] = defaultdict(lambda: ([], set()))
    for number, client in enumerate(instance.clients):
        mine = {instance.options[choice.option].session for choice in client.choices}
        clients, sessions = found[top(next(iter(mine))) if mine else -1 - number]
        clients.append(number)
        sessions |= mine
    every = [Part(tuple(clients), tuple(sorted(sessions))) for clients, sessions in found.values()]
    return sorted(every, key=lambda part: -len(part.clients))
