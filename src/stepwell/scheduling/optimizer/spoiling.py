"""Planted conflicts: an instance is spoiled so that no week gives everybody what is ordered."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

DAYS = ("mon", "tue", "wed", "thu", "fri")
TRACKS = {
    "am": (("09:00-10:00", "10:05-11:05", "11:10-12:10"), ("12:15-13:05", "13:10-14:00"), "08:30-14:00"),
    "pm": (("17:30-18:30", "18:35-19:35", "19:40-20:40"), ("15:40-16:30", "16:35-17:25"), "15:30-21:00"),
    "tv": (("17:30-18:30", "18:35-19:35", "19:40-20:40"), ("15:40-16:30", "16:35-17:25"), "15:30-21:00"),
}
CONFLICTS = ("none", "seats", "availability", "authorized", "pin", "mixed")
_MIXED = ("availability", "authorized", "seats", "pin")


@dataclass
class Person:
    """A client being made up."""

    facts: dict[str, Any]
    track: str
    days: tuple[str, ...]


def spoil(conflict: str, count: int, people: list[Person], instance: dict[str, Any], week: dict[str, Any]) -> None:
    """Plant some conflicts that have nothing to do with each other, as many as there are clients for.

    conflict  one of CONFLICTS; "mixed" takes one of each in turn
    """
    if conflict == "none":
        return
    firsts = [
        person for number, person in enumerate(people) if number == 0 or _site(person) != _site(people[number - 1])
    ]
    track = firsts[0].track
    others = [person for person in people if len(person.days) == 3 and person not in firsts]
    if conflict == "mixed":
        others = [person for person in others if person.track != track] or others
    victims = {"seats": iter(firsts)} if conflict in {"seats", "mixed"} else {}
    rest = iter(others if conflict == "mixed" else [*firsts, *others])
    for kind in _kinds(conflict, count):
        victim = next(victims.get(kind, rest), None)
        if victim is not None:
            _SPOIL[kind](victim, people, instance, week)


def _kinds(conflict: str, count: int) -> Iterator[str]:
    for number in range(count):
        yield _MIXED[number % len(_MIXED)] if conflict == "mixed" else conflict


def _site(person: Person) -> str:
    return str(person.facts["id"]).split("-")[0]


def _two_days(victim: Person, *_: Any) -> None:
    victim.facts["available"] = [f"{day} {TRACKS[victim.track][2]}" for day in victim.days[:2]]


def _two_authorized(victim: Person, *_: Any) -> None:
    victim.facts["authorized_days"] = 2


def _pinned(victim: Person, _: list[Person], instance: dict[str, Any], __: dict[str, Any]) -> None:
    """Pin somebody to a session at a time at which they do not come."""
    there = {day for time in victim.facts["available"] for day in [time[:3]]}
    away = [one for one in instance["groups"] if not there & {time[:3] for time in one["times"]}]
    far = [one for one in instance["groups"] if one["site"] not in victim.facts["sites"] and not one.get("shared_with")]
    victim.facts["pinned"] = [one["id"] for one in (*away, *far)][:1]
    if not victim.facts["pinned"]:
        victim.facts |= {"pinned": [instance["groups"][0]["id"]], "available": []}


def _too_few_seats(victim: Person, people: list[Person], instance: dict[str, Any], week: dict[str, Any]) -> None:
    """Leave one place too few at one time, and let everybody planted there come at their planted days only."""
    site, clocks = _site(victim), TRACKS[victim.track][0]
    start, block = f"{victim.days[0]} {clocks[0]}", f"{clocks[0].split('-')[0]}-{clocks[-1].split('-')[1]}"
    mode = "video" if victim.track == "tv" else "in_person"
    groups = [one for one in instance["groups"] if (one["site"], one["mode"]) == (site, mode) and start in one["times"]]
    names = {one["id"] for one in groups}
    inside = {seat["client"] for seat in week["seats"] if seat["session"] in names}
    for group in groups:
        group["capacity"] = sum(seat["session"] == group["id"] for seat in week["seats"])
        group["comfortable"] = group["capacity"]
    groups[0]["capacity"] = max(groups[0]["capacity"] - 1, 1)
    groups[0]["minimum"] = 0
    for person in people:
        if person.facts["id"] in inside:
            person.facts["contract"] = "per-diem"
            person.facts["required"] = []
            person.facts["days_most"] = len(person.days)
            person.facts["available"] = [f"{day} {block}" for day in person.days]
        elif person.track == victim.track and _site(person) == site:
            person.facts["available"] = [f"{day} {TRACKS[person.track][2]}" for day in person.days]


_SPOIL = {"seats": _too_few_seats, "availability": _two_days, "authorized": _two_authorized, "pin": _pinned}
