"""Whose attendance the actor writes, as the walls have it: asked before a form is offered or a row written."""

from collections.abc import Sequence
from uuid import UUID

from django.db import connection

from stepwell.platform.walls.rights import Category

_WRITES = """
SELECT c.id FROM clients_client c WHERE c.id = ANY (%(clients)s) AND (
  (SELECT stepwell.everywhere(%(category)s, true, false))
  OR c.site_id = ANY ((SELECT stepwell.sites(%(category)s, true, false))::uuid[])
  OR c.id = ANY ((SELECT stepwell.clients(%(category)s, true, false))::uuid[]))
"""


def writable(client_ids: Sequence[UUID]) -> set[UUID]:
    """Return those of some clients whose attendance the actor writes."""
    with connection.cursor() as cursor:
        cursor.execute(_WRITES, {"clients": list(client_ids), "category": Category.SESSIONS})
        return {row[0] for row in cursor.fetchall()}
