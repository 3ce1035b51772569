"""Which authorization a day of care counts in, and how many units it uses. Source: docs/sources.md#attendance"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from stepwell.authorizations.vocabulary import Unit

_MINUTES = {Unit.HOUR: 60, Unit.QUARTER: 15}


@dataclass(frozen=True)
class Allowed:
    """An authorization as far as counting asks: whose, of which level, in which unit, from a day through a day."""

    id: UUID
    client_id: UUID
    level: str
    unit: Unit
    from_on: date
    to_on: date

    def covers(self, level: str, day: date) -> bool:
        """Return whether a session of a program of this level on this day is its."""
        return self.level == level and self.from_on <= day <= self.to_on


@dataclass(frozen=True)
class Attended:
    """Minutes, above none, that somebody was in one session of a program."""

    client_id: UUID
    day: date
    level: str
    minutes: int


def used(allowed: Sequence[Allowed], attended: Iterable[Attended]) -> dict[UUID, int]:
    """Return the units used, by authorization. Of several that cover a session, the one that ends first takes it.

    A begun hour or quarter of a session is a whole one: what is left is rather shown too small than too large.
    """
    sessions: dict[UUID, list[Attended]] = defaultdict(list)
    of_client: dict[UUID, list[Allowed]] = defaultdict(list)
    for one in sorted(allowed, key=lambda one: (one.to_on, one.from_on, one.id)):
        of_client[one.client_id].append(one)
    for each in attended:
        taker = next((a for a in of_client[each.client_id] if a.covers(each.level, each.day)), None)
        if taker:
            sessions[taker.id].append(each)
    return {each.id: _units(each.unit, sessions[each.id]) for each in allowed}


def _units(unit: Unit, sessions: Sequence[Attended]) -> int:
    if unit is Unit.DAY:
        return len({each.day for each in sessions})
    if unit is Unit.VISIT:
        return len(sessions)
    return sum(-(-each.minutes // _MINUTES[unit]) for each in sessions)
