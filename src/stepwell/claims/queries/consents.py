"""Whether claims may be shown to a payer at all, asked of the consents themselves."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from stepwell.billing.queries.days import CLAIM_TELLS
from stepwell.privacy.queries.consents import ConsentRow, permitting
from stepwell.privacy.rules.consents import Use
from stepwell.privacy.rules.elements import Recipient
from stepwell.privacy.vocabulary import Purpose, RecipientKind

Told = tuple[UUID, str]
"""A client, and the name of a payer who is told of them."""


def use_of(payer: str) -> Use:
    """Return what a claim tells a payer, as consents are asked about it."""
    return Use(Recipient(RecipientKind.PAYER, payer), CLAIM_TELLS, Purpose.PAYMENT)


def consents_to_tell(asked: Iterable[Told], *, at: datetime) -> dict[Told, ConsentRow]:
    """Return the consents by which some clients let some payers be told, at an instant. One query."""
    found = permitting(((client_id, use_of(payer)) for client_id, payer in set(asked)), at=at)
    return {(client_id, use.recipient.name): row for (client_id, use), row in found.items()}


def consented(asked: Iterable[Told], *, at: datetime) -> set[Told]:
    """Return who of some clients lets which of some payers be told, at an instant. One query."""
    return set(consents_to_tell(asked, at=at))
