"""What must be right before a group is planned."""

from dataclasses import dataclass
from datetime import date, time
from uuid import UUID

from stepwell.kernel.findings import Finding
from stepwell.scheduling.rules.profiles import HoursProfile
from stepwell.scheduling.rules.recurrence import Pattern
from stepwell.scheduling.vocabulary import LONGEST, SHORTEST, Mode, SessionKind


@dataclass(frozen=True)
class SeriesFacts:
    """A group as it is planned. Weekdays are Monday 0 to Sunday 6; lengths are minutes; dates are days at the site."""

    name: str
    kind: SessionKind
    weekdays: frozenset[int]
    local_start: time
    minutes: int
    from_on: date
    to_on: date | None = None
    break_minutes: int = 0
    every_weeks: int = 1
    curriculum: str = ""
    room_id: UUID | None = None
    leader_id: UUID | None = None
    co_leader_id: UUID | None = None
    capacity: int = 12
    minimum: int = 3
    mode: Mode = Mode.IN_PERSON
    is_shared: bool = False

    @property
    def pattern(self) -> Pattern:
        """When it meets."""
        return Pattern(self.weekdays, self.local_start, self.minutes, self.from_on, self.to_on, self.every_weeks)


def check_series(facts: SeriesFacts, *, profile: HoursProfile, seats: int | None) -> list[Finding]:
    """Return what is wrong with a group.

    seats  of its room; None without one
    """
    found = check_times(facts.minutes, facts.break_minutes)
    if not any(map(str.isalpha, facts.name)):
        found.append(
            Finding("SCH-010", "The name has no letter. Give the group a name that says nothing of treatment.", "name")
        )
    if not facts.weekdays:
        found.append(Finding("SCH-011", "The group meets on no day. Choose one or more.", "weekdays"))
    if facts.to_on and facts.to_on < facts.from_on:
        found.append(Finding("SCH-012", "The last day is before the first. Correct one of them.", "to_on"))
    if facts.leader_id and facts.leader_id == facts.co_leader_id:
        found.append(Finding("SCH-013", "Leader and co-leader are the same person. Choose another.", "co_leader"))
    if facts.minimum > facts.capacity:
        found.append(Finding("SCH-014", "The minimum is more than the seats. Lower it.", "minimum"))
    if facts.is_shared and facts.mode != Mode.VIDEO:
        sentence = "Clients of other sites take part by video. Hold the group by video, or keep it to this site."
        found.append(Finding("SCH-024", sentence, "is_shared"))
    most = profile.most(facts.kind)
    if facts.capacity > most:
        sentence = f"The rules counted by here allow {most} in such a group. Lower the seats, or add a group."
        found.append(Finding("SCH-015", sentence, "capacity"))
    return found + check_room(facts.mode, facts.room_id, facts.capacity, seats)


def check_times(minutes: int, break_minutes: int) -> list[Finding]:
    """Return what is wrong with a length and the break in it, both in minutes."""
    if not SHORTEST <= minutes <= LONGEST:
        return [Finding("SCH-016", f"A session lasts {SHORTEST} to {LONGEST} minutes. Correct the length.", "minutes")]
    if break_minutes >= minutes:
        return [Finding("SCH-017", "The break is as long as the session. Shorten it.", "break_minutes")]
    return []


def check_room(mode: Mode, room_id: UUID | None, capacity: int, seats: int | None) -> list[Finding]:
    """Return what is wrong with where people are: who comes in person needs a room that holds them."""
    if mode == Mode.VIDEO and room_id:
        return [Finding("SCH-018", "A session by video takes no room. Leave the room empty.", "room")]
    if mode != Mode.VIDEO and not room_id:
        return [Finding("SCH-019", "People come in person. Choose a room, or hold it by video.", "room")]
    if mode == Mode.IN_PERSON and seats is not None and capacity > seats:
        return [Finding("SCH-020", f"The room has {seats} seats. Choose a larger one, or fewer people.", "room")]
    return []
