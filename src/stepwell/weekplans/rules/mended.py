"""The mended week: which options were chosen, what that makes of the week, and what stands in the way of the rest.

Pure; identifiers only, no names. Source: docs/schedule.md
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from stepwell.scheduling.optimizer.repairing import repair

_TRIES = 4  # of one client: what alone would make the week complete


class Obstacle(StrEnum):
    """Why a client cannot be in a session."""

    FULL = "full"
    CANNOT_COME = "cannot_come"
    KEPT_APART = "kept_apart"


@dataclass(frozen=True)
class Resolved:
    """What alone would make a client's week complete: that an obstacle to one session were away."""

    obstacle: Obstacle
    session: str


def substitutes_of(document: Mapping[str, Any]) -> list[dict[str, str]]:
    """Return who holds each session of who is away, where somebody who was offered for it is free."""
    bare = document["instance"] | {"slots": []}
    event = document["event"]
    return [
        one
        for span in event["spans"]
        for one in repair({**document, "instance": bare, "event": event | {"from": span}})["substitutes"]
    ]


def options_of(document: Mapping[str, Any], clients: Iterable[str], gone: Collection[str]) -> list[dict[str, Any]]:
    """Return what each client can make up and how, best first, each beside the first options of those before.

    gone     sessions that do not take place
    returns  by client: "options" as the engine of make-ups has them, at least one, which may be to add nothing
    """
    week = {
        "groups": document["week"]["groups"],
        "seats": [one for one in document["week"]["seats"] if one["session"] not in gone],
    }
    found = []
    for client in sorted(clients, key=lambda one: (_choices(document, one), one)):
        options = repair(_alone(document, week, client, gone=gone))["clients"][0]["options"]
        found.append({"client": client, "options": options})
        week = {**week, "seats": [*_reseated(week["seats"], client, options[0])]}
    return found


def week_with(
    document: Mapping[str, Any],
    options: Mapping[str, Mapping[str, Any]],
    *,
    gone: Collection[str],
    instead: Mapping[str, str],
) -> dict[str, Any]:
    """Return the week after what happened, with an option for some clients and nothing made up for the others.

    options  what was chosen, by client
    gone     sessions that do not take place
    instead  who holds a session that somebody else was to hold
    """
    seats = [one for one in document["week"]["seats"] if one["session"] not in gone]
    for client, option in options.items():
        seats = _reseated(seats, client, option)
    taken = {one["session"] for one in seats}
    met = {one["group"]: one for one in document["week"]["groups"]}
    for one in document["instance"]["groups"]:
        met.setdefault(one["id"], _first_way(one))
    groups = [
        one | ({"staff": instead[key]} if key in instead else {}) for key, one in sorted(met.items()) if key in taken
    ]
    return {"groups": groups, "seats": sorted(seats, key=lambda one: (one["client"], one["session"]))}


def _reseated(seats: Iterable[dict[str, Any]], client: str, option: Mapping[str, Any]) -> list[dict[str, Any]]:
    left = {one["session"] for one in option["leave"]}
    kept = [one for one in seats if one["client"] != client or one["session"] not in left]
    return kept + [{"client": client, "session": one["session"], "kind": one["kind"]} for one in option["add"]]


def _first_way(group: Mapping[str, Any]) -> dict[str, Any]:
    held = {"group": group["id"], "time": group["times"][0], "staff": group["staff"][0]}
    return held | {"room": group["rooms"][0]} if group["rooms"] else held


def _choices(document: Mapping[str, Any], client: str) -> int:
    """Return how many groups of the week a client could come to: who has the fewest chooses first."""
    one = _client(document["instance"], client)
    return sum(
        _is_for(group, one) and any(_within(group["times"][0], span) for span in one["available"])
        for group in document["instance"]["groups"]
    )


