"""Groups to come whose leader holds none of the credentials that the group asks for, on the day. Part of a question."""

import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection

from stepwell.people.vocabulary import CREDENTIALS

# The sessions of the sites that the asker plans, or of one group (%(series)s, else null), by group and leader.
LAPSING = """
SELECT coalesce(json_agg(json_build_array(f.series_id, f.title, f.name, f.day, f.count, f.credentials)
  ORDER BY f.day, f.title), '[]')::text FROM (
  SELECT s.series_id, s.title, m.name, min(s.day) AS day, count(*) AS count, n.credentials
  FROM scheduling_session s
  JOIN weekplans_groupneeds n ON n.series_id = s.series_id AND n.credentials <> '{}'
  JOIN scheduling_sessionstaff l ON l.session_id = s.id AND l.removed_at IS NULL AND l.role = 'leader'
  JOIN tenancy_membership m ON m.id = l.membership_id
  WHERE s.cancelled_at IS NULL AND s.starts_at > %(at)s AND ({which})
    AND NOT EXISTS (SELECT FROM people_credential c WHERE c.membership_id = l.membership_id
      AND c.kind = ANY (n.credentials) AND c.withdrawn_on IS NULL AND (c.issued_on IS NULL OR c.issued_on <= s.day)
      AND (c.expires_on IS NULL OR c.expires_on >= s.day))
  GROUP BY s.series_id, s.title, m.name, n.credentials) f
"""
PLANNED = (
    "(SELECT stepwell.everywhere('schedule', true, false))"
    " OR s.site_id = ANY ((SELECT stepwell.sites('schedule', true, false))::uuid[])"
)
_OF_GROUP = "s.series_id = %(series)s"


@dataclass(frozen=True, slots=True)
class Lapsing:
    """A group whose leader holds none of the credentials it asks for, from a day on, in so many sessions."""

    series_id: UUID
    title: str
    leader: str
    from_on: date
    count: int
    asks: str


def of_group(series_id: UUID, *, at: datetime) -> list[Lapsing]:
    """Return in which sessions to come of a group that is so, by leader. One query."""
    with connection.cursor() as cursor:
        cursor.execute(LAPSING.replace("{which}", _OF_GROUP), {"series": series_id, "at": at})
        return read(json.loads(cursor.fetchone()[0]))


def read(rows: list[Any]) -> list[Lapsing]:
    """Return what was found, in words."""
    return [
        Lapsing(
            UUID(series), title, leader, date.fromisoformat(day), count,
            " or ".join(CREDENTIALS[one].lower() for one in sorted(credentials)),
        )
        for series, title, leader, day, count, credentials in rows
    ]  # fmt: skip
