"""Whose attendance the actor writes, as the walls have it: asked before a form is offered or a row written."""

from uuid import UUID

from django.db.models import BooleanField
from django.db.models.expressions import RawSQL

from stepwell.clients.models import Client
from stepwell.platform.walls.rights import Category

_WRITES = """(SELECT stepwell.everywhere(%s, true, false))
OR clients_client.site_id = ANY ((SELECT stepwell.sites(%s, true, false))::uuid[])
OR clients_client.id = ANY ((SELECT stepwell.clients(%s, true, false))::uuid[])"""


def written() -> RawSQL:
    """Return the condition on clients that the actor writes their attendance: part of a query for others."""
    return RawSQL(_WRITES, [Category.SESSIONS] * 3, output_field=BooleanField())  # noqa: S611 (our own words)


def is_written(client_id: UUID) -> bool:
    """Return whether the actor writes the attendance of a client."""
    return Client.objects.filter(written(), pk=client_id).exists()
