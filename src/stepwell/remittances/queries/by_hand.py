"""Claims that a paper may answer, and payments that stand."""

from collections.abc import Collection, Iterable
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from stepwell.claims.models import Claim
from stepwell.claims.queries import sent
from stepwell.claims.queries.sent import ClaimSent
from stepwell.clients.models import Client
from stepwell.coverage.models import Payer
from stepwell.remittances.models import Remittance, RemittanceClaim
from stepwell.remittances.vocabulary import Outcome
from stepwell.x12.remittances import REVERSAL


def claims_of(claim_ids: Iterable[UUID]) -> list[ClaimSent]:
    """Return claims by their keys, by number; those that the actor does not see are left out. Four queries."""
    return sorted(sent.by_ids(list(claim_ids)).values(), key=lambda one: one.number)


def ids_of(numbers: Collection[str]) -> dict[str, UUID]:
    """Return the keys of claims by our numbers. One query."""
    return dict(Claim.objects.filter(number__in=numbers).exclude(files=None).values_list("number", "pk"))


def names_of(claims: Collection[ClaimSent]) -> tuple[dict[UUID, str], str]:
    """Return the names of the clients of some claims, and of their payer. Two queries."""
    clients = Client.objects.filter(pk__in={one.client_id for one in claims})
    payer = Payer.objects.filter(pk__in={one.payer_id for one in claims}).order_by("name").first()
    return {one.pk: one.display_name for one in clients}, str(payer or "")


def standing() -> QuerySet[Remittance]:
    """Return the payments of which something stands: those that were taken back whole, and what took them, are out."""
    answers = RemittanceClaim.objects.filter(remittance=OuterRef("pk"))
    alive = answers.filter(taken_back_by=None).exclude(status=REVERSAL)
    return Remittance.objects.filter(Exists(alive) | ~Exists(answers), outcome=Outcome.POSTED)


def standing_by_number(payer_id: UUID | None, number: str, *, only: UUID | None = None) -> bool:
    """Return whether a payment of a payer with a number stands; or whether the one with a key does. One query."""
    found = standing().filter(payer=payer_id, number=number)
    return (found.filter(pk=only) if only else found).exists()
