"""Programs and rooms: what must be right in one, and when a place may close."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from stepwell.kernel.findings import Finding
from stepwell.people.rules.texts import empty, tidy
from stepwell.people.vocabulary import KINDS, LEVELS

MOST_SEATS = 500


@dataclass(frozen=True, kw_only=True)
class ProgramRecord:
    """A program: its name, its level of care, what it treats."""

    name: str
    level: str
    kind: str

    @property
    def tidied(self) -> "ProgramRecord":
        """The record as it is kept."""
        return replace(self, name=tidy(self.name))


@dataclass(frozen=True, kw_only=True)
class RoomRecord:
    """A room and how many people it seats."""

    name: str
    seats: int

    @property
    def tidied(self) -> "RoomRecord":
        """The record as it is kept."""
        return replace(self, name=tidy(self.name))


def program_findings(record: ProgramRecord) -> list[Finding]:
    """Return what is wrong with a tidied program."""
    return list(_of_program(record))


def room_findings(record: RoomRecord) -> list[Finding]:
    """Return what is wrong with a tidied room."""
    return list(_of_room(record))


def closing_findings(*, opened_on: date, closes_on: date, closed_on: date | None, left_open: int) -> list[Finding]:
    """Return why a place cannot close.

    opened_on  when it was entered
    closes_on  the first day on which it is closed
    closed_on  when it closed already, if it did
    left_open  programs and rooms of it that are open
    """
    if closed_on:
        return [Finding("CLOSE-001", f"It is closed since {closed_on:%B %-d, %Y}.")]
    found = []
    if closes_on < opened_on:
        sentence = f"It was entered on {opened_on:%B %-d, %Y}. Choose that day or a later one."
        found.append(Finding("CLOSE-002", sentence, "closed_on"))
    if left_open:
        what = "1 program or room" if left_open == 1 else f"{left_open} programs and rooms"
        found.append(Finding("CLOSE-003", f"{what} there still open. Close them first."))
    return found


def _of_program(record: ProgramRecord) -> Iterator[Finding]:
    if empty(record.name):
        yield Finding("PROG-001", "The name is missing. Write what staff call the program.", "name")
    if record.level not in LEVELS:
        yield Finding("PROG-002", f"This level is not offered here. Choose one of {', '.join(LEVELS)}.", "level")
    if record.kind not in KINDS:
        yield Finding("PROG-003", "Choose what the program treats.", "kind")


def _of_room(record: RoomRecord) -> Iterator[Finding]:
    if empty(record.name):
        yield Finding("ROOM-001", "The name is missing. Write what stands at the door.", "name")
    if not 1 <= record.seats <= MOST_SEATS:
        yield Finding("ROOM-002", f"A room seats 1 to {MOST_SEATS} people.", "seats")
