"""Groups that may move: at what other times, in which rooms and under whom each could be held, and what a move wins.

Pure; identifiers only, no names. Source: docs/schedule.md
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from stepwell.weekplans.rules.facts import SessionFacts, StaffFacts, WeekFacts
from stepwell.weekplans.rules.instance import Planned, counted, planned
from stepwell.weekplans.rules.occupied import NIGHT, ByDay, busy_rooms, day_of, meet, members, span_of
from stepwell.weekplans.rules.times import DAY_NAMES, Span, said

MOST_TIMES, MOST_ROOMS, MOST_LEADERS = 12, 4, 6
_WEEKDAYS = range(5)
_ROUNDS = 3  # over all that moved
Worth = tuple[bool, int]  # whether a rule is broken, and the cost


def opened(facts: WeekFacts, *, fixed: Collection[str] = ()) -> Planned:
    """Return the document of a week whose groups may move, the present time, room and leader of each first.

    Groups whose day is closed are offered on other days. Those with two leaders, with somebody who is to stay or whose
    week is not planned here, and those that teach several lessons in the week keep their time.

    fixed  groups that are to keep their time, room and leader besides; one whose day is closed then stays canceled
    """
    lost = tuple(one for one in facts.lost if one.id not in fixed)
    everything = replace(
        facts, sessions=(*facts.sessions, *lost), staff=(*facts.staff, *facts.spare), lost=(), spare=()
    )
    made = planned(everything)
    instance = made.document["instance"]
    sessions = {one.id: one for one in everything.sessions}
    offered = {one["id"] for one in instance["groups"]}
    staff = [_with_what_stays(one, facts, offered) for one in everything.staff]
    instance["staff"] = members(staff)
    stays = {*fixed, *_fixed(everything, {one["id"] for one in instance["clients"]})}
    ways = _Ways(everything, busy_rooms(facts, offered), staff)
    for group in instance["groups"]:
        if group["id"] not in stays:
            ways.open(group, sessions[group["id"]])
    instance["groups"] = [one for one in instance["groups"] if one["times"]]
    left = frozenset(one.id for one in lost)
    return replace(
        made, sessions_out={key: why for key, why in made.sessions_out.items() if key not in left}, lost=left
    )


def standing(instance: Mapping[str, Any], lost: Collection[str]) -> dict[str, Any]:
    """Return an opened instance with every group where it is now, without those that do not stand now."""
    groups = [
        {**one, "times": one["times"][:1], "rooms": one["rooms"][:1], "staff": one["staff"][:1]}
        for one in instance["groups"]
        if one["id"] not in lost
    ]
    return {**instance, "groups": groups}


def moved(
    instance: Mapping[str, Any], week: Mapping[str, Any], lost: Collection[str] = ()
) -> list[dict[str, dict[str, Any] | str | None]]:
    """Return the groups that a week holds otherwise than now: `was` and `then` with time, room and staff.

    lost  groups that do not stand now: of these `was` is None
    """
    found: list[dict[str, dict[str, Any] | str | None]] = []
    for held in week["groups"]:
        usual, then = _usual(_groups(instance)[held["group"]]), _way(held)
        if held["group"] in lost or usual != then:
            was = None if held["group"] in lost else usual
            found.append({"session": held["group"], "was": was, "then": then})
    return found


def calmed(
    instance: Mapping[str, Any], week: dict[str, Any], worth: Callable[[dict[str, Any]], Worth]
) -> dict[str, Any]:
    """Return a week without the moves that win nothing: each group is put back as far as the week stays as good.

    worth  of a week: less is better
    """
    groups, best = _groups(instance), worth(week)
    for _ in range(_ROUNDS):
        found = week
        for place, held in enumerate(week["groups"]):
            for way in _calmer(held, _usual(groups[held["group"]])):
                tried = {**found, "groups": [*found["groups"]]}
                tried["groups"][place] = {"group": held["group"]} | {key: value for key, value in way.items() if value}
                if worth(tried) <= best:
                    found = tried
                    break
        if found is week:
            break
        week = found
    return week


def _calmer(held: Mapping[str, Any], usual: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield ways with less that is unusual than in how a group is held, the calmest first."""
    way = _way(held)
    for kept in ((), ("staff",), ("room",), ("time",), ("room", "staff"), ("time", "staff"), ("time", "room")):
        tried = usual | {name: way[name] for name in kept}
        if tried == way:
            return
        yield tried


