"""What a week is mended from after something happened: the document of the week, and who and what is free besides.

Pure; identifiers only, no names. Source: docs/schedule.md
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from stepwell.scheduling.vocabulary import SessionKind
from stepwell.weekplans.rules.facts import SessionFacts, StaffFacts, WeekFacts
from stepwell.weekplans.rules.instance import Planned, planned
from stepwell.weekplans.rules.occupied import NIGHT, busy_rooms, day_of, meet, members, span_of
from stepwell.weekplans.rules.times import DAY_NAMES, Span, said, without
from stepwell.weekplans.vocabulary import What

HOUR = 60  # minutes of an individual hour that is offered
_FIRST, _LAST = 8 * 60, 20 * 60  # between which hours are offered of who keeps none


@dataclass(frozen=True)
class Event:
    """What happened: to whom or what, by id, and on which day or days of the week.

    until            last day; None where it is one
    from_day, since  from when on the week may change: a day of it, and the minute of that day
    """

    what: What
    about: str
    day: date
    from_day: date
    since: int = 0
    until: date | None = None

    @property
    def days(self) -> tuple[date, ...]:
        """The days that it concerns."""
        last = self.until or self.day
        return tuple(date.fromordinal(one) for one in range(self.day.toordinal(), last.toordinal() + 1))

    def written(self) -> dict[str, Any]:
        """Return it as a document has it. Who stays away gets a week anew without what is lost, as who is admitted.

        "since" is from when on the week may change: of who is away it may do so before that day.
        """
        name = {What.STAFF_AWAY: "staff", What.CANCELLATION: "session"}.get(self.what, "client")
        what = What.ADMISSION if self.what == What.ABSENCE else self.what
        since = _from(self.from_day, self.since)
        is_later = self.what == What.STAFF_AWAY and self.day > self.from_day
        begins = _from(self.day, 0) if is_later else since
        spans = [begins, *(_from(day, 0) for day in self.days[1:])]
        return {"what": str(what), name: self.about, "from": begins, "since": since, "spans": spans}


def _from(day: date, start: int) -> str:
    return f"{DAY_NAMES[day.weekday()]} {said((start, NIGHT))}"


def mendable(facts: WeekFacts, event: Event, *, led_by: Mapping[str, str | None]) -> Planned:
    """Return the week with everybody and everything that could stand in.

    led_by  by session: who is to hold it instead, or None where nobody shall; without an entry whoever is free
    """
    present = _as_if_there(facts, event)
    made = planned(present)
    instance = deepcopy(made.document["instance"])
    offered = {one["id"]: one for one in instance["groups"]}
    sessions = {one.id: one for one in facts.sessions}
    busy = busy_rooms(facts, set(offered))
    instance["staff"] = members(present.staff)
    _count_days_alone(present, instance, made.document["week"])
    without_leader = touched(facts, event)
    for key in without_leader & set(offered):
        session = sessions[key]
        others = [
            one.id
            for one in present.staff
            if one.id != session.leader and not one.is_guest and not _leads(facts, one.id, session)
        ]
        if key in led_by:
            others = [one for one in others if one == led_by[key]]
        offered[key]["staff"] = [session.leader, *others]
    instance["slots"] = list(_slots(present, event, _concerned(facts, event, without_leader), busy))
    document = {**made.document, "instance": instance, "event": event.written()}
    if event.what == What.ABSENCE:
        _stay_away(document, event, {one.id for one in facts.sessions if day_of(one.starts, facts.zone) in event.days})
    return Planned(document, made.clients_out, made.sessions_out)


def _count_days_alone(facts: WeekFacts, instance: dict[str, Any], week: Mapping[str, Any]) -> None:
    """Count days on which clients have an appointment that counts and no group: as days they have, with no group more.

    An hour that made up for something yesterday would else be missing today.
    """
    known = {one["id"] for one in instance["groups"]}
    day_by = {one.id: day_of(one.starts, facts.zone) for one in facts.sessions}
    met: dict[str, set[date]] = {}
    for seat in week["seats"]:
        met.setdefault(seat["client"], set()).add(day_by[seat["session"]])
    for client in instance["clients"]:
        alone = {
            day_by[one.id]
            for one in facts.sessions
            if one.id not in known and client["id"] in one.clients and facts.profile.counts(one.kind)
        } - met.get(client["id"], set())
        names = tuple(DAY_NAMES[day.weekday()] for day in alone)
        client["days_least"] = max(client["days_least"] - len(alone), 0)
        client["days_most"] = max(client["days_most"] - len(alone), client["days_least"])
        if names:
            client["available"] = [span for span in client["available"] if not span.startswith(names)]


def _stay_away(document: dict[str, Any], event: Event, missed: set[str]) -> None:
    """Take the sessions of a day away from who stayed or stays away on it, and the day itself."""
    instance, week = document["instance"], deepcopy(document["week"])
    for one in instance["clients"]:
        if one["id"] == event.about:
            days = tuple(DAY_NAMES[day.weekday()] for day in event.days)
            one["available"] = [span for span in one["available"] if not span.startswith(days)]
    week["seats"] = [one for one in week["seats"] if one["client"] != event.about or one["session"] not in missed]
    document["week"] = week


def _leads(facts: WeekFacts, member: str, during: SessionFacts) -> bool:
    """Return whether somebody leads something at the time of a session, also where nobody sits in it yet."""
    return any(
        one.leader == member and one.id != during.id and one.starts < during.ends and during.starts < one.ends
        for one in facts.sessions
    )


def able_to_hold(document: Mapping[str, Any], away: str) -> dict[str, list[str]]:
    """Return who could hold each group of who is away: at work, free, with a credential that the group asks for."""
    instance, found = document["instance"], {}
    met = {one["group"]: one for one in document["week"]["groups"]}
    for group in instance["groups"]:
        if group["staff"][0] != away:
            continue
        time, asks = group["times"][0], set(group["credentials"])
        found[group["id"]] = [
            one["id"]
            for one in instance["staff"]
            if one["id"] != away
            and (not asks or asks & set(one["credentials"]))
            and any(_covers(span, time) for span in one["hours"])
            and not any(_touch(span, time) for span in one["leave"])
            and not any(held["staff"] == one["id"] and _touch(held["time"], time) for held in met.values())
            and not any(
                other["staff"][0] == one["id"] and _touch(other["times"][0], time) for other in instance["groups"]
            )
        ]
    return found


def _parts(time: str) -> tuple[str, str, str]:
    day, _, span = time.partition(" ")
    start, _, end = span.partition("-")
    return day, start, end


def _covers(span: str, time: str) -> bool:
    (day, start, end), (other, first, last) = _parts(span), _parts(time)
    return day == other and start <= first and last <= end


def _touch(span: str, time: str) -> bool:
    (day, start, end), (other, first, last) = _parts(span), _parts(time)
    return day == other and start < last and first < end


def appointments_of(facts: WeekFacts, event: Event) -> list[SessionFacts]:
    """Return what somebody who is away was to do besides groups: a person has to decide about each."""
    if event.what != What.STAFF_AWAY:
        return []
    return [
        one
        for one in facts.here
        if one.leader == event.about and one.series is None and day_of(one.starts, facts.zone) in event.days
    ]


def _as_if_there(facts: WeekFacts, event: Event) -> WeekFacts:
    """Return the facts as they were before it was known, with all who could lead among the staff."""
    staff = tuple(_present(one, event) for one in (*facts.staff, *facts.spare))
    # What they lead for another site, that site mends.
    led = event.about if event.what == What.STAFF_AWAY else None
    sessions = tuple(replace(one, is_shared=one.is_shared and one.leader != led) for one in facts.sessions)
    return replace(facts, staff=staff, spare=(), sessions=sessions)


def _present(member: StaffFacts, event: Event) -> StaffFacts:
    if event.what != What.STAFF_AWAY or member.id != event.about:
        return member
    away = {day: spans for day, spans in member.away.items() if day not in event.days}
    hours = member.hours | {day: [(0, NIGHT)] for day in event.days}
    return replace(member, away=away, hours=hours)


def touched(facts: WeekFacts, event: Event) -> set[str]:
    """Return the sessions that somebody else would have to hold."""
    if event.what != What.STAFF_AWAY:
        return set()
    return {
        one.id
        for one in facts.here
        if one.leader == event.about
        and day_of(one.starts, facts.zone) in event.days
        and (
            day_of(one.starts, facts.zone) > event.from_day
            or span_of(one.starts, one.ends, facts.zone)[1] > event.since
        )
    }


def _concerned(facts: WeekFacts, event: Event, without_leader: set[str]) -> set[str]:
    """Return the clients whose week may need something else."""
    if event.what in {What.ABSENCE, What.ADMISSION}:
        return {event.about}
    gone = without_leader or {event.about}
    return {client for one in facts.sessions if one.id in gone for client in one.clients}


def _slots(
    facts: WeekFacts, event: Event, clients: set[str], busy: Mapping[str, Mapping[date, Sequence[Span]]]
) -> Iterator[dict[str, Any]]:
    """Yield free hours of the own therapists of who may need one: on site where a room is free, else by video."""
    wanted = {one.therapist for one in facts.clients if one.id in clients and one.therapist}
    leads = {one.id: _led(facts, one.id) for one in facts.staff}
    meetings = [one for one in facts.sessions if one.series and one.room]
    days = sorted({day_of(one.starts, facts.zone) for one in facts.here})  # on others the site may be closed
    for member in facts.staff:
        if member.id not in wanted:
            continue
        for day in days:
            if day < event.from_day or (member.id == event.about and day in event.days):
                continue
            taken = [*member.away.get(day, []), *member.busy.get(day, []), *leads[member.id].get(day, [])]
            for span in _hours(member.hours.get(day, []), taken, after=event.since if day == event.from_day else 0):
                room = _room(facts, day, span, busy, meetings)
                yield _slot(facts, member, day, span, room)


def _led(facts: WeekFacts, member: str) -> dict[date, list[Span]]:
    found: dict[date, list[Span]] = {}
    for one in facts.sessions:
        if one.leader == member and one.series:
            found.setdefault(day_of(one.starts, facts.zone), []).append(span_of(one.starts, one.ends, facts.zone))
    return found


def _hours(present: Sequence[Span], taken: Iterable[Span], *, after: int) -> list[Span]:
    """Return the whole hours of a day at which somebody is at work and free."""
    free = [(max(start, _FIRST, after), min(end, _LAST)) for start, end in present]
    for one in taken:
        free = without(free, one)
    return [(at, at + HOUR) for start, end in free for at in range(-(-start // HOUR) * HOUR, end - HOUR + 1, HOUR)]


def _room(
    facts: WeekFacts,
    day: date,
    span: Span,
    busy: Mapping[str, Mapping[date, Sequence[Span]]],
    meetings: Iterable[SessionFacts],
) -> str | None:
    """Return the smallest room that nobody is in, or None."""
    used = {
        one.room
        for one in meetings
        if day_of(one.starts, facts.zone) == day and meet(span_of(one.starts, one.ends, facts.zone), span)
    }
    free = [
        (seats, room)
        for room, seats in facts.rooms.items()
        if room not in used and not any(meet(one, span) for one in busy.get(room, {}).get(day, []))
    ]
    return min(free)[1] if free else None


def _slot(facts: WeekFacts, member: StaffFacts, day: date, span: Span, room: str | None) -> dict[str, Any]:
    where = {"room": room, "mode": "in_person"} if room else {"mode": "video"}
    return {
        "id": f"{day:%Y%m%d}T{span[0]:04}.{member.id}",
        "kinds": [str(SessionKind.INDIVIDUAL)],
        "staff": member.id,
        "time": f"{DAY_NAMES[day.weekday()]} {said(span)}",
        "site": facts.site,
        **where,
    }
