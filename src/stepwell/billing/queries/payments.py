"""Receipts."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from stepwell.billing.models import Payment, Transaction
from stepwell.billing.rules.amounts import in_words
from stepwell.billing.vocabulary import WAY_LABELS, Way
from stepwell.kernel import phones


@dataclass(frozen=True)
class Receipt:
    """What a receipt says: who paid whom, how much, when and how. Of care it says nothing.

    number      the first letters of the payment's key: enough to find it by
    is_undone   whether the payment was reversed since
    """

    number: str
    clinic: str
    address: tuple[str, ...]
    phone: str
    tax_id: str
    name: str
    day: date
    amount: str
    how: str
    ahead: str
    taken_by: str
    transaction_id: UUID
    is_undone: bool


def receipt_of(client_id: UUID, payment_id: UUID) -> Receipt | None:
    """Return the receipt of a payment, if the actor sees it."""
    row = (
        Payment.objects.filter(client=client_id, pk=payment_id)
        .select_related("organization", "client__site", "taken_by")
        .first()
    )
    if row is None:
        return None
    site, clinic = row.client.site, row.organization
    return Receipt(
        number=row.pk.hex[:8].upper(), clinic=clinic.legal_name, phone=phones.written(site.phone),
        address=(site.street, f"{site.city}, {site.state} {site.postal_code}"), tax_id=clinic.tax_id,
        name=row.client.legal_name, day=row.day, amount=in_words(row.cents), how=_how(row),
        ahead=in_words(row.kept) if row.kept else "", taken_by=row.taken_by.name, transaction_id=row.transaction_id,
        is_undone=Transaction.objects.filter(reverses=row.transaction_id).exists(),
    )  # fmt: skip


def _how(row: Payment) -> str:
    label = WAY_LABELS[Way(row.way)]
    if row.way == Way.CHECK:
        return f"{label} number {row.check_number}"
    return f"{label} ending in {row.last_four}, code {row.approval}" if row.way == Way.CARD else label
