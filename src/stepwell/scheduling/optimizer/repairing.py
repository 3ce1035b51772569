"""After something happened: make-up options for those it touches, best first, while nobody else moves.

No solver is needed: a client's cheapest weeks among the seats still free come from `patterns` at once.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from stepwell.scheduling.optimizer.instance import Instance, instance
from stepwell.scheduling.optimizer.patterns import BARRED, Pricer
from stepwell.scheduling.optimizer.seating import Held, Seating, Seats, is_short, repeats, sums, week_cost
from stepwell.scheduling.optimizer.spans import Span, read, write
from stepwell.scheduling.optimizer.writing import written

_KEPT = -40.0  # what keeping a seat is worth, so that weeks change as little as they can
_PAST = -1e6  # what has begun before stays
_OPTIONS = 5


@dataclass(frozen=True)
class Happened:
    """What happened: the sessions that do not take place or were missed, by whom, and from when on weeks may change."""

    lost: dict[int, set[int]]  # sessions by client
    since: int
    substitutes: dict[int, Held]


def repair(document: dict[str, Any]) -> dict[str, Any]:
    """Return the repaired week and, for each client it touches, what can be made up and how.

    document  instance, week and event, in which the checker's reading has found nothing wrong
    returns   "week": everybody else as before, those touched with their first option; "clients": what they lost and
              up to five options each, best first; "substitutes": who holds a session instead
    """
    touched = _touched(document)
    given = instance(document["instance"], touched)
    seating = seated(given, document["week"], touched)
    happened = _happened(seating, document["event"])
    seating.held.update(happened.substitutes)
    before = {client: seating.take(client) for client in happened.lost}
    gone = set().union(*happened.lost.values()) if document["event"]["what"] != "absence" else set()
    answers = []
    for client in sorted(before, key=lambda one: len(given.clients[one].choices)):
        barred = happened.lost[client] | gone
        options = list(_options(seating, client, before[client], barred, happened.since))
        answers.append(_answer(given, client, before[client], barred, options))
        seating.put(client, options[0])
    moved = {given.clients[client].id for client in before}
    week = written(
        given, [seats if client in before else () for client, seats in enumerate(seating.seats)], seating.held
    )
    return {
        "week": week
        | {"seats": [*(one for one in document["week"]["seats"] if one["client"] not in moved), *week["seats"]]},
        "clients": answers,
        "substitutes": [
            {"session": given.sessions[session].id, "staff": given.options[option].held_by[way][1]}
            for session, (option, way) in happened.substitutes.items()
        ],
    }


def _touched(document: dict[str, Any]) -> set[str]:
    """Return the clients whom an event may touch: only their choices are read, however many others there are."""
    event, week = document["event"], document["week"]
    if event["what"] in {"absence", "admission"}:
        return {event["client"]}
    sessions = {event.get("session")}
    if event["what"] == "staff_away":
        sessions = {one["group"] for one in week["groups"] if one["staff"] == event["staff"]}
        sessions |= {one["id"] for one in document["instance"].get("slots", []) if one["staff"] == event["staff"]}
    return {one["client"] for one in week["seats"] if one["session"] in sessions}


def seated(given: Instance, week: dict[str, Any], touched: set[str]) -> Seating:
    """Return a week as the document writes it; a seat that a touched client may not take is left out."""
    seating = Seating(given)
    sessions = {session.id: number for number, session in enumerate(given.sessions)}
    numbers = {client.id: number for number, client in enumerate(given.clients)}
    held = dict(_held(given, week, sessions))
    mine: dict[str, set[tuple[int, str]]] = {client: set() for client in touched}
    for one in week["seats"]:
        session = sessions[one["session"]]
        if one["client"] in mine:
            mine[one["client"]].add((session, one["kind"]))
        elif session in held:
            seating.occupy(numbers[one["client"]], session, held[session])
    for name in touched:
        seats = tuple(
            seat
            for seat, choice in enumerate(given.clients[numbers[name]].choices)
            if (given.options[choice.option].session, choice.kind) in mine[name]
            and held.get(given.options[choice.option].session, (choice.option, 0))[0] == choice.option
        )
        seating.put(numbers[name], seats, held)
    return seating


def _held(given: Instance, week: dict[str, Any], sessions: dict[str, int]) -> Iterator[tuple[int, Held]]:
    meeting = {sessions[one["group"]]: (read(one["time"]), (one.get("room"), one["staff"])) for one in week["groups"]}
    for number, option in enumerate(given.options):
        if not given.sessions[option.session].is_group:
            yield option.session, (number, 0)
            continue
        span, by = meeting.get(option.session, (None, None))
        if span == option.span and by in option.held_by:
            yield option.session, (number, option.held_by.index(by))


def _happened(seating: Seating, event: dict[str, Any]) -> Happened:
    given, span = seating.instance, read(event["from"])
    if event["what"] in {"absence", "admission"}:
        client = next(number for number, one in enumerate(given.clients) if one.id == event["client"])
        is_absent = event["what"] == "absence"
        missed = {option.session for option in _of(seating, client) if is_absent and _begins(option.span, span)}
        return Happened({client: missed}, span[1] if missed else span[0], {})
    substitutes: dict[int, Held] = {}
    gone = set()
    for session in _gone(seating, event, span):
        instead = _substitute(seating, session, event["staff"]) if event["what"] == "staff_away" else None
        if instead:
            substitutes[session] = instead
        else:
            gone.add(session)
    lost = {client: gone & {option.session for option in _of(seating, client)} for client in _seated(seating)}
    return Happened({client: sessions for client, sessions in lost.items() if sessions}, span[0], substitutes)


def _gone(seating: Seating, event: dict[str, Any], span: Span) -> list[int]:
    """Return the sessions that cannot be held as they were."""
    given = seating.instance
    if event["what"] == "cancellation":
        return [session for session in seating.held if given.sessions[session].id == event["session"]]
    return [
        session
        for session, (option, way) in seating.held.items()
        if given.options[option].held_by[way][1] == event["staff"] and _meets(given.options[option].span, span)
    ]


def _of(seating: Seating, client: int) -> list[Any]:
    return [seating.option(client, seat) for seat in seating.seats[client]]


def _seated(seating: Seating) -> list[int]:
    return [client for client, seats in enumerate(seating.seats) if seats]


def _begins(span: Span, during: Span) -> bool:
    return during[0] <= span[0] < during[1]


def _meets(span: Span, during: Span) -> bool:
    return span[0] < during[1] and during[0] < span[1]


def _substitute(seating: Seating, session: int, away: str) -> Held | None:
    """Return how a session can be held at its time by somebody else who was offered for it, for all who sit in it."""
    given, (option, _) = seating.instance, seating.held[session]
    for way, (_, member) in enumerate(given.options[option].held_by):
        rivals = seating.rivals.get((option, way), [])
        taken = any(seating.held.get(given.options[one[0]].session) == one for one in rivals)
        states = {given.clients[client].state for client in seating.present[session]}
        licensed = not given.sessions[session].video or states <= given.states[member]
        if member != away and licensed and not taken:
            return option, way
    return None


def _options(seating: Seating, client: int, before: Seats, lost: set[int], since: int) -> Iterator[Seats]:
    """Yield weeks of a client, best first: what has begun stays, and each next one does without a seat added before."""
    given, pricer = seating.instance, Pricer(seating.instance.clients[client], seating.instance)
    kept = {seat for seat in before if seating.option(client, seat).session not in lost}
    prices, barred = np.zeros(len(given.options)), set(seating.barred(client))
    for seat in range(len(pricer.client.choices)):
        option = seating.option(client, seat)
        if seat in kept:
            prices[pricer.client.choices[seat].option] = _PAST if option.span[0] < since else _KEPT
            barred.discard(seat)
        elif option.span[0] < since or option.session in lost:
            barred.add(seat)
    found: set[Seats] = set()
    while len(found) < _OPTIONS:
        price, week = pricer.best(prices, 1, sorted(barred))[0]
        again = repeats(pricer.client, week.choices, given)
        if again:
            barred.update(again)
            continue
        if price >= BARRED / 2 or week.choices in found:
            break
        found.add(week.choices)
        yield week.choices
        added = [seat for seat in week.choices if seat not in kept]
        if not added:
            break
        barred.add(added[-1])


def _answer(given: Instance, client: int, before: Seats, lost: set[int], options: list[Seats]) -> dict[str, Any]:
    one = given.clients[client]
    missed = [seat for seat in before if given.options[one.choices[seat].option].session in lost]
    return {
        "client": one.id,
        "lost": [_seat(given, client, seat) for seat in missed],
        "options": [_option(given, client, before, lost, seats) for seats in options],
    }


def _option(given: Instance, client: int, before: Seats, lost: set[int], seats: Seats) -> dict[str, Any]:
    one = given.clients[client]
    holds = sums(one, seats, given)
    kept = {seat for seat in before if given.options[one.choices[seat].option].session not in lost}
    return {
        "add": [_seat(given, client, seat) for seat in seats if seat not in kept],
        "leave": [_seat(given, client, seat) for seat in sorted(kept - set(seats))],
        "minutes": holds.minutes,
        "days": holds.days,
        "is_complete": not is_short(one, seats, given),
        "cost": week_cost(one, seats, given),
    }


def _seat(given: Instance, client: int, seat: int) -> dict[str, Any]:
    choice = given.clients[client].choices[seat]
    option = given.options[choice.option]
    return {"session": given.sessions[option.session].id, "kind": choice.kind, "time": write(option.span)}
