"""How old money is that is still owed: in the usual classes of thirty days.

What was paid is taken to have settled the oldest first. Reversed transactions and their reversals are left out before.
Source: docs/sources.md#ledger.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

EDGES = (30, 60, 90, 120)  # the last day of each class but the last
LABELS = ("0 to 30", "31 to 60", "61 to 90", "91 to 120", "Over 120")


@dataclass(frozen=True)
class Aging:
    """What is owed, in cents, youngest class first; and what was paid beyond it.

    credit  cents paid too much; then nothing is owed
    """

    classes: tuple[int, ...] = (0,) * len(LABELS)
    credit: int = 0

    @property
    def total(self) -> int:
        """Cents owed; below zero if too much was paid."""
        return sum(self.classes) - self.credit

    def __add__(self, other: "Aging") -> "Aging":
        """Return both together: of two accounts, where the credit of one settles nothing of the other."""
        return Aging(tuple(a + b for a, b in zip(self.classes, other.classes, strict=True)), self.credit + other.credit)


def class_of(owed_since: date, *, on: date) -> int:
    """Return the class, from 0, of what is owed since a day. What begins later counts as new."""
    days = (on - owed_since).days
    return sum(days > edge for edge in EDGES)


def age(debits: Sequence[int], credits_: int) -> Aging:
    """Return what is left of debits, oldest settled first.

    debits    cents of each class, youngest first
    credits_  cents that were paid or taken off, at least zero
    """
    left, rest = [], credits_
    for cents in reversed(debits):
        settled = min(cents, rest)
        left.append(cents - settled)
        rest -= settled
    return Aging(tuple(reversed(left)), rest)
