"""The levels (HL) that most sets are made of: payer, provider, subscriber, dependent, and what hangs on each."""

from collections.abc import Iterable
from typing import Protocol

from stepwell.x12.issues import Severity
from stepwell.x12.reading.loops import Loop
from stepwell.x12.reading.values import Reader


class Level(Protocol):
    """What every kind of level has: its number, the number of the level above, and which segment it begins with."""

    @property
    def number(self) -> str: ...
    @property
    def parent(self) -> str: ...
    @property
    def segment(self) -> int: ...


def check(reader: Reader, root: Loop, levels: Iterable[Level]) -> None:
    """Note each level whose number was there before, and each that hangs on none that came before."""
    seen: set[str] = set()
    first = reader.transaction.source.number
    for level in levels:
        row = (level.segment - first, root.head[1])
        if level.parent and level.parent not in seen:
            sentence = "This level hangs on one that did not come before (HL02). Whose it is cannot be said for sure."
            reader.issue("X12-204", Severity.ERROR, sentence, row, element=2)
        if level.number in seen:
            sentence = "This level has the number of another (HL01). What hangs on it cannot be told apart."
            reader.issue("X12-205", Severity.ERROR, sentence, row, element=1)
        seen.add(level.number)
