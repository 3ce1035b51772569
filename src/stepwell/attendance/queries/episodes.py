"""How much of an episode somebody attended: what was before the clinic used Stepwell, and what was taken here."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection

from stepwell.scheduling.rules.weeks import in_words

# The episode of a day, what was noted of the time before, and what was taken since: no day is counted twice.
_SUMS = """
SELECT e.opened_on, o.as_of, coalesce(o.days_attended, 0), coalesce(o.minutes_attended, 0), t.days, t.minutes
FROM clients_episode e
LEFT JOIN clients_carriedover o ON o.episode_id = e.id AND o.voided_at IS NULL
CROSS JOIN LATERAL (
  SELECT count(DISTINCT s.day) AS days, coalesce(sum(a.minutes), 0) AS minutes
  FROM attendance_attendance a JOIN scheduling_session s ON s.id = a.session_id
  WHERE a.client_id = e.client_id AND a.voided_at IS NULL AND a.minutes > 0 AND s.day <= %(on)s
    AND s.day >= e.opened_on AND (o.as_of IS NULL OR s.day > o.as_of)
) t
WHERE e.client_id = %(client)s AND e.voided_at IS NULL AND daterange(e.opened_on, e.closed_on, '[]') @> %(on)s::date
"""


@dataclass(frozen=True, slots=True)
class EpisodeSums:
    """Days and minutes attended in an episode.

    as_of  the last day that was counted elsewhere; None for an episode that began here
    """

    opened_on: date
    as_of: date | None
    days_before: int
    minutes_before: int
    days_here: int
    minutes_here: int

    @property
    def days(self) -> int:
        """Days attended in all."""
        return self.days_before + self.days_here

    @property
    def minutes(self) -> int:
        """Minutes attended in all."""
        return self.minutes_before + self.minutes_here

    @property
    def time(self) -> str:
        """Time attended in all, in words."""
        return in_words(self.minutes)

    @property
    def time_before(self) -> str:
        """Time attended before, in words."""
        return in_words(self.minutes_before)


def sums_of(client_id: UUID, on: date) -> EpisodeSums | None:
    """Return what somebody attended in the episode of a day, up to that day; None for whoever sees no episode.

    Attendance is what the actor sees of it. One query.
    """
    with connection.cursor() as cursor:
        cursor.execute(_SUMS, {"client": client_id, "on": on})
        row = cursor.fetchone()
    return EpisodeSums(*row) if row else None
