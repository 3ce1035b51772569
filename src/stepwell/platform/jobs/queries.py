"""What is known of the queue and its workers. Counts and times only."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection

SILENT_AFTER = timedelta(seconds=60)  # a worker says every ten seconds that it lives

_STATE = """
SELECT (SELECT max(last_heartbeat) FROM procrastinate_workers),
       count(*) FILTER (WHERE status = 'todo' AND coalesce(scheduled_at, now()) <= now()),
       count(*) FILTER (WHERE status = 'failed')
FROM procrastinate_jobs WHERE status IN ('todo', 'failed')
"""


@dataclass(frozen=True)
class State:
    """The queue now.

    seen_at  when a worker last said that it lives; None if none is registered
    due      jobs whose time has come and that nobody has begun
    failed   jobs given up within the last 30 days
    """

    seen_at: datetime | None
    due: int
    failed: int

    def is_worked(self, now: datetime) -> bool:
        """Return whether a worker runs."""
        return self.seen_at is not None and now - self.seen_at < SILENT_AFTER


def state() -> State:
    """Return whether a worker runs and what waits for it. One query; needs no organization."""
    with connection.cursor() as cursor:
        cursor.execute(_STATE)
        return State(*cursor.fetchone())


def organizations() -> list[UUID]:
    """Return the ids of all organizations, for work that opens one scope after another."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT stepwell.organizations()")
        return [organization for (organization,) in cursor.fetchall()]
