"""A week as a document writes it."""

from collections.abc import Sequence
from typing import Any

from stepwell.scheduling.optimizer.instance import Instance
from stepwell.scheduling.optimizer.seating import Held, Seats
from stepwell.scheduling.optimizer.spans import write


def written(given: Instance, seats: Sequence[Seats], held: dict[int, Held]) -> dict[str, Any]:
    """Return the groups that meet and the seats of clients.

    seats  of each client of the instance, in its order
    """
    groups, places = [], []
    for number, (option, way) in sorted(held.items()):
        room, member = given.options[option].held_by[way]
        if given.sessions[number].is_group:
            meets = {"group": given.sessions[number].id, "time": write(given.options[option].span), "staff": member}
            groups.append(meets | ({"room": room} if room else {}))
    for client, mine in zip(given.clients, seats, strict=True):
        for seat in mine:
            choice = client.choices[seat]
            session = given.sessions[given.options[choice.option].session]
            places.append({"client": client.id, "session": session.id, "kind": choice.kind})
    return {"groups": groups, "seats": places}
