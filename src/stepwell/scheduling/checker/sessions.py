"""The rules of a session: who may hold it, where, and how many may come."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from stepwell.scheduling.checker.facts import Instance
from stepwell.scheduling.checker.plan import Check, Held, Plan, Rule
from stepwell.scheduling.checker.times import covers


def checks(instance: Instance, plan: Plan) -> Iterator[Check]:
    """Yield what each rule says of each session that is held, and of rooms and staff."""
    for held in plan.held.values():
        yield from _choices(held)
        yield from _pinned(held)
        yield from _leader(held)
        yield from _sizes(held, len(plan.of_session[held.offer.id]), instance)
        yield from _apart(held, plan, instance)
    yield from _rooms(plan)
    yield from _staff(plan, instance)
    yield from _caseloads(plan, instance)


def _check(rule: Rule, held: Held, fault: str) -> Check:
    return Check(rule, fault, session=held.offer.id)


def _choices(held: Held) -> Iterator[Check]:
    offer = held.offer
    allowed = held.room in offer.rooms if offer.rooms else held.room is None
    fault = "" if held.span in offer.times else f"{offer.id} is not offered at {held.span}."
    fault = fault or ("" if held.member.id in offer.staff else f"{held.member.id} is not offered for {offer.id}.")
    yield _check(Rule.OFFERED, held, fault or ("" if allowed else f"{offer.id} is not offered in room {held.room}."))


def _pinned(held: Held) -> Iterator[Check]:
    time, room, member = held.offer.pinned
    wanted = [(time, held.span, "at"), (room, held.room, "in room"), (member, held.member.id, "with")]
    for pin, there, how in wanted:
        if pin is not None:
            fault = f"{held.offer.id} is pinned to meet {how} {pin} and meets {how} {there}."
            yield _check(Rule.PIN, held, fault if pin != there else "")


def _leader(held: Held) -> Iterator[Check]:
    offer, member = held.offer, held.member
    fits = not offer.credentials or offer.credentials & member.credentials
    wanted = " or ".join(sorted(offer.credentials))
    fault = "" if fits else f"{member.id} holds {offer.id} without {wanted}."
    yield _check(Rule.CREDENTIALS, held, fault)
    present = covers(member.hours, held.span) and not any(held.span.overlaps(away) for away in member.leave)
    fault = "" if present else f"{member.id} is not at work at {held.span}, when {offer.id} meets."
    yield _check(Rule.STAFF_HOURS, held, fault)


def _sizes(held: Held, count: int, instance: Instance) -> Iterator[Check]:
    offer = held.offer
    places = min(offer.capacity, instance.seats[held.room]) if held.room else offer.capacity
    fault = f"{offer.id} has {count} clients and {places} places." if count > places else ""
    yield _check(Rule.CAPACITY, held, fault)
    if not offer.is_group:
        return
    fault = f"{offer.id} has {count} clients and needs {offer.minimum} to be held." if count < offer.minimum else ""
    yield _check(Rule.MINIMUM, held, fault)
    states = {instance.states[site] for site in (offer.site, *offer.shared_with)}
    for where, kinds, most in instance.caps:
        if where in states and kinds & offer.kinds:
            fault = f"{offer.id} has {count} clients; {where} allows {most}." if count > most else ""
            yield _check(Rule.JURISDICTION, held, fault)


def _apart(held: Held, plan: Plan, instance: Instance) -> Iterator[Check]:
    present = {seat.client.id for seat in plan.of_session[held.offer.id]}
    met = [sorted(pair) for pair in instance.apart if pair <= present]
    for pair in met:
        yield _check(
            Rule.NEVER_TOGETHER, held, f"{pair[0]} and {pair[1]} must never meet, and both are in {held.offer.id}."
        )
    if not met:
        yield _check(Rule.NEVER_TOGETHER, held, "")


def _rooms(plan: Plan) -> Iterator[Check]:
    by_room: dict[str, list[Held]] = defaultdict(list)
    for held in plan.held.values():
        if held.room:
            by_room[held.room].append(held)
    for room, sessions in by_room.items():
        clashes = [(a, b) for a, b in combinations(sessions, 2) if a.span.overlaps(b.span)]
        for a, b in clashes:
            yield _check(Rule.DOUBLE_BOOKING, a, f"Room {room} has {a.offer.id} and {b.offer.id} at the same time.")
        if not clashes:
            yield Check(Rule.DOUBLE_BOOKING)


def _staff(plan: Plan, instance: Instance) -> Iterator[Check]:
    by_member: dict[str, list[Held]] = defaultdict(list)
    for held in plan.held.values():
        by_member[held.member.id].append(held)
    for member, sessions in by_member.items():
        clashes = [(a, b) for a, b in combinations(sessions, 2) if _cannot_do_both(a, b, instance.travel)]
        for a, b in clashes:
            yield _check(Rule.DOUBLE_BOOKING, a, f"{member} cannot hold both {a.offer.id} and {b.offer.id}.")
        if not clashes:
            yield Check(Rule.DOUBLE_BOOKING)


def _cannot_do_both(a: Held, b: Held, travel: int) -> bool:
    """Staff hold video sessions from wherever they are; between two sites they travel."""
    far = not a.offer.video and not b.offer.video and a.offer.site != b.offer.site
    return a.span.overlaps(b.span, travel if far else 0)


def _caseloads(plan: Plan, instance: Instance) -> Iterator[Check]:
    cases: dict[str, set[str]] = defaultdict(set)
    for client in instance.clients.values():
        if client.therapist:
            cases[client.therapist].add(client.id)
    for seat in plan.seats:
        if not seat.held.offer.is_group and seat.client.therapist is None:
            cases[seat.held.member.id].add(seat.client.id)
    for member in instance.staff.values():
        if member.caseload is not None:
            count = len(cases[member.id])
            fault = f"{member.id} would have {count} clients; at the most {member.caseload} are allowed."
            yield Check(Rule.CASELOAD, fault if count > member.caseload else "")
