"""Planning a week: parts are bounded and planned with HiGHS, put together and bettered with CP-SAT, until time is over.

Each solver runs in spawned processes of its own. This module starts them, gives out parts, keeps the best week so
far, and can be interrupted at any time: what was best then is the answer.
"""

import math
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any

from stepwell.scheduling.optimizer import working
from stepwell.scheduling.optimizer.instance import Instance, instance
from stepwell.scheduling.optimizer.looking import Lookers
from stepwell.scheduling.optimizer.parts import Part, parts, shared_out
from stepwell.scheduling.optimizer.resuming import former_weeks
from stepwell.scheduling.optimizer.seating import Held, Seats, rivals, week_cost
from stepwell.scheduling.optimizer.working import Better, Found
from stepwell.scheduling.optimizer.writing import written

_FIRST = 0.6  # of the time, at the most, for bounds
_LOOKING = 0.8  # of the time, after which parts not looked at yet are given up
_PATIENCE = 10.0  # seconds that an interrupted improver gets for its last word
_ROUGHLY = 0.8  # of the time for explaining, for what linear programs prove
_STEP = 0.2  # seconds between two looks at the clock


@dataclass(frozen=True)
class Limits:
    """Limits of a search.

    seconds     for the search; `explaining` of them may follow for the conflicts behind who is short
    gap         share of the cost that is good enough
    processes   that look at parts, and then better them, at the same time
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


def solve(
    given: dict[str, Any],
    limits: Limits,
    report: Report = lambda _: None,
    former: dict[str, Any] | None = None,
) -> tuple[dict[str, Any], Progress]:
    """Return the best week found, as a document writes it, and what is known of it.

    given   the instance, in which the checker's reading has found nothing wrong
    report  told whenever something is known anew; a KeyboardInterrupt at any time ends the search in good order
    former  a week to begin with, as far as it still fits: what a search left behind, or the week as it stands
    """
    whole = instance(given)
    progress = Progress()
    run = _Run(given, whole, limits, report, progress)
    if former:
        run.former = former_weeks(whole, run.parts, former)
    with run.lookers() as lookers, run.improvers() as improvers:
        try:
            run.look_at_parts(lookers)
            run.improve(improvers, lookers)
            run.explain()
        except KeyboardInterrupt:
            progress.is_interrupted = True
            run.last_word(improvers)
    progress.seconds = run.passed
    report(progress)
    best = progress.best or Better(0, frozenset(), {}, {})
    seats = [best.seats.get(client, ()) for client in range(len(whole.clients))]
    return written(whole, seats, best.held), progress


class _Run:
    """One search: its clock, its processes and what they said."""

    def __init__(
        self, given: dict[str, Any], whole: Instance, limits: Limits, report: Report, progress: Progress
    ) -> None:
        self.given, self.whole, self.limits, self.report, self.progress = given, whole, limits, report, progress
        self.began = time.time()
        self.parts = parts(whole)
        self.heaps = shared_out(whole, self.parts, rivals(whole), limits.processes)
        self.betters: dict[int, Better] = {}  # the last that each improver told
        self.until = self.began + limits.seconds
        self.former: list[Found] = []
        self.has_started = False

    @property
    def passed(self) -> float:
        """Seconds since the beginning."""
        return time.time() - self.began

    @contextmanager
    def improvers(self) -> Iterator[list[Connection]]:
        """Start the processes that improve; end them at the end."""
        with ExitStack() as stack:
            arguments = [(self.given, heap, self.limits.seed) for heap in self.heaps]
            yield [stack.enter_context(process(working.improve, *some)) for some in arguments]

    @contextmanager
    def lookers(self) -> Iterator[Lookers]:
        """Start the processes that look at parts; end them at the end."""
        with ExitStack() as stack:
            count = min(self.limits.processes, len(self.parts))
            pipes = [stack.enter_context(process(working.relax, self.given)) for _ in range(count)]
            yield Lookers(pipes, self.parts, self.began + self.limits.seconds * _FIRST)

    def look_at_parts(self, lookers: Lookers) -> None:
        """Have every part looked at, the largest first, by several processes at a time."""
        self.progress.parts = len(self.parts)
        lookers.give()
        while lookers.is_looking and self.passed < self.limits.seconds * _LOOKING:
            for pipe in _ready(lookers.busy):
                self._look(lookers, pipe)
            lookers.give()

    def _look(self, lookers: Lookers, pipe: Connection) -> Found | None:
        """Note what was found of a part."""
        _, found, is_new = lookers.hear(pipe)
        if found and is_new:
            self.progress.founds.append(found)
            self.progress.parts_done += 1
            self.progress.bound += _whole(found.bound)
            self._tell()
        return found

    def improve(self, pipes: list[Connection], lookers: Lookers) -> None:
        """Put the week together and have it improved until time is over."""
        self._begin(pipes, self.until)
        self._listen(pipes, lookers)

    def _begin(self, pipes: list[Connection], until: float) -> None:
        self.has_started = True
        for pipe, heap in zip(pipes, self.heaps, strict=True):
            mine = [found for found in self.progress.founds if heap.issuperset(found.clients)]
            former = [found for found in self.former if heap.issuperset(found.clients)]
            pipe.send((mine, former, self._enough(heap), until))

    def _listen(self, pipes: list[Connection], lookers: Lookers | None = None, until: float = math.inf) -> None:
        """Hear the improvers until all have said their last word, or until a time; and what others find meanwhile."""
        busy = list(pipes)
        while busy and time.time() < until:
            for pipe in _ready([*busy, *(lookers.busy if lookers else ())]):
                if lookers and pipe in lookers.busy:
                    self._pass_on(self._look(lookers, pipe), pipes)
                    continue
                better = _said(pipe)
                if better:
                    self._hear(pipes.index(pipe), better)
                if better is None or better.is_last:
                    busy.remove(pipe)
            if lookers and len(self.betters) == len(self.heaps):
                lookers.give()
                lookers.better(self._to_win, self._week_around, self.until)

    def _pass_on(self, found: Found | None, pipes: list[Connection]) -> None:
        """Tell an improver what was found of one of its parts."""
        for pipe, heap in zip(pipes, self.heaps, strict=True):
            if found and heap.issuperset(found.clients):
                with suppress(OSError):  # it may have ended meanwhile
                    pipe.send((found, self._enough(heap)))

    def _to_win(self, part: Part) -> int:
        """Return how much of a part's cost is above its bound."""
        seats = self._week_around(part).seats
        sizes, cost = Counter[int](), 0
        for number in part.clients:
            client = self.whole.clients[number]
            cost += week_cost(client, seats[number], self.whole)
            sizes.update(self.whole.options[client.choices[seat].option].session for seat in seats[number])
        above = sum(max(count - self.whole.sessions[session].comfortable, 0) for session, count in sizes.items())
        bound = next(_whole(found.bound) for found in self.progress.founds if found.clients == part.clients)
        return cost + self.whole.weights["balance"] * above - bound

    def _week_around(self, part: Part) -> Better:
        heap = next(number for number, heap in enumerate(self.heaps) if heap.issuperset(part.clients))
        return self.betters[heap]

    def explain(self) -> None:
        """Say why somebody is short, if somebody is."""
        best = self.progress.best
        if best is None or not best.short or self.limits.explaining <= 0:
            return
        now = time.time()
        with process(working.explain, self.given) as pipe:
            pipe.send((set(best.short), now + self.limits.explaining * _ROUGHLY))
            found = pipe.recv()
        told = {name for one in found for name in one["clients"]}
        left = {client for client in best.short if self.whole.clients[client].id not in told}
        if left:
            with process(working.clash, self.given) as pipe:
                pipe.send((left, now + self.limits.explaining))
                found += pipe.recv()
        self.progress.conflicts = [one | {"resolves": _resolving(one)} for one in found]

    def last_word(self, pipes: list[Connection]) -> None:
        """Ask the improvers for the best they have, and wait a little."""
        if self.has_started:
            for pipe in pipes:
                with suppress(OSError):  # it may have ended before
                    pipe.send(None)
        else:
            self._begin(pipes, time.time())
        self._listen(pipes, until=time.time() + _PATIENCE)

    def _enough(self, heap: set[int]) -> int:
        """Return the cost of some clients' weeks that is good enough."""
        bounds = (_whole(found.bound) for found in self.progress.founds if heap.issuperset(found.clients))
        return int(sum(bounds) / (1 - self.limits.gap))

    def _hear(self, heap: int, better: Better) -> None:
        progress = self.progress
        if heap not in self.betters or better.cost <= self.betters[heap].cost:
            self.betters[heap] = better
        if len(self.betters) == len(self.heaps):
            progress.best = _together(self.betters.values())
            if progress.first is None and not progress.best.short:
                progress.first = self.passed
            self._tell()

    def _tell(self) -> None:
        self.progress.seconds = self.passed
        self.report(self.progress)


