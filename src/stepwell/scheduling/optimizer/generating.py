"""Made-up instances: a planted week that keeps every rule, an instance around it, and on request a planted conflict.

Sites have tracks (morning, evening, by video) of three groups in a row on each weekday; clients belong to one track,
come on some of its days and see their therapist once before or after a block. No real person or payer is meant.
"""

from collections import Counter
from dataclasses import dataclass, field
from random import Random
from typing import Any

from stepwell.scheduling.optimizer.shapes import SHAPES, Shape
from stepwell.scheduling.optimizer.spoiling import DAYS, TRACKS, Person, spoil
from stepwell.scheduling.optimizer.surroundings import last_week, never_together, repeat, share

_STATES = ("OH", "IN", "KY")  # of sites in turn, where they share sessions
_ROOM = 12  # clients who come at a time, where there is a single room
_SITE = 150  # clients of a site, about
_KINDS = ("process", "skills", "psychoeducation")
_ORDERS = ((3, 540), (4, 720), (5, 900), (2, 360))  # days and minutes of groups; the last is a taper
_CONTRACTS = (
    {"id": "per-diem", "day_minutes": 180, "gap_minutes": 15, "day_most_minutes": 240},
    {"id": "short-day", "day_minutes": 120, "gap_minutes": 15, "day_most_minutes": 240},
    {"id": "services", "day_minutes": 0, "day_most_minutes": 300, "day_services": 3},
)


@dataclass(frozen=True)
class Wanted:
    """What an instance shall be like.

    size       clients
    tightness  the share of offered places that the planted week takes, above 0 to 1
    free       the share of groups whose time, room and leader are open
    conflict   one of `spoiling.CONFLICTS`; `conflicts` of them
    shape      one of `shapes.SHAPES`
    """

    size: int
    tightness: float = 0.8
    seed: int = 1
    free: float = 0.0
    conflict: str = "none"
    conflicts: int = 1
    shape: str = "usual"


def generate(wanted: Wanted) -> dict[str, Any]:
    """Return a document with an instance and the planted week; with a conflict, the week that no longer fits it."""
    chance = Random(wanted.seed)
    shape = SHAPES[wanted.shape]
    instance: dict[str, Any] = {
        "week": "2026-11-23",
        "travel_minutes": 30,
        "levels": [{"id": "2.1", "least_minutes": 540, "below_minutes": 1200}],
        "contracts": [contract | {"gap_minutes": shape.gap} for contract in _CONTRACTS],
        "caps": [{"state": "OH", "kinds": ["process", "skills"], "most": 12}],
        **{name: [] for name in ("sites", "rooms", "staff", "clients", "never_together", "groups", "slots")},
    }
    week: dict[str, Any] = {"groups": [], "seats": []}
    sites = max(round(wanted.size / _SITE), 1)
    people: list[Person] = []
    for number in range(sites):
        count = wanted.size // sites + (number < wanted.size % sites)
        state = _STATES[number % 3] if shape.is_shared else "OH"
        people += _Site(f"s{number + 1}", state, wanted, shape, chance, instance, week).fill(count)
    if shape.is_shared:
        share(people, instance, chance)
    if shape.repeats:
        repeat(instance, week, chance)
    last_week(people, instance, week, chance)
    never_together(shape, instance, week, chance)
    spoil(wanted.conflict, wanted.conflicts, people, instance, week)
    return {"format": "stepwell-week/1", "instance": instance, "week": week}


