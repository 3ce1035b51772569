"""Whether claims may be shown to a payer at all, asked of the consents themselves."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from stepwell.billing.queries.days import CLAIM_TELLS
from stepwell.privacy.queries.consents import permitted
from stepwell.privacy.rules.consents import Use
from stepwell.privacy.rules.elements import Recipient
from stepwell.privacy.vocabulary import Purpose, RecipientKind

Told = tuple[UUID, str]
"""A client, and the name of a payer who is told of them."""


def use_of(payer: str) -> Use:
    """Return what a claim tells a payer, as consents are asked about it."""
    return Use(Recipient(RecipientKind.PAYER, payer), CLAIM_TELLS, Purpose.PAYMENT)


def consented(asked: Iterable[Told], *, at: datetime) -> set[Told]:
    """Return who of some clients lets which of some payers be told, at an instant. One query."""
    every = set(asked)
    found = permitted(((client_id, use_of(payer)) for client_id, payer in every), at=at)
    return {(client_id, use.recipient.name) for client_id, use in found}
