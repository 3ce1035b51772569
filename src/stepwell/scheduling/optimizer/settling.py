"""Groups whose time, room or leader is open: settled by where the linear program wants their clients to be."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from stepwell.scheduling.optimizer.instance import Instance
from stepwell.scheduling.optimizer.master import Relaxed
from stepwell.scheduling.optimizer.parts import Part
from stepwell.scheduling.optimizer.seating import Held


def open_sessions(instance: Instance, part: Part) -> set[int]:
    """Return the groups of a part that can be held in more than one way."""
    ways: dict[int, int] = defaultdict(int)
    for option in instance.options:
        ways[option.session] += len(option.held_by)
    return {session for session in part.sessions if ways[session] > 1}


def settle(instance: Instance, relaxed: Relaxed, rivals: dict[Held, list[Held]]) -> dict[int, Held]:
    """Return a way for each open group: the time with most clients in the linear program that is free of rivals."""
    wanted = _wanted(instance, relaxed)
    free = open_sessions(instance, relaxed.part)
    taken = {(number, 0) for number, option in enumerate(instance.options) if option.session not in free}
    by_session: dict[int, list[int]] = defaultdict(list)
    for number, option in enumerate(instance.options):
        if option.session in free:
            by_session[option.session].append(number)
    found: dict[int, Held] = {}
    for session in sorted(free, key=lambda one: -max(wanted[option] for option in by_session[one])):
        for one in _ways(instance, by_session[session], wanted):
            if not taken.intersection(rivals.get(one, ())):
                found[session] = one
                taken.add(one)
                break
    return found


def _wanted(instance: Instance, relaxed: Relaxed) -> dict[int, float]:
    """Return how many clients the linear program has in each option."""
    found: dict[int, float] = defaultdict(float)
    for client, weeks in relaxed.weeks.items():
        for week, share in weeks:
            for seat in week.choices:
                found[instance.clients[client].choices[seat].option] += share
    return found


def _ways(instance: Instance, options: list[int], wanted: dict[int, float]) -> Iterator[Held]:
    for option in sorted(options, key=lambda one: -wanted[one]):
        for way in range(len(instance.options[option].held_by)):
            yield option, way


def settled(instance: Instance, part: Part, ways: dict[int, Held]) -> tuple[Instance, dict[int, list[int]]]:
    """Return the instance with open groups as settled, and for each client of the part which choices are left."""
    free = open_sessions(instance, part)
    chosen = dict(ways.values())
    options = list(instance.options)
    for option, way in chosen.items():
        options[option] = replace(options[option], held_by=(options[option].held_by[way],))
    clients, left = list(instance.clients), {}
    for number in part.clients:
        client = clients[number]
        left[number] = [
            seat
            for seat, choice in enumerate(client.choices)
            if choice.option in chosen or instance.options[choice.option].session not in free
        ]
        clients[number] = replace(client, choices=tuple(client.choices[seat] for seat in left[number]))
    return replace(instance, options=tuple(options), clients=tuple(clients)), left