@dataclass
class _Site:
    """One site being made up: what it adds goes into the instance and the planted week."""

    name: str
    state: str
    wanted: Wanted
    shape: Shape
    chance: Random
    instance: dict[str, Any]
    week: dict[str, Any]
    staff: set[str] = field(default_factory=set)
    rooms: set[str] = field(default_factory=set)
    crowd: Counter[tuple[str, str]] = field(default_factory=Counter)  # clients of each track and day
    booked: set[tuple[str, str]] = field(default_factory=set)  # clients, and days on which they have an appointment

    def fill(self, count: int) -> list[Person]:
        """Add the site with so many clients."""
        self.instance["sites"].append({"id": self.name, "state": self.state})
        people = [self._person(number) for number in range(1, count + 1)]
        self.instance["clients"] += [person.facts for person in people]
        for track in TRACKS:
            members = [person for person in people if person.track == track]
            self._appointments(track, members)
            for day in DAYS:
                self._groups(track, day, [person for person in members if day in person.days])
        return people

    def _person(self, number: int) -> Person:
        chance = self.chance
        # The first client of a site is one that a conflict can be planted with.
        weights = self.shape.tracks
        usual = next(name for name, weight in zip(TRACKS, weights, strict=True) if weight)
        track = usual if number == 1 else chance.choices(tuple(TRACKS), weights)[0]
        count, minutes = _ORDERS[0] if number == 1 else chance.choices(_ORDERS, self.shape.orders)[0]
        days = tuple(sorted(chance.sample(DAYS, count), key=DAYS.index))
        if self.shape.one_room and any(self.crowd[track, day] >= _ROOM for day in days):
            track = "tv"
        self.crowd.update((track, day) for day in days)
        hours = TRACKS[track][2]
        others = [f"{day} {hours}" for day in DAYS if day not in days and chance.random() < 1.2 - self.wanted.tightness]
        elsewhere = TRACKS["am" if track == "pm" else "pm"][2]
        others += [f"{day} {elsewhere}" for day in DAYS if chance.random() < 0.4 - 0.3 * self.wanted.tightness]
        family = chance.random() < 0.2
        facts = {
            "id": f"{self.name}-c{number}",
            "level": "2.1",
            "taper": minutes < 540,
            "minutes": minutes,
            "minutes_most": minutes + 120,
            "days_least": count,
            "days_most": min(count + 1, 5),
            "required": [{"kinds": ["individual"], "sessions": 1}, *([{"kinds": ["family"], "sessions": 1}] * family)],
            "available": [*(f"{day} {hours}" for day in days), *others],
            "sites": [self.name],
            "on_site": track != "tv",
            "telehealth": track == "tv" or chance.random() < 0.1,
            "state": self.state,
            "languages": self._languages(),
            "gender": chance.choice(("woman", "man")),
            "contract": chance.choice(self.shape.contracts),
            "authorized_days": count if self.shape.is_strict else chance.choice((None, count, count + 1, count + 2)),
            "prefers": [f"{day} {hours}" for day in days] if chance.random() < 0.3 else [],
        }
        return Person(facts, track, days)

    def _languages(self) -> list[str]:
        if self.shape.trait == "languages":
            return [self.chance.choice(("en", *self.shape.languages))]
        return ["en", "es"] if self.chance.random() < 0.15 else ["en"]

    def _groups(self, track: str, day: str, members: list[Person]) -> None:
        for row, clock in enumerate(TRACKS[track][0]):
            self.chance.shuffle(members)
            trait = self.chance.choice(("gender", "languages", "", "", ""))
            if trait:
                members.sort(key=lambda person: str(person.facts[trait]), reverse=True)
            for part, some in enumerate(self._parts(members, track)):
                self._group(f"{self.name}-{track}-{day}-{row}{part}", f"{day} {clock}", (track, row, part), some)

    def _parts(self, members: list[Person], track: str) -> list[list[Person]]:
        """Return the members of each of the parallel groups."""
        most = _ROOM if self.shape.one_room and track != "tv" else 9
        sets: dict[str, list[Person]] = {}
        for person in members:
            sets.setdefault(str(person.facts[self.shape.trait]) if self.shape.trait else "", []).append(person)
        return [
            some[part * len(some) // parts : (part + 1) * len(some) // parts]
            for some in sets.values()
            for parts in (-(-len(some) // most),)
            for part in range(parts)
        ]

    def _group(self, name: str, time: str, at: tuple[str, int, int], members: list[Person]) -> None:
        track, row, part = at
        kind, leader = _KINDS[(row + part) % 3], self._leader(track, part)
        places = min(max(int(len(members) / self.wanted.tightness), len(members)), 12)
        genders = {person.facts["gender"] for person in members}
        spoken = set.intersection(*(set(person.facts["languages"]) for person in members))
        room = "" if track == "tv" else self._room(part + 1)
        group: dict[str, Any] = {
            "id": name,
            "kind": kind,
            "site": self.name,
            "mode": "video" if track == "tv" else "in_person",
            "times": [time],
            "rooms": [room] if room else [],
            "staff": [leader],
            "capacity": places,
            "minimum": min(3, len(members)),
            "comfortable": max(places - 2, 1),
            "curriculum": None if kind == "process" else f"{kind}-{time[:3]}-{row}",
            "series": name,
            "credentials": ["LPC", "LSW"],
            "language": max(spoken),
            "gender": genders.pop() if len(genders) == 1 else None,
        }
        if self.chance.random() < self.wanted.free:
            group["times"].append(f"{DAYS[(DAYS.index(time[:3]) + 1) % 5]}{time[3:]}")
            group["staff"].append(self._leader(track, 7))
            group["rooms"] += [] if track == "tv" else [self._room(6)]
        self.instance["groups"].append(group)
        held = {"group": name, "time": time, "room": room or None, "staff": leader}
        self.week["groups"].append(held)
        self.week["seats"] += [{"client": person.facts["id"], "session": name, "kind": kind} for person in members]

    def _room(self, number: int) -> str:
        """Return a room, which the site then has."""
        name = f"{self.name}-r{number}"
        if name not in self.rooms:
            self.rooms.add(name)
            self.instance["rooms"].append({"id": name, "site": self.name, "seats": 15})
        return name

    def _leader(self, track: str, part: int) -> str:
        return self._member(f"{self.name}-{track}-l{part + 1}", None)

    def _member(self, name: str, caseload: int | None) -> str:
        if name not in self.staff:
            self.staff.add(name)
            hours = [f"{day} 08:00-21:00" for day in DAYS]
            facts = {
                "id": name,
                "hours": hours,
                "credentials": ["LPC"],
                "states": self._states(),
                "caseload_most": caseload,
            }
            self.instance["staff"].append(facts)
        return name

    def _states(self) -> list[str]:
        return [*_STATES] if self.shape.is_shared else [self.state]

    def _appointments(self, track: str, members: list[Person]) -> None:
        """Give each therapist times beside the blocks, and each client an appointment on a day they come."""
        mode = "video" if track == "tv" else "in_person"
        therapists = -(-len(members) // 6)
        if self.shape.one_leader:
            members, therapists = self._treated(track, members)
        for number in range(therapists):
            name = self._member(
                f"{self.name}-t1" if self.shape.one_leader else f"{self.name}-{track}-t{number + 1}", 12
            )
            mine = members[number::therapists]
            times = [f"{day} {clock}" for day in DAYS for clock in TRACKS[track][1]]
            self.chance.shuffle(times)
            for person in mine:
                person.facts["therapist"] = name
                for wanted in list(person.facts["required"]):
                    time = self._free_time(times, person)
                    if time is None:
                        person.facts["required"].remove(wanted)
                    else:
                        self._slot(name, time, mode, wanted["kinds"], person.facts["id"])
            for time in times:
                if self.chance.random() < 1.1 - self.wanted.tightness:
                    self._slot(name, time, mode, ["individual", "family"], None)

    def _treated(self, track: str, members: list[Person]) -> tuple[list[Person], int]:
        """Return who has the site's single therapist, and whether there is one for the track: six come to it."""
        count = 0 if track == "tv" else 6
        for person in members[count:]:
            person.facts["required"] = []
        return members[:count], min(count, 1)

    def _free_time(self, times: list[str], person: Person) -> str | None:
        """Return a time on a day without an appointment yet: two would be more than a contract pays for."""
        fits = [each for each in times if each[:3] in person.days and (person.facts["id"], each[:3]) not in self.booked]
        if not fits:
            return None
        times.remove(fits[0])
        self.booked.add((person.facts["id"], fits[0][:3]))
        return fits[0]

    def _slot(self, member: str, time: str, mode: str, kinds: list[str], client: str | None) -> None:
        name = f"{member}-{time.replace(' ', '-')[:9].replace(':', '')}"
        both = {"id": name, "kinds": ["individual", "family"], "staff": member, "time": time, "site": self.name}
        self.instance["slots"].append(both | {"mode": mode})
        if client:
            self.week["seats"].append({"client": client, "session": name, "kind": kinds[0]})
