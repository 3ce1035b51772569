"""What ends or changes in the next weeks for everybody in care."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import connection
from django.utils import timezone

from stepwell.authorizations import queries as authorizations
from stepwell.authorizations import usage
from stepwell.authorizations.vocabulary import ALLOWS
from stepwell.clients.queries.named import called
from stepwell.coverage.costs import due_on
from stepwell.coverage.models import Estimate
from stepwell.coverage.rules.good_faith import due_by
from stepwell.funding.rules.ahead import FEW_LEFT, Coming, Cover, What, coming

# Days attended since the newest check count against its limit; a policy ends when that check says, if it does before.
_COVERS = f"""
SELECT p.client_id, {called("c")}, p.id, p.from_on, least(p.to_on, k.effective_to), p.payer_id IS NULL,
  p.created_at::date,
  coalesce(pl.year_starts_month, 1),
  CASE WHEN k.limit_unit IN ('days', 'visits') THEN (k.limit_total - coalesce(k.limit_used, 0))::int - (
    SELECT count(DISTINCT s.day) FROM attendance_attendance a JOIN scheduling_session s ON s.id = a.session_id
    WHERE a.client_id = p.client_id AND a.voided_at IS NULL AND a.minutes > 0 AND s.day > k.made_at::date
      AND s.day < %(on)s) END,
  (SELECT e.id FROM coverage_estimate e WHERE e.policy_id = p.id AND e.voided_at IS NULL
   ORDER BY e.made_at DESC LIMIT 1)
FROM coverage_policy p
JOIN clients_client c ON c.id = p.client_id
LEFT JOIN coverage_payerplan pl ON pl.id = p.plan_id
LEFT JOIN LATERAL (
  SELECT b.limit_total, b.limit_used, b.limit_unit, b.made_at, b.effective_to FROM coverage_benefitcheck b
  WHERE b.policy_id = p.id AND b.voided_at IS NULL ORDER BY b.made_at DESC, b.id DESC LIMIT 1
) k ON true
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


def lines(on: date, zone: ZoneInfo) -> list[Line]:
    """Return what ends or changes in the next weeks, the first first. Four queries, and those of authorizations."""
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
    return sorted([*result, *_authorized(on), *_good_faith(zone)], key=lambda one: (one.coming.on, one.name))


# Who pays alone, in care or about to be, and what they were told: a cost question counts from the day it was asked.
_ALONE = f"""
SELECT p.client_id, {called("c")}, p.id, p.created_at,
  (SELECT e.id FROM coverage_estimate e WHERE e.policy_id = p.id AND e.voided_at IS NULL AND e.kind = 'good_faith'
   ORDER BY e.made_at DESC LIMIT 1),
  EXISTS (SELECT FROM funding_agreement g JOIN coverage_estimate e ON e.id = g.about
          WHERE e.policy_id = p.id AND g.client_id = p.client_id)
FROM coverage_policy p JOIN clients_client c ON c.id = p.client_id
WHERE p.payer_id IS NULL AND p.voided_at IS NULL AND (p.to_on IS NULL OR p.to_on >= %(on)s)
  AND p.created_at > %(since)s
ORDER BY p.created_at
"""
_LOOKED_BACK = timedelta(days=120)


def _good_faith(zone: ZoneInfo) -> list[Line]:
    """Return the good-faith estimates that are due: not made yet, or made and not handed out. Two queries."""
    today = timezone.now().astimezone(zone).date()
    with connection.cursor() as cursor:
        cursor.execute(_ALONE, {"on": today, "since": timezone.now() - _LOOKED_BACK})
        rows = [row for row in cursor.fetchall() if not row[5]]
    made = Estimate.objects.in_bulk([row[4] for row in rows if row[4]])
    found = []
    for client_id, name, policy_id, since, estimate_id, _ in rows:
        asked_on, estimate = since.astimezone(zone).date(), made.get(estimate_id)
        due = due_on(estimate) if estimate else due_by(asked_on=asked_on, scheduled_on=None, service_on=None)
        if due:
            found.append(Line(client_id, name, Coming(due, What.ESTIMATE), policy_id, estimate_id))
    return found


def _authorized(on: date) -> list[Line]:
    found = []
    for row in authorizations.board(on=on):
        last = row.standing.runs_out_on or row.authorization.to_on
        if row.authorization.status in ALLOWS and on <= last <= on + FEW_LEFT:
            client = row.authorization.client
            found.append(Line(client.pk, client.display_name, Coming(last, What.AUTHORIZATION), None, None))
    return found
