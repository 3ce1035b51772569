"""Sorts the segments of a set into loops, by a small grammar for each set, and reads each as soon as it is whole."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from stepwell.x12.issues import Severity
from stepwell.x12.reading.source import Row
from stepwell.x12.reading.values import Reader

Sizes = dict[str, int]
"""Segment id: how many of its elements are understood."""


class Loop:
    """A loop as it was found.

    head  its first segment
    rows  its other segments, by their id
    read  what the loops within it say, by the id of their first segment
    """

    __slots__ = ("head", "read", "rows")

    def __init__(self, head: Row) -> None:
        self.head = head
        self.rows: dict[str, list[Row]] = {}
        self.read: dict[str, list[Any]] = {}

    def all(self, *names: str) -> Sequence[Row]:
        """Return its segments with one of the ids."""
        if len(names) == 1:
            return self.rows.get(names[0], ())
        if self.rows.keys().isdisjoint(names):
            return ()
        return [row for name in names for row in self.rows.get(name, ())]

    def within(self, *names: str) -> tuple[Any, ...]:
        """Return what the loops within it say that begin with one of the ids."""
        if len(names) == 1:
            return tuple(self.read.get(names[0], ()))
        return tuple(one for name in names for one in self.read.get(name, ()))


Read = Callable[[Reader, Loop], Any]


@dataclass(frozen=True)
class Kind:
    """A kind of loop.

    read      what it says, as a frozen dataclass
    opens     ids of the segments that begin it, and how many of their elements are understood
    segments  what else belongs to it
    loops     kinds of loops within it
    """

    read: Read
    opens: Sizes
    segments: Sizes = field(default_factory=dict)
    loops: tuple["Kind", ...] = ()


class _Step(NamedTuple):
    """What a segment id means at some point.

    depth  how deep the loop is that it belongs to, or that its loop opens in; the set is 0
    node   the point that is reached with it
    opens  whether it opens a loop
    size   how many of its elements are understood, the id being counted
    """

    depth: int
    node: "_Node"
    opens: bool
    size: int


class _Node:
    """A kind of loop at one place of a grammar, with what each segment id means there."""

    __slots__ = ("read", "steps")

    def __init__(self, read: Read) -> None:
        self.read = read
        self.steps: dict[str, _Step] = {}

    def learn(self, kind: Kind, depth: int, outer: dict[str, _Step]) -> None:
        """Know the segments of a kind of loop; those it does not have mean what they mean in the loops around it."""
        self.steps.update(outer)
        for name, size in kind.segments.items():
            self.steps[name] = _Step(depth, self, opens=False, size=size + 1)
        inner_nodes = [(inner, _Node(inner.read)) for inner in kind.loops]
        for inner, node in inner_nodes:
            for name, size in inner.opens.items():
                self.steps[name] = _Step(depth, node, opens=True, size=size + 1)
        for inner, node in inner_nodes:
            node.learn(inner, depth + 1, self.steps)


class Grammar:
    """The loops of one kind of set; `whole` says what the set itself is, and has no segments that open it."""

    def __init__(self, whole: Kind) -> None:
        self._whole = whole
        self._start = _Node(whole.read)
        self._start.learn(whole, 0, {})

    def read(self, reader: Reader) -> Any:
        """Return what a set says. A segment that the grammar does not know is kept as unread, with an issue."""
        transaction = reader.transaction
        source = transaction.source
        raws, separator = source.raws, source.delimiters.element
        loop, node = Loop((transaction.first, source.elements(transaction.first))), self._start
        open_loops = [(loop, node.read)]
        for index in transaction.body:
            elements = raws[index].split(separator)
            name = elements[0]
            step = node.steps.get(name)
            row = (index, elements)
            if step is None:
                reader.keep(
                    row, "X12-201", Severity.WARNING, "This segment is not expected here. It was kept and not read."
                )
                continue
            depth, node, opens, size = step
            if depth + 1 < len(open_loops):
                loop = _close(reader, open_loops, depth)
            if opens:
                loop = Loop(row)
                open_loops.append((loop, node.read))
            elif name in loop.rows:
                loop.rows[name].append(row)
            else:
                loop.rows[name] = [row]
            if len(elements) > size and any(elements[size:]):
                sentence = "Not all elements of this segment are read. It was kept whole as well."
                reader.keep(row, "X12-202", Severity.NOTE, sentence, element=size)
        return self._whole.read(reader, _close(reader, open_loops, 0))


def _close(reader: Reader, open_loops: list[tuple[Loop, Read]], depth: int) -> Loop:
    """Read the loops that are deeper than `depth`, the innermost first, and return the one that is open now."""
    while len(open_loops) > depth + 1:
        loop, read = open_loops.pop()
        outer = open_loops[-1][0].read
        name = loop.head[1][0]
        if name in outer:
            outer[name].append(read(reader, loop))
        else:
            outer[name] = [read(reader, loop)]
    return open_loops[depth][0]
