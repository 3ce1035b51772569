"""What a client can do on one day: every set of positions that fits together and that the contract pays for."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from stepwell.scheduling.optimizer.instance import Client, Contract, Instance
from stepwell.scheduling.optimizer.offers import VIDEO
from stepwell.scheduling.optimizer.spans import DAY, apart

Numbers = NDArray[np.int64]
Prices = NDArray[np.float64]

MOST_PLANS = 50_000  # day plans of one client and day; beyond it the list is not complete


class Position(NamedTuple):
    """A time at a place; `serves` are the requirements of the client that a session there helps with."""

    start: int
    end: int
    place: str
    counts: bool
    serves: tuple[int, ...]


class Sums(NamedTuple):
    """What a day or a week holds; `served` are sessions and minutes of each requirement."""

    minutes: int
    days: int
    on_site: int
    served: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class DayPlans:
    """Every plan of a day, those with the same sums together.

    matrix  one row for each plan, one column for each position: 1 where the plan is there
    starts  the first row of each sums
    """

    positions: tuple[Position, ...]
    matrix: Prices
    starts: Numbers
    sums: tuple[Sums, ...]
    is_complete: bool


def positions(client: Client, instance: Instance) -> list[Position]:
    """Return the position of each of a client's choices."""
    found = []
    for choice in client.choices:
        option = instance.options[choice.option]
        serves = tuple(number for number, (kinds, _, _) in enumerate(client.required) if choice.kind in kinds)
        place = instance.sessions[option.session].place
        found.append(Position(*option.span, place, choice.kind in instance.countable, serves))
    return found


@cache
def day_plans(given: tuple[Position, ...], contract: Contract, travel: int, requirements: int) -> DayPlans:
    """Return every plan of a day that the contract pays for, from positions in order of time."""
    plans: list[tuple[int, ...]] = []
    _extend((), 0, 0, given, contract, travel, plans)
    kept = [plan for plan in plans if _is_paid([given[number] for number in plan], contract)]
    rows = sorted((_sums([given[number] for number in plan], requirements), plan) for plan in kept)
    matrix = np.zeros((len(rows), len(given)))
    for row, (_, plan) in enumerate(rows):
        matrix[row, list(plan)] = 1
    starts: list[int] = []
    sums: list[Sums] = []
    for row, (one, _) in enumerate(rows):
        if not sums or sums[-1] != one:
            starts.append(row)
            sums.append(one)
    return DayPlans(given, matrix, np.array(starts), tuple(sums), len(plans) < MOST_PLANS)


def alike(given: tuple[Position, ...], day: int) -> tuple[Position, ...]:
    """Return the positions of a day without the day and the names of places: days that are alike share their plans."""
    names = {place: f"site {number}" for number, place in enumerate(dict.fromkeys(one.place for one in given))}
    names[VIDEO] = VIDEO
    return tuple(
        one._replace(start=one.start - day * DAY, end=one.end - day * DAY, place=names[one.place]) for one in given
    )


def _extend(
    plan: tuple[int, ...],
    first: int,
    minutes: int,
    given: tuple[Position, ...],
    contract: Contract,
    travel: int,
    plans: list[tuple[int, ...]],
) -> None:
    if len(plans) >= MOST_PLANS:
        return
    plans.append(plan)
    for number in range(first, len(given)):
        one = given[number]
        longer = minutes + (one.end - one.start) * one.counts
        if longer <= contract.most and all(_can_do_both(given[other], one, travel) for other in plan):
            _extend((*plan, number), number + 1, longer, given, contract, travel, plans)


def _can_do_both(one: Position, other: Position, travel: int) -> bool:
    return apart(one[:2], other[:2], travel if one.place != other.place else 0)


def _is_paid(plan: Sequence[Position], contract: Contract) -> bool:
    counted = [one for one in plan if one.counts]
    if not counted:
        return True
    longest = block = 0
    for before, one in zip([None, *counted], counted, strict=False):
        joins = before is not None and one.start - before.end <= contract.gap
        block = block * joins + one.end - one.start
        longest = max(longest, block)
    return longest >= contract.block and len(counted) >= contract.services


def _sums(plan: Sequence[Position], requirements: int) -> Sums:
    counted = [one for one in plan if one.counts]
    served = tuple(
        (
            sum(number in one.serves for one in plan),
            sum(one.end - one.start for one in plan if number in one.serves),
        )
        for number in range(requirements)
    )
    on_site = any(one.place != VIDEO for one in plan)
    return Sums(sum(one.end - one.start for one in counted), bool(counted), on_site, served)
