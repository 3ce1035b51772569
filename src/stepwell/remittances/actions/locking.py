"""One payment of an organization at a time: what stands must not change under a plan."""

from uuid import UUID

from django.db import connection


def one_payment_at_a_time(organization_id: UUID) -> None:
    """Wait until nobody else posts or places money of payers of an organization, until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 835))", [str(organization_id)])
