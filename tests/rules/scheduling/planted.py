"""For each rule of a week: how a generated week that keeps every rule is spoiled against this one alone."""

from collections.abc import Callable
from random import Random
from typing import Any

from stepwell.scheduling.checker.plan import Rule

Document = dict[str, Any]
Plant = Callable[[Document, Document, Document], object]  # the document, a client, and a group where this one sits


def one(entries: list[Document], name: str) -> Document:
    return next(entry for entry in entries if entry["id"] == name)


def at_group(made: Document, chance: Random) -> tuple[Document, Document]:
    """Return a random client with a seat in a group, and the group."""
    groups = {group["id"] for group in made["instance"]["groups"]}
    seat = chance.choice([seat for seat in made["week"]["seats"] if seat["session"] in groups])
    return one(made["instance"]["clients"], seat["client"]), one(made["instance"]["groups"], seat["session"])


def sizes(made: Document, group: Document) -> int:
    return sum(seat["session"] == group["id"] for seat in made["week"]["seats"])


def availability(made: Document, client: Document, group: Document) -> None:
    client["available"] = [hours for hours in client["available"] if hours[:3] != group["times"][0][:3]]


def together(made: Document, client: Document, group: Document) -> None:
    there = (seat["client"] for seat in made["week"]["seats"] if seat["session"] == group["id"])
    other = next(one for one in there if one != client["id"])
    made["instance"]["never_together"].append([client["id"], other])


def away(made: Document, client: Document, group: Document) -> None:
    one(made["instance"]["staff"], group["staff"][0])["leave"] = [group["times"][0]]


def no_video(made: Document, client: Document, group: Document) -> None:
    video = {g["id"] for g in made["instance"]["groups"] if g["mode"] == "video"}
    seat = next(seat for seat in made["week"]["seats"] if seat["session"] in video)
    one(made["instance"]["clients"], seat["client"])["telehealth"] = False


PLANTED: list[tuple[Rule, Plant]] = [
    (Rule.AVAILABILITY, availability),
    (Rule.CAPACITY, lambda made, client, group: group.update(capacity=sizes(made, group) - 1)),
    (Rule.MINIMUM, lambda made, client, group: group.update(minimum=sizes(made, group) + 1)),
    (Rule.CREDENTIALS, lambda made, client, group: group.update(credentials=["MD"])),
    (Rule.STAFF_HOURS, away),
    (Rule.LANGUAGE, lambda made, client, group: client.update(languages=["fr"])),
    (Rule.GENDER, lambda made, client, group: group.update(gender="nobody")),
    (Rule.NEVER_TOGETHER, together),
    (Rule.TELEHEALTH, no_video),
    (Rule.OFFERED, lambda made, client, group: taken_for(made, client, group, "group_therapy")),
    (Rule.HOURS_LEAST, lambda made, client, group: client.update(minutes=1100, minutes_most=1190)),
    (Rule.HOURS_MOST, lambda made, client, group: client.update(minutes=0, minutes_most=1, taper=True)),
    (Rule.DAYS_LEAST, lambda made, client, group: client.update(days_least=6, days_most=7)),
    (Rule.DAYS_MOST, lambda made, client, group: client.update(days_least=0, days_most=1)),
    (Rule.AUTHORIZED_DAYS, lambda made, client, group: client.update(authorized_days=1)),
    (Rule.KINDS, lambda made, client, group: client["required"].append({"kinds": ["medication"], "sessions": 1})),
    (Rule.SITE, lambda made, client, group: [person.update(sites=[]) for person in made["instance"]["clients"]]),
    (Rule.CASELOAD, lambda made, client, group: [m.update(caseload_most=0) for m in made["instance"]["staff"]]),
    (Rule.BILLABLE_DAY, lambda made, client, group: [c.update(day_most_minutes=100) for c in contracts(made)]),
    (Rule.JURISDICTION, lambda made, client, group: made["instance"]["caps"][0].update(most=1)),
    (Rule.CURRICULUM, lambda made, client, group: [g.update(curriculum="same") for g in made["instance"]["groups"]]),
    (Rule.DOUBLE_BOOKING, lambda made, client, group: again(made, client)),
    (Rule.PIN, lambda made, client, group: client.update(pinned=[group["id"], elsewhere(made, client)])),
]


def taken_for(made: Document, client: Document, group: Document, kind: str) -> None:
    """Count a seat as another kind of session than the group is."""
    at = (client["id"], group["id"])
    next(seat for seat in made["week"]["seats"] if (seat["client"], seat["session"]) == at)["kind"] = kind


def elsewhere(made: Document, client: Document) -> str:
    """Return a session where a client has no seat."""
    mine = {seat["session"] for seat in made["week"]["seats"] if seat["client"] == client["id"]}
    return next(str(group["id"]) for group in made["instance"]["groups"] if group["id"] not in mine)


def contracts(made: Document) -> list[Document]:
    found: list[Document] = made["instance"]["contracts"]
    return found


def again(made: Document, client: Document) -> None:
    """Put a client into the same hours of nobody's business once more: not countable, open to all."""
    slot = next(slot for slot in made["instance"]["slots"] if taken(made, slot["id"]) == client["id"])
    copy = slot | {"id": "again", "kinds": ["peer_support"], "staff": "extra"}
    hours = [f"{day} 08:00-21:00" for day in ("mon", "tue", "wed", "thu", "fri")]
    made["instance"]["staff"].append({"id": "extra", "hours": hours, "states": ["OH"]})
    made["instance"]["slots"].append(copy)
    made["week"]["seats"].append({"client": client["id"], "session": "again", "kind": "peer_support"})


def taken(made: Document, slot: str) -> str | None:
    return next((seat["client"] for seat in made["week"]["seats"] if seat["session"] == slot), None)
