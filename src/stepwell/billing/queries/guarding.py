"""What a client who pays by themself was billed, and the good-faith estimates for it."""

from decimal import Decimal
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import connection
from django.db.models import Exists, OuterRef, Sum

from stepwell.billing.models import Entry, Transaction
from stepwell.billing.rules.amounts import to_dollars
from stepwell.billing.rules.guarding import Billed, Estimated, compared
from stepwell.billing.vocabulary import Account, Kind
from stepwell.coverage.models import Estimate
from stepwell.coverage.vocabulary import EstimateKind

# Days that no payer was billed for: what the client owes of them, without what they paid.
_DAYS = """
SELECT t.service_day, sum(e.cents) FILTER (WHERE e.account = 'client')
FROM billing_transaction t JOIN billing_entry e ON e.transaction_id = t.id
WHERE t.client_id = %s AND t.service_day IS NOT NULL AND t.reverses_id IS NULL
  AND NOT EXISTS (SELECT FROM billing_transaction r WHERE r.reverses_id = t.id)
GROUP BY t.service_day
HAVING NOT bool_or(e.account = 'payer') AND sum(e.cents) FILTER (WHERE e.account = 'client') > 0
ORDER BY t.service_day
"""


def billed(client_id: UUID, zone: ZoneInfo) -> tuple[bool, list[Billed]]:
    """Return whether the client was billed days of their own, and what beside each estimate. Three queries."""
    with connection.cursor() as cursor:
        cursor.execute(_DAYS, [client_id])
        days = [(day, to_dollars(int(cents))) for day, cents in cursor.fetchall()]
    if not days:
        return False, []
    rows = Estimate.objects.filter(client=client_id, kind=EstimateKind.GOOD_FAITH, voided_at=None)
    estimates = [Estimated(row.made_at.astimezone(zone).date(), row.from_on, row.to_on, _expected(row)) for row in rows]
    off = Entry.objects.filter(client=client_id, account=Account.CLIENT, transaction__kind=Kind.WRITE_OFF)
    undone = Transaction.objects.filter(reverses=OuterRef("transaction"))
    cents = off.exclude(Exists(undone)).aggregate(sum=Sum("cents"))["sum"] or 0
    return True, compared(days, estimates, off=to_dollars(-cents))


def _expected(row: Estimate) -> Decimal:
    return row.high if row.expected is None else row.expected
