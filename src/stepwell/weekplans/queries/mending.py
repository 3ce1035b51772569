"""A week that something happened in, and how it can be mended: worked out anew whenever somebody looks."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from hashlib import sha256
from json import dumps
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Exists, OuterRef, Q

from stepwell.kernel.findings import Finding, Refused
from stepwell.people.models import Room
from stepwell.platform.tenancy.models import Site
from stepwell.scheduling.checker.certificate import certify
from stepwell.scheduling.checker.reading import problems
from stepwell.scheduling.models import Session, SessionStaff
from stepwell.scheduling.vocabulary import CancelReason
from stepwell.weekplans.queries.facts import Standing, week_facts
from stepwell.weekplans.rules import mended
from stepwell.weekplans.rules.appointments import Way, led_instead, ways_of
from stepwell.weekplans.rules.comparing import PARTS
from stepwell.weekplans.rules.facts import WeekFacts
from stepwell.weekplans.rules.instance import LEFT_OUT_LABELS, Planned
from stepwell.weekplans.rules.mended import Resolved
from stepwell.weekplans.rules.mending import Event, able_to_hold, appointments_of, mendable, touched
from stepwell.weekplans.rules.times import minute
from stepwell.weekplans.vocabulary import What

_OVER = Finding("WEEK-040", "That is over. Choose today or a day to come.", "day")
_PAST = Finding("WEEK-041", "That week is over: nothing can be made up in it.", "day")
_ALONE = Finding(
    "WEEK-042", "This is an appointment, not a group. Move it, or book another one in the record of the client."
)
_UNPLANNED = Finding("WEEK-043", "This session is not part of the week. Give it a leader and a room first.")
_NOT_HERE = Finding("WEEK-044", "This client is not in care at the site in that week. Admit them first.")
_ACROSS = Finding(
    "WEEK-048", "The last day is before the first, or in another week. A week is mended at a time.", "until"
)
_GIVEN = "WEEK-025"
_WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Wish:
    """What somebody says has happened.

    about   a member of staff, a session or a client: `what` says which of them
    day     on which; of a session its own
    until   last day of it, of the same week; None where it is one
    led_by  who is to hold a session instead, or None where nobody shall; without an entry whoever is free
    """

    what: What
    about: UUID
    day: date
    led_by: Mapping[str, str | None] = field(default_factory=dict)
    until: date | None = None

    @property
    def last(self) -> date:
        """The last day."""
        return self.until or self.day


@dataclass(frozen=True)
class Looked:
    """What was found: the document, who stands in, what falls out, what can be made up and how.

    instead       who holds a session that somebody else was to hold
    options       by client, best first
    gone          sessions that do not take place
    lost          by client: sessions that they were in and do not have
    appointments  of who is away: what can become of each, best first
    outside       clients who were in a session that is gone and are not part of the plan
    """

    site: Site
    week_on: date
    wish: Wish
    facts: WeekFacts
    made: Planned
    instead: dict[str, str]
    options: dict[str, list[dict[str, Any]]]
    gone: frozenset[str]
    lost: dict[str, list[str]]
    appointments: dict[str, list[Way]]
    outside: frozenset[str]

    @property
    def document(self) -> dict[str, Any]:
        """What was given, the week as it stands, and what happened."""
        return self.made.document

    @property
    def marks(self) -> dict[str, str]:
        """Short marks of the parts that this rests on, to tell later which of them has changed."""
        instance = self.document["instance"]
        parts = {name: instance.get(name) for name in PARTS}
        parts |= {
            "groups": [one | {"staff": one["staff"][:1]} for one in instance["groups"]],  # whoever is to hold it now
            "clients": instance["clients"],
            "seats": self.document["week"]["seats"],
            "appointments": sorted(self.appointments),
        }
        return {name: sha256(dumps(part, sort_keys=True).encode()).hexdigest()[:8] for name, part in parts.items()}

    @property
    def before(self) -> dict[str, Any]:
        """The week as it stood before anything happened, for who is part of the plan."""
        seats = list(self.document["week"]["seats"])
        known = {(one["client"], one["session"]) for one in seats}
        seats += [
            {"client": client, "session": session}
            for client, sessions in self.lost.items()
            for session in sessions
            if (client, session) not in known
        ]
        return {"seats": seats}

    @property
    def able(self) -> dict[str, list[str]]:
        """Who could hold each session that is touched: present, free of other groups, with a credential it asks."""
        return able_to_hold(self.document, str(self.wish.about))

    def week(self, chosen: Mapping[str, int]) -> dict[str, Any]:
        """Return the week with options of some clients."""
        options = {client: self.options[client][number] for client, number in chosen.items()}
        return mended.week_with(self.document, options, gone=self.gone, instead=self.instead)

    def resolving(self, week: dict[str, Any], client: str) -> list[Resolved]:
        """Return what alone would make a client's week complete, as tried."""
        return mended.resolving(self.document, week, client, gone=self.gone)

    def certificate(self, week: dict[str, Any]) -> dict[str, Any]:
        """Return what the checker says of a week, once it has happened."""
        return certify({"instance": mended.instance_after(self.document, week), "week": week})


def free_rooms(session: Session, *, besides: UUID) -> list[Room]:
    """Return the rooms of the site, besides one, that are free then and hold all, smallest first. One query."""
    held = Session.objects.filter(
        room=OuterRef("pk"), cancelled_at=None, starts_at__lt=session.ends_at, ends_at__gt=session.starts_at
    )
    found = Room.objects.filter(
        ~Exists(held), site=session.site_id, closed_on=None, seats__gte=session.capacity
    ).exclude(pk=besides)
    return list(found.order_by("seats", "name"))


