"""What an address for a calendar shows, by its secret alone; and whether somebody has one."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection

from stepwell.scheduling.actions.feeds import digest_of
from stepwell.scheduling.models import ClientFeed, StaffFeed
from stepwell.scheduling.rules.calendars import Entry
from stepwell.scheduling.vocabulary import SessionKind

BEFORE, AFTER = timedelta(days=31), timedelta(weeks=9)


def entries_of(secret: str, *, at: datetime) -> tuple[bool, list[Entry]] | None:
    """Return whether an address is a client's, and its sessions around an instant; None for an address that is none.

    The database compares digests, and tells of a session no more than a calendar shows. One query.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT is_client, session_id, kind, starts_at, ends_at, changed, is_canceled"
            " FROM stepwell.feed_sessions(%s, %s, %s)",
            [digest_of(secret), at - BEFORE, at + AFTER],
        )
        rows = cursor.fetchall()
    if not rows:
        return None
    sessions = [
        Entry(str(key), SessionKind(kind), starts, ends, changed, canceled)
        for _, key, kind, starts, ends, changed, canceled in rows
        if key
    ]
    return bool(rows[0][0]), sessions


def own_since(membership_id: UUID) -> datetime | None:
    """Return since when somebody has an address of their own, or None."""
    found = StaffFeed.objects.filter(membership=membership_id, ended_at=None)
    return found.values_list("created_at", flat=True).first()


def since(client_id: UUID) -> datetime | None:
    """Return since when a client has an address, or None."""
    return ClientFeed.objects.filter(client=client_id, ended_at=None).values_list("created_at", flat=True).first()
