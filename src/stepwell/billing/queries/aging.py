"""Who owes how much since when: of everybody one sees, or of one client. What was reversed counts for nothing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection

from stepwell.billing.rules.aging import EDGES, LABELS, Aging, age
from stepwell.billing.vocabulary import Account
from stepwell.clients.queries.named import called

# A payer owes since the day of care, a client since the day the share was passed on to them.
_SINCE = "CASE e.account WHEN 'payer' THEN coalesce(t.service_day, t.day) ELSE t.day END"
_DEBITS = ", ".join(
    f"coalesce(sum(e.cents) FILTER (WHERE e.cents > 0 AND width_bucket(%(on)s - {_SINCE}, %(from)s) = {number}), 0)"
    for number in range(len(LABELS))
)
_SQL = f"""
SELECT e.client_id, e.account, {_DEBITS}, coalesce(-sum(e.cents) FILTER (WHERE e.cents < 0), 0)
FROM billing_entry e
JOIN billing_transaction t ON t.organization_id = e.organization_id AND t.id = e.transaction_id
LEFT JOIN billing_transaction r ON r.reverses_id = t.id
WHERE e.account IN ('client', 'payer') AND e.client_id IS NOT NULL AND t.reverses_id IS NULL AND r.id IS NULL
  AND (e.client_id = %(client)s::uuid OR (%(client)s::uuid IS NULL AND e.client_id = ANY (ARRAY(
    SELECT b.client_id FROM billing_balance b WHERE b.cents <> 0))))
GROUP BY e.client_id, e.account, e.policy_id, e.payer_id
"""
_NAMES = f"""
SELECT c.id, {called()}, c.record_number
FROM clients_client c WHERE c.id = ANY (%s)
"""


@dataclass
class Aged:
    """What one client and their payers owe, by age."""

    client_id: UUID
    client: Aging = field(default_factory=Aging)
    payers: Aging = field(default_factory=Aging)

    @property
    def both(self) -> Aging:
        """What is owed by anybody."""
        return self.client + self.payers


def of_client(client_id: UUID, *, on: date) -> Aged:
    """Return the aging of one client. One query."""
    return next(iter(_aged(on, client_id)), Aged(client_id))


def of_everybody(*, on: date) -> list[Aged]:
    """Return everybody of whom something is owed or was paid too much: those with open balances. One query."""
    return [aged for aged in _aged(on, None) if any(aged.both.classes) or aged.both.credit]


def together(found: Iterable[Aging]) -> Aging:
    """Return the sum of agings."""
    total = Aging()
    for each in found:
        total += each
    return total


def names_of(clients: Sequence[UUID]) -> dict[UUID, tuple[str, str]]:
    """Return name and record number of clients. One query."""
    with connection.cursor() as cursor:
        cursor.execute(_NAMES, [list(clients)])
        return {key: (name, number) for key, name, number in cursor.fetchall()}


def _aged(on: date, client_id: UUID | None) -> list[Aged]:
    found: dict[UUID, Aged] = {}
    values: dict[str, Any] = {"on": on, "client": client_id, "from": [edge + 1 for edge in EDGES]}
    with connection.cursor() as cursor:
        cursor.execute(_SQL, values)
        for key, account, *debits, paid in cursor.fetchall():
            aged = found.setdefault(key, Aged(key))
            aging = age([int(cents) for cents in debits], int(paid))
            if account == Account.CLIENT:
                aged.client += aging
            else:
                aged.payers += aging
    return list(found.values())
