"""Emergency access: what must be said before a closed chart opens, and how it is reviewed.

Source: docs/sources.md#emergency (45 CFR 164.312(a)(2)(ii) emergency access procedure; 42 CFR 2.51 medical emergencies,
which asks for a record of who disclosed what, when and why).
"""

from dataclasses import dataclass
from datetime import date, datetime
from math import ceil
from uuid import UUID

from stepwell.kernel.findings import Finding

SHORTEST_REASON = 10  # characters; the database asks the same

NOT_ASKED = Finding("EMG-001", "Say whose record: the record number, or the last name together with the birth date.")
NOT_FOUND = Finding(
    "EMG-002",
    "No single record fits exactly. Check the record number, or the spelling of the last name and the birth date.",
)
TOO_SHORT = Finding("EMG-003", "Say in a sentence why it cannot wait, in 10 letters or more.", "reason")
ALREADY_OPEN = Finding("EMG-004", "This record is open to you already. No emergency access is needed.")
OWN_ACCESS = Finding("EMG-005", "Nobody reviews their own emergency access. Ask another privacy officer.")
REVIEWED = Finding("EMG-006", "Somebody reviewed this emergency access meanwhile. Their outcome stands.")
SAYS_NOT_WHY = Finding("EMG-007", "Say what was not justified about it.", "note")


@dataclass(frozen=True)
class Person:
    """Whose record is asked for: by the record that was refused, by its number, or by last name and birth date."""

    record: UUID | None = None
    record_number: str = ""
    last_name: str = ""
    birth_date: date | None = None

    @property
    def is_named(self) -> bool:
        """Whether this is enough to look for exactly one person."""
        return bool(self.record or self.record_number or (self.last_name and self.birth_date))


def check_reason(reason: str) -> list[Finding]:
    """Return what is wrong with the reason given, if anything."""
    return [] if len(reason.strip()) >= SHORTEST_REASON else [TOO_SHORT]


def check_review(*, is_own: bool, justified: bool, note: str) -> list[Finding]:
    """Return what keeps a review from being written.

    is_own  whether the reviewer opened the access
    note    required where it was not justified
    """
    found = [OWN_ACCESS] if is_own else []
    return found if justified or note.strip() else [*found, SAYS_NOT_WHY]


def minutes_left(closes_at: datetime, now: datetime) -> int:
    """Return whole minutes until an access ends, the last one begun counted; 0 once it has ended."""
    return max(0, ceil((closes_at - now).total_seconds() / 60))
