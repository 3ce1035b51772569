"""What a client is planned for although they cannot come then, or must not meet somebody who is there. One query."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import connection

from stepwell.scheduling.actions.conflicts import said

AHEAD = timedelta(weeks=4)

_WARNED = """
WITH mine AS (
  SELECT s.id, s.series_id, s.title, s.day, s.starts_at, s.ends_at, p.time_zone,
    (s.starts_at AT TIME ZONE p.time_zone)::time AS begins, (s.ends_at AT TIME ZONE p.time_zone)::time AS ends
  FROM scheduling_session s JOIN tenancy_site p ON p.id = s.site_id
  WHERE s.cancelled_at IS NULL AND s.starts_at BETWEEN %(at)s AND %(until)s AND (
    s.id IN (SELECT t.session_id FROM scheduling_seat t
      WHERE t.client_id = %(client)s AND t.removed_at IS NULL AND t.voided_at IS NULL)
    OR EXISTS (SELECT FROM scheduling_groupmembership m WHERE m.client_id = %(client)s AND m.series_id = s.series_id
      AND m.voided_at IS NULL AND m.from_on <= s.day AND (m.to_on IS NULL OR m.to_on >= s.day)))
), times AS (
  SELECT s.id, t.can_come FROM mine s JOIN weekplans_clienttime t ON t.client_id = %(client)s AND t.voided_at IS NULL
    AND NOT t.is_wish AND (extract(isodow FROM s.day)::int - 1) = ANY (t.weekdays) AND t.from_on <= s.day
    AND (t.to_on IS NULL OR t.to_on >= s.day)
    AND CASE WHEN t.can_come THEN t.starts <= s.begins AND t.ends >= s.ends
      ELSE t.starts < s.ends AND t.ends > s.begins END
), others AS (
  SELECT CASE WHEN a.client_id = %(client)s THEN a.other_id ELSE a.client_id END AS client_id
  FROM weekplans_apartpair a WHERE %(client)s IN (a.client_id, a.other_id) AND a.voided_at IS NULL
)
SELECT coalesce(json_agg(json_build_array(s.title, s.starts_at, s.ends_at, s.time_zone, w.why)
  ORDER BY s.starts_at), '[]')::text
FROM mine s CROSS JOIN LATERAL (
  SELECT 'cannot come' AS why WHERE EXISTS (SELECT FROM times t WHERE t.id = s.id AND NOT t.can_come)
    AND NOT EXISTS (SELECT FROM times t WHERE t.id = s.id AND t.can_come)
  UNION ALL
  SELECT 'not with' WHERE EXISTS (SELECT FROM others o WHERE
    EXISTS (SELECT FROM scheduling_seat t WHERE t.client_id = o.client_id AND t.session_id = s.id
      AND t.removed_at IS NULL AND t.voided_at IS NULL)
    OR EXISTS (SELECT FROM scheduling_groupmembership m WHERE m.client_id = o.client_id AND m.series_id = s.series_id
      AND m.voided_at IS NULL AND m.from_on <= s.day AND (m.to_on IS NULL OR m.to_on >= s.day)))
) w
"""


@dataclass(frozen=True, slots=True)
class Warned:
    """A session with what speaks against it: that the client cannot come, or whom they must not meet."""

    title: str
    when: str
    is_apart: bool


def of_client(client_id: UUID, *, at: datetime) -> list[Warned]:
    """Return what speaks against sessions of the next weeks, as far as the actor plans for those concerned."""
    values: dict[str, Any] = {"client": client_id, "at": at, "until": at + AHEAD}
    with connection.cursor() as cursor:
        cursor.execute(_WARNED, values)
        rows = json.loads(cursor.fetchone()[0])
    return [
        Warned(
            title,
            said(datetime.fromisoformat(starts), datetime.fromisoformat(ends), ZoneInfo(zone)),
            why == "not with",
        )
        for title, starts, ends, zone, why in rows
    ]
