"""From facts of a clinic to the document that planner and checker read. Pure; identifiers only, no names.

Source: docs/schedule.md
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from hashlib import sha256
from json import dumps
from typing import Any
from zoneinfo import ZoneInfo

from stepwell.scheduling.rules.hours import OrderFacts
from stepwell.scheduling.rules.profiles import HoursProfile
from stepwell.scheduling.vocabulary import GROUP_LABELS, SessionKind
from stepwell.weekplans.rules.entering import Entry
from stepwell.weekplans.rules.facts import ClientFacts, SessionFacts, StaffFacts, WeekFacts
from stepwell.weekplans.rules.times import DAY_NAMES, Span, minute, without, written

FORMAT = "stepwell-week/1"
_GAP = 240  # minutes: contracts kept here ask for minutes of a day, and for no unbroken block
_NIGHT = 24 * 60


class LeftOut(StrEnum):
    """Why somebody or a session is not part of the planned week."""

    NO_ORDER = "no_order"
    NO_LEVEL = "no_level"
    NO_LEADER = "no_leader"
    NO_ROOM = "no_room"
    OVER_MIDNIGHT = "over_midnight"


LEFT_OUT_LABELS = {
    LeftOut.NO_ORDER: "Nothing is ordered for this week. Order services, then plan again.",
    LeftOut.NO_LEVEL: "The order does not fit the hours of its level. Correct the order, then plan again.",
    LeftOut.NO_LEADER: "Nobody leads it. Choose a leader, then plan again.",
    LeftOut.NO_ROOM: "It has no room. Choose one, or hold it by video, then plan again.",
    LeftOut.OVER_MIDNIGHT: "It ends on the next day, and stays as it is.",
}


@dataclass(frozen=True)
class Planned:
    """The document with the present week, and who and what is left out of it, by id; `lost` groups do not stand now."""

    document: dict[str, Any]
    clients_out: dict[str, LeftOut]
    sessions_out: dict[str, LeftOut]
    lost: frozenset[str] = frozenset()


def planned(facts: WeekFacts) -> Planned:
    """Return the document of a week: what is given, and the week as it is now."""
    clients_out = {one.id: why for one in facts.clients if (why := _client_out(one, facts))}
    groups = [one for one in facts.sessions if one.series and (one.is_shared or not one.site)]
    sessions_out = {one.id: why for one in groups if (why := _session_out(one, facts))}
    clients = [one for one in facts.clients if one.id not in clients_out]
    sessions = [one for one in groups if one.id not in sessions_out]
    known = {one.id for one in clients}
    offered = [one for one in sessions if _room_for(one, facts, known) > 0]
    entry = Entry(offered, facts, known)
    shared = sorted({one.site for one in offered if one.site})
    instance: dict[str, Any] = {
        "week": facts.week.first.isoformat(),
        "levels": list(_levels(clients, facts.profile)),
        "contracts": [
            {"id": _contract(minutes), "day_minutes": minutes, "gap_minutes": _GAP}
            for minutes in sorted({one.day_minutes for one in clients if one.day_minutes})
        ],
        "caps": [
            {"state": facts.state, "kinds": [kind], "most": facts.profile.most(kind)} for kind in sorted(GROUP_LABELS)
        ],
        "countable": sorted(kind for kind in SessionKind if facts.profile.counts(kind)),
        "sites": [
            {"id": facts.site, "state": facts.state},
            *({"id": site, "state": facts.others[site]} for site in shared),
        ],
        "rooms": [{"id": room, "site": facts.site, "seats": seats} for room, seats in sorted(facts.rooms.items())],
        "staff": [_member(one) for one in facts.staff],
        "clients": [_client(one, facts, offered, entry) for one in clients],
        "never_together": [list(pair) for pair in sorted(facts.apart) if known.issuperset(pair)],
        "groups": [_group(one, facts, known, entry) for one in offered],
        "weights": dict(sorted(facts.weights.items())),
    }
    present = {
        "groups": [_held(one, facts) for one in offered],
        "seats": [
            {"client": client, "session": one.id, "kind": str(one.kind)}
            for one in offered
            for client in sorted(one.clients & known)
        ],
    }
    held = {one["session"] for one in present["seats"]}
    present["groups"] = [one for one in present["groups"] if one["group"] in held]
    own = {one.id for one in facts.here}
    told = {key: why for key, why in sessions_out.items() if key in own}  # others are for others to put right
    return Planned({"format": FORMAT, "instance": instance, "week": present}, clients_out, told)


def hash_of(instance: dict[str, Any]) -> str:
    """Return the SHA-256 of an instance in its canonical form: what a proposal was made from."""
    return sha256(dumps(instance, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def _client_out(client: ClientFacts, facts: WeekFacts) -> LeftOut | None:
    if client.order is None:
        return LeftOut.NO_ORDER
    band = facts.profile.band(client.order.level)
    if band is None or (band.below and client.order.minutes_per_week >= band.below * facts.profile.minutes_per_hour):
        return LeftOut.NO_LEVEL
    return None


def _session_out(session: SessionFacts, facts: WeekFacts) -> LeftOut | None:
    if session.leader is None:
        return LeftOut.NO_LEADER
    if session.room is None and not session.is_video:
        return LeftOut.NO_ROOM
    start, end = session.starts.astimezone(facts.zone), session.ends.astimezone(facts.zone)
    return None if start.date() == end.date() else LeftOut.OVER_MIDNIGHT


def _room_for(session: SessionFacts, facts: WeekFacts, known: set[str]) -> int:
    """Return the places left to those whose week is planned: others keep theirs. What the site's own rules allow in
    such a group holds for groups of other sites too, all their people counted."""
    places = min(session.capacity, facts.profile.most(session.kind)) if session.site else session.capacity
    return places - session.outside(known)


def _levels(clients: Sequence[ClientFacts], profile: HoursProfile) -> Iterator[dict[str, Any]]:
    for level in sorted({one.order.level for one in clients if one.order}) or [profile.bands[0].level]:
        band = profile.band(level)
        if band:
            below = band.below * profile.minutes_per_hour if band.below else None
            yield {"id": level, "least_minutes": band.least * profile.minutes_per_hour, "below_minutes": below}


def _member(member: StaffFacts) -> dict[str, Any]:
    return {
        "id": member.id,
        "hours": written(member.hours),
        "leave": written(member.away),
        "credentials": sorted(member.credentials),
        "states": sorted(member.states),
    }


def _client(client: ClientFacts, facts: WeekFacts, offered: Sequence[SessionFacts], entry: Entry) -> dict[str, Any]:
    order = client.order
    if order is None:
        raise ValueError(LeftOut.NO_ORDER)
    band = facts.profile.band(order.level)
    least = band.least * facts.profile.minutes_per_hour if band else 0
    mine = [one for one in offered if client.id in one.clients]
    booked = [one for one in facts.sessions if one not in offered and client.id in one.clients]
    counted = sum(_minutes(one) for one in booked if facts.profile.counts(one.kind))
    return {
        "id": client.id,
        "level": order.level,
        "taper": order.is_taper or order.minutes_per_week - counted < least,
        "minutes": max(order.minutes_per_week - counted, 0),
        "minutes_most": max(_most(order, facts, offered) - counted, 0),
        "days_least": order.days_min,
        "days_most": order.days_max,
        "required": _required(order, booked),
        "available": [_time(one, facts) for one in mine]
        if client.is_pinned
        else written(_between(client.free, booked, facts.zone)),
        "sites": [facts.site],
        "on_site": client.on_site,
        "telehealth": client.by_video,
        "state": client.state or facts.state,
        "languages": sorted(entry.passes(client)),
        "gender": client.group_for or None,
        "therapist": client.therapist if client.therapist in {one.id for one in facts.staff} else None,
        "contract": _contract(client.day_minutes) if client.day_minutes else None,
        "authorized_days": client.days_left,
        "last_week": sorted(client.last_week),
        "pinned": sorted(client.pins & {one.id for one in offered}),
        "prefers": written(client.prefers),
        "taken": sorted(client.taken & {one.lesson for one in offered if one.lesson}),
    }


def _most(order: OrderFacts, facts: WeekFacts, offered: Sequence[SessionFacts]) -> int:
    """Return the most minutes of a week: whole sessions may run over the order by less than one of them."""
    longest = max((_minutes(one) for one in offered), default=0)
    band = facts.profile.band(order.level)
    most = order.minutes_per_week + max(longest - 1, 0)
    return min(most, band.below * facts.profile.minutes_per_hour - 1) if band and band.below else most


def _contract(minutes: int) -> str:
    return f"{minutes}-minutes-a-day"


def _between(free: dict[date, list[Span]], booked: Iterable[SessionFacts], zone: ZoneInfo) -> dict[date, list[Span]]:
    """Return when a client can come to groups: appointments and what else stays as it is take their time away."""
    left = dict(free)
    for one in booked:
        start, end = one.starts.astimezone(zone), one.ends.astimezone(zone)
        until = minute(end.time()) if end.date() == start.date() else _NIGHT
        left[start.date()] = without(left.get(start.date(), []), (minute(start.time()), until))
    return left


def _required(order: OrderFacts, booked: Sequence[SessionFacts]) -> list[dict[str, Any]]:
    """Return what is ordered of single kinds and not booked by itself."""
    lacking = {kind: minutes - sum(_minutes(one) for one in booked if one.kind == kind) for kind, minutes in order.mix}
    return [{"kinds": [str(kind)], "minutes": minutes} for kind, minutes in sorted(lacking.items()) if minutes > 0]


def _group(session: SessionFacts, facts: WeekFacts, known: set[str], entry: Entry) -> dict[str, Any]:
    outside, places = session.outside(known), _room_for(session, facts, known)
    shared = {"shared_with": [facts.site]} if session.site else {}
    return {
        "id": session.id,
        "kind": str(session.kind),
        "site": session.site or facts.site,
        **shared,
        "mode": "video" if session.is_video else "in_person",
        "times": [_time(session, facts)],
        "rooms": [] if session.is_video else [session.room],
        "staff": [session.leader],
        "capacity": places,
        "minimum": min(max(_minimum(session) - outside, 0), places),
        "comfortable": min(facts.profile.group_warn, places),
        "series": session.series,
        "curriculum": session.lesson,
        "credentials": sorted(session.credentials),
        "language": entry.pass_of(session),
        "gender": session.group_for or None,
    }


def _minimum(session: SessionFacts) -> int:
    """Return the fewest people. A group that meets with fewer now goes on: whether to hold it, a person decides."""
    people = session.outside(())
    return min(session.minimum, people) if people else session.minimum


def _held(session: SessionFacts, facts: WeekFacts) -> dict[str, Any]:
    held = {"group": session.id, "time": _time(session, facts), "staff": session.leader}
    return held if session.is_video else held | {"room": session.room}


def _minutes(session: SessionFacts) -> int:
    return int((session.ends - session.starts).total_seconds()) // 60 - session.break_minutes


def counted(session: SessionFacts, facts: WeekFacts) -> int:
    """Return the minutes of a session as far as they count: without its break, unless breaks count."""
    return _minutes(session) + (session.break_minutes if facts.profile.breaks_count else 0)


def _time(session: SessionFacts, facts: WeekFacts) -> str:
    """Return the time as far as it counts: what is break is cut from the end, unless breaks count."""
    start = session.starts.astimezone(facts.zone)
    from_ = start.hour * 60 + start.minute
    to = min(from_ + counted(session, facts), _NIGHT)
    return f"{DAY_NAMES[start.weekday()]} {from_ // 60:02}:{from_ % 60:02}-{to // 60:02}:{to % 60:02}"
