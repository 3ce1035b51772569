"""What a week costs by the soft wishes and by what is short, counted anew from the week itself."""

from collections import Counter, defaultdict

from stepwell.scheduling.checker.facts import Client, Instance
from stepwell.scheduling.checker.plan import Plan, Seat
from stepwell.scheduling.checker.times import covers
from stepwell.scheduling.checker.weeks import missing_pins, shortages, totals


def costs(instance: Instance, plan: Plan) -> dict[str, int]:
    """Return what each wish costs, by the names of the weights."""
    total: Counter[str] = Counter()
    for mine in by_client(instance, plan).values():
        total.update(mine)
    above = 0
    for held in plan.held.values():
        if held.offer.is_group:
            above += max(len(plan.of_session[held.offer.id]) - held.offer.comfortable, 0)
    total["balance"] = above * instance.weights["balance"]
    return {name: total[name] for name in instance.weights}


def by_client(instance: Instance, plan: Plan) -> dict[str, dict[str, int]]:
    """Return what each client's wishes cost that are not granted; what sizes of groups cost is nobody's own."""
    rosters, found = _rosters(instance), {}
    for client in instance.clients.values():
        times = _times(client, instance, plan, rosters)
        found[client.id] = {name: count * instance.weights[name] for name, count in times.items() if count}
    return found


def _times(client: Client, instance: Instance, plan: Plan, rosters: dict[str, set[str]]) -> Counter[str]:
    seats, sums = plan.of_client.get(client.id, []), totals(client.id, instance, plan)
    minutes, days, sessions = shortages(client, seats, sums.minutes, sums.days)
    times = Counter(
        short_client=int(bool(minutes or days or sessions)),
        short_minute=minutes,
        short_day=days,
        short_session=sessions,
        short_pin=missing_pins(client, seats),
        travel_day=max(sums.days_on_site - client.days[0], 0),
    )
    for seat in seats:
        times.update(_wishes(seat, rosters))
    return times


def _rosters(instance: Instance) -> dict[str, set[str]]:
    """Return who was in each series last week."""
    found: dict[str, set[str]] = defaultdict(set)
    for client in instance.clients.values():
        for series in client.last_week:
            found[series].add(client.id)
    return found


def _wishes(seat: Seat, rosters: dict[str, set[str]]) -> list[str]:
    client, held, found = seat.client, seat.held, []
    if not held.offer.is_group and client.therapist not in {None, held.member.id}:
        found.append("own_therapist")
    if held.offer.is_group and client.last_week and held.offer.series not in client.last_week:
        found.append("same_seats")
        if not _met(client, rosters) & rosters.get(held.offer.series or "", set()):
            found.append("same_peers")
    if held.offer.usual not in {None, held.span} and held.offer.series in client.last_week:
        found.append("same_time")
    if client.prefers and not covers(client.prefers, held.span):
        found.append("preference")
    return found


def _met(client: Client, rosters: dict[str, set[str]]) -> set[str]:
    """Return whom a client sat with last week."""
    return set().union(*(rosters[series] for series in client.last_week)) - {client.id}
