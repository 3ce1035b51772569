"""What happens to each client of a track: decided beforehand, always the same. Days are counted from the present."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from random import Random

WEEK = 7
FIRST = 20 * WEEK  # days ago the demonstration begins
AHEAD = 12  # days: who is to be admitted later has not called yet
GAP = (2, 9)  # days until a place is taken again


class Ending(StrEnum):
    """How care ends."""

    COMPLETED = "completed"
    AGAINST_ADVICE = "against_advice"
    TRANSFERRED = "transferred"
    LOST_CONTACT = "lost_contact"


class Event(StrEnum):
    """What may happen on the way."""

    CRISIS = "crisis"
    STEP_UP = "step_up"
    REVOKES = "revokes"


class Caller(StrEnum):
    """Who asks for help."""

    PERSON = "person"
    MOTHER = "mother"
    COURT = "court"


# How often somebody leaves in which way, and after how many days at the shortest and the longest.
_STAYS = (
    (Ending.COMPLETED, 55, (42, 63)),
    (Ending.AGAINST_ADVICE, 18, (6, 30)),
    (Ending.LOST_CONTACT, 12, (10, 35)),
    (Ending.TRANSFERRED, 15, (14, 40)),
)
_CALLERS = ((Caller.PERSON, 70), (Caller.MOTHER, 20), (Caller.COURT, 10))


@dataclass(frozen=True)
class Fate:
    """One client's way.

    begins    day of admission; leaves its last day there, in the level above it or in the one after it
    waits     days from the call to the admission
    distress  total of the PHQ-9 at admission, and its change a week in tenths of a point
    misses    how many sessions of a hundred they do not come to
    events    what happens in which week of the stay
    after     weeks in the level after, before the discharge
    is_lost   whether they are registered and never begin
    """

    begins: int
    leaves: int
    ending: Ending
    caller: Caller
    waits: int
    distress: int
    change: int
    misses: int
    events: tuple[tuple[int, Event], ...]
    after: int
    is_lost: bool = False

    @property
    def is_here(self) -> bool:
        """Whether they are in care at present."""
        return self.begins < 0 <= self.leaves and not self.is_lost


def fates(rng: Random, *, places: int, has_above: bool) -> Iterator[Fate]:
    """Yield who takes each place of a track, one after the other.

    has_above  whether there is a level to step up to
    """
    for place in range(places):
        day = -FIRST + rng.randint(4, 10) + 4 * place % 45
        while day <= AHEAD:
            fate = _fate(rng, day, has_above=has_above)
            yield fate
            day = fate.leaves + rng.randint(*GAP)


def _fate(rng: Random, begins: int, *, has_above: bool) -> Fate:
    ending, _, (shortest, longest) = rng.choices(_STAYS, weights=[share for _, share, _ in _STAYS])[0]
    days = rng.randint(shortest, longest)
    completes = ending is Ending.COMPLETED
    return Fate(
        begins=begins,
        leaves=begins + days,
        ending=ending,
        caller=rng.choices([each for each, _ in _CALLERS], weights=[share for _, share in _CALLERS])[0],
        waits=rng.randint(5, 10),
        distress=rng.randint(9, 20),
        change=-rng.randint(8, 16) if completes else rng.randint(-6, 4),
        misses=rng.randint(2, 10) if completes else rng.randint(12, 30),
        events=tuple(_events(rng, days // WEEK, has_above=has_above)),
        after=rng.randint(2, 4) if completes and rng.random() < 0.4 else 0,
    )


def _events(rng: Random, weeks: int, *, has_above: bool) -> Iterator[tuple[int, Event]]:
    if weeks >= 2 and rng.random() < 0.12:
        yield rng.randint(1, weeks - 1), Event.CRISIS
    if has_above and weeks >= 6 and rng.random() < 0.15:
        yield rng.randint(2, 3), Event.STEP_UP
    if weeks >= 4 and rng.random() < 0.08:
        yield weeks - 1, Event.REVOKES


def never(rng: Random, begins: int) -> Fate:
    """Return the fate of somebody who was to begin on a day, and never does."""
    return replace(_fate(rng, begins, has_above=False), is_lost=True)


def days_of(rng: Random, *, count: int) -> list[int]:
    """Return days of the twenty weeks, in order."""
    return sorted(-rng.randint(1, FIRST) for _ in range(count))
