"""What a new organization still needs."""

from django.db import connection

from stepwell.people.rules.beginning import Beginning, Step, steps

_FACTS = """
WITH held AS (
  SELECT a.role FROM tenancy_roleassignment a JOIN tenancy_membership m ON m.id = a.membership_id
  WHERE m.ended_at IS NULL AND (a.ends_at IS NULL OR a.ends_at > now())
)
SELECT (SELECT count(*) FROM tenancy_site WHERE closed_on IS NULL),
       (SELECT count(*) FROM people_program WHERE closed_on IS NULL),
       (SELECT count(*) FROM people_room WHERE closed_on IS NULL),
       count(*) FILTER (WHERE role = 'director'), count(*) FILTER (WHERE role = 'clinician'),
       count(*) FILTER (WHERE role = 'privacy'), count(*) FILTER (WHERE role = 'admissions')
FROM held
"""


def left_to_begin() -> list[Step]:
    """Return every step of the beginning, done or not, for the organization acted for; empty once all are done.

    One query. Invited people count: the administrator has done their part.
    """
    with connection.cursor() as cursor:
        cursor.execute(_FACTS)
        found = steps(Beginning(*cursor.fetchone()))
    return [] if all(step.is_done for step in found) else found
