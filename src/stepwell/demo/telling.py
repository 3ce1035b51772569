"""Telling stories: what the people of the demonstration do, in the order of time.

A story is a generator. It says when its next step happens and who does it, and is then given a turn, in which that
person acts. Stories go on until the present: what would come later is left to whoever tries the demonstration.
"""

from collections.abc import Callable, Generator
from dataclasses import dataclass
from datetime import datetime
from heapq import heappop, heappush
from itertools import count
from typing import TypeAlias

from stepwell.demo.clinic import Standing
from stepwell.platform.tenancy.members import Member
from stepwell.platform.walls.scope import acting


@dataclass(frozen=True)
class Next:
    """The next step of a story: when it happens, and who does it, by e-mail."""

    at: datetime
    who: str


@dataclass(frozen=True)
class Turn:
    """The moment in which somebody acts."""

    actor: Member
    at: datetime


Story: TypeAlias = Generator[Next, Turn, None]


class Teller:
    """Tells the stories of an organization, each step in the scope of whoever does it."""

    def __init__(self, made: Standing, *, until: datetime) -> None:
        self._made = made
        self._until = until
        self._number = count()
        self._waiting: list[tuple[datetime, int, Next, Story]] = []

    def begin(self, story: Story) -> None:
        """Let a story begin."""
        self._put(story, next(story, None))

    def tell(self, passed: Callable[[datetime], None]) -> None:
        """Tell everything up to the present.

        passed  told the instant of each step
        """
        while self._waiting:
            at, _, step, story = heappop(self._waiting)
            passed(at)
            with acting(self._made.scope_of(step.who)):
                following = _go_on(story, Turn(self._made.member(step.who), at))
            self._put(story, following)

    def _put(self, story: Story, step: Next | None) -> None:
        if step is None:
            return
        if step.at >= self._until:
            story.close()
            return
        heappush(self._waiting, (step.at, next(self._number), step, story))


def _go_on(story: Story, turn: Turn) -> Next | None:
    try:
        return story.send(turn)
    except StopIteration:
        return None
