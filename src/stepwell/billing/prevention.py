"""Indicators of what rules stopped before it went out, and of what collecting costs.

Source: docs/sources.md#indicators.
"""

from decimal import Decimal

from stepwell.billing.figures import BENCHMARK, Figure
from stepwell.billing.rules.indicators import Counted, Indicator, Scale, Side

# What several rules stopped counts once, by the day the first of them did; it is mended when all of them are.
STOPPED = Figure(
    Indicator(
        "stopped_then_mended", "Stopped, then mended", Side(Counted.CENTS, "mended before it went out"),
        Side(Counted.CENTS, "stopped by rules"), "days and claims by the day a rule stopped them", Scale.PERCENT,
        is_lower_better=False,
    ),
    "billing:charges",
    """
    SELECT client_id, day, CASE WHEN mended THEN cents ELSE 0 END::numeric AS above, cents::numeric AS below FROM (
      SELECT s.client_id, s.of, (min(s.stopped_at) AT TIME ZONE %(zone)s)::date AS day, max(s.cents) AS cents,
        bool_and(s.ending = 'mended') AS mended
      FROM billing_stop s WHERE s.cents > 0 GROUP BY s.client_id, s.of
    ) stopped WHERE day BETWEEN %(first)s AND %(last)s
    """,
)  # fmt: skip
# The cost of a month belongs to nobody: it is shared by what was paid, so that rows add up to it.
_SHARED = """
    SELECT p.client_id, p.month, p.paid,
      coalesce(k.cents * p.paid / nullif(sum(p.paid) OVER (PARTITION BY p.month), 0), 0) AS cost
    FROM (
      SELECT t.client_id, date_trunc('month', t.day)::date AS month, sum(e.cents) AS paid
      FROM billing_entry e
      JOIN billing_transaction t ON t.organization_id = e.organization_id AND t.id = e.transaction_id
      WHERE e.account IN ('cash', 'check', 'card', 'eft') AND t.client_id IS NOT NULL
        AND t.day BETWEEN %(first)s AND %(last)s
      GROUP BY 1, 2
    ) p JOIN billing_collectingcost k ON k.month = p.month
"""
COST = Figure(
    Indicator(
        "cost_to_collect", "Cost to collect", Side(Counted.CENTS, "that billing cost, shared by what was paid"),
        Side(Counted.CENTS, "collected"), "payments", Scale.PERCENT, is_lower_better=True, target=Decimal(7),
        source=f"3 to 7% is {BENCHMARK}",
    ),
    "billing:account",
    f"SELECT client_id, NULL::date AS day, cost AS above, paid AS below FROM ({_SHARED}) AS shared",
    f"SELECT month, sum(cost), sum(paid) FROM ({_SHARED}) AS shared GROUP BY month",
    asks=("billing:costs", "What billing costs in a month is entered by hand"),
)  # fmt: skip
