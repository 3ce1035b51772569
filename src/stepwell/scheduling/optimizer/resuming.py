"""A former week as what a search begins with: what no longer fits is left out."""

from collections.abc import Iterable
from typing import Any

from stepwell.scheduling.optimizer.instance import Instance
from stepwell.scheduling.optimizer.parts import Part
from stepwell.scheduling.optimizer.patterns import Pricer
from stepwell.scheduling.optimizer.repairing import seated
from stepwell.scheduling.optimizer.seating import Seats, repeats
from stepwell.scheduling.optimizer.working import Found


def former_weeks(instance: Instance, parts: Iterable[Part], week: dict[str, Any]) -> list[Found]:
    """Return a week as a document writes it, part by part.

    week  in which the checker's reading has found nothing wrong; it may break rules of the instance as it is now: the
          week of a client that does is left out, and so is a seat that is no longer offered
    """
    seating = seated(instance, week, {client.id for client in instance.clients})
    return [
        Found(
            part.clients,
            0.0,
            {},
            {client: _kept(instance, client, seating.seats[client]) for client in part.clients},
            dict(seating.held),
        )
        for part in parts
    ]


def _kept(instance: Instance, client: int, seats: Seats) -> Seats:
    one = instance.clients[client]
    is_kept = Pricer(one, instance).can_be(seats) and not repeats(one, seats, instance)
    return seats if is_kept else ()
