"""Transactions of one client, newest first, each with how the account stood after it."""

from dataclasses import dataclass
from datetime import date, datetime
from itertools import accumulate
from typing import Any
from uuid import UUID

from django.db.models import Exists, Max, OuterRef, Q, QuerySet, Sum

from stepwell.billing.models import Entry, Transaction
from stepwell.billing.vocabulary import Account, Kind, Source

_KINDS = list(Kind)


@dataclass(frozen=True)
class Row:
    """A transaction as a page shows it; amounts in cents, as they change what is owed.

    client, payers  what the client and the payers owe more by it, or less
    prepaid         what was paid ahead by it, or used
    after           what is owed by anybody after it
    by              who posted it; empty for a job
    is_undone       whether it was reversed since
    """

    id: UUID
    kind: Kind
    day: date
    service_day: date | None
    source: Source
    source_id: UUID | None
    payer: str
    client: int
    payers: int
    prepaid: int
    after: int
    by: str
    reason: str
    reverses_id: UUID | None
    is_undone: bool


def history(client_id: UUID) -> list[Row]:
    """Return all transactions of a client, newest first. One query."""
    found = sorted(_summed(Transaction.objects.filter(client=client_id)), key=_order)
    after = accumulate(row.client_cents + row.payer_cents for row in found)
    rows = [_row(row, left) for row, left in zip(found, after, strict=True)]
    return rows[::-1]


def _order(row: Transaction) -> tuple[date, datetime, int, UUID]:
    """Return what rows are ordered by: those of one moment as money moves, from the charge on."""
    return row.day, row.posted_at, _KINDS.index(Kind(row.kind)), row.pk


def transaction_of(client_id: UUID, transaction_id: UUID) -> Row | None:
    """Return one transaction of a client, if the actor sees it."""
    row = _summed(Transaction.objects.filter(client=client_id, pk=transaction_id)).first()
    return _row(row, 0) if row else None


@dataclass(frozen=True)
class EntryRow:
    """One side of a transaction."""

    account: Account
    payer: str
    cents: int


def entries_of(transaction_id: UUID) -> list[EntryRow]:
    """Return the entries of a transaction, debits first."""
    rows = Entry.objects.filter(transaction=transaction_id).select_related("payer").order_by("-cents")
    return [EntryRow(Account(row.account), row.payer.name if row.payer else "", row.cents) for row in rows]


def reversal_of(transaction_id: UUID) -> UUID | None:
    """Return the transaction that reversed one."""
    return Transaction.objects.filter(reverses=transaction_id).values_list("pk", flat=True).first()


def _summed(rows: QuerySet[Transaction]) -> QuerySet[Any]:
    return rows.select_related("posted_by").annotate(
        client_cents=_sum(Account.CLIENT),
        payer_cents=_sum(Account.PAYER),
        prepaid_cents=_sum(Account.PREPAYMENT),
        payer_name=Max("entries__payer__name"),
        is_undone=Exists(Transaction.objects.filter(reverses=OuterRef("pk"))),
    )


def _sum(account: Account) -> Sum:
    return Sum("entries__cents", filter=Q(entries__account=account), default=0)


def _row(row: Any, after: int) -> Row:
    return Row(
        id=row.pk, kind=Kind(row.kind), day=row.day, service_day=row.service_day, source=Source(row.source),
        source_id=row.source_id, payer=row.payer_name or "", client=row.client_cents, payers=row.payer_cents,
        prepaid=-row.prepaid_cents, after=after, by=row.posted_by.name if row.posted_by else "",
        reason=row.reason or "", reverses_id=row.reverses_id, is_undone=row.is_undone,
    )  # fmt: skip
