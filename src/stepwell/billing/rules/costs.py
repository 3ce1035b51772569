"""What billing costs in a month: which months may be told. Source: docs/sources.md#indicators."""

from datetime import date

from stepwell.billing.rules.indicators import months_until
from stepwell.billing.rules.ledger import MOST_CENTS
from stepwell.kernel.findings import Finding

MONTHS = 12
OTHER_MONTH = Finding("COL-001", "Enter the cost of one of the last twelve months, this one included.", "month")
AMOUNT = Finding("COL-002", "Enter dollars and whole cents, from nothing up to $999,999,999.99.", "amount")


def check_cost(month: date, cents: int, *, today: date) -> list[Finding]:
    """Return what is wrong with a cost.

    month  its first day
    """
    is_near = month in months_until(today, count=MONTHS)
    is_right = 0 <= cents <= MOST_CENTS
    return [*([] if is_near else [OTHER_MONTH]), *([] if is_right else [AMOUNT])]
