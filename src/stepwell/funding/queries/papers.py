"""Papers about money, and what they are written from."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from uuid import UUID

from stepwell.clients.models import Client
from stepwell.coverage import costs
from stepwell.coverage.queries import estimates
from stepwell.coverage.vocabulary import EstimateKind
from stepwell.funding.models import Agreement
from stepwell.funding.rules import papers
from stepwell.funding.rules.papers import Head
from stepwell.platform.tenancy.models import Organization


def of_client(client_id: UUID) -> list[Agreement]:
    """Return the papers of a client, newest first."""
    return list(Agreement.objects.filter(client=client_id).select_related("made_by").order_by("-made_at"))


def get(client_id: UUID, agreement_id: UUID) -> Agreement | None:
    """Return one paper of a client, if the actor sees it."""
    return Agreement.objects.filter(client=client_id, pk=agreement_id).select_related("signature", "document").first()


def head(client: Client, on: date) -> Head:
    """Return who writes to whom. Two queries."""
    clinic = Organization.objects.get(pk=client.organization_id)
    address = f"{clinic.street}, {clinic.city}, {clinic.state} {clinic.postal_code}"
    born = client.demographics_rows.values_list("birth_date", flat=True).first()
    return Head(clinic.legal_name, address, client.legal_name, born, on)


def letter_of(client: Client, estimate_id: UUID, *, on: date, language: str) -> str | None:
    """Return the text of an estimate's letter; None if there is none to sign."""
    row = estimates.get(client.pk, estimate_id)
    if row is None or row.voided_at:
        return None
    told, clinic = costs.told(row), Organization.objects.get(pk=client.organization_id)
    days = {
        "en": f"{row.days} days of care, {row.from_on:%m/%d/%Y} to {row.to_on:%m/%d/%Y}.",
        "es": f"{row.days} días de atención, del {row.from_on:%m/%d/%Y} al {row.to_on:%m/%d/%Y}.",
    }[language]
    provider = (
        f"{clinic.legal_name}, NPI {clinic.npi}, tax number {clinic.tax_id}, {clinic.city}, {clinic.state}."
        f" Diagnosis: {told.planned.diagnosis or 'not known yet'}."
    )
    items: Sequence[tuple[str, int, Decimal, Decimal]] = costs.items(told)
    return papers.estimate(
        head(client, on), days=days, sentences=told.sentences(language), items=items, provider=provider,
        good_faith=row.kind == EstimateKind.GOOD_FAITH, language=language,
        discount=told.discount,
    )  # fmt: skip
