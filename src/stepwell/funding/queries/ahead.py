"""What ends or changes in the next weeks for everybody in care."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection

from stepwell.authorizations import queries as authorizations
from stepwell.authorizations import usage
from stepwell.authorizations.vocabulary import ALLOWS
from stepwell.clients.queries.named import called
from stepwell.coverage.rules.good_faith import due_by
from stepwell.funding.rules.ahead import FEW_LEFT, Coming, Cover, What, coming

# Days attended since the newest check count against its limit.
_COVERS = f"""
SELECT p.client_id, {called("c")}, p.id, p.from_on, p.to_on, p.payer_id IS NULL, p.created_at::date,
  coalesce(pl.year_starts_month, 1),
  k.limit_total - coalesce(k.limit_used, 0) - (
    SELECT count(DISTINCT s.day) FROM attendance_attendance a JOIN scheduling_session s ON s.id = a.session_id
    WHERE a.client_id = p.client_id AND a.voided_at IS NULL AND a.minutes > 0 AND s.day > k.made_at::date
      AND s.day < %(on)s),
  (SELECT e.id FROM coverage_estimate e WHERE e.policy_id = p.id AND e.voided_at IS NULL
   ORDER BY e.made_at DESC LIMIT 1)
FROM coverage_policy p
JOIN clients_client c ON c.id = p.client_id
LEFT JOIN coverage_payerplan pl ON pl.id = p.plan_id
LEFT JOIN LATERAL (
  SELECT b.limit_total, b.limit_used, b.limit_unit, b.made_at FROM coverage_benefitcheck b
  WHERE b.policy_id = p.id AND b.voided_at IS NULL ORDER BY b.made_at DESC, b.id DESC LIMIT 1
) k ON k.limit_unit IN ('days', 'visits')
WHERE p.voided_at IS NULL AND (p.to_on IS NULL OR p.to_on >= %(on)s) AND EXISTS (
  SELECT FROM clients_episode e WHERE e.client_id = p.client_id AND e.closed_on IS NULL AND e.voided_at IS NULL)
ORDER BY p.client_id, p.rank, p.from_on
"""


@dataclass(frozen=True)
class Line:
    """Something that ends or changes for a client; `policy_id` and `estimate_id` lead to a new estimate."""

    client_id: UUID
    name: str
    coming: Coming
    policy_id: UUID | None
    estimate_id: UUID | None


def lines(on: date) -> list[Line]:
    """Return what ends or changes in the next weeks, the first first. Three queries, and those of authorizations."""
    with connection.cursor() as cursor:
        cursor.execute(_COVERS, {"on": on})
        rows = cursor.fetchall()
    found: dict[UUID, list[Any]] = defaultdict(list)
    for row in rows:
        found[row[0]].append(row)
    paces = usage.paces(list(found), on)
    result: list[Line] = []
    for client_id, each in found.items():
        a_week = paces[client_id].days if client_id in paces else None
        covers = [Cover(row[3], row[4], None if row[5] else row[7], row[8], a_week) for row in each if not row[5]]
        result += [Line(client_id, each[0][1], one, each[0][2], each[0][9]) for one in coming(covers, on)]
        result += [
            Line(client_id, row[1], Coming(due, What.ESTIMATE), row[2], None)
            for row in each
            if row[5] and row[9] is None and (due := due_by(asked_on=row[6], scheduled_on=None, service_on=None))
        ]
    return sorted([*result, *_authorized(on)], key=lambda one: (one.coming.on, one.name))


def _authorized(on: date) -> list[Line]:
    found = []
    for row in authorizations.board(on=on):
        last = row.standing.runs_out_on or row.authorization.to_on
        if row.authorization.status in ALLOWS and on <= last <= on + FEW_LEFT:
            client = row.authorization.client
            found.append(Line(client.pk, client.display_name, Coming(last, What.AUTHORIZATION), None, None))
    return found
