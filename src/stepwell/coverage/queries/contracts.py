"""Contracts as pages show them, and as the rules ask them."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import Prefetch, Q

from stepwell.coverage import contracting
from stepwell.coverage.contracting import Asking, ClaimForm, Family, ServiceKind, ServiceUnit
from stepwell.coverage.models import Contract, ContractService
from stepwell.coverage.rules import contracts as rules
from stepwell.coverage.vocabulary import PayerKind

_SAME = (
    "name", "from_on", "to_on", "filing_days", "corrected_days", "appeal_days", "taxonomy", "place", "npi",
    "filing_indicator", "submitter_qualifier", "submitter_id", "receiver_qualifier", "receiver_id", "licenses",
    "pays_video", "video_modifier", "pays_audio", "audio_modifier", "pays_short_days", "is_lesser_of", "type_of_bill",
    "few_services", "many_services", "site_id", "program_id", "id",
)  # fmt: skip
_SAME_OF_SERVICE = (
    "rate", "charge", "code", "revenue_code", "level", "treats", "least_minutes", "most_a_day", "most_a_week",
)  # fmt: skip


def contracts() -> list[Contract]:
    """Return every contract, by payer and the latest first; those for who pays by themself at the end. One query."""
    found = Contract.objects.select_related("payer", "site", "program")
    return sorted(found, key=lambda one: (one.payer is None, str(one.payer), -one.from_on.toordinal(), one.name))


def get(contract_id: UUID) -> Contract | None:
    """Return a contract, or None if there is none that the actor sees."""
    return Contract.objects.select_related("payer", "site", "program").filter(pk=contract_id).first()


def services_of(contract_id: UUID) -> list[ContractService]:
    """Return the services of a contract that were not set aside: days first, then by code. One query."""
    found = ContractService.objects.filter(contract=contract_id, voided_at=None)
    return sorted(found, key=lambda one: (one.unit != ServiceUnit.DAY, one.code or one.revenue_code, one.least_minutes))


def get_service(contract_id: UUID, service_id: UUID) -> ContractService | None:
    """Return a service of a contract that was not set aside, or None."""
    return ContractService.objects.filter(pk=service_id, contract=contract_id, voided_at=None).first()


def in_force(first: date, last: date) -> dict[UUID | None, list[rules.Contract]]:
    """Return the contracts that hold on some day of a span, by payer; None for who pays by themself. Two queries."""
    live = Prefetch("services", ContractService.objects.filter(voided_at=None))
    found = Contract.objects.filter(Q(to_on=None) | Q(to_on__gte=first), from_on__lte=last)
    by_payer: dict[UUID | None, list[rules.Contract]] = defaultdict(list)
    for row in found.select_related("payer").prefetch_related(live):
        by_payer[row.payer_id].append(terms_of(row, row.services.all()))
    return by_payer


def terms_of(row: Contract, services: Iterable[ContractService] = ()) -> rules.Contract:
    """Return a contract as the rules know it."""
    return rules.Contract(
        form=ClaimForm(row.form),
        payer_kind=PayerKind(row.payer.kind) if row.payer else None,
        authorization=Asking(row.authorization),
        condition_codes=tuple(row.condition_codes),
        services=tuple(service_terms(one) for one in services),
        **{name: getattr(row, name) for name in _SAME},
    )


def service_terms(row: ContractService) -> rules.Service:
    """Return a service as the rules know it."""
    return rules.Service(
        unit=ServiceUnit(row.unit),
        kinds=frozenset(map(ServiceKind, row.kinds)),
        modifiers=tuple(row.modifiers),
        family=Family(row.family) if row.family else None,
        **{name: getattr(row, name) for name in _SAME_OF_SERVICE},
    )


def kinds_in_words(row: ContractService) -> str:
    """Return the kinds of session that a service is for, in the order of their list."""
    return ", ".join(label for kind, label in contracting.SERVICE_LABELS.items() if kind in row.kinds)
