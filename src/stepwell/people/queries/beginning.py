"""What a new organization still needs."""

from collections.abc import Sequence
from typing import Any

from stepwell.people.rules.beginning import Beginning, Step, steps
from stepwell.platform.questions import Listing, as_is

FACTS = Listing(
    """
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
""",
    (as_is,) * 7,
)


def left_to_begin(found: Sequence[Sequence[Any]] | None = None) -> list[Step]:
    """Return every step of the beginning, done or not, for the organization acted for; empty once all are done.

    Invited people count: the administrator has done their part.

    found  the row of `FACTS` where it was asked with others; else it takes one query
    """
    [facts] = FACTS.fetched() if found is None else found
    left = steps(Beginning(*facts))
    return [] if all(step.is_done for step in left) else left
