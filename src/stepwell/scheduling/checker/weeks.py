"""The rules of a client's week: hours, days, kinds, billable days, and being in one place at a time."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from stepwell.scheduling.checker.facts import Client, Contract, Instance
from stepwell.scheduling.checker.plan import Check, Plan, Rule, Seat


@dataclass(frozen=True)
class Totals:
    """What a client's week holds: countable minutes, days with any of them, days on site."""

    minutes: int
    days: int
    days_on_site: int


def totals(client: str, instance: Instance, plan: Plan) -> Totals:
    """Return the sums of a client's week."""
    seats = plan.of_client.get(client, [])
    counted = [seat for seat in seats if seat.kind in instance.countable]
    return Totals(
        minutes=sum(seat.held.span.minutes for seat in counted),
        days=len({seat.held.span.day for seat in counted}),
        days_on_site=len({seat.held.span.day for seat in seats if not seat.held.offer.video}),
    )


def checks(instance: Instance, plan: Plan) -> Iterator[Check]:
    """Yield what each rule says of each client's week."""
    for client in instance.clients.values():
        seats = plan.of_client.get(client.id, [])
        for rule, fault in (*_faults(client, seats, instance, plan), *_clashes(seats, instance.travel)):
            yield Check(rule, fault and f"{client.id} {fault}", client.id)


def shortages(client: Client, seats: list[Seat], minutes: int, days: int) -> tuple[int, int, int]:
    """Return what is short of a client's week: countable minutes, days, required sessions.

    Minutes that a kind lacks are short minutes too.
    """
    sessions = 0
    lacking = max(client.least, client.floor) - minutes
    short = max(lacking, 0)
    for one in client.required:
        mine = [seat for seat in seats if seat.kind in one.kinds]
        sessions += max(one.sessions - len(mine), 0)
        short += max(one.minutes - sum(seat.held.span.minutes for seat in mine), 0)
    return short, max(client.days[0] - days, 0), sessions


def _faults(client: Client, seats: list[Seat], instance: Instance, plan: Plan) -> Iterator[tuple[Rule, str]]:
    sums, least = totals(client.id, instance, plan), max(client.least, client.floor)
    minutes, days = sums.minutes, sums.days
    top = client.most if client.ceiling is None else min(client.most, client.ceiling - 1)
    yield Rule.HOURS_LEAST, f"has {minutes} of {least} minutes." if minutes < least else ""
    yield Rule.HOURS_MOST, f"has {minutes} minutes; at the most {top} are ordered." if minutes > top else ""
    yield Rule.DAYS_LEAST, f"comes on {days} of {client.days[0]} days." if days < client.days[0] else ""
    yield (
        Rule.DAYS_MOST,
        f"comes on {days} days; at the most {client.days[1]} are ordered." if days > client.days[1] else "",
    )
    yield from _kinds(client, seats)
    for pin in client.pinned:
        yield Rule.PIN, "" if pin in _sessions(seats) else f"has no seat in {pin}, where it is pinned."
    if client.authorized is not None:
        fault = f"comes on {days} days, and {client.authorized} are authorized." if days > client.authorized else ""
        yield Rule.AUTHORIZED_DAYS, fault
    if client.contract:
        yield from _billable(client.contract, [seat for seat in seats if seat.kind in instance.countable])


def missing_pins(client: Client, seats: list[Seat]) -> int:
    """Return how many of a client's pinned seats are missing."""
    return len(set(client.pinned) - _sessions(seats))


def _sessions(seats: list[Seat]) -> set[str]:
    return {seat.held.offer.id for seat in seats}


def _kinds(client: Client, seats: list[Seat]) -> Iterator[tuple[Rule, str]]:
    for one in client.required:
        mine = [seat for seat in seats if seat.kind in one.kinds]
        minutes, named = sum(seat.held.span.minutes for seat in mine), " or ".join(sorted(one.kinds))
        fault = f"has {len(mine)} of {one.sessions} sessions of {named}." if len(mine) < one.sessions else ""
        yield (
            Rule.KINDS,
            fault or (f"has {minutes} of {one.minutes} minutes of {named}." if minutes < one.minutes else ""),
        )


def _billable(contract: Contract, counted: list[Seat]) -> Iterator[tuple[Rule, str]]:
    by_day: dict[int, list[Seat]] = defaultdict(list)
    for seat in counted:
        by_day[seat.held.span.day].append(seat)
    for seats in by_day.values():
        day = str(seats[0].held.span)[:3]
        minutes, block = sum(seat.held.span.minutes for seat in seats), _longest_block(seats, contract.gap)
        fault = ""
        if block < contract.block:
            fault = f"has {block} minutes in one block on {day}; a billable day needs {contract.block}."
        elif contract.most is not None and minutes > contract.most:
            fault = f"has {minutes} minutes on {day}; the contract pays for {contract.most} at the most."
        elif len(seats) < contract.services:
            fault = f"has {len(seats)} services on {day}; a billable day needs {contract.services}."
        yield Rule.BILLABLE_DAY, fault


def _longest_block(seats: list[Seat], gap: int) -> int:
    """Return the minutes of the longest run of sessions with breaks no longer than `gap`."""
    longest = block = 0
    ended = None
    for seat in sorted(seats, key=lambda one: one.held.span):
        span = seat.held.span
        block = block + span.minutes if ended is not None and span.start - ended <= gap else span.minutes
        ended = span.end
        longest = max(longest, block)
    return longest


def _clashes(seats: list[Seat], travel: int) -> Iterator[tuple[Rule, str]]:
    clash = False
    for a, b in combinations(seats, 2):
        if a.held.span.overlaps(b.held.span, travel if a.held.place != b.held.place else 0):
            clash = True
            yield Rule.DOUBLE_BOOKING, f"cannot be in both {a.held.offer.id} and {b.held.offer.id}."
    if not clash:
        yield Rule.DOUBLE_BOOKING, ""