def look(site: Site, wish: Wish, *, at: datetime) -> Looked:
    """Return how a week can be mended, as things stand now. Raises Refused."""
    zone = ZoneInfo(site.time_zone)
    now = at.astimezone(zone)
    monday = wish.day - timedelta(days=wish.day.weekday())
    if monday + _WEEK <= now.date():
        raise Refused(_PAST)
    if wish.what == What.STAFF_AWAY and wish.day < now.date():
        raise Refused(_OVER)
    is_now = now.date() >= monday
    since = now.hour * 60 + now.minute if is_now else 0
    if not wish.day <= wish.last < monday + _WEEK:
        raise Refused(_ACROSS)
    event = Event(wish.what, str(wish.about), wish.day, now.date() if is_now else monday, since, wish.until)
    standing = _canceled_for(wish)
    facts = week_facts(site, monday, today=now.date(), weights={}, mending=Standing(frozenset(standing)))
    made = mendable(facts, event, led_by=wish.led_by)
    _check(wish, facts, made)
    is_staff = wish.what == What.STAFF_AWAY
    instead = _instead(wish, made, touched(facts, event)) if is_staff else {}
    gone = (touched(facts, event) if is_staff else {str(wish.about)}) - set(instead)
    gone = gone & {one["id"] for one in made.document["instance"]["groups"]}
    known = {one["id"] for one in made.document["instance"]["clients"]}
    lost = _lost(wish, facts, gone, known)
    return Looked(
        site=site,
        week_on=monday,
        wish=wish,
        facts=facts,
        made=made,
        instead=instead,
        options={one["client"]: one["options"] for one in mended.options_of(made.document, lost, gone)},
        gone=frozenset(gone),
        lost=lost,
        appointments=_appointments(facts, event, instead),
        outside=frozenset(client for one in facts.sessions if one.id in gone for client in one.clients - known),
    )


def _appointments(facts: WeekFacts, event: Event, instead: Mapping[str, str]) -> dict[str, list[Way]]:
    led = led_instead(facts, instead)
    begins = {one.id: one.starts.astimezone(facts.zone) for one in facts.sessions}
    return {
        one.id: ways_of(facts, one, away=event.days, from_day=event.from_day, since=event.since, led=led)
        for one in appointments_of(facts, event)
        if begins[one.id].date() > event.from_day or minute(begins[one.id].time()) >= event.since
    }


def _instead(wish: Wish, made: Planned, sessions: set[str]) -> dict[str, str]:
    """Return who stands in; also where only people sit whose week is not planned."""
    found = {one["session"]: one["staff"] for one in mended.substitutes_of(made.document)}
    able = able_to_hold(made.document, str(wish.about))
    planned = {one["session"] for one in made.document["week"]["seats"]}
    for session in sorted(sessions - planned - set(found)):
        free = [one for one in able.get(session, []) if wish.led_by.get(session, one) == one]
        if free:
            found[session] = free[0]
    return found


def _canceled_for(wish: Wish) -> set[UUID]:
    """Return the sessions that are canceled already because of what happened: their clients may still need others."""
    if wish.what == What.CANCELLATION:
        return {wish.about}
    if wish.what != What.STAFF_AWAY:
        return set()
    led = SessionStaff.objects.filter(membership=wish.about, removed_at=None).values("session")
    found = Session.objects.filter(
        ~Q(cancelled_at=None),
        pk__in=led,
        day__range=(wish.day, wish.last),
        cancel_reason=CancelReason.STAFF_AWAY,
        is_withdrawn=False,
    )
    return set(found.values_list("pk", flat=True))


def _check(wish: Wish, facts: WeekFacts, made: Planned) -> None:
    wrong = problems({name: made.document[name] for name in ("format", "instance", "week")}, ("instance", "week"))
    if wrong:
        raise Refused(Finding(_GIVEN, f"The week cannot be planned: {wrong[0].position} {wrong[0].sentence}."))
    about = str(wish.about)
    if wish.what == What.CANCELLATION and about not in {one["id"] for one in made.document["instance"]["groups"]}:
        is_alone = any(one.id == about and one.series is None for one in facts.sessions)
        raise Refused(_ALONE if is_alone else _UNPLANNED)
    if wish.what in {What.ABSENCE, What.ADMISSION}:
        if about in made.clients_out:
            raise Refused(Finding("WEEK-045", LEFT_OUT_LABELS[made.clients_out[about]]))
        if about not in {one["id"] for one in made.document["instance"]["clients"]}:
            raise Refused(_NOT_HERE)


def _lost(wish: Wish, facts: WeekFacts, gone: set[str], known: set[str]) -> dict[str, list[str]]:
    """Return the sessions that clients had and do not have any more, by client."""
    if wish.what == What.ABSENCE:
        mine = [one for one in facts.sessions if one.series and str(wish.about) in one.clients]
        return {
            str(wish.about): [
                one.id for one in mine if wish.day <= one.starts.astimezone(facts.zone).date() <= wish.last
            ]
        }
    if wish.what == What.ADMISSION:
        return {str(wish.about): []}
    found: dict[str, list[str]] = {}
    for one in facts.sessions:
        for client in one.clients & known if one.id in gone else ():
            found.setdefault(client, []).append(one.id)
    return found
