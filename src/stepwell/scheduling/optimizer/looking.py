"""The processes that look at parts with HiGHS, and better their weeks afterwards: who does what, and what is next."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from multiprocessing.connection import Connection

from stepwell.scheduling.optimizer.parts import Part
from stepwell.scheduling.optimizer.working import Asked, Begun, Better, Found

_EFFORT = 6.0  # seconds of a process for bettering a part, at first; so many more each time nothing was won
_SHORT = 2  # times as many while somebody is short


class Lookers:
    """Gives out parts to processes, the largest first.

    pipes  to processes that do `working.relax`
    until  when the bound of a part has to be told (time.time())
    """

    def __init__(self, pipes: Sequence[Connection], parts: Iterable[Part], until: float) -> None:
        self.pipes, self.until = pipes, until
        self.waiting = list(parts)[::-1]
        self.busy: dict[Connection, Part] = {}
        self.by: dict[Part, Connection] = {}
        self.vain: Counter[Part] = Counter()

    @property
    def is_looking(self) -> bool:
        """Whether a part is still to be looked at."""
        return bool(self.waiting) or any(part not in self.by for part in self.busy.values())

    def give(self) -> None:
        """Have parts looked at that were not yet, by processes that have nothing to do."""
        for pipe in self._idle():
            if self.waiting:
                self.busy[pipe] = self.waiting.pop()
                pipe.send(Asked(self.busy[pipe], self.until))

    def hear(self, pipe: Connection) -> tuple[Part, Found | None, bool]:
        """Return what a process says: of which part, a week of it, and whether that part is new."""
        part, found = self.busy.pop(pipe), pipe.recv()
        is_new = part not in self.by
        self.by[part] = pipe
        self.vain[part] = 0 if found else self.vain[part] + 1
        return part, found, is_new

    def better(self, to_win: Callable[[Part], int], week: Callable[[Part], Better], until: float) -> None:
        """Have the weeks of parts bettered by processes that have nothing to do.

        to_win  how much of a part's cost is above its bound
        week    the week as it stands of all that a part shares rooms, leaders or caseloads with
        """
        for pipe in self._idle():
            mine = {part: to_win(part) / (1 + self.vain[part]) for part, by in self.by.items() if by is pipe}
            part = max(mine, key=lambda one: mine[one], default=None)
            if part is not None and mine[part] > 0:
                self.busy[pipe] = part
                begun = week(part)
                effort = _EFFORT * (1 + self.vain[part]) * (_SHORT if begun.short.intersection(part.clients) else 1)
                pipe.send(Begun(part, begun, effort, until))

    def _idle(self) -> list[Connection]:
        return [pipe for pipe in self.pipes if pipe not in self.busy]
