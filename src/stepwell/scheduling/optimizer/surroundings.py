"""What surrounds a made-up week and spoils nothing of it: last week, lessons, pairs kept apart, shared seats."""

from itertools import combinations
from random import Random
from typing import Any

from stepwell.scheduling.optimizer.shapes import Shape
from stepwell.scheduling.optimizer.spoiling import Person


def share(people: list[Person], instance: dict[str, Any], chance: Random) -> None:
    """Let sites share their sessions by video, and every third client by video belong to another site than planned."""
    sites = {one["id"]: one["state"] for one in instance["sites"]}
    for one in (*instance["groups"], *instance["slots"]):
        if one["mode"] == "video":
            one["shared_with"] = [name for name in sites if name != one["site"]]
    for person in people:
        if person.track == "tv" and chance.random() < 1 / 3:
            site = chance.choice(sorted(sites))
            person.facts |= {"sites": [site], "state": sites[site]}


def repeat(instance: dict[str, Any], week: dict[str, Any], chance: Random) -> None:
    """Hold lessons again on other days, where nobody is planned who has them already."""
    groups = {one["id"]: one for one in instance["groups"] if one["curriculum"]}
    present: dict[str, set[str]] = {}
    for seat in week["seats"]:
        if seat["session"] in groups:
            present.setdefault(groups[seat["session"]]["curriculum"], set()).add(seat["client"])
    lessons = sorted(present)
    chance.shuffle(lessons)
    for one, other in combinations(lessons, 2):
        if one in present and one[:5] == other[:5] and not present[one] & present[other]:
            present[other] |= present.pop(one)
            for group in groups.values():
                group["curriculum"] = other if group["curriculum"] == one else group["curriculum"]


def last_week(people: list[Person], instance: dict[str, Any], week: dict[str, Any], chance: Random) -> None:
    """Give most clients most of the series they are planted in, and lessons they have taken elsewhere."""
    groups = {one["id"]: one for one in instance["groups"]}
    seats: dict[str, list[str]] = {}
    for seat in week["seats"]:
        if seat["session"] in groups:
            seats.setdefault(seat["client"], []).append(seat["session"])
    lessons = sorted({one["curriculum"] for one in groups.values() if one["curriculum"]})
    for person in people:
        mine = seats.get(person.facts["id"], [])
        if chance.random() < 0.85:
            person.facts["last_week"] = [name for name in mine if chance.random() < 0.85]
        planned = {groups[name]["curriculum"] for name in mine}
        person.facts["taken"] = [one for one in lessons if one not in planned and chance.random() < 0.2]


def never_together(shape: Shape, instance: dict[str, Any], week: dict[str, Any], chance: Random) -> None:
    """Keep pairs apart who do not meet in the planted week."""
    sessions: dict[str, set[str]] = {}
    for seat in week["seats"]:
        sessions.setdefault(seat["client"], set()).add(seat["session"])
    clients = [one["id"] for one in instance["clients"]]
    for _ in range(int(len(clients) * shape.pairs) if len(clients) > 1 else 0):
        pair = chance.sample(clients, 2)
        if not sessions.get(pair[0], set()) & sessions.get(pair[1], set()):
            instance["never_together"].append(pair)
