"""An instance as the optimizer sees it: sessions, how each can be held, and the seats that each client may take."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from stepwell.scheduling.optimizer.offers import VIDEO, Choice, Option, Session
from stepwell.scheduling.optimizer.spans import Span, merged, read, within
from stepwell.scheduling.optimizer.wishes import Wishes

COUNTABLE = ("group_therapy", "process", "skills", "psychoeducation", "family_education", "individual", "family")
WEIGHTS = {
    "own_therapist": 20,
    "same_seats": 5,
    "same_peers": 3,
    "same_time": 4,
    "preference": 4,
    "travel_day": 15,
    "balance": 2,
    "short_client": 1000,
    "short_minute": 1,
    "short_day": 60,
    "short_session": 60,
    "short_pin": 10_000,
}


@dataclass(frozen=True)
class Contract:
    """What a day must hold to be paid for: minutes of one block, at the most, services."""

    block: int = 0
    gap: int = 15
    most: int = 24 * 60
    services: int = 0


@dataclass(frozen=True)
class Client:
    """A client: minutes and days from least to most, what is required, and every seat that may be taken."""

    id: str
    least: int
    most: int
    days_least: int
    days_most: int
    required: tuple[tuple[frozenset[str], int, int], ...]  # kinds, sessions, minutes
    contract: Contract
    therapist: str | None
    state: str | None
    pinned: frozenset[str]  # sessions
    choices: tuple[Choice, ...]


@dataclass(frozen=True)
class Instance:
    """Everything that is given; sessions, options and clients are named by their position."""

    sessions: tuple[Session, ...]
    options: tuple[Option, ...]
    clients: tuple[Client, ...]
    countable: frozenset[str]
    travel: int
    apart: tuple[tuple[int, int], ...]
    seats: dict[str, int]  # of rooms
    states: dict[str, frozenset[str]]  # in which staff are licensed
    caseloads: dict[str, int]  # clients that staff may still take on, where that is limited
    weights: dict[str, int]


def instance(given: dict[str, Any], only: Collection[str] | None = None) -> Instance:
    """Return an instance that the checker's reading has found nothing wrong with.

    only  the clients whose choices are wanted; all, unless said. The others have none
    """
    sessions = [*(_group(one, given) for one in given["groups"]), *map(_slot, given.get("slots", []))]
    offers = [*given["groups"], *given.get("slots", [])]
    staff = {one["id"]: one for one in given["staff"]}
    hours = {name: (merged(one["hours"]), merged(one.get("leave", []))) for name, one in staff.items()}
    options = [
        Option(number, read(time), held)
        for number, offer in enumerate(offers)
        for time in dict.fromkeys(_times(offer))
        if (held := _held_by(offer, read(time), staff, hours))
    ]
    states = {name: frozenset(one.get("states", [])) for name, one in staff.items()}
    weights = WEIGHTS | given.get("weights", {})
    numbers = {one["id"]: number for number, one in enumerate(given["clients"])}
    return Instance(
        sessions=tuple(sessions),
        options=tuple(options),
        clients=tuple(_clients(given, sessions, options, states, weights, only)),
        countable=frozenset(given.get("countable", COUNTABLE)),
        travel=given.get("travel_minutes", 0),
        apart=tuple((numbers[a], numbers[b]) for a, b in given.get("never_together", [])),
        seats={one["id"]: one["seats"] for one in given.get("rooms", [])},
        states=states,
        caseloads=_caseloads(given),
        weights=weights,
    )


def _group(given: dict[str, Any], whole: dict[str, Any]) -> Session:
    sites = _sites(given)
    states = {site["state"] for site in whole["sites"] if site["id"] in sites}
    caps = [cap["most"] for cap in whole.get("caps", []) if cap["state"] in states and given["kind"] in cap["kinds"]]
    rooms = {room["id"]: room["seats"] for room in whole.get("rooms", [])}
    seats = [rooms[room] for room in given.get("rooms", [])]
    return Session(
        id=given["id"],
        is_group=True,
        kinds=(given["kind"],),
        sites=sites,
        video=given.get("mode") == VIDEO,
        places=min([given["capacity"], *caps, max(seats, default=given["capacity"])]),
        minimum=given.get("minimum", 0),
        comfortable=given.get("comfortable", given["capacity"]),
        curriculum=given.get("curriculum"),
        series=given.get("series"),
        usual=read(given["usual"]) if given.get("usual") else None,
        language=given.get("language"),
        gender=given.get("gender"),
    )


def _slot(given: dict[str, Any]) -> Session:
    kinds, video = tuple(dict.fromkeys(given["kinds"])), given.get("mode") == VIDEO
    return Session(given["id"], False, kinds, _sites(given), video, 1, 0, 1, None, None, None, None, None)


def _sites(given: dict[str, Any]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((given["site"], *given.get("shared_with", []))))


def _times(offer: dict[str, Any]) -> list[str]:
    return (
        [offer.get("pinned", {}).get("time")]
        if "time" in offer.get("pinned", {})
        else offer.get("times") or [offer["time"]]
    )


def _held_by(
    offer: dict[str, Any],
    span: Span,
    staff: dict[str, Any],
    hours: dict[str, tuple[tuple[Span, ...], tuple[Span, ...]]],
) -> tuple[tuple[str | None, str], ...]:
    """Return the rooms and members of staff that can hold a session at a time."""
    members = offer["staff"] if isinstance(offer["staff"], list) else [offer["staff"]]
    wanted = set(offer.get("credentials", []))
    able = []
    for name in dict.fromkeys(members):
        present, away = hours[name]
        fits = not wanted or wanted & set(staff[name].get("credentials", []))
        if fits and within(span, present) and all(span[1] <= start or end <= span[0] for start, end in away):
            able.append(name)
    pinned = offer.get("pinned", {})
    rooms = dict.fromkeys(offer.get("rooms") or [offer.get("room")])
    return tuple(
        (room, name)
        for room in rooms
        for name in able
        if pinned.get("room", room) == room and pinned.get("staff", name) == name
    )


def _caseloads(given: dict[str, Any]) -> dict[str, int]:
    """Return how many clients each limited member of staff may still take on."""
    own = [client.get("therapist") for client in given["clients"]]
    limits = {one["id"]: one["caseload_most"] for one in given["staff"] if one.get("caseload_most") is not None}
    return {name: most - own.count(name) for name, most in limits.items()}


def _clients(
    given: dict[str, Any],
    sessions: list[Session],
    options: list[Option],
    states: dict[str, frozenset[str]],
    weights: dict[str, int],
    only: Collection[str] | None,
) -> list[Client]:
    levels = {one["id"]: one for one in given["levels"]}
    contracts = {one["id"]: _contract(one) for one in given.get("contracts", [])}
    by_site: dict[str, list[int]] = defaultdict(list)
    for number, option in enumerate(options):
        for site in sessions[option.session].sites:
            by_site[site].append(number)
    rosters: dict[str, set[str]] = defaultdict(set)
    for one in given["clients"]:
        for series in one.get("last_week", []):
            rosters[series].add(one["id"])
    wishes = Wishes(sessions, options, states, rosters, weights)
    found = []
    for one in given["clients"]:
        level, authorized = levels[one["level"]], one.get("authorized_days")
        top = one["minutes_most"]
        if level.get("below_minutes"):
            top = min(top, level["below_minutes"] - 1)
        sites = dict.fromkeys(one["sites"]) if only is None or one["id"] in only else ()
        near = list(dict.fromkeys(number for site in sites for number in by_site[site]))
        found.append(
            Client(
                id=one["id"],
                least=max(one["minutes"], 0 if one.get("taper") else level["least_minutes"]),
                most=top,
                days_least=one["days_least"],
                days_most=one["days_most"] if authorized is None else min(one["days_most"], authorized),
                required=tuple(
                    (frozenset(item["kinds"]), item.get("sessions", 0), item.get("minutes", 0))
                    for item in one.get("required", [])
                ),
                contract=contracts[one["contract"]] if one.get("contract") else Contract(),
                therapist=one.get("therapist"),
                state=one.get("state"),
                pinned=frozenset(one.get("pinned", [])),
                choices=tuple(wishes.choices(one, near) if near else ()),
            )
        )
    return found


def _contract(given: dict[str, Any]) -> Contract:
    return Contract(
        given.get("day_minutes", 0),
        given.get("gap_minutes", 15),
        given.get("day_most_minutes", 24 * 60),
        given.get("day_services", 0),
    )
