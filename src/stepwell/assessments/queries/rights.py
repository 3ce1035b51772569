"""Whether the actor may write somebody's chart. Many may read it; the walls would refuse, and a page says so before."""

from uuid import UUID

from django.db import connection

from stepwell.platform.walls.rights import Category

_WRITES = """
SELECT stepwell.everywhere(%(category)s, true, false)
    OR %(client)s = ANY (stepwell.clients(%(category)s, true, false)::uuid[])
    OR EXISTS (SELECT FROM clients_client c WHERE c.id = %(client)s
               AND c.site_id = ANY (stepwell.sites(%(category)s, true, false)::uuid[]))
"""


def writes_chart(client_id: UUID) -> bool:
    """Return whether the current scope may write the chart of a client. One query."""
    with connection.cursor() as cursor:
        cursor.execute(_WRITES, {"category": Category.CHART, "client": client_id})
        return bool(cursor.fetchone()[0])
