"""Numbers that are given out once. The row of their kind stays locked until the transaction ends."""

from uuid import UUID, uuid4

from django.db import connection

from stepwell.claims.actions.acting import Actor, organization_of
from stepwell.claims.vocabulary import Numbered

_TAKE = """
INSERT INTO claims_controlnumber AS c (id, organization_id, kind, last)
VALUES (%(id)s, %(organization)s, %(kind)s, %(count)s)
ON CONFLICT (organization_id, kind) DO UPDATE SET last = c.last + %(count)s RETURNING last
"""


def take(kind: Numbered, count: int, *, actor: Actor) -> range:
    """Return the next numbers of a kind. What is rolled back was never given to anybody."""
    values: dict[str, UUID | str | int] = {
        "id": uuid4(),
        "organization": organization_of(actor),
        "kind": str(kind),
        "count": count,
    }
    with connection.cursor() as cursor:
        cursor.execute(_TAKE, values)
        last = int(cursor.fetchone()[0])
    return range(last - count + 1, last + 1)
