"""What payers denied although a rule should have held it back."""

from datetime import date

from django.db import connection

from stepwell.billing.stops import Denied

_DENIED = """
SELECT gate, count(*), sum(cents) FROM remittances_denialcase d, unnest(d.gates) gate
WHERE d.decided_on BETWEEN %(first)s AND %(last)s GROUP BY gate
"""


def denied_by_rule(first: date, last: date) -> dict[str, Denied]:
    """Return denied lines and cents from a day to a day, by each rule that should have known. One query."""
    with connection.cursor() as cursor:
        cursor.execute(_DENIED, {"first": first, "last": last})
        return {code: Denied(lines, int(cents)) for code, lines, cents in cursor.fetchall()}
