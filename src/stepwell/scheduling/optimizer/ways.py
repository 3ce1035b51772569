"""Ways of holding sessions in a linear program: at which time, in which room, by whom, and what excludes what.

Only sessions that leave something open, or that compete with another for a room or a leader, have ways to choose from.
"""

from collections import defaultdict
from collections.abc import Sequence

from stepwell.scheduling.optimizer.instance import Instance
from stepwell.scheduling.optimizer.parts import Part
from stepwell.scheduling.optimizer.seating import Held


def ways(instance: Instance, part: Part, rivals: dict[Held, list[Held]]) -> list[Held]:
    """Return each way of holding each session of a part that can be held otherwise, or that something excludes."""
    inside, found = set(part.sessions), defaultdict[int, list[Held]](list)
    for number, option in enumerate(instance.options):
        if option.session in inside:
            found[option.session] += [(number, way) for way in range(len(option.held_by))]
    return [way for some in found.values() if len(some) > 1 or rivals.get(some[0]) for way in some]


def cliques(instance: Instance, every: Sequence[Held]) -> list[list[int]]:
    """Return positions in `every` of which at the most one takes place: the same room or leader at one moment.

    What only travel between sites excludes is not among them.
    """
    uses: dict[str, list[int]] = defaultdict(list)
    for index, (option, way) in enumerate(every):
        room, member = instance.options[option].held_by[way]
        uses[f"staff {member}"].append(index)
        if room:
            uses[f"room {room}"].append(index)
    found = {_at(instance, every, some, every[index][0]) for some in uses.values() for index in some}
    return [list(one) for one in sorted(found) if len({instance.options[every[index][0]].session for index in one}) > 1]


def _at(instance: Instance, every: Sequence[Held], some: Sequence[int], option: int) -> tuple[int, ...]:
    """Return which of some ways take place at the moment at which an option begins."""
    start = instance.options[option].span[0]
    spans = [(index, instance.options[every[index][0]].span) for index in some]
    return tuple(index for index, span in spans if span[0] <= start < span[1])
