"""The rows that indicators add up. Other rooms register theirs: the page of indicators shows them all.

Rows are a query with client_id, day, above, below, for the days %(first)s to %(last)s, in the organization's %(zone)s.
The same rows make the number and the list behind it, so that they cannot differ.
"""

from dataclasses import dataclass
from decimal import Decimal

from stepwell.billing.rules.indicators import Counted, Indicator, Scale, Side

BENCHMARK = "commonly quoted by vendors for the whole trade; set your own"


@dataclass(frozen=True)
class Figure:
    """An indicator with its rows.

    page     of a client, that shows what a row is about
    rows     where each row belongs to its day, months add up by themselves
    monthly  otherwise: a query with the first day of a month, above, below, from %(first)s on
    asks     the page where somebody enters what cannot be counted, and what it is
    """

    indicator: Indicator
    page: str
    rows: str
    monthly: str = ""
    asks: tuple[str, str] | None = None

    @property
    def by_month(self) -> str:
        """The query that adds up each month."""
        return self.monthly or (
            f"SELECT date_trunc('month', day)::date, sum(above), sum(below) FROM ({self.rows}) AS rows GROUP BY 1"
        )


_figures: dict[str, Figure] = {}


def register(*figures: Figure) -> None:
    """Show further indicators, after those that are there."""
    for figure in figures:
        _figures[figure.indicator.code] = figure


def registered() -> dict[str, Figure]:
    """Return all figures by the code of their indicator."""
    return dict(_figures)


