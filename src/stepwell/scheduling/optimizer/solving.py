"""Planning a week: parts are bounded and planned with HiGHS, put together and bettered with CP-SAT, until time is over.

Each solver runs in spawned processes of its own. This module starts them, gives out parts, keeps the best week so
far, and can be interrupted at any time: what was best then is the answer.
"""

import math
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any

from stepwell.scheduling.optimizer import working
from stepwell.scheduling.optimizer.instance import Instance, instance
from stepwell.scheduling.optimizer.parts import parts
from stepwell.scheduling.optimizer.working import Asked, Better, Found
from stepwell.scheduling.optimizer.writing import written

_FIRST = 0.6  # of the time, at the most, for bounds
_LOOKING = 0.8  # of the time, after which parts not looked at yet are given up
_CHOOSING = 0.15  # of the time for choosing weeks part by part
_LEAST, _MOST = 0.5, 10.0  # seconds to choose the weeks of a part in
_PATIENCE = 10.0  # seconds that an interrupted improver gets for its last word
_STEP = 0.2  # seconds between two looks at the clock


@dataclass(frozen=True)
class Limits:
    """Limits of a search.

    seconds     for the search; `explaining` of them may follow for the conflicts behind who is short
    gap         share of the cost that is good enough
    processes   that look at parts at the same time
    """

    seconds: float = 60.0
    seed: int = 1
    processes: int = 2
    explaining: float = 30.0
    gap: float = 0.0


@dataclass
class Progress:
    """What is known so far. `bound` is what no week costs less than: parts not looked at yet count nothing in it."""

    parts: int = 0
    parts_done: int = 0
    seconds: float = 0.0
    bound: int = 0
    best: Better | None = None
    first: float | None = None  # seconds until nobody was short
    is_interrupted: bool = False
    conflicts: list[dict[str, Any]] = field(default_factory=list)
    founds: list[Found] = field(default_factory=list)

    @property
    def gap(self) -> float | None:
        """How far the best week may be from the cheapest, as a share of its cost."""
        if self.best is None:
            return None
        return max(self.best.cost - self.bound, 0) / self.best.cost if self.best.cost else 0.0


Report = Callable[[Progress], None]


def solve(given: dict[str, Any], limits: Limits, report: Report = lambda _: None) -> tuple[dict[str, Any], Progress]:
    """Return the best week found, as a document writes it, and what is known of it.

    given   the instance, in which the checker's reading has found nothing wrong
    report  told whenever something is known anew; a KeyboardInterrupt at any time ends the search in good order
    """
    whole = instance(given)
    progress = Progress()
    run = _Run(given, whole, limits, report, progress)
    with run.improver() as improver:
        try:
            run.look_at_parts()
            run.improve(improver)
            run.explain()
        except KeyboardInterrupt:
            progress.is_interrupted = True
            run.last_word(improver)
    progress.seconds = run.passed
    report(progress)
    best = progress.best or Better(0, frozenset(), [() for _ in whole.clients], {})
    return written(whole, best.seats, best.held), progress


class _Run:
    """One search: its clock, its processes and what they said."""

    def __init__(
        self, given: dict[str, Any], whole: Instance, limits: Limits, report: Report, progress: Progress
    ) -> None:
        self.given, self.whole, self.limits, self.report, self.progress = given, whole, limits, report, progress
        self.began = time.time()
        self.has_started = False

    @property
    def passed(self) -> float:
        """Seconds since the beginning."""
        return time.time() - self.began

    @contextmanager
    def improver(self) -> Iterator[Connection]:
        """Start the process that improves; end it at the end."""
        with _process(working.improve, self.given, self.limits.seed) as pipe:
            yield pipe

    def look_at_parts(self) -> None:
        """Have every part looked at, the largest first, by several processes at a time."""
        every = parts(self.whole)
        self.progress.parts = len(every)
        until = self.began + self.limits.seconds * _FIRST
        count = min(self.limits.processes, len(every))
        share = self.limits.seconds * _CHOOSING * count / max(len(every), 1)
        asked = [Asked(part, until, min(max(share, _LEAST), _MOST)) for part in every]
        with _several(count, self.given) as pipes:
            waiting = asked[::-1]
            busy = [pipe for pipe in pipes if _ask(pipe, waiting)]
            while busy and self.passed < self.limits.seconds * _LOOKING:
                for pipe in [one for one in busy if one in wait(busy, _STEP)]:
                    self._note(pipe.recv())
                    if not _ask(pipe, waiting):
                        busy.remove(pipe)

    def _note(self, found: Found) -> None:
        progress = self.progress
        progress.founds.append(found)
        progress.parts_done += 1
        progress.bound += _whole(found.bound)
        self._tell()

    def improve(self, pipe: Connection) -> None:
        """Put the week together and have it improved until time is over."""
        pipe.send((self.progress.founds, self._enough(), self.began + self.limits.seconds))
        self.has_started = True
        while self._hear(pipe.recv()):
            pass

    def explain(self) -> None:
        """Say why somebody is short, if somebody is."""
        best = self.progress.best
        if best is None or not best.short or self.limits.explaining <= 0:
            return
        with _process(working.explain, self.given) as pipe:
            pipe.send((set(best.short), time.time() + self.limits.explaining))
            self.progress.conflicts = pipe.recv()

    def last_word(self, pipe: Connection) -> None:
        """Ask the improver for the best it has, and wait a little."""
        pipe.send((self.progress.founds, 0, time.time()) if not self.has_started else None)
        until = time.time() + _PATIENCE
        while pipe.poll(max(until - time.time(), 0)) and self._hear(pipe.recv()):
            pass

    def _enough(self) -> int:
        """Return the cost that is good enough."""
        return int(self.progress.bound / (1 - self.limits.gap))

    def _hear(self, better: Better) -> bool:
        progress = self.progress
        if progress.best is None or better.cost <= progress.best.cost:
            progress.best = better
        if progress.first is None and not better.short:
            progress.first = self.passed
        self._tell()
        return not better.is_last

    def _tell(self) -> None:
        self.progress.seconds = self.passed
        self.report(self.progress)


def _ask(pipe: Connection, waiting: list[Asked]) -> bool:
    if not waiting:
        return False
    pipe.send(waiting.pop())
    return True


def _whole(bound: float) -> int:
    """Costs are whole, so that a bound may be rounded up; a hair below a whole number is that number."""
    return max(math.ceil(bound - 1e-3), 0)


@contextmanager
def _several(count: int, given: dict[str, Any]) -> Iterator[list[Connection]]:
    """Start several processes that look at parts; end them at the end."""
    if count == 0:
        yield []
        return
    with _process(working.relax, given) as first, _several(count - 1, given) as others:
        yield [first, *others]


@contextmanager
def _process(target: Callable[..., None], *arguments: Any) -> Iterator[Connection]:
    """Start a process that holds the other end of a pipe; end it when it is no longer needed."""
    context = get_context("spawn")
    ours, theirs = context.Pipe()
    process: BaseProcess = context.Process(target=target, args=(theirs, *arguments), daemon=True)
    process.start()
    theirs.close()
    try:
        yield ours
    finally:
        ours.close()
        process.terminate()
        process.join()
