"""Who is in care or on the way in, and has no primary clinician."""

from datetime import timedelta

from django.db.models import BooleanField
from django.db.models.expressions import RawSQL

from stepwell.clients.models import Client
from stepwell.clients.queries import Row, rows

NEW = timedelta(days=30)  # since when somebody registered waits for a clinician before care begins

# As sets: who needs somebody, without who has somebody. Asked one by one, they are many. And as an array: few are left,
# who are looked up, where a set would be compared with all clients that there ever were.
_WITHOUT_PRIMARY = """clients_client.id = ANY (ARRAY(
(SELECT e.client_id FROM clients_episode e WHERE e.closed_on IS NULL AND e.voided_at IS NULL
 UNION
 SELECT c.id FROM clients_client c
 WHERE c.created_at > statement_timestamp() - %s::interval
   AND NOT EXISTS (SELECT FROM clients_episode e WHERE e.client_id = c.id AND e.voided_at IS NULL)
   AND NOT EXISTS (SELECT FROM admissions_withdrawal w WHERE w.client_id = c.id AND w.resumed_at IS NULL))
EXCEPT
SELECT a.client_id FROM clients_careassignment a JOIN tenancy_membership m ON m.id = a.membership_id
WHERE a.kind = 'primary' AND a.ends_at IS NULL AND m.ended_at IS NULL))
"""


def without_primary(*, most: int) -> list[Row]:
    """Return clients in care, or registered of late, whose primary clinician is nobody, or somebody who left.

    The newest come first. Who was discharged, and who does not start, needs none.
    """
    found = Client.objects.filter(
        RawSQL(_WITHOUT_PRIMARY, [NEW], output_field=BooleanField())  # noqa: S611 (our own words)
    )
    return rows(found.order_by("-created_at", "id")[:most])
