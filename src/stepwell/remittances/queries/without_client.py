"""What a remittance booked that is of no client: money not posted yet, and what is settled with the program itself."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from stepwell.billing.models import Entry, Transaction
from stepwell.billing.rules.amounts import in_words
from stepwell.billing.vocabulary import ACCOUNT_LABELS, KIND_LABELS, Account, Kind, Source
from stepwell.claims.models import PayerControl


@dataclass(frozen=True)
class Booked:
    """A transaction of no client; each side as account, debit and credit in dollars, "" for none."""

    id: UUID
    what: str
    day: date
    sides: tuple[tuple[str, str, str], ...]
    is_undone: bool


def booked(remittance_id: UUID) -> list[Booked]:
    """Return what a remittance booked without a client, in its order. Two queries, one if there is nothing."""
    rows = list(
        Transaction.objects.filter(source=Source.REMITTANCE, source_id=remittance_id).order_by("posted_at", "kind")
    )
    undone = {row.reverses_id for row in rows}
    sides: dict[UUID, list[tuple[str, str, str]]] = defaultdict(list)
    for entry in Entry.objects.filter(transaction__in=rows).order_by("-cents") if rows else ():
        amount = in_words(abs(entry.cents))
        debit, credit = (amount, "") if entry.cents > 0 else ("", amount)
        sides[entry.transaction_id].append((ACCOUNT_LABELS[Account(entry.account)], debit, credit))
    return [
        Booked(row.pk, KIND_LABELS[Kind(row.kind)], row.day, tuple(sides[row.pk]), row.pk in undone) for row in rows
    ]


def claims_named(references: Collection[str]) -> dict[str, UUID]:
    """Return the claims that payers gave some numbers to. One query, none without numbers."""
    if not references:
        return {}
    return dict(PayerControl.objects.filter(number__in=references).values_list("number", "claim"))
