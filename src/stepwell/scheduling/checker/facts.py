"""What an instance says, as the checker reads it."""

from dataclasses import dataclass
from typing import Any

from stepwell.scheduling.checker.times import Span, joined, span

VIDEO = "video"
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
COUNTABLE = ("group_therapy", "process", "skills", "psychoeducation", "family_education", "individual", "family")


@dataclass(frozen=True)
class Contract:
    """What a payer asks of a day it pays for: minutes of one unbroken block, of the whole day, services."""

    block: int
    gap: int
    most: int | None
    services: int


@dataclass(frozen=True)
class Required:
    """What a week must hold of some kinds."""

    kinds: frozenset[str]
    sessions: int
    minutes: int


@dataclass(frozen=True)
class Client:
    """A client; minutes and days from least to most, `ceiling` where the next level begins."""

    id: str
    least: int
    most: int
    floor: int
    ceiling: int | None
    days: tuple[int, int]
    required: tuple[Required, ...]
    available: tuple[Span, ...]
    sites: frozenset[str]
    on_site: bool
    telehealth: bool
    state: str | None
    languages: frozenset[str]
    gender: str | None
    therapist: str | None
    contract: Contract | None
    authorized: int | None
    taken: frozenset[str]
    last_week: frozenset[str]
    pinned: tuple[str, ...]
    prefers: tuple[Span, ...]


@dataclass(frozen=True)
class Member:
    """A member of staff."""

    id: str
    hours: tuple[Span, ...]
    leave: tuple[Span, ...]
    credentials: frozenset[str]
    states: frozenset[str]
    caseload: int | None


@dataclass(frozen=True)
class Offer:
    """A group session, or a slot for one client: what may be chosen, and for whom it is."""

    id: str
    is_group: bool
    kinds: frozenset[str]
    site: str
    shared_with: frozenset[str]
    video: bool
    times: frozenset[Span]
    usual: Span | None
    rooms: frozenset[str]
    staff: frozenset[str]
    capacity: int
    minimum: int
    comfortable: int
    curriculum: str | None
    series: str | None
    credentials: frozenset[str]
    language: str | None
    gender: str | None
    pinned: tuple[Span | None, str | None, str | None]  # time, room, member of staff


@dataclass(frozen=True)
class Instance:
    """Everything that is given, by identifier."""

    travel: int
    countable: frozenset[str]
    caps: tuple[tuple[str, frozenset[str], int], ...]
    states: dict[str, str]
    seats: dict[str, int]
    rooms_at: dict[str, str]
    staff: dict[str, Member]
    clients: dict[str, Client]
    apart: tuple[frozenset[str], ...]
    offers: dict[str, Offer]
    weights: dict[str, int]


def instance(given: dict[str, Any]) -> Instance:
    """Return an instance that `reading.problems` has found nothing wrong with."""
    levels = {one["id"]: one for one in given["levels"]}
    contracts = {one["id"]: _contract(one) for one in given.get("contracts", [])}
    offers = [*map(_group, given["groups"]), *map(_slot, given.get("slots", []))]
    return Instance(
        travel=given.get("travel_minutes", 0),
        countable=frozenset(given.get("countable", COUNTABLE)),
        caps=tuple((one["state"], frozenset(one["kinds"]), one["most"]) for one in given.get("caps", [])),
        states={one["id"]: one["state"] for one in given["sites"]},
        seats={one["id"]: one["seats"] for one in given.get("rooms", [])},
        rooms_at={one["id"]: one["site"] for one in given.get("rooms", [])},
        staff={one["id"]: _member(one) for one in given["staff"]},
        clients={one["id"]: _client(one, levels[one["level"]], contracts) for one in given["clients"]},
        apart=tuple(frozenset(pair) for pair in given.get("never_together", [])),
        offers={one.id: one for one in offers},
        weights=WEIGHTS | given.get("weights", {}),
    )


def _spans(texts: list[str]) -> tuple[Span, ...]:
    return joined(map(span, texts))


def _contract(given: dict[str, Any]) -> Contract:
    return Contract(
        block=given.get("day_minutes", 0),
        gap=given.get("gap_minutes", 15),
        most=given.get("day_most_minutes"),
        services=given.get("day_services", 0),
    )


def _client(given: dict[str, Any], level: dict[str, Any], contracts: dict[str, Contract]) -> Client:
    return Client(
        id=given["id"],
        least=given["minutes"],
        most=given["minutes_most"],
        floor=0 if given.get("taper") else level["least_minutes"],
        ceiling=level.get("below_minutes"),
        days=(given["days_least"], given["days_most"]),
        required=tuple(
            Required(frozenset(one["kinds"]), one.get("sessions", 0), one.get("minutes", 0))
            for one in given.get("required", [])
        ),
        available=_spans(given["available"]),
        sites=frozenset(given["sites"]),
        on_site=given.get("on_site", True),
        telehealth=given.get("telehealth", False),
        state=given.get("state"),
        languages=frozenset(given.get("languages", [])),
        gender=given.get("gender"),
        therapist=given.get("therapist"),
        contract=contracts[given["contract"]] if given.get("contract") else None,
        authorized=given.get("authorized_days"),
        taken=frozenset(given.get("taken", [])),
        last_week=frozenset(given.get("last_week", [])),
        pinned=tuple(sorted(set(given.get("pinned", [])))),
        prefers=_spans(given.get("prefers", [])),
    )


def _member(given: dict[str, Any]) -> Member:
    return Member(
        id=given["id"],
        hours=_spans(given["hours"]),
        leave=_spans(given.get("leave", [])),
        credentials=frozenset(given.get("credentials", [])),
        states=frozenset(given.get("states", [])),
        caseload=given.get("caseload_most"),
    )


def _group(given: dict[str, Any]) -> Offer:
    return Offer(
        id=given["id"],
        is_group=True,
        kinds=frozenset([given["kind"]]),
        site=given["site"],
        shared_with=frozenset(given.get("shared_with", [])),
        video=given.get("mode") == VIDEO,
        times=frozenset(map(span, given["times"])),
        usual=span(given["usual"]) if given.get("usual") else None,
        rooms=frozenset(given.get("rooms", [])),
        staff=frozenset(given["staff"]),
        capacity=given["capacity"],
        minimum=given.get("minimum", 0),
        comfortable=given.get("comfortable", given["capacity"]),
        curriculum=given.get("curriculum"),
        series=given.get("series"),
        credentials=frozenset(given.get("credentials", [])),
        language=given.get("language"),
        gender=given.get("gender"),
        pinned=_pinned(given.get("pinned", {})),
    )


def _pinned(given: dict[str, str]) -> tuple[Span | None, str | None, str | None]:
    return span(given["time"]) if "time" in given else None, given.get("room"), given.get("staff")


def _slot(given: dict[str, Any]) -> Offer:
    return Offer(
        id=given["id"],
        is_group=False,
        kinds=frozenset(given["kinds"]),
        site=given["site"],
        shared_with=frozenset(given.get("shared_with", [])),
        video=given.get("mode") == VIDEO,
        times=frozenset([span(given["time"])]),
        usual=None,
        rooms=frozenset([given["room"]] if given.get("room") else []),
        staff=frozenset([given["staff"]]),
        capacity=1,
        minimum=0,
        comfortable=1,
        curriculum=None,
        series=None,
        credentials=frozenset(given.get("credentials", [])),
        language=None,
        gender=None,
        pinned=(None, None, None),
    )
