"""Whether a document can be read at all: its shape, what it refers to, and what contradicts itself."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import cache
from importlib import resources
from json import loads
from typing import Any

from stepwell.kernel.shapes import Problem
from stepwell.kernel.shapes import problems as misshapen


@cache
def schema() -> dict[str, Any]:
    """Return the JSON Schema of instance, week and event."""
    found: dict[str, Any] = loads(
        resources.files("stepwell.scheduling").joinpath("week.schema.json").read_text("utf-8")
    )
    return found


def problems(document: Any, needed: tuple[str, ...] = ("instance",)) -> list[Problem]:
    """Return what is wrong with a document; with none of it, `facts.instance` reads it.

    needed  the parts that must be there: "instance", "week", "event"
    """
    found = list(misshapen(document, schema(), root=schema()))
    if not found:
        found = [Problem("", f"lacks {part!r}") for part in needed if part not in document]
    return found or [*_of_instance(document["instance"]), *_of_week(document), *_of_event(document)]


def _of_instance(given: dict[str, Any]) -> Iterator[Problem]:
    known = {name: {one["id"] for one in given.get(name, [])} for name in _NAMED}
    for name in _NAMED:
        yield from _twice(given.get(name, []), f"/instance/{name}")
    yield from _twice([*given["groups"], *given.get("slots", [])], "/instance/groups and /instance/slots")
    for name, index, one in _entries(given):
        for field, target in _REFERENCES.get(name, {}).items():
            yield from _unknown(one.get(field), known[target], f"/instance/{name}/{index}/{field}", target)
        for field in _TIMES:
            yield from _backward(one.get(field), f"/instance/{name}/{index}/{field}")
    for index, pair in enumerate(given.get("never_together", [])):
        yield from _unknown(pair, known["clients"], f"/instance/never_together/{index}", "clients")
        if len(set(pair)) != _PAIR or len(pair) != _PAIR:
            yield Problem(f"/instance/never_together/{index}", "must name two clients")
    yield from _week(given["week"])
    yield from _limits(given)
    yield from _orders(given)
    yield from _places(given)
    yield from _pins(given)


_PAIR = 2
_NAMED = ("levels", "contracts", "sites", "rooms", "staff", "clients", "groups", "slots")
_TIMES = ("hours", "leave", "available", "prefers", "times", "time")
_REFERENCES: dict[str, dict[str, str]] = {
    "rooms": {"site": "sites"},
    "clients": {"level": "levels", "sites": "sites", "therapist": "staff", "contract": "contracts"},
    "groups": {"site": "sites", "rooms": "rooms", "staff": "staff", "shared_with": "sites"},
    "slots": {"site": "sites", "room": "rooms", "staff": "staff", "shared_with": "sites"},
}


def _entries(given: dict[str, Any]) -> Iterator[tuple[str, int, dict[str, Any]]]:
    for name in _NAMED:
        for index, one in enumerate(given.get(name, [])):
            yield name, index, one


def _twice(entries: list[dict[str, Any]], at: str) -> Iterator[Problem]:
    for name, times in Counter(one["id"] for one in entries).items():
        if times > 1:
            yield Problem(at, f"has {name} {times} times; give each its own id")


def _unknown(value: Any, known: set[str], at: str, target: str) -> Iterator[Problem]:
    for name in value if isinstance(value, list) else [value]:
        if name is not None and name not in known:
            yield Problem(at, f"names {name}, which is not among {target}")


def _backward(value: Any, at: str) -> Iterator[Problem]:
    for text in value if isinstance(value, list) else [value]:
        start, _, end = (text or "").partition(" ")[2].partition("-")
        if text and end <= start:
            yield Problem(at, f"{text} must end after it begins, on the same day")


def _week(text: str) -> Iterator[Problem]:
    try:
        first = date.fromisoformat(text)
    except ValueError:
        yield Problem("/instance/week", f"is {text}, which is no day of a calendar; give the Monday of the week")
        return
    if first.weekday():
        yield Problem("/instance/week", f"is {text}, a {first:%A}; give the Monday of the week")


def _limits(given: dict[str, Any]) -> Iterator[Problem]:
    """Yield limits that nothing could keep."""
    for index, one in enumerate(given["levels"]):
        if _ends_before(one):
            yield Problem(f"/instance/levels/{index}/below_minutes", "must be more than least_minutes")
    for index, one in enumerate(given.get("contracts", [])):
        if one.get("day_most_minutes") and one["day_most_minutes"] < one["day_minutes"]:
            at = f"/instance/contracts/{index}/day_most_minutes"
            yield Problem(at, "must not be less than day_minutes: no day would be paid")
    for index, one in enumerate(given["groups"]):
        if one.get("minimum", 0) > one["capacity"]:
            words = (
                f"is more than its capacity of {one['capacity']}: it could never meet; lower it, or give more places"
            )
            yield Problem(f"/instance/groups/{index}/minimum", words)


def _ends_before(level: dict[str, Any]) -> bool:
    return bool(level.get("below_minutes") and level["below_minutes"] <= level["least_minutes"])


def _orders(given: dict[str, Any]) -> Iterator[Problem]:
    levels = {one["id"]: one for one in given["levels"]}
    for index, one in enumerate(given["clients"]):
        at, level = f"/instance/clients/{index}", levels.get(one["level"])
        if one["minutes_most"] < one["minutes"]:
            yield Problem(f"{at}/minutes_most", "must not be less than minutes")
        if one["days_most"] < one["days_least"]:
            yield Problem(f"{at}/days_most", "must not be less than days_least")
        if level is None or _ends_before(level):
            continue
        if one["minutes"] < level["least_minutes"] and not one.get("taper"):
            yield Problem(f"{at}/minutes", f"is below level {level['id']}: order more, or set taper to true")
        if level.get("below_minutes") and one["minutes"] >= level["below_minutes"]:
            yield Problem(f"{at}/minutes", f"is above level {level['id']}: order less, or the next level")


def _places(given: dict[str, Any]) -> Iterator[Problem]:
    sites = {one["id"]: one["site"] for one in given.get("rooms", [])}
    for name in ("groups", "slots"):
        for index, one in enumerate(given.get(name, [])):
            rooms = [*one.get("rooms", []), *([one["room"]] if one.get("room") else [])]
            at = f"/instance/{name}/{index}"
            if name == "groups" and one.get("mode") != "video" and not rooms:
                yield Problem(at, "meets in person and names no room; give rooms, or set mode to video")
            if one.get("mode") == "video" and rooms:
                yield Problem(at, "is by video and names a room; leave the room out, or set mode to in_person")
            if one.get("shared_with") and one.get("mode") != "video":
                yield Problem(
                    at, "is shared with other sites and meets in person; set mode to video, or do not share it"
                )
            for room in rooms:
                if sites.get(room, one["site"]) != one["site"]:
                    yield Problem(at, f"names room {room}, which is at another site")


def _pins(given: dict[str, Any]) -> Iterator[Problem]:
    sessions = {one["id"] for one in [*given["groups"], *given.get("slots", [])]}
    for index, one in enumerate(given["clients"]):
        yield from _unknown(one.get("pinned"), sessions, f"/instance/clients/{index}/pinned", "groups or slots")
    for index, one in enumerate(given["groups"]):
        offered = {"time": one["times"], "room": one.get("rooms", []), "staff": one["staff"]}
        for field, pin in one.get("pinned", {}).items():
            if pin not in offered[field]:
                yield Problem(
                    f"/instance/groups/{index}/pinned/{field}", f"is {pin}, which is not offered for the group"
                )


def _of_week(document: dict[str, Any]) -> Iterator[Problem]:
    given, week = document["instance"], document.get("week")
    if week is None:
        return
    groups = {one["id"] for one in given["groups"]}
    sessions = groups | {one["id"] for one in given.get("slots", [])}
    clients, staff = {one["id"] for one in given["clients"]}, {one["id"] for one in given["staff"]}
    rooms = {one["id"] for one in given.get("rooms", [])}
    for index, one in enumerate(week["groups"]):
        at = f"/week/groups/{index}"
        yield from _unknown(one["group"], groups, at, "groups")
        yield from _unknown(one["staff"], staff, at, "staff")
        yield from _unknown(one.get("room"), rooms, at, "rooms")
        yield from _backward(one["time"], at)
    for index, one in enumerate(week["seats"]):
        yield from _unknown(one["client"], clients, f"/week/seats/{index}", "clients")
        yield from _unknown(one["session"], sessions, f"/week/seats/{index}", "groups or slots")
    for name, times in Counter(one["group"] for one in week["groups"]).items():
        if times > 1:
            yield Problem("/week/groups", f"has {name} {times} times; a group session meets once")


def _of_event(document: dict[str, Any]) -> Iterator[Problem]:
    event, given = document.get("event"), document["instance"]
    if event is None:
        return
    offers = {one["id"] for one in [*given["groups"], *given.get("slots", [])]}
    known = {"client": {one["id"] for one in given["clients"]}, "session": offers}
    known["staff"] = {one["id"] for one in given["staff"]}
    for field in _ABOUT[event["what"]]:
        if field not in event:
            yield Problem("/event", f"lacks {field!r}, which says whom or what the {event['what']} is about")
    for field, names in known.items():
        yield from _unknown(event.get(field), names, f"/event/{field}", f"the instance's {field}s")
    yield from _backward(event["from"], "/event/from")


_ABOUT = {
    "absence": ("client",),
    "cancellation": ("session",),
    "staff_away": ("staff",),
    "admission": ("client",),
}
