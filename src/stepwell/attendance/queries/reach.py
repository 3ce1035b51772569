"""Whose attendance the actor writes, as the walls have it: asked before a form is offered or a row written."""

from uuid import UUID

from django.db.models.expressions import RawSQL

from stepwell.clients.models import Client
from stepwell.clients.queries.reach import reached
from stepwell.platform.walls.rights import Category


def written() -> RawSQL:
    """Return the condition on clients that the actor writes their attendance: part of a query for others."""
    return reached(Category.SESSIONS, writes=True)


def is_written(client_id: UUID) -> bool:
    """Return whether the actor writes the attendance of a client."""
    return Client.objects.filter(written(), pk=client_id).exists()
