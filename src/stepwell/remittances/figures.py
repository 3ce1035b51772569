"""Indicators of claims and of what payers answer, beside those of billing. Source: docs/sources.md#indicators."""

from decimal import Decimal

from stepwell.billing.figures import BENCHMARK, Figure
from stepwell.billing.rules.indicators import Counted, Indicator, Scale, Side

# The first time that a claim of ours left, by the line: a correction or a later payer is not the first.
_SENT = """
    FROM claims_claim c JOIN LATERAL (
      SELECT min(e.at) AS at FROM claims_claimevent e WHERE e.claim_id = c.id AND e.state = 'sent'
    ) left_at ON left_at.at IS NOT NULL
    WHERE c.frequency IN ('1', '2', '3', '4') AND c.sequence = 1
"""
# The first answer to a line of such a claim, whatever became of it later.
_ANSWERED = """
    FROM remittances_remittanceline l
    JOIN remittances_remittanceclaim a ON a.id = l.answer_id
    JOIN remittances_remittance r ON r.id = a.remittance_id
    JOIN claims_claimline b ON b.id = l.claim_line_id
    JOIN claims_claim c ON c.id = b.claim_id AND c.frequency IN ('1', '2', '3', '4') AND c.sequence = 1
    WHERE l.charge > 0 AND r.day BETWEEN %(first)s AND %(last)s AND NOT EXISTS (
      SELECT FROM remittances_remittanceline o
      JOIN remittances_remittanceclaim x ON x.id = o.answer_id
      JOIN remittances_remittance p ON p.id = x.remittance_id
      WHERE o.claim_line_id = l.claim_line_id AND o.charge > 0 AND (p.read_at, o.id) < (r.read_at, l.id)
    )
"""
DAYS_TO_BILL = Figure(
    Indicator(
        "days_to_bill", "Days from care to claim", Side(Counted.DAYS, "days of waiting"),
        Side(Counted.ITEMS, "claims sent"), "claims by their first day of care", Scale.DAYS, is_lower_better=True,
        target=Decimal(3), source=f"2 to 3 days from the last day of care is {BENCHMARK}",
    ),
    "billing:charges",
    f"""
    SELECT c.client_id, c.first_on AS day, ((left_at.at AT TIME ZONE %(zone)s)::date - c.last_on)::numeric AS above,
      1::numeric AS below
    {_SENT} AND c.first_on BETWEEN %(first)s AND %(last)s
    """,
)  # fmt: skip
CLEAN_CLAIMS = Figure(
    Indicator(
        "clean_claims", "Clean claims", Side(Counted.ITEMS, "taken in as they were sent"),
        Side(Counted.ITEMS, "sent and taken in or rejected"), "claims by the day they left", Scale.PERCENT,
        is_lower_better=False, target=Decimal(95), source=f"95 to 98% is {BENCHMARK}",
    ),
    "billing:charges",
    f"""
    SELECT client_id, day, above, 1::numeric AS below FROM (
      SELECT c.client_id, (left_at.at AT TIME ZONE %(zone)s)::date AS day, (
        SELECT CASE WHEN bool_or(e.state IN ('file_rejected', 'claim_rejected')) THEN 0::numeric
          WHEN bool_or(e.state IN ('payer_accepted', 'pended', 'adjudicated', 'denied', 'closed')) THEN 1 END
        FROM claims_claimevent e WHERE e.claim_id = c.id
      ) AS above
      {_SENT}
    ) judged WHERE above IS NOT NULL AND day BETWEEN %(first)s AND %(last)s
    """,
)  # fmt: skip
DENIED_LINES = Figure(
    Indicator(
        "denied_lines", "Denied at first, lines", Side(Counted.ITEMS, "denied in part or whole"),
        Side(Counted.ITEMS, "lines answered"), "first answers", Scale.PERCENT, is_lower_better=True,
        target=Decimal(5), source=f"less than 5% is {BENCHMARK}; 5 to 10% is common",
    ),
    "billing:account",
    f"""
    SELECT l.client_id, r.day, CASE WHEN l.denied > 0 THEN 1::numeric ELSE 0 END AS above, 1::numeric AS below
    {_ANSWERED}
    """,
)  # fmt: skip
DENIED_DOLLARS = Figure(
    Indicator(
        "denied_dollars", "Denied at first, dollars", Side(Counted.CENTS, "denied"),
        Side(Counted.CENTS, "charged on lines answered"), "first answers", Scale.PERCENT, is_lower_better=True,
        target=Decimal(5), source=f"less than 5% is {BENCHMARK}; 5 to 10% is common",
    ),
    "billing:account",
    f"""
    SELECT l.client_id, r.day, greatest(l.denied, 0)::numeric AS above, l.charge::numeric AS below
    {_ANSWERED}
    """,
)  # fmt: skip
FIRST_PASS = Figure(
    Indicator(
        "first_pass", "Resolved at first", Side(Counted.ITEMS, "paid, or left to the client"),
        Side(Counted.ITEMS, "claims answered"), "first answers", Scale.PERCENT, is_lower_better=False,
        target=Decimal(90), source=f"90% and more is {BENCHMARK}",
    ),
    "billing:account",
    f"""
    SELECT l.client_id, r.day, CASE WHEN bool_or(l.denied > 0) THEN 0::numeric ELSE 1 END AS above, 1::numeric AS below
    {_ANSWERED} GROUP BY l.client_id, r.day, a.id
    """,
)  # fmt: skip
_TOLERANCE = 100  # cents by which an answer may differ from the contract
UNDERPAID = Figure(
    Indicator(
        "underpaid", "Allowed less than agreed", Side(Counted.CENTS, "less than agreed"),
        Side(Counted.CENTS, "agreed for lines that were allowed"), "first answers", Scale.PERCENT, is_lower_better=True,
    ),
    "billing:account",
    f"""
    SELECT client_id, day,
      CASE WHEN expected - allowed > {_TOLERANCE} THEN expected - allowed ELSE 0 END::numeric AS above,
      expected::numeric AS below
    FROM (
      SELECT l.client_id, r.day, l.expected, coalesce(l.allowed, l.charge - l.contractual) AS allowed
      {_ANSWERED} AND l.denied = 0 AND l.expected > 0
    ) agreed
    """,
)  # fmt: skip
EVERY = (DAYS_TO_BILL, CLEAN_CLAIMS, DENIED_LINES, DENIED_DOLLARS, FIRST_PASS, UNDERPAID)