def _groups(instance: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    return {one["id"]: one for one in instance["groups"]}


def _usual(group: Mapping[str, Any]) -> dict[str, Any]:
    return {"time": group["times"][0], "room": next(iter(group["rooms"]), None), "staff": group["staff"][0]}


def _way(held: Mapping[str, Any]) -> dict[str, Any]:
    return {"time": held["time"], "room": held.get("room"), "staff": held["staff"]}


def _fixed(facts: WeekFacts, known: set[str]) -> set[str]:
    """Return the groups that keep their time, room and leader."""
    pinned, pins = {one.id for one in facts.clients if one.is_pinned}, set().union(*(one.pins for one in facts.clients))
    lessons = Counter(one.series for one in facts.sessions if one.lesson)
    return {
        one.id
        for one in facts.sessions
        if one.is_co_led
        or one.id in pins
        or one.outside(known)
        or one.site
        or one.clients & pinned
        or (one.lesson and lessons[one.series] > 1)
    }


def _with_what_stays(member: StaffFacts, facts: WeekFacts, offered: set[str]) -> StaffFacts:
    """Return a member of staff with the groups among what they do that are not part of the document."""
    busy = {day: [*spans] for day, spans in member.busy.items()}
    for one in facts.sessions:
        if one.leader == member.id and one.series and one.id not in offered:
            busy.setdefault(day_of(one.starts, facts.zone), []).append(span_of(one.starts, one.ends, facts.zone))
    return replace(member, busy=busy)


class _Ways:
    """How groups could be held: at times at which groups of the week begin, on days on which the site is open."""

    def __init__(self, facts: WeekFacts, busy: Mapping[str, ByDay], staff: Sequence[StaffFacts]) -> None:
        self.facts, self.busy, self.staff = facts, busy, staff
        groups = [one for one in facts.here if one.series]
        held = {day_of(one.starts, facts.zone) for one in groups}
        week = (facts.week.first + timedelta(days=number) for number in range(7))
        self.days = [day for day in week if (day.weekday() in _WEEKDAYS or day in held) and day not in facts.closed]
        self.starts = _starts([(self._span(one)[0], counted(one, facts), _length(one)) for one in groups])

    def open(self, group: dict[str, Any], session: SessionFacts) -> None:
        """Write into a group how it could be held."""
        if day_of(session.starts, self.facts.zone) not in self.facts.closed:
            group["usual"] = group["times"][0]
        ways = self._times(session)
        group["times"] = [
            f"{DAY_NAMES[day.weekday()]} {said((at, at + counted(session, self.facts)))}" for day, at in ways
        ]
        if session.room and not session.is_video:
            group["rooms"] = [session.room, *self._rooms(session, ways)]
        group["staff"] = [session.leader, *self._leaders(session)]

    def _span(self, session: SessionFacts) -> Span:
        return span_of(session.starts, session.ends, self.facts.zone)

    def _times(self, session: SessionFacts) -> list[tuple[date, int]]:
        """Return when a group could be held, the nearest first: another day at this time, another time on this day."""
        day, (start, _) = day_of(session.starts, self.facts.zone), self._span(session)
        taken = self.busy.get(session.room or "", {})
        found = [
            (other, at)
            for other in self.days
            for at in self.starts
            if at + _length(session) <= NIGHT and _is_free(taken, other, (at, at + _length(session)))
        ]
        if day not in self.facts.closed:
            found = [(day, start), *(one for one in found if one != (day, start))]

        def nearness(one: tuple[date, int]) -> tuple[bool, bool, int, int]:
            days, minutes = abs((one[0] - day).days), abs(one[1] - start)
            return bool(days and minutes), bool(minutes), days, minutes

        return sorted(found, key=nearness)[:MOST_TIMES]

    def _rooms(self, session: SessionFacts, ways: Sequence[tuple[date, int]]) -> list[str]:
        """Return other rooms with seats for who is there, free of all that stays; the smallest first."""
        least = max(len(session.clients), session.minimum)
        spans = [(day, (at, at + _length(session))) for day, at in ways]
        found = sorted(
            (seats, room)
            for room, seats in self.facts.rooms.items()
            if room != session.room
            and seats >= least
            and all(_is_free(self.busy.get(room, {}), day, span) for day, span in spans)
        )
        return [room for _, room in found][: MOST_ROOMS - 1]

    def _leaders(self, session: SessionFacts) -> list[str]:
        """Return who else holds a credential that the group asks for."""
        able = [
            one.id
            for one in self.staff
            if one.id != session.leader
            and not one.is_guest
            and (not session.credentials or session.credentials & one.credentials)
        ]
        return able[: MOST_LEADERS - 1]


def _starts(groups: Sequence[tuple[int, int, int]]) -> list[int]:
    """Return the minutes of the day at which a group may begin, from start, counted minutes and length of each.

    Documents leave breaks out, at the end of a group: what would begin in the break of another is left out too.
    """
    found = sorted({start for start, _, _ in groups})
    spans = {(counted_, length) for _, counted_, length in groups if counted_ < length}
    return [
        at
        for at in found
        if not any(other + counted_ <= at < other + length for other in found for counted_, length in spans)
    ]


def _is_free(taken: ByDay, day: date, span: Span) -> bool:
    return not any(meet(one, span) for one in taken.get(day, ()))


def _length(session: SessionFacts) -> int:
    return int((session.ends - session.starts).total_seconds()) // 60
