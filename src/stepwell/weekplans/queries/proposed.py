"""A proposed week as it is drawn: every session where it would be, and which ones move."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from stepwell.people.models import Room
from stepwell.platform.tenancy.models import Membership, Site
from stepwell.scheduling.actions.conflicts import said
from stepwell.scheduling.models import Session
from stepwell.scheduling.queries import sessions
from stepwell.scheduling.queries.counting import site_week
from stepwell.scheduling.queries.grid import Column, columns
from stepwell.scheduling.queries.sessions import Person, SessionRow
from stepwell.scheduling.rules.profiles import HoursProfile
from stepwell.scheduling.rules.weeks import Week
from stepwell.scheduling.vocabulary import StaffRole
from stepwell.weekplans.actions.carrying import place_of
from stepwell.weekplans.models import Proposal, ProposalResult


@dataclass(frozen=True, slots=True)
class Slot:
    """A session as proposed; `tag` says what is new about it, in two or three words."""

    row: SessionRow
    tag: str

    @property
    def day(self) -> date:
        """The day it stands on."""
        return self.row.day

    @property
    def lane(self) -> str:
        """The part of the day it stands in."""
        return self.row.lane


@dataclass(frozen=True, slots=True)
class MovedLine:
    """A group that moves: from where (nothing if it was canceled) to where, and how many come then."""

    id: str
    title: str
    was: str
    then: str
    people: int


@dataclass(frozen=True, slots=True)
class Drawn:
    """A proposed week: days, and the groups that move in it."""

    columns: list[Column[Slot]]
    moved: tuple[MovedLine, ...]
    fixed: tuple[tuple[str, str], ...]


def drawn(proposal: Proposal, found: ProposalResult, *, today: date) -> Drawn:
    """Return a proposed week as a grid. Two queries, two more where groups move, and two for those of other sites."""
    zone, week = ZoneInfo(proposal.site.time_zone), Week(proposal.week_on)
    there = sessions.between(week.first, week.last, zone, site_id=proposal.site_id)
    moves = {one["session"]: one for one in found.moved}
    names = _Names(found.moved)
    held = Counter(seat["session"] for seat in found.week["seats"])
    places = {one["id"]: one["capacity"] for one in found.instance["groups"]}
    slots, lines = [], []
    for row in there:
        key = str(row.id)
        taken = held[key] + row.capacity - places[key] if key in places else row.taken
        if key in moves:
            moved = names.moved(row, moves[key]["then"], proposal.week_on, zone, taken)
            was = names.moved(row, moves[key]["was"], proposal.week_on, zone, taken) if moves[key]["was"] else None
            slots.append(Slot(moved, _tag(was, moved)))
            lines.append(MovedLine(key, row.title, names.said(was, zone), names.said(moved, zone), taken))
        elif not row.is_cancelled:
            slots.append(Slot(replace(row, taken=taken), ""))
    counted = site_week(proposal.site, on=proposal.week_on)
    slots += _elsewhere(proposal, found, held, counted.profile)
    slots.sort(key=lambda one: (one.row.starts, one.row.title))
    fixed = {str(key) for key in proposal.fixed}
    stay = tuple(
        (str(row.id), f"{row.title}, {said(row.starts, row.ends, zone)}") for row in there if str(row.id) in fixed
    )
    return Drawn(columns(slots, week, closed=counted.closed, today=today), tuple(lines), stay)


def _elsewhere(
    proposal: Proposal, found: ProposalResult, held: Mapping[str, int], profile: HoursProfile
) -> Iterator[Slot]:
    """Yield the sessions of other sites that clients take part in, by video."""
    zone, site = ZoneInfo(proposal.site.time_zone), str(proposal.site_id)
    places = {one["id"]: one["capacity"] for one in found.instance["groups"] if one["site"] != site and held[one["id"]]}
    if not places:
        return
    names = dict(Site.objects.values_list("pk", "name"))
    for row in sessions.rows(Session.objects.filter(pk__in=list(places), cancelled_at=None)):
        key, starts = str(row.id), row.starts.astimezone(zone)
        taken = held[key] + min(row.capacity, profile.most(row.kind)) - places[key]
        there = replace(row, starts=starts, ends=row.ends.astimezone(zone), day=starts.date(), taken=taken)
        yield Slot(there, f"With {names[row.site_id]}")


class _Names:
    """Rooms and people that sessions move to and from."""

    def __init__(self, moved: Iterable[Mapping[str, Any]]) -> None:
        ways = [way for one in moved for way in (one["was"], one["then"]) if way]
        rooms, staff = {way["room"] for way in ways if way["room"]}, {way["staff"] for way in ways}
        self.rooms = {str(row.pk): row.name for row in Room.objects.filter(pk__in=rooms)} if rooms else {}
        self.staff = {str(row.pk): str(row) for row in Membership.objects.filter(pk__in=staff)} if staff else {}

    def moved(self, row: SessionRow, way: Mapping[str, Any], monday: date, zone: ZoneInfo, taken: int) -> SessionRow:
        """Return a session as it is held in a way."""
        starts = place_of(str(row.id), way, monday, zone).starts_at.astimezone(zone)
        person = Person(UUID(way["staff"]), self.staff.get(way["staff"], ""), StaffRole.LEADER)
        return replace(
            row, starts=starts, ends=_end(starts, row), day=starts.date(), room=self.rooms.get(way["room"] or "", ""),
            people=(person,), taken=taken, cancel_reason="",
        )  # fmt: skip

    def said(self, row: SessionRow | None, zone: ZoneInfo) -> str:
        """Return when, where and under whom, in words."""
        if row is None:
            return ""
        return ", ".join([said(row.starts, row.ends, zone), row.where, *(one.name for one in row.people)])


def _end(starts: datetime, row: SessionRow) -> datetime:
    return starts + (row.ends - row.starts)


def _tag(was: SessionRow | None, then: SessionRow) -> str:
    if was is None:
        return "Held after all"
    if was.day != then.day:
        return f"From {was.day:%a}"
    if was.starts != then.starts:
        return f"From {was.starts:%-I:%M}"
    return "Another room" if was.people == then.people else "Another leader"
