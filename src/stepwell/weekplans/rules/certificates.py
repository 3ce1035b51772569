"""What a kept certificate says, beside what was ordered and planned: rule by rule with its margin, client by client.

Pure; identifiers only, no names. Verdicts are those of the checker; sums and margins are read from the same document.
Source: docs/schedule.md
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from stepwell.scheduling.checker.times import Span, span
from stepwell.scheduling.rules.weeks import in_words

Document = Mapping[str, Any]
_NONE = "none to spare"


@dataclass(frozen=True)
class RuleLine:
    """A rule: how often it was checked and broken, and how near the nearest case is, in words or ""."""

    rule: str
    checks: int
    violations: int
    margin: str


@dataclass(frozen=True)
class Of:
    """What was planned for a client of one kind: sessions and minutes."""

    kind: str
    sessions: int
    minutes: int


@dataclass(frozen=True)
class ClientLine:
    """What was ordered and planned for a client. Minutes and days; `most` is the top of the band.

    required   of single kinds: kinds, sessions, minutes
    own        hours with the own therapist, and all hours alone; None where nobody is named
    sentences  what is broken, with ids
    """

    id: str
    verdict: str
    ordered: int
    most: int
    days_ordered: int
    days_most: int
    minutes: int
    days: int
    kinds: tuple[Of, ...]
    required: tuple[Of, ...]
    own: tuple[int, int] | None
    sentences: tuple[str, ...]


@dataclass(frozen=True)
class Read:
    """A certificate, read."""

    verdict: str
    sha256: str
    rules: tuple[RuleLine, ...]
    clients: tuple[ClientLine, ...]
    others: tuple[str, ...]


@dataclass(frozen=True)
class _Seat:
    client: str
    session: str
    kind: str
    span: Span
    staff: str
    is_group: bool


def read(instance: Document, week: Document, certificate: Document) -> Read:
    """Return what a certificate says of a week.

    instance, week  what was certified, as kept
    certificate     as the checker gave it
    """
    seats = list(_seats(instance, week))
    margins = dict(_margins(instance, week, seats))
    by_client: dict[str, list[_Seat]] = defaultdict(list)
    for seat in seats:
        by_client[seat.client].append(seat)
    given = {one["id"]: one for one in instance["clients"]}
    sentences: dict[str, list[str]] = defaultdict(list)
    for one in certificate["violations"]:
        sentences[one.get("client", "")].append(one["sentence"])
    return Read(
        verdict=certificate["verdict"],
        sha256=certificate.get("sha256", ""),
        rules=tuple(
            RuleLine(one["rule"], one["checks"], one["violations"], margins.get(one["rule"], ""))
            for one in certificate["rules"]
        ),
        clients=tuple(
            _client(one, given.get(one["client"], {}), by_client[one["client"]], sentences[one["client"]])
            for one in certificate["clients"]
        ),
        others=tuple(sentences[""]),
    )


def _client(one: Document, given: Document, seats: Iterable[_Seat], sentences: Iterable[str]) -> ClientLine:
    mine = list(seats)
    alone, therapist = [seat for seat in mine if not seat.is_group], given.get("therapist")
    counts, minutes = Counter(seat.kind for seat in mine), Counter[str]()
    for seat in mine:
        minutes[seat.kind] += seat.span.minutes
    ordered = given.get("minutes", 0)
    return ClientLine(
        id=one["client"],
        verdict=one["verdict"],
        ordered=ordered,
        most=given.get("minutes_most", ordered),
        days_ordered=given.get("days_least", 0),
        days_most=given.get("days_most", 7),
        minutes=one["minutes"],
        days=one["days"],
        kinds=tuple(Of(kind, counts[kind], minutes[kind]) for kind in sorted(counts)),
        required=tuple(
            Of(" or ".join(sorted(each["kinds"])), each.get("sessions", 0), each.get("minutes", 0))
            for each in given.get("required", ())
        ),
        own=(sum(seat.staff == therapist for seat in alone), len(alone)) if therapist else None,
        sentences=tuple(sentences),
    )


def _seats(instance: Document, week: Document) -> Iterator[_Seat]:
    """Return the seats in what is held: a group at its time of the week, an hour alone at its own."""
    held = {one["group"]: (span(one["time"]), one["staff"], True) for one in week["groups"]}
    held |= {one["id"]: (span(one["time"]), one["staff"], False) for one in instance.get("slots", ())}
    for one in week["seats"]:
        if one["session"] in held:
            yield _Seat(one["client"], one["session"], one["kind"], *held[one["session"]])


def _margins(instance: Document, week: Document, seats: list[_Seat]) -> Iterator[tuple[str, str]]:
    """Return for rules that count something how near the nearest case is."""
    taken, groups = Counter(seat.session for seat in seats), {one["id"]: one for one in instance["groups"]}
    held = [groups[one["group"]] for one in week["groups"] if one["group"] in groups]
    yield "capacity", _places((one["capacity"] - taken[one["id"]] for one in held), "place", "free in the fullest")
    yield "minimum", _places((taken[one["id"]] - one.get("minimum", 1) for one in held), "client", "above the least")
    caps = {kind: cap["most"] for cap in instance.get("caps", ()) for kind in cap["kinds"] if cap["most"] is not None}
    room = (caps[one["kind"]] - taken[one["id"]] for one in held if one["kind"] in caps)
    yield "jurisdiction", _places(room, "client", "below the state’s most")
    yield from _of_clients(instance, seats)


def _of_clients(instance: Document, seats: list[_Seat]) -> Iterator[tuple[str, str]]:
    spent, days = Counter[str](), defaultdict(set)
    by_day = Counter[tuple[str, int]]()
    countable = set(instance.get("countable") or {seat.kind for seat in seats})
    for seat in seats:
        spent[seat.client] += seat.span.minutes
        days[seat.client].add(seat.span.day)
        by_day[seat.client, seat.span.day] += seat.span.minutes if seat.kind in countable else 0
    clients = [one for one in instance["clients"] if "minutes" in one]
    yield "hours_least", _least((spent[one["id"]] - one["minutes"] for one in clients), "above the order at the least")
    top = (one["minutes_most"] - spent[one["id"]] for one in clients if one.get("minutes_most") is not None)
    yield "hours_most", _least(top, "below the most at the least")
    left = (one["authorized_days"] - len(days[one["id"]]) for one in clients if one.get("authorized_days") is not None)
    yield "authorized_days", _places(left, "day", "left at the least")
    needs = {one["id"]: one.get("day_minutes", 0) for one in instance.get("contracts", ())}
    contract = {one["id"]: needs.get(one.get("contract"), 0) for one in clients}
    over = (minutes - contract[client] for (client, _), minutes in by_day.items() if contract.get(client) and minutes)
    yield "billable_day", _least(over, "above what a paid day needs, at the least")


def _places(counts: Iterable[int], word: str, tail: str) -> str:
    least = min(counts, default=None)
    return "" if least is None or least < 0 else f"{least} {word}{'' if least == 1 else 's'} {tail}" if least else _NONE


def _least(minutes: Iterable[int], tail: str) -> str:
    least = min(minutes, default=None)
    return "" if least is None or least < 0 else f"{in_words(least)} {tail}" if least else _NONE
