"""Which days are to be looked at: attended and not charged, or charged and changed since."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db import connection

# Days left on purpose are looked at again only when attendance changed after that.
_DUE = """
SELECT DISTINCT a.client_id, s.day
FROM attendance_attendance a JOIN scheduling_session s ON s.id = a.session_id
LEFT JOIN billing_charge c ON c.client_id = a.client_id AND c.day = s.day AND c.ended_at IS NULL
LEFT JOIN billing_heldday h ON h.client_id = a.client_id AND h.day = s.day AND h.resolved_at IS NULL
WHERE s.day BETWEEN %(first)s AND %(last)s AND (
  (c.id IS NULL AND a.voided_at IS NULL AND a.minutes > 0 AND (h.left_at IS NULL OR a.taken_at > h.left_at))
  OR (c.id IS NOT NULL AND (a.taken_at > c.made_at OR a.voided_at > c.made_at)))
UNION
SELECT c.client_id, c.day FROM billing_charge c
WHERE c.day BETWEEN %(first)s AND %(last)s AND c.ended_at IS NULL AND EXISTS (
  SELECT FROM billing_chargeline l JOIN billing_chargesource x ON x.line_id = l.id
  JOIN notes_note n ON n.id = x.note_id AND n.voided_at IS NOT NULL WHERE l.charge_id = c.id)
UNION
SELECT h.client_id, h.day FROM billing_heldday h
WHERE h.day BETWEEN %(first)s AND %(last)s AND h.resolved_at IS NULL AND h.left_at IS NULL
ORDER BY 1, 2
"""


def due(first: date, last: date) -> Sequence[tuple[UUID, date]]:
    """Return client and day of what is to be looked at from a day to a day, by client and day. One query."""
    with connection.cursor() as cursor:
        cursor.execute(_DUE, {"first": first, "last": last})
        return [(client_id, day) for client_id, day in cursor.fetchall()]
