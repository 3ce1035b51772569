"""A proposed week, put together with what was offered, and what a rule says of it."""

from collections import defaultdict
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from stepwell.scheduling.checker.facts import VIDEO, Client, Instance, Member, Offer
from stepwell.scheduling.checker.times import Span, span


class Rule(StrEnum):
    """The hard rules. The last four of them say that a week is short; the others that it cannot be held at all."""

    OFFERED = "offered"
    AVAILABILITY = "availability"
    SITE = "site"
    TELEHEALTH = "telehealth"
    LANGUAGE = "language"
    GENDER = "gender"
    CURRICULUM = "curriculum"
    CREDENTIALS = "credentials"
    STAFF_HOURS = "staff_hours"
    CAPACITY = "capacity"
    MINIMUM = "minimum"
    JURISDICTION = "jurisdiction"
    CASELOAD = "caseload"
    DOUBLE_BOOKING = "double_booking"
    NEVER_TOGETHER = "never_together"
    BILLABLE_DAY = "billable_day"
    AUTHORIZED_DAYS = "authorized_days"
    HOURS_MOST = "hours_most"
    DAYS_MOST = "days_most"
    HOURS_LEAST = "hours_least"
    DAYS_LEAST = "days_least"
    KINDS = "kinds"
    PIN = "pin"


SHORT = frozenset({Rule.HOURS_LEAST, Rule.DAYS_LEAST, Rule.KINDS, Rule.PIN})


@dataclass(frozen=True)
class Check:
    """A rule applied to one thing. `sentence` says what is wrong and is empty where the rule holds."""

    rule: Rule
    sentence: str = ""
    client: str | None = None
    session: str | None = None


@dataclass(frozen=True)
class Held:
    """A group that meets, or a slot that is taken."""

    offer: Offer
    span: Span
    room: str | None
    member: Member

    @property
    def place(self) -> str:
        """Where people are: a site, or at home in front of a screen."""
        return VIDEO if self.offer.video else self.offer.site


@dataclass(frozen=True)
class Seat:
    """A client's place in a session that is held."""

    client: Client
    held: Held
    kind: str


@dataclass
class Plan:
    """The week: what is held by session, seats by client and by session, and seats in what is not held."""

    held: dict[str, Held] = field(default_factory=dict)
    of_client: dict[str, list[Seat]] = field(default_factory=lambda: defaultdict(list))
    of_session: dict[str, list[Seat]] = field(default_factory=lambda: defaultdict(list))
    nowhere: list[tuple[str, str]] = field(default_factory=list)

    @property
    def seats(self) -> list[Seat]:
        """Every seat."""
        return [seat for seats in self.of_client.values() for seat in seats]


def plan(given: dict[str, Any], instance: Instance) -> Plan:
    """Return a week that `reading.problems` has found nothing wrong with."""
    found = Plan()
    for one in given["groups"]:
        member = instance.staff[one["staff"]]
        found.held[one["group"]] = Held(instance.offers[one["group"]], span(one["time"]), one.get("room"), member)
    for one in given["seats"]:
        offer = instance.offers[one["session"]]
        if not offer.is_group and offer.id not in found.held:
            member = instance.staff[next(iter(offer.staff))]
            found.held[offer.id] = Held(offer, next(iter(offer.times)), next(iter(offer.rooms), None), member)
        if offer.id not in found.held:
            found.nowhere.append((one["client"], offer.id))
            continue
        seat = Seat(instance.clients[one["client"]], found.held[offer.id], one["kind"])
        found.of_client[seat.client.id].append(seat)
        found.of_session[offer.id].append(seat)
    for seats in found.of_client.values():
        seats.sort(key=lambda seat: (seat.held.span, seat.held.offer.id))
    return found
