"""Everybody on the way in, with what the gates ask for. Three queries, however many there are."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection

from stepwell.admissions.queries.statements import BOARD, CANDIDATES
from stepwell.admissions.rules.facts import (
    AuthorizationFacts,
    CheckFacts,
    DecisionFacts,
    Facts,
    NoticeFacts,
    OrderFacts,
    PolicyFacts,
)
from stepwell.admissions.rules.gates import Standing, standings
from stepwell.admissions.rules.stages import Place, place_of
from stepwell.admissions.vocabulary import Gate, Lost, Stage, State
from stepwell.people.vocabulary import LEVELS
from stepwell.platform.tenancy.members import Member
from stepwell.platform.walls.rights import Category
from stepwell.privacy.queries import consents, notices
from stepwell.privacy.vocabulary import AcknowledgementWay, Kind, NoticeKind

RECENTLY_ADMITTED = timedelta(days=14)
RECENTLY_LEFT = timedelta(days=30)
MOST = 300


@dataclass(frozen=True)
class Decided:
    """The level that counts, with the program it names, and the order in force by it."""

    id: UUID
    level: str
    program_id: UUID | None
    program: str
    on: date
    order_id: UUID | None


@dataclass(frozen=True)
class Candidate:
    """Somebody on the way in, or just past it.

    place         stage, since when, what is next
    owner         who looks after the inquiry that they came from; empty if nobody does or it is not shown
    withdrawn     why they do not start, while they do not
    admission_id  of the admission that opened the running episode, if it was made here
    done, items   how much of the first-day list is done; None where that is not shown
    """

    client_id: UUID
    name: str
    record_number: str
    site: str
    facts: Facts
    standings: tuple[Standing, ...]
    place: Place
    decided: Decided | None
    owner: str
    owner_id: UUID | None
    inquiry_id: UUID | None
    withdrawn: Lost | None
    episode_id: UUID | None
    admission_id: UUID | None
    done: int | None
    items: int
    ended_on: date | None

    @property
    def next(self) -> Standing | None:
        """What is missing next."""
        return self.place.next

    @property
    def missing(self) -> int:
        """At how many gates something is missing."""
        return sum(each.state is State.MISSING for each in self.standings)

    @property
    def unseen(self) -> int:
        """How many gates are not shown to the actor."""
        return sum(each.state is State.UNSEEN for each in self.standings)

    @property
    def is_on_the_way(self) -> bool:
        """Whether they may still be admitted."""
        return self.place.stage not in {Stage.ADMITTED, Stage.LOST}


def candidate(client_id: UUID, *, who: Member, at: datetime, on: date | None = None) -> Candidate | None:
    """Return one person as they stand on a day (today, if none is named); None if the actor does not see them."""
    return next(iter(candidates([client_id], who=who, at=at, on=on)), None)


def candidates(client_ids: Sequence[UUID], *, who: Member, at: datetime, on: date | None = None) -> list[Candidate]:
    """Return some people as they stand on a day. Three queries."""
    day = on or at.astimezone(who.zone).date()
    return _read(CANDIDATES, {"ids": list(client_ids)}, who, at, day)


def on_the_way(*, who: Member, at: datetime) -> list[Candidate]:
    """Return everybody on the way in, and who was admitted or left lately: those longest in a stage first.

    Three queries, however many there are.
    """
    day = at.astimezone(who.zone).date()
    since = {"admitted": day - RECENTLY_ADMITTED, "left": at - RECENTLY_LEFT, "most": MOST}
    return sorted(_read(BOARD, since, who, at, day), key=lambda row: (row.place.since, row.name))


def _read(statement: str, values: dict[str, Any], who: Member, at: datetime, day: date) -> list[Candidate]:
    with connection.cursor() as cursor:
        cursor.execute(statement, {**values, "on": day, "zone": who.time_zone})
        names = [column.name for column in cursor.description]
        rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    if not rows:
        return []
    signed = consents.kinds_in_force([row["id"] for row in rows], at=at)
    texts = {text.kind: text.current.number for text in notices.texts(on=day) if text.current}
    return [_candidate(row, signed.get(row["id"], {}), texts, who, day) for row in rows]


def _candidate(
    row: dict[str, Any], signed: dict[Kind, date], texts: dict[NoticeKind, int], who: Member, on: date
) -> Candidate:
    about = json.loads(row["about"])
    facts = _facts(row, about, signed, texts)
    found = tuple(standings(facts, on=on, sees=who.sees_daily))
    decision, inquiry, left = about["decision"], about["inquiry"] or {}, about["withdrawal"]
    return Candidate(
        client_id=row["id"],
        name=row["name"],
        record_number=row["record_number"],
        site=row["site"],
        facts=facts,
        standings=found,
        place=_place(row, left, facts, found),
        decided=_decided(decision, about["orders"] or (), on) if decision else None,
        owner=inquiry.get("owner") or "",
        owner_id=UUID(inquiry["owner_id"]) if inquiry.get("owner_id") else None,
        inquiry_id=UUID(inquiry["id"]) if inquiry else None,
        withdrawn=Lost(left["why"]) if left and not row["episode_id"] else None,
        episode_id=row["episode_id"],
        admission_id=row["admission_id"],
        done=row["done"] if who.sees_daily(Category.SAFETY) else None,
        items=row["items"],
        ended_on=row["ended_on"],
    )


def _place(row: dict[str, Any], left: dict[str, Any] | None, facts: Facts, found: tuple[Standing, ...]) -> Place:
    if row["episode_id"]:
        return Place(Stage.ADMITTED, row["opened_on"], None)
    if left:
        return Place(Stage.LOST, date.fromisoformat(left["on"]), None)
    return place_of(facts, found)


def _decided(decision: dict[str, Any], orders: Sequence[dict[str, Any]], on: date) -> Decided:
    running = [
        UUID(order["id"])
        for order in orders
        if date.fromisoformat(order["from"]) <= on and (order["to"] is None or on <= date.fromisoformat(order["to"]))
    ]
    return Decided(
        UUID(decision["id"]),
        decision["level"],
        UUID(decision["program_id"]) if decision["program_id"] else None,
        decision["program"] or "",
        date.fromisoformat(decision["on"]),
        running[0] if running else None,
    )


def _facts(row: dict[str, Any], about: dict[str, Any], signed: dict[Kind, date], texts: dict[NoticeKind, int]) -> Facts:
    decision = about["decision"]
    return Facts(
        begun_on=row["begun_on"],
        has_safe_contact=row["has_safe_contact"],
        consents=signed,
        policies=policies_in(about),
        assessed_on=row["assessed_on"],
        booked_on=row["booked_on"],
        decision=DecisionFacts(decision["level"], decision["level"] in LEVELS, date.fromisoformat(decision["on"]))
        if decision
        else None,
        orders=tuple(OrderFacts(date.fromisoformat(o["from"]), _day(o["to"])) for o in about["orders"] or ()),
        authorizations=authorizations_in(about),
        primary_on=row["primary_on"],
        notices=tuple(_notice(kind, number, about["given"] or ()) for kind, number in texts.items()),
        session_on=row["session_on"],
        waived={Gate(each["gate"]): date.fromisoformat(each["on"]) for each in about["waivers"] or ()},
    )


def policies_in(about: dict[str, Any]) -> tuple[PolicyFacts, ...]:
    """Return the policies that a statement told."""
    return tuple(map(_policy, about["policies"] or ()))


def authorizations_in(about: dict[str, Any]) -> tuple[AuthorizationFacts, ...]:
    """Return the authorizations that a statement told."""
    return tuple(
        AuthorizationFacts(a["status"], a["level"], *(date.fromisoformat(a[name]) for name in ("from", "to", "on")))
        for a in about["authorizations"] or ()
    )


def _policy(row: dict[str, Any]) -> PolicyFacts:
    said = row["check"]
    check = CheckFacts(date.fromisoformat(said["on"]), said["active"], said["covered"], said["needs"]) if said else None
    return PolicyFacts(row["is_self_pay"], row["payer"] or "", check)


def _notice(kind: NoticeKind, number: int, given: Sequence[dict[str, Any]]) -> NoticeFacts:
    found = next((each for each in given if each["kind"] == kind and each["number"] == number), None)
    if found is None:
        return NoticeFacts(kind)
    return NoticeFacts(kind, date.fromisoformat(found["on"]), found["way"] == AcknowledgementWay.SIGNED)


def _day(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None