def instance_after(document: Mapping[str, Any], week: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is given once it has happened: who is away is on leave, and only hours that are used are offered."""
    instance: dict[str, Any] = deepcopy(document["instance"])
    event = document["event"]
    used = {one["session"] for one in week["seats"]}
    instance["slots"] = [one for one in instance["slots"] if one["id"] in used]
    for one in instance["staff"]:
        if one["id"] == event.get("staff"):
            one["leave"] = [*one["leave"], *event["spans"]]
    return instance


def sizes(week: Mapping[str, Any]) -> Counter[str]:
    """Return how many sit in each session."""
    return Counter(one["session"] for one in week["seats"])


def resolving(
    document: Mapping[str, Any], week: Mapping[str, Any], client: str, *, gone: Collection[str] = ()
) -> list[Resolved]:
    """Return what alone would make a client's week complete, as tried, beside a week in which it is not.

    Tried are a seat in each full group that is for the client, and coming at another time: few, the nearest first.
    """
    found = []
    for one in list(_obstacles(document, week, client, gone))[:_TRIES]:
        answer = repair(_alone(document, week, client, without=one, gone=gone))
        if answer["clients"][0]["options"][0]["is_complete"]:
            found.append(one)
    return found


def _obstacles(
    document: Mapping[str, Any], week: Mapping[str, Any], client: str, gone: Collection[str]
) -> Iterator[Resolved]:
    """Yield the sessions still to come that would be for a client, each with why the client cannot be in it."""
    instance, taken = document["instance"], sizes(week)
    one = _client(instance, client)
    mine = {seat["session"] for seat in week["seats"] if seat["client"] == client} | set(gone)
    apart = _apart(instance, week, client)
    since = _begin(document["event"]["since"])
    for group in instance["groups"]:
        time = group["times"][0]
        if group["id"] in mine or _begin(time) < since or not _is_for(group, one):
            continue
        if group["id"] in apart:
            yield Resolved(Obstacle.KEPT_APART, group["id"])
        elif taken[group["id"]] >= _places(instance, group):
            yield Resolved(Obstacle.FULL, group["id"])
        elif not any(_within(time, span) for span in one["available"]):
            yield Resolved(Obstacle.CANNOT_COME, group["id"])


def _alone(
    document: Mapping[str, Any],
    week: Mapping[str, Any],
    client: str,
    *,
    without: Resolved | None = None,
    gone: Collection[str] = (),
) -> dict[str, Any]:
    """Return a document of one client, in which the others' seats are taken.

    without  an obstacle that is away
    gone     sessions that do not take place
    """
    instance, taken = document["instance"], sizes(week)
    one = dict(_client(instance, client))
    mine = [seat for seat in week["seats"] if seat["client"] == client]
    own = {seat["session"] for seat in mine}
    apart = (_apart(instance, week, client) | set(gone)) - own
    groups = []
    for group in instance["groups"]:
        key = group["id"]
        left = _places(instance, group) - taken[key] + (key in own)
        lifted = without is not None and key == without.session
        if lifted and without and without.obstacle == Obstacle.CANNOT_COME:
            one["available"] = [*one["available"], group["times"][0]]
        if (left > 0 and key not in apart) or lifted:
            groups.append(group | {"capacity": max(left, 1), "minimum": 0})
    known = {group["id"] for group in groups}
    return {
        **document,
        "instance": {
            **instance,
            "clients": [one],
            "never_together": [],
            "groups": groups,
            "slots": list(_hours(document, one, taken, own)),
        },
        "week": {"groups": [held for held in week["groups"] if held["group"] in known], "seats": mine},
        "event": {"what": "admission", "client": client, "from": document["event"]["since"]},
    }


def _hours(
    document: Mapping[str, Any], client: Mapping[str, Any], taken: Mapping[str, int], own: Collection[str]
) -> Iterator[dict[str, Any]]:
    """Yield one free hour of the own therapist on each day, the one nearest to the client's groups of that day."""
    times = [one["times"][0] for one in document["instance"]["groups"] if one["id"] in own]
    best: dict[str, tuple[int, dict[str, Any]]] = {}
    for slot in document["instance"]["slots"]:
        if slot["id"] in own:
            yield slot
            continue
        if slot["staff"] != client["therapist"] or taken.get(slot["id"]):
            continue
        if not any(_within(slot["time"], span) for span in client["available"]):
            continue
        far = min((away for time in times if (away := _apart_by(slot["time"], time)) is not None), default=0)
        day = slot["time"][:3]
        if far >= 0 and (day not in best or far < best[day][0]):
            best[day] = (far, slot)
    yield from (slot for _, slot in best.values())


def _apart_by(one: str, other: str) -> int | None:
    """Return the minutes between two times of one day, -1 where they overlap; None on different days."""
    if one[:3] != other[:3]:
        return None
    (start, end), (first, last) = (_minutes(time) for time in (one, other))
    return -1 if start < last and first < end else max(start - last, first - end)


def _minutes(time: str) -> tuple[int, int]:
    start, end = (part.split(":") for part in time.partition(" ")[2].split("-"))
    return int(start[0]) * 60 + int(start[1]), int(end[0]) * 60 + int(end[1])


def _client(instance: Mapping[str, Any], client: str) -> dict[str, Any]:
    return next(one for one in instance["clients"] if one["id"] == client)


def _apart(instance: Mapping[str, Any], week: Mapping[str, Any], client: str) -> set[str]:
    others = {other for pair in instance["never_together"] if client in pair for other in pair} - {client}
    return {one["session"] for one in week["seats"] if one["client"] in others}


def _is_for(group: Mapping[str, Any], client: Mapping[str, Any]) -> bool:
    comes = client["telehealth"] if group["mode"] == "video" else client["on_site"]
    return comes and group["language"] in client["languages"] and group["gender"] in {None, client["gender"]}


def _places(instance: Mapping[str, Any], group: Mapping[str, Any]) -> int:
    rooms = [one["seats"] for one in instance["rooms"] if one["id"] in group["rooms"]]
    caps = [one["most"] for one in instance["caps"] if group["kind"] in one["kinds"]]
    return int(min([group["capacity"], *caps, *rooms[:1]]))


def _begin(text: str) -> tuple[int, str]:
    day, _, span = text.partition(" ")
    return ("mon", "tue", "wed", "thu", "fri", "sat", "sun").index(day), span.partition("-")[0]


def _within(time: str, span: str) -> bool:
    day, _, hours = time.partition(" ")
    other, _, free = span.partition(" ")
    start, _, end = hours.partition("-")
    first, _, last = free.partition("-")
    return day == other and first <= start and end <= last