_DAYS_TO_CHARGE = Figure(
    Indicator(
        "days_to_charge", "Days from care to charge", Side(Counted.DAYS, "days of waiting"),
        Side(Counted.ITEMS, "days of care charged"), "days of care", Scale.DAYS, is_lower_better=True,
        target=Decimal(2), source=f"2 to 3 days until the claim is out is {BENCHMARK}",
    ),
    "billing:charges",
    """
    SELECT c.client_id, c.day, ((c.made_at AT TIME ZONE %(zone)s)::date - c.day)::numeric AS above, 1::numeric AS below
    FROM billing_charge c WHERE c.number = 1 AND c.day BETWEEN %(first)s AND %(last)s
    """,
)  # fmt: skip
_NOT_BILLED = Figure(
    Indicator(
        "not_billed", "Care not billed", Side(Counted.CENTS, "not billed"),
        Side(Counted.CENTS, "that contracts pay for the care"), "days of care", Scale.PERCENT, is_lower_better=True,
    ),
    "billing:charges",
    """
    SELECT h.client_id, h.day, h.at_stake::numeric AS above, h.at_stake::numeric AS below FROM billing_heldday h
    WHERE h.resolved_at IS NULL AND h.left_at IS NULL AND h.at_stake > 0 AND h.day BETWEEN %(first)s AND %(last)s
    UNION ALL
    SELECT c.client_id, c.day, 0, c.expected FROM billing_charge c
    WHERE c.ended_at IS NULL AND c.day BETWEEN %(first)s AND %(last)s
    """,
)  # fmt: skip
_WINDOW = 90  # days of charges that receivables are measured by
_LEDGER = (
    "billing_entry e JOIN billing_transaction t ON t.organization_id = e.organization_id AND t.id = e.transaction_id"
)
# What was owed at a month's end is what is owed now without what moved since: nothing older has to be read.
_OWED = "sum(e.cents) FILTER (WHERE e.account IN ('client', 'payer'))"
_CHARGED = "-sum(e.cents) FILTER (WHERE e.account = 'charges'"
_DAYS_IN_AR = Figure(
    Indicator(
        "days_in_ar", "Days in receivables", Side(Counted.CENTS, "owed at the end"),
        Side(Counted.CENTS, f"charged a day in the {_WINDOW} days before"), "the month’s end", Scale.DAYS,
        is_lower_better=True, target=Decimal(40), source=f"35 to 40 days is {BENCHMARK}",
    ),
    "billing:account",
    f"""
    SELECT client_id, NULL::date AS day, sum(owed) AS above, sum(charged) / {_WINDOW} AS below FROM (
      SELECT b.client_id, b.cents AS owed, 0::numeric AS charged FROM billing_balance b WHERE b.cents <> 0
      UNION ALL
      SELECT t.client_id, CASE WHEN t.day > %(last)s THEN -coalesce({_OWED}, 0) ELSE 0 END,
        CASE WHEN t.day <= %(last)s THEN coalesce({_CHARGED}), 0) ELSE 0 END
      FROM {_LEDGER} WHERE t.client_id IS NOT NULL AND t.day > %(last)s::date - {_WINDOW} GROUP BY t.client_id, t.day
    ) moved GROUP BY client_id
    """,
    f"""
    SELECT m.first, (SELECT coalesce(sum(b.cents), 0) FROM billing_balance b WHERE b.cents <> 0)
        - coalesce(sum(s.owed) FILTER (WHERE s.day > m.last), 0),
      coalesce(sum(s.charged) FILTER (WHERE s.day > m.last - {_WINDOW} AND s.day <= m.last), 0) / {_WINDOW}
    FROM (
      SELECT f::date AS first, least((f + interval '1 month - 1 day')::date, %(last)s) AS last
      FROM generate_series(%(first)s::date, %(last)s::date, interval '1 month') f
    ) m JOIN (
      SELECT t.day, coalesce({_OWED}, 0) AS owed, coalesce({_CHARGED}), 0) AS charged
      FROM {_LEDGER} WHERE t.client_id IS NOT NULL AND t.day > %(first)s::date - {_WINDOW} GROUP BY t.day
    ) s ON true
    GROUP BY m.first, m.last
    """,
)  # fmt: skip
_OLD = 90  # days
# What was paid settles the oldest first, as on the page of accounts.
_AGED = f"""
    SELECT a.client_id, NULL::date AS day, sum(greatest(a.old - a.paid, 0)) AS above,
      sum(greatest(a.due - a.paid, 0)) AS below
    FROM (
      SELECT e.client_id, coalesce(sum(e.cents) FILTER (WHERE e.cents > 0), 0) AS due,
        coalesce(-sum(e.cents) FILTER (WHERE e.cents < 0), 0) AS paid,
        coalesce(sum(e.cents) FILTER (WHERE e.cents > 0 AND %(last)s - {_OLD} >
          CASE e.account WHEN 'payer' THEN coalesce(t.service_day, t.day) ELSE t.day END), 0) AS old
      FROM {_LEDGER} LEFT JOIN billing_transaction r ON r.reverses_id = t.id
      WHERE e.account IN ('client', 'payer') AND t.reverses_id IS NULL AND r.id IS NULL AND e.client_id = ANY (ARRAY(
        SELECT b.client_id FROM billing_balance b WHERE b.cents <> 0))
      GROUP BY e.client_id, e.account, e.policy_id, e.payer_id
    ) a GROUP BY a.client_id
"""
_OVER_90 = Figure(
    Indicator(
        "over_90", "Receivables over 90 days", Side(Counted.CENTS, "older than 90 days"),
        Side(Counted.CENTS, "owed in all"), "today", Scale.PERCENT, is_lower_better=True, target=Decimal(10),
        source=f"less than 10% is {BENCHMARK}",
    ),
    "billing:account",
    _AGED,
    f"SELECT date_trunc('month', %(last)s::date)::date, sum(above), sum(below) FROM ({_AGED}) AS rows",
)  # fmt: skip
_SETTLED = "'cash', 'check', 'card', 'eft', 'prepayment', 'refund'"
_NET_COLLECTION = Figure(
    Indicator(
        "net_collection", "Net collection rate", Side(Counted.CENTS, "paid"),
        Side(Counted.CENTS, "charged less what contracts take off"), "postings", Scale.PERCENT, is_lower_better=False,
        target=Decimal(95), source=f"95 to 97% is {BENCHMARK}",
    ),
    "billing:account",
    f"""
    SELECT t.client_id, t.day, coalesce(sum(e.cents) FILTER (WHERE e.account IN ({_SETTLED})), 0) AS above,
      coalesce(-sum(e.cents) FILTER (WHERE e.account IN ('charges', 'contractual')), 0) AS below
    FROM {_LEDGER} WHERE t.client_id IS NOT NULL AND t.day BETWEEN %(first)s AND %(last)s GROUP BY t.client_id, t.day
    """,
)  # fmt: skip
_AT_THE_DESK = Figure(
    Indicator(
        "at_the_desk", "Paid on the day of care", Side(Counted.CENTS, "paid on a day the client came"),
        Side(Counted.CENTS, "paid by clients"), "payments", Scale.PERCENT, is_lower_better=False,
    ),
    "billing:account",
    """
    SELECT p.client_id, p.day, CASE WHEN EXISTS (
        SELECT FROM attendance_attendance a JOIN scheduling_session s ON s.id = a.session_id
        WHERE a.client_id = p.client_id AND a.voided_at IS NULL AND a.minutes > 0 AND s.day = p.day
      ) THEN p.cents::numeric ELSE 0 END AS above, p.cents::numeric AS below
    FROM billing_payment p WHERE p.day BETWEEN %(first)s AND %(last)s
      AND NOT EXISTS (SELECT FROM billing_transaction r WHERE r.reverses_id = p.transaction_id)
    """,
)  # fmt: skip
register(_DAYS_TO_CHARGE, _NOT_BILLED, _DAYS_IN_AR, _OVER_90, _NET_COLLECTION, _AT_THE_DESK)