def _ready(pipes: Iterable[Connection]) -> list[Connection]:
    """Return which of some pipes have something to say, after waiting a little."""
    every = list(pipes)
    said = wait(every, _STEP)
    return [pipe for pipe in every if pipe in said]


def _said(pipe: Connection) -> Better | None:
    """Return what a process says, or None if it has ended: its last word was heard before."""
    try:
        found: Better = pipe.recv()
    except (EOFError, OSError):
        return None
    return found


def _whole(bound: float) -> int:
    """Costs are whole, so that a bound may be rounded up; a hair below a whole number is that number."""
    return max(math.ceil(bound - 1e-3), 0)


def _resolving(conflict: dict[str, Any]) -> list[str]:
    """Return what alone resolves a conflict, in words."""
    return list(dict.fromkeys(member["resolve"] for member in conflict["members"] if member["resolves"]))


def _together(betters: Iterable[Better]) -> Better:
    """Return the week of all clients that the weeks of some make."""
    seats: dict[int, Seats] = {}
    held: dict[int, Held] = {}
    cost, short = 0, frozenset[int]()
    for one in betters:
        seats |= one.seats
        held |= one.held
        cost, short = cost + one.cost, short | one.short
    return Better(cost, short, seats, held)


@contextmanager
def process(target: Callable[..., None], *arguments: Any) -> Iterator[Connection]:
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
