"""Made-up instances: a planted week that keeps every rule, an instance around it, and on request a planted conflict.

Sites have tracks (morning, evening, by video) of three groups in a row on each weekday; clients belong to one track,
come on some of its days and see their therapist once before or after a block. No real person or payer is meant.
"""

from dataclasses import dataclass, field
from random import Random
from typing import Any

DAYS = ("mon", "tue", "wed", "thu", "fri")
CONFLICTS = ("none", "seats", "availability", "authorized")
_SITE = 150  # clients of a site, about
_TRACKS = {
    "am": (("09:00-10:00", "10:05-11:05", "11:10-12:10"), ("12:15-13:05", "13:10-14:00"), "08:30-14:00"),
    "pm": (("17:30-18:30", "18:35-19:35", "19:40-20:40"), ("15:40-16:30", "16:35-17:25"), "15:30-21:00"),
    "tv": (("17:30-18:30", "18:35-19:35", "19:40-20:40"), ("15:40-16:30", "16:35-17:25"), "15:30-21:00"),
}
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
    conflict   one of CONFLICTS
    """

    size: int
    tightness: float = 0.8
    seed: int = 1
    free: float = 0.0
    conflict: str = "none"


@dataclass
class _Person:
    """A client being made up."""

    facts: dict[str, Any]
    track: str
    days: tuple[str, ...]


def generate(wanted: Wanted) -> dict[str, Any]:
    """Return a document with an instance and the planted week; with a conflict, the week that no longer fits it."""
    chance = Random(wanted.seed)
    instance: dict[str, Any] = {
        "week": "2026-11-23",
        "travel_minutes": 30,
        "levels": [{"id": "2.1", "least_minutes": 540, "below_minutes": 1200}],
        "contracts": [dict(contract) for contract in _CONTRACTS],
        "caps": [{"state": "OH", "kinds": ["process", "skills"], "most": 12}],
        **{name: [] for name in ("sites", "rooms", "staff", "clients", "never_together", "groups", "slots")},
    }
    week: dict[str, Any] = {"groups": [], "seats": []}
    sites = max(round(wanted.size / _SITE), 1)
    people: list[_Person] = []
    for number in range(sites):
        count = wanted.size // sites + (number < wanted.size % sites)
        people += _Site(f"s{number + 1}", wanted, chance, instance, week).fill(count)
    _last_week(people, instance, week, chance)
    _never_together(instance, week, chance)
    _conflict(wanted.conflict, people, instance, week)
    return {"format": "stepwell-week/1", "instance": instance, "week": week}


@dataclass
class _Site:
    """One site being made up: what it adds goes into the instance and the planted week."""

    name: str
    wanted: Wanted
    chance: Random
    instance: dict[str, Any]
    week: dict[str, Any]
    staff: set[str] = field(default_factory=set)
    rooms: set[str] = field(default_factory=set)
    booked: set[tuple[str, str]] = field(default_factory=set)  # clients, and days on which they have an appointment

    def fill(self, count: int) -> list[_Person]:
        """Add the site with so many clients."""
        self.instance["sites"].append({"id": self.name, "state": "OH"})
        people = [self._person(number) for number in range(1, count + 1)]
        self.instance["clients"] += [person.facts for person in people]
        for track in _TRACKS:
            members = [person for person in people if person.track == track]
            self._appointments(track, members)
            for day in DAYS:
                self._groups(track, day, [person for person in members if day in person.days])
        return people

    def _person(self, number: int) -> _Person:
        chance = self.chance
        # The first client of a site is one that a conflict can be planted with.
        track = "am" if number == 1 else chance.choices(("am", "pm", "tv"), (45, 35, 20))[0]
        count, minutes = _ORDERS[0] if number == 1 else chance.choices(_ORDERS, (60, 15, 10, 15))[0]
        days = tuple(sorted(chance.sample(DAYS, count), key=DAYS.index))
        hours = _TRACKS[track][2]
        others = [f"{day} {hours}" for day in DAYS if day not in days and chance.random() < 1.2 - self.wanted.tightness]
        elsewhere = _TRACKS["am" if track == "pm" else "pm"][2]
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
            "state": "OH",
            "languages": ["en", "es"] if chance.random() < 0.15 else ["en"],
            "gender": chance.choice(("woman", "man")),
            "contract": chance.choice(_CONTRACTS)["id"],
            "authorized_days": chance.choice((None, count, count + 1, count + 2)),
            "prefers": [f"{day} {hours}" for day in days] if chance.random() < 0.3 else [],
        }
        return _Person(facts, track, days)

    def _groups(self, track: str, day: str, members: list[_Person]) -> None:
        for row, clock in enumerate(_TRACKS[track][0]):
            self.chance.shuffle(members)
            trait = self.chance.choice(("gender", "languages", "", "", ""))
            if trait:
                members.sort(key=lambda person: str(person.facts[trait]), reverse=True)
            parts = -(-len(members) // 9)
            for part in range(parts):
                some = members[part * len(members) // parts : (part + 1) * len(members) // parts]
                self._group(f"{self.name}-{track}-{day}-{row}{part}", f"{day} {clock}", (track, row, part), some)

    def _group(self, name: str, time: str, at: tuple[str, int, int], members: list[_Person]) -> None:
        track, row, part = at
        kind, leader = _KINDS[(row + part) % 3], self._leader(track, part)
        places = min(max(int(len(members) / self.wanted.tightness), len(members)), 12)
        genders = {person.facts["gender"] for person in members}
        shared = all("es" in person.facts["languages"] for person in members)
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
            "language": "es" if shared else "en",
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
            facts = {"id": name, "hours": hours, "credentials": ["LPC"], "states": ["OH"], "caseload_most": caseload}
            self.instance["staff"].append(facts)
        return name

    def _appointments(self, track: str, members: list[_Person]) -> None:
        """Give each therapist times beside the blocks, and each client an appointment on a day they come."""
        mode = "video" if track == "tv" else "in_person"
        therapists = -(-len(members) // 6)
        for number in range(therapists):
            name = self._member(f"{self.name}-{track}-t{number + 1}", 12)
            mine = members[number::therapists]
            times = [f"{day} {clock}" for day in DAYS for clock in _TRACKS[track][1]]
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

    def _free_time(self, times: list[str], person: _Person) -> str | None:
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


def _last_week(people: list[_Person], instance: dict[str, Any], week: dict[str, Any], chance: Random) -> None:
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


def _never_together(instance: dict[str, Any], week: dict[str, Any], chance: Random) -> None:
    sessions: dict[str, set[str]] = {}
    for seat in week["seats"]:
        sessions.setdefault(seat["client"], set()).add(seat["session"])
    clients = [one["id"] for one in instance["clients"]]
    for _ in range(len(clients) // 10):
        pair = chance.sample(clients, 2)
        if not sessions.get(pair[0], set()) & sessions.get(pair[1], set()):
            instance["never_together"].append(pair)


def _conflict(conflict: str, people: list[_Person], instance: dict[str, Any], week: dict[str, Any]) -> None:
    """Spoil the instance so that no week gives everybody what is ordered."""
    victim = next(person for person in people if person.track == "am" and len(person.days) == 3)
    if conflict == "availability":
        victim.facts["available"] = [f"{day} {_TRACKS['am'][2]}" for day in victim.days[:2]]
    elif conflict == "authorized":
        victim.facts["authorized_days"] = 2
    elif conflict == "seats":
        _too_few_seats(victim, people, instance, week)


def _too_few_seats(victim: _Person, people: list[_Person], instance: dict[str, Any], week: dict[str, Any]) -> None:
    """Leave one place too few at one time, and let everybody planted there come at their planted days only."""
    site, start = victim.facts["id"].split("-")[0], f"{victim.days[0]} {_TRACKS['am'][0][0]}"
    groups = [one for one in instance["groups"] if one["site"] == site and start in one["times"]]
    names = {one["id"] for one in groups}
    inside = {seat["client"] for seat in week["seats"] if seat["session"] in names}
    for group in groups:
        group["capacity"] = sum(seat["session"] == group["id"] for seat in week["seats"])
        group["comfortable"] = group["capacity"]
    groups[0]["capacity"] -= 1
    groups[0]["minimum"] = 0
    for person in people:
        if person.facts["id"] in inside:
            person.facts["contract"] = "per-diem"
            person.facts["required"] = []
            person.facts["days_most"] = len(person.days)
            person.facts["available"] = [f"{day} 08:30-12:10" for day in person.days]
        elif person.track == "am" and person.facts["id"].startswith(f"{site}-"):
            person.facts["available"] = [f"{day} {_TRACKS['am'][2]}" for day in person.days]
