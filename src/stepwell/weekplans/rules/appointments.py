"""What can become of appointments of somebody who is away: another time, somebody else, or nothing. Pure."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from stepwell.weekplans.rules.facts import SessionFacts, StaffFacts, WeekFacts
from stepwell.weekplans.rules.occupied import day_of, meet, span_of
from stepwell.weekplans.rules.times import Span, without

_FIRST, _LAST, _STEP = 8 * 60, 20 * 60, 30
_MOVES, _OTHERS = 3, 4


class Become(StrEnum):
    """What becomes of an appointment."""

    MOVED = "moved"
    GIVEN = "given"
    CANCELED = "canceled"


@dataclass(frozen=True)
class Way:
    """What can become of an appointment: at another time in a room (None by video), with somebody else, or nothing."""

    become: Become
    day: date | None = None
    minute: int = 0
    room: str | None = None
    member: str = ""

    @property
    def key(self) -> str:
        """What names it on a page."""
        if self.become == Become.MOVED:
            return f"moved:{self.day}:{self.minute}:{self.room or ''}"
        return f"{self.become}:{self.member}" if self.member else str(self.become)


def ways_of(
    facts: WeekFacts, one: SessionFacts, *, away: Collection[date], from_day: date, since: int,
    led: Mapping[str, Sequence[tuple[date, Span]]],
) -> list[Way]:  # fmt: skip
    """Return what can become of an appointment of somebody who is away on some days, best first.

    from_day, since  from when on the week may change: a day, and the minute of that day
    led              besides, who holds what instead of whoever is away
    """
    moves = sorted(
        _moves(facts, one, away, from_day, since),
        key=lambda way: (abs(way.minute - span_of(one.starts, one.ends, facts.zone)[0]), way.day),
    )
    others = [Way(Become.GIVEN, member=key) for key in _others(facts, one, led)]
    return [*_apart(moves), *others[:_OTHERS], Way(Become.CANCELED)]


def _apart(moves: Sequence[Way]) -> list[Way]:
    """Return the best on each day, of a few days."""
    best: dict[date | None, Way] = {}
    for way in moves:
        best.setdefault(way.day, way)
    return list(best.values())[:_MOVES]


def _moves(facts: WeekFacts, one: SessionFacts, away: Collection[date], from_day: date, since: int) -> Iterator[Way]:
    member = next((each for each in (*facts.staff, *facts.spare) if each.id == one.leader), None)
    known = {each.id: each for each in facts.clients}
    if member is None or not one.clients <= set(known):
        return
    start, end = span_of(one.starts, one.ends, facts.zone)
    for day in sorted({day_of(each.starts, facts.zone) for each in facts.here}):  # on others it may be closed
        if day < from_day or day in away:
            continue
        free = _free(facts, member, day)
        for client in one.clients:
            free = _shared(free, _minus(known[client].free.get(day, []), _taken(facts, day, client=client)))
        for begin in sorted({*range(_FIRST, _LAST, _STEP), start}):
            span = (begin, begin + end - start)
            if (day == from_day and begin < since) or not any(a <= span[0] and span[1] <= b for a, b in free):
                continue
            room = _room(facts, one, day, span)
            if room is not None or one.room is None:
                yield Way(Become.MOVED, day, begin, room)


def _others(facts: WeekFacts, one: SessionFacts, led: Mapping[str, Sequence[tuple[date, Span]]]) -> list[str]:
    """Return who could see them instead: free then, and sees clients alone in this week or is somebody's therapist."""
    day, span = day_of(one.starts, facts.zone), span_of(one.starts, one.ends, facts.zone)
    seeing = {each.therapist for each in facts.clients} | {
        each.leader for each in facts.sessions if each.series is None and each.kind == one.kind
    }
    return sorted(
        member.id
        for member in (*facts.staff, *facts.spare)
        if member.id in seeing
        and member.id != one.leader
        and any(a <= span[0] and span[1] <= b for a, b in _free(facts, member, day))
        and not any(held == day and meet(other, span) for held, other in led.get(member.id, ()))
    )


def _free(facts: WeekFacts, member: StaffFacts, day: date) -> list[Span]:
    taken = [*member.away.get(day, []), *member.busy.get(day, []), *_taken(facts, day, leader=member.id)]
    return _minus(member.hours.get(day, []), taken)


def _taken(facts: WeekFacts, day: date, *, client: str = "", leader: str = "") -> list[Span]:
    return [
        span_of(each.starts, each.ends, facts.zone)
        for each in facts.sessions
        if day_of(each.starts, facts.zone) == day and ((client and client in each.clients) or each.leader == leader)
    ]


def _room(facts: WeekFacts, one: SessionFacts, day: date, span: Span) -> str | None:
    """Return the room of the appointment if it is free, else the smallest that is; None without one."""
    if one.room is None:
        return None
    used = {
        each.room
        for each in facts.sessions
        if day_of(each.starts, facts.zone) == day and meet(span_of(each.starts, each.ends, facts.zone), span)
    }
    free = sorted((room != one.room, seats, room) for room, seats in facts.rooms.items() if room not in used)
    return free[0][2] if free else None


def _minus(spans: Sequence[Span], taken: Sequence[Span]) -> list[Span]:
    left = list(spans)
    for each in taken:
        left = without(left, each)
    return left


def _shared(some: Sequence[Span], others: Sequence[Span]) -> list[Span]:
    found = [(max(one[0], other[0]), min(one[1], other[1])) for one in some for other in others]
    return [span for span in found if span[0] < span[1]]


def led_instead(facts: WeekFacts, instead: Mapping[str, str]) -> dict[str, list[tuple[date, Span]]]:
    """Return when who stands in leads a session instead of somebody else.

    instead  who holds a session, by session
    """
    sessions = {one.id: one for one in facts.sessions}
    found: dict[str, list[tuple[date, Span]]] = {}
    for key, member in instead.items():
        one = sessions[key]
        found.setdefault(member, []).append((day_of(one.starts, facts.zone), span_of(one.starts, one.ends, facts.zone)))
    return found
