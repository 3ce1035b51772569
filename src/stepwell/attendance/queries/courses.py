"""The sessions of many clients with what was taken of each, read at once: for boards and reports."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import connection

from stepwell.scheduling.rules.hours import PlannedSession
from stepwell.scheduling.vocabulary import SessionKind

# What each client is planned for, by the rules of the schedule.
_COURSES = """
WITH planned AS (
  SELECT m.client_id, s.id FROM scheduling_groupmembership m JOIN scheduling_session s
    ON s.series_id = m.series_id AND s.day >= m.from_on AND (m.to_on IS NULL OR s.day <= m.to_on)
  WHERE m.client_id = ANY (%(clients)s) AND m.voided_at IS NULL
    AND s.day BETWEEN %(first)s AND %(last)s AND NOT s.is_withdrawn
  UNION
  SELECT t.client_id, s.id FROM scheduling_seat t JOIN scheduling_session s ON s.id = t.session_id
  WHERE t.client_id = ANY (%(clients)s) AND t.removed_at IS NULL AND t.voided_at IS NULL
    AND s.day BETWEEN %(first)s AND %(last)s AND NOT s.is_withdrawn
)
SELECT p.client_id, s.id, s.title, s.day, s.starts_at, s.ends_at, s.kind, s.break_minutes, s.cancelled_at IS NOT NULL,
       coalesce(a.status, ''), coalesce(a.mode, ''), coalesce(a.reason, ''), a.minutes
FROM planned p JOIN scheduling_session s ON s.id = p.id
LEFT JOIN attendance_attendance a ON a.session_id = s.id AND a.client_id = p.client_id AND a.voided_at IS NULL
ORDER BY s.starts_at, s.id
"""


@dataclass(frozen=True, slots=True)
class Meeting:
    """One session that somebody is planned for, with what was taken; empty and None while nothing was.

    day  the date at the site
    """

    session_id: UUID
    title: str
    day: date
    starts: datetime
    ends: datetime
    kind: SessionKind
    break_minutes: int
    is_cancelled: bool
    status: str
    mode: str
    reason: str
    minutes: int | None

    @property
    def planned(self) -> PlannedSession:
        """The session as the hours rule takes it."""
        return PlannedSession(self.starts, self.ends, self.kind, self.break_minutes, self.is_cancelled, self.minutes)


def courses_of(client_ids: Sequence[UUID], first: date, last: date) -> dict[UUID, list[Meeting]]:
    """Return what clients are planned for from a day to a day, by start, canceled sessions too. One query.

    Of attendance there is what the actor sees of it.
    """
    if not client_ids:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(_COURSES, {"clients": list(client_ids), "first": first, "last": last})
        rows = cursor.fetchall()
    found: dict[UUID, list[Meeting]] = defaultdict(list)
    for client_id, session, title, day, starts, ends, kind, *rest in rows:
        found[client_id].append(Meeting(session, title, day, starts, ends, SessionKind(kind), *rest))
    return found
