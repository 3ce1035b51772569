"""What a row of the census says: hours of the week in words, what is due next, the mark of a session."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from stepwell.attendance.vocabulary import EXCUSED, Mode, Status
from stepwell.platform.ui.charts.strip import Mark
from stepwell.scheduling.rules.hours import ClientWeek
from stepwell.scheduling.rules.texts import shortfall
from stepwell.scheduling.rules.weeks import in_words

SOON = 7  # days ahead for which something due is marked


@dataclass(frozen=True)
class Said:
    """Words with a note and the tone of both: "success", "warn", "danger" or empty."""

    words: str
    note: str = ""
    tone: str = ""


@dataclass(frozen=True)
class Next:
    """What is due, and on which day."""

    on: date
    what: str


def hours(week: ClientWeek, *, is_attendance_seen: bool, is_waiting: bool = False) -> Said:
    """Return a week in words: attended of ordered, or planned of ordered for who does not see attendance.

    is_waiting  whether a session of it is over and its attendance not taken
    """
    done = week.countable if is_attendance_seen else week.planned_countable
    if week.ordered is None:
        return Said(f"{figure(done)} h{'' if is_attendance_seen else ' planned'}", "No services order", "warn")
    said = f"{figure(done)} of {figure(week.ordered)} h{'' if is_attendance_seen else ' planned'}"
    if week.shortfall:
        short = shortfall(week)
        return Said(said, short[:1].upper() + short[1:], "" if week.exemptions else "warn")
    if week.countable >= week.ordered and is_attendance_seen:
        return Said(said, "Reached", "success")
    left = in_words(week.expected - week.countable)
    return Said(
        said, f"{left} {'not taken or ' if is_waiting else ''}to come" if is_attendance_seen else "Enough is planned"
    )


def shortest(weeks: Mapping[UUID, ClientWeek]) -> list[UUID]:
    """Return the clients who will be short of the hours ordered, the shortest first; else in the order given."""
    short = [client_id for client_id, week in weeks.items() if week.shortfall]
    return sorted(short, key=lambda client_id: -weeks[client_id].shortfall)


def next_due(found: Iterable[Next | None], *, today: date) -> Said | None:
    """Return what is due first, in words; None if nothing is."""
    known = [each for each in found if each]
    if not known:
        return None
    first = min(known, key=lambda each: each.on)
    days = (first.on - today).days
    if days < 0:
        return Said(f"{first.on:%b} {first.on.day}", f"{first.what}, overdue", "danger")
    note = f"{first.what}, today" if days == 0 else first.what
    return Said(f"{first.on:%b} {first.on.day}", note, "warn" if days <= SOON else "")


def mark_of(status: str, mode: str, reason: str, minutes: int | None, planned: int) -> Mark:
    """Return the mark of a session that is over.

    status   empty while attendance is not taken; `mode`, `reason` and `minutes` belong to it
    planned  minutes of the session without its break
    """
    if not status:
        return Mark.OPEN
    if status == Status.ABSENT:
        return Mark.EXCUSED if reason in EXCUSED else Mark.NO_CALL
    if (minutes or 0) < planned:
        return Mark.PART
    return Mark.IN_PERSON if mode == Mode.IN_PERSON else Mark.VIRTUAL


def figure(minutes: int) -> str:
    """Return minutes as hours with one decimal at most, rounded down: nothing is shown as reached that is not."""
    tenths = minutes * 10 // 60
    return f"{tenths // 10}" if tenths % 10 == 0 else f"{tenths // 10}.{tenths % 10}"
