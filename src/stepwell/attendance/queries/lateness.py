"""Who is not here in a session that has begun: whom to wait for, and whom to call."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.db import connection

from stepwell.attendance.queries import seeking
from stepwell.attendance.queries.rosters import Roster, RosterRow
from stepwell.attendance.queries.seeking import ENOUGH, Contact
from stepwell.attendance.rules.lateness import DEFAULT, Late, late, minutes_since
from stepwell.attendance.vocabulary import Absence, Outcome
from stepwell.clients.queries.named import called
from stepwell.scheduling.queries.sessions import SessionRow

# Planned, and not marked or marked as absent without a word; who was reached since the session began is dealt with.
_MISSING = f"""
SELECT s.id, c.id, {called()}, count(o.id)
FROM scheduling_session s
CROSS JOIN LATERAL stepwell.planned_for(s.id) AS p (client_id)
JOIN clients_client c ON c.id = p.client_id
LEFT JOIN attendance_attendance a ON a.session_id = s.id AND a.client_id = c.id AND a.voided_at IS NULL
LEFT JOIN attendance_outreach o ON o.client_id = c.id AND o.at >= s.starts_at
WHERE s.id = ANY (%(sessions)s) AND (a.id IS NULL OR a.reason = %(silent)s)
GROUP BY s.id, c.id
HAVING count(o.id) < %(enough)s AND NOT coalesce(bool_or(o.outcome = %(reached)s), false)
ORDER BY s.starts_at, c.last_name, c.first_name, c.id
"""


@dataclass(frozen=True, slots=True)
class Missing:
    """Somebody who is not here; `attempts` to reach them were made since the session began.

    is_known  whether the actor may know how they are reached; `contact` is None, too, where no way is safe
    """

    client_id: UUID
    name: str
    attempts: int
    is_known: bool = False
    contact: Contact | None = None


@dataclass(frozen=True, slots=True)
class NotHere:
    """Who is not here so many minutes after the start. `is_begun`: somebody was marked; else the roster comes first."""

    late: Late
    minutes: int
    is_begun: bool
    people: tuple[Missing, ...]

    @property
    def mark(self) -> str:
        """What stands for all of it but the minutes: changes when something is to be read anew, and names nobody."""
        said = [str(self.late), str(self.is_begun), *(f"{each.client_id} {each.attempts}" for each in self.people)]
        return sha256(" ".join(said).encode()).hexdigest()[:16]

    @property
    def call_after(self) -> int:
        """Minutes after the start from which they are called."""
        return DEFAULT.call_after

    @property
    def is_call(self) -> bool:
        """Whether it is time to call them."""
        return self.late is Late.CALL


def not_here(found: Roster, *, at: datetime) -> NotHere | None:
    """Return who is not here, under the names of the roster; None if nobody is late. One query at most."""
    session = found.session
    how = None if session.is_cancelled else late(session.starts, session.ends, at=at)
    if how is None or not found.rows:
        return None
    minutes = minutes_since(session.starts, at=at)
    if not found.done:
        return NotHere(how, minutes, is_begun=False, people=())
    rows = [row for row in found.rows if _is_missing(row)]
    if not rows:
        return None
    known = [row.client_id for row in rows if row.is_known] if how is Late.CALL else []
    contacts = seeking.contacts_of(known) if known else {}
    people = tuple(
        Missing(row.client_id, row.name, row.attempts, row.is_known, contacts.get(row.client_id)) for row in rows
    )
    return NotHere(how, minutes, is_begun=True, people=people)


def _is_missing(row: RosterRow) -> bool:
    """Return what `_MISSING` asks of one row."""
    is_silent = row.taken is None or row.taken.reason == Absence.NO_CONTACT
    return is_silent and not row.is_reached and row.attempts < ENOUGH


def missing_in(session_ids: Sequence[UUID]) -> dict[UUID, list[Missing]]:
    """Return who is not here, by session, as far as the actor sees them. One query."""
    found: dict[UUID, list[Missing]] = {session_id: [] for session_id in session_ids}
    asked: dict[str, Any] = {
        "sessions": list(session_ids), "silent": Absence.NO_CONTACT, "reached": Outcome.REACHED, "enough": ENOUGH,
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_MISSING, asked)
        for session_id, client_id, name, attempts in cursor.fetchall():
            found[session_id].append(Missing(client_id, name, attempts))
    return found


def going(rows: Sequence[tuple[SessionRow, int]], *, at: datetime) -> dict[UUID, NotHere]:
    """Return who is not here in the sessions that go on, of sessions with how many were marked in each.

    One query at most.
    """
    due = [(row, taken, how) for row, taken in rows if (how := _late(row, at))]
    begun = [row.id for row, taken, _ in due if taken]
    named = missing_in(begun) if begun else {}
    found = {
        row.id: NotHere(how, minutes_since(row.starts, at=at), taken > 0, tuple(named.get(row.id, ())))
        for row, taken, how in due
    }
    return {key: each for key, each in found.items() if each.people or not each.is_begun}


def _late(row: SessionRow, at: datetime) -> Late | None:
    return None if row.is_cancelled or not row.taken else late(row.starts, row.ends, at=at)
