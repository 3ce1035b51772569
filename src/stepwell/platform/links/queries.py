"""How a link stands: for the visitor who holds it, and for the staff who made it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection

from stepwell.platform.links.models import OneTimeLink
from stepwell.platform.links.rules.states import TRIES, Course, End, State, state_of

_VISITED = "SELECT link_id, organization_id, purpose, subject, asks_code, failed, is_open FROM stepwell.visited()"

_OPEN = """
SELECT l.expires_at FROM links_onetimelink l
WHERE l.client_id = %s AND l.purpose = %s AND l.expires_at > %s
  AND NOT EXISTS (SELECT FROM links_linkend e WHERE e.link_id = l.id)
  AND (SELECT count(*) FROM links_linkattempt a WHERE a.link_id = l.id AND a.proof <> ALL (l.proofs)) < %s
ORDER BY l.created_at DESC LIMIT 1"""


@dataclass(frozen=True)
class Visit:
    """A link in force, as its holder knows it.

    tries_left  how often its holder may still answer wrongly
    is_open     whether it opens its row: it asks nothing, or was answered rightly in this browser within half an hour
    """

    link_id: UUID
    organization_id: UUID
    purpose: str
    subject: UUID
    asks_code: bool
    tries_left: int
    is_open: bool


@dataclass(frozen=True)
class Line:
    """A link as staff see it."""

    id: UUID
    purpose: str
    made_at: datetime
    expires_at: datetime
    state: State
    failed: int


def visit() -> Visit | None:
    """Return the link of the visitor that the current scope speaks for, or None. Needs no organization in the scope."""
    with connection.cursor() as cursor:
        cursor.execute(_VISITED)
        row = cursor.fetchone()
    if row is None:
        return None
    link_id, organization_id, purpose, subject, asks_code, failed, is_open = row
    return Visit(link_id, organization_id, purpose, subject, asks_code, TRIES - failed, is_open)


def links_to(subject: UUID, *, at: datetime) -> list[Line]:
    """Return the links to one row that the current scope may see, newest first. Three queries, however many links."""
    links = (
        OneTimeLink.objects.filter(subject=subject).prefetch_related("attempts", "ends").order_by("-created_at", "id")
    )
    return [_line(link, at) for link in links]


def open_until(client_id: UUID, purpose: str, *, at: datetime) -> datetime | None:
    """Return until when the newest link of a purpose is open for a client, or None if none is. One query."""
    with connection.cursor() as cursor:
        cursor.execute(_OPEN, [client_id, purpose, at, TRIES])
        row = cursor.fetchone()
    return row[0] if row else None


def _line(link: OneTimeLink, at: datetime) -> Line:
    failed = sum(attempt.proof not in link.proofs for attempt in link.attempts.all())
    end = next((End(end.kind) for end in link.ends.all()), None)
    state = state_of(Course(link.expires_at, failed, end), at=at)
    return Line(link.pk, link.purpose, link.created_at, link.expires_at, state, failed)
