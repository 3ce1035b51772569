"""Applications for the sliding fee, decisions, and the days of care that they hold for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Prefetch, QuerySet

from stepwell.coverage.rules.sliding_fee import FeeClass, Region
from stepwell.funding.models import FeeApplication, FeeDecision, FeeProof
from stepwell.funding.rules.sliding import Day, Granted, yearly
from stepwell.funding.vocabulary import DECLINED_LABELS, PERIOD_LABELS, PROOF_LABELS, Declined, Period, ProofKind

# Transactions that were reversed, and their reversals, count for nothing.
_DAYS = """
SELECT t.service_day,
  coalesce(-sum(e.cents) FILTER (WHERE e.account = 'charges'), 0),
  coalesce(sum(e.cents) FILTER (WHERE e.account = 'client' AND t.kind <> 'sliding_fee'), 0),
  coalesce(sum(e.cents) FILTER (WHERE e.account = 'payer'), 0),
  coalesce(sum(e.cents) FILTER (WHERE e.account = 'sliding_fee'), 0),
  coalesce(bool_or(e.account = 'payer'), false)
FROM billing_transaction t JOIN billing_entry e ON e.transaction_id = t.id
WHERE t.client_id = %s AND t.service_day IS NOT NULL AND t.reverses_id IS NULL
  AND NOT EXISTS (SELECT FROM billing_transaction r WHERE r.reverses_id = t.id)
GROUP BY t.service_day ORDER BY t.service_day
"""


def days_of(client_id: UUID) -> list[Day]:
    """Return the days of care of a client as the ledger has them, oldest first. One query."""
    with connection.cursor() as cursor:
        cursor.execute(_DAYS, [client_id])
        rows: list[tuple[date, int, int, int, int, bool]] = cursor.fetchall()
    return [
        Day(on, int(charged), int(share), int(waits), int(taken), billed)
        for on, charged, share, waits, taken, billed in rows
    ]


@dataclass(frozen=True)
class ProofRow:
    """What shows an income."""

    kind: ProofKind
    label: str
    dated_on: date
    document_id: UUID | None


@dataclass(frozen=True)
class DecisionRow:
    """What came of an application."""

    declined: str
    granted: Granted | None
    percent: Decimal | None
    words: str
    by: str
    at: datetime


@dataclass(frozen=True)
class ApplicationRow:
    """An application as pages show it; `income` is a year's."""

    id: UUID
    client_id: UUID
    name: str
    applied_on: date
    household: int
    income: Decimal
    typed: str
    region: Region
    words: str
    asked_by: str
    asked_by_id: UUID
    asked_at: datetime
    proofs: tuple[ProofRow, ...]
    decision: DecisionRow | None


def of_client(client_id: UUID) -> list[ApplicationRow]:
    """Return the applications of a client, newest first. Three queries."""
    return [_row(row) for row in _rows(FeeApplication.objects.filter(client=client_id)).order_by("-asked_at", "-pk")]


def get(client_id: UUID, application_id: UUID) -> ApplicationRow | None:
    """Return one application of a client, if the actor sees it."""
    row = _rows(FeeApplication.objects.filter(client=client_id, pk=application_id)).first()
    return _row(row) if row else None


def waiting() -> list[ApplicationRow]:
    """Return the applications that nobody decided, oldest first."""
    return [_row(row) for row in _rows(FeeApplication.objects.filter(decisions=None)).order_by("asked_at")]


def granted_of(client_id: UUID) -> list[tuple[UUID, Granted]]:
    """Return the discounts that a client was granted, newest first, with the key of each decision. One query."""
    rows = FeeDecision.objects.filter(client=client_id, declined="").order_by("-decided_at", "-pk")
    return [(row.pk, granted_from(row)) for row in rows]


def clients_with_discount(since: date) -> Sequence[UUID]:
    """Return the clients with a discount that held on a day or later. One query."""
    rows = FeeDecision.objects.filter(declined="", valid_to__gte=since)
    return list(rows.order_by("client").values_list("client_id", flat=True).distinct())


def ending(*, on: date, until: date) -> list[tuple[UUID, str, date]]:
    """Return clients whose last discount ends by a day and who did not apply again: key, name, last day."""
    newest: dict[UUID, tuple[str, date]] = {}
    rows = FeeDecision.objects.filter(declined="", valid_to__gte=on).select_related("client")
    for row in rows:
        ends = granted_from(row).to_on
        name, last = newest.get(row.client_id, ("", ends))
        newest[row.client_id] = (name or row.client.display_name, max(last, ends))
    due = {client: found for client, found in newest.items() if found[1] <= until}
    again = set(FeeApplication.objects.filter(client__in=due, decisions=None).values_list("client_id", flat=True))
    return sorted(
        ((client, name, last) for client, (name, last) in due.items() if client not in again), key=lambda one: one[2]
    )


def granted_from(row: FeeDecision) -> Granted:
    """Return the discount of a decision that grants one."""
    assert row.share is not None  # noqa: S101 (a constraint holds it, and what follows)
    assert row.valid_from  # noqa: S101
    assert row.valid_to  # noqa: S101
    fee_class = FeeClass(row.class_name, Decimal(0), row.share, row.nominal)
    return Granted(fee_class, row.valid_from, row.valid_to, row.after_payer)


def _rows(rows: QuerySet[FeeApplication]) -> QuerySet[FeeApplication]:
    return rows.select_related("client", "asked_by").prefetch_related(
        Prefetch("proofs", FeeProof.objects.order_by("added_at", "pk")),
        Prefetch("decisions", FeeDecision.objects.select_related("decided_by")),
    )


def _row(row: Any) -> ApplicationRow:
    income, period = Decimal(row.income), Period(row.period)
    decision = next(iter(row.decisions.all()), None)
    return ApplicationRow(
        id=row.pk, client_id=row.client_id, name=row.client.display_name, applied_on=row.applied_on,
        household=row.household, income=yearly(income, period),
        typed=f"${income:,.2f}, {PERIOD_LABELS[period].lower()}",
        region=Region(row.region), words=row.words or "", asked_by=row.asked_by.name, asked_by_id=row.asked_by_id,
        asked_at=row.asked_at,
        proofs=tuple(
            ProofRow(ProofKind(one.kind), PROOF_LABELS[ProofKind(one.kind)], one.dated_on, one.document_id)
            for one in row.proofs.all()
        ),
        decision=_decision(decision) if decision else None,
    )  # fmt: skip


def _decision(row: FeeDecision) -> DecisionRow:
    declined = DECLINED_LABELS[Declined(row.declined)] if row.declined else ""
    return DecisionRow(
        declined, None if row.declined else granted_from(row), row.percent, row.words or "", row.decided_by.name,
        row.decided_at,
    )  # fmt: skip
