"""Keeping contracts. A change of terms begins on a day, as a contract of its own; a correction stays in the history."""

from dataclasses import asdict, replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import IntegrityError, ProgrammingError, transaction

from stepwell.coverage.models import Contract, ContractService, Payer
from stepwell.coverage.queries import contracts as queries
from stepwell.coverage.rules import contracts as rules
from stepwell.coverage.vocabulary import PayerKind
from stepwell.kernel.findings import Finding, Refused, refuse
from stepwell.people.models import Program
from stepwell.platform.tenancy.members import Member
from stepwell.platform.walls.editing import save_changed, void

OVERLAPS = Finding(
    "CTR-020",
    "The payer has a contract for the same site and program on some of these days. End that one first, or renew it.",
    "from_on",
)
ELSEWHERE = Finding("CTR-021", "The program runs at another site. Choose one of the two.", "program")
NOT_LATER = Finding(
    "CTR-022", "The new terms begin after the first day of the old ones. Choose a later day.", "from_on"
)
HIDDEN = Finding("CTR-029", "You may not change contracts. Ask a biller, a director or an administrator.")
_NOT_COLUMNS = {"payer_kind", "services", "id"}


def add_contract(*, actor: Member, at: datetime, payer_id: UUID | None, terms: rules.Contract) -> Contract:
    """Write a contract down; its services are added to it.

    payer_id  None for the clinic's own prices
    raises    Refused: CTR-001 to CTR-009 for the terms, CTR-020 if it overlaps, CTR-021, CTR-029
    """
    del at  # a contract has days of its own
    row = Contract(organization_id=actor.organization_id, payer_id=payer_id, **_checked(terms, payer_id))
    _insert(row)
    return row


def change_contract(*, actor: Member, at: datetime, contract: Contract, version: int, terms: rules.Contract) -> None:
    """Correct a contract, or end it. Raises Refused as `add_contract`, and EDIT-001 if somebody else was faster."""
    del actor, at  # the history names who, and when
    values = _checked(terms, contract.payer_id)
    try:
        with transaction.atomic():
            save_changed(contract, version=version, values=values)
    except IntegrityError as clash:
        raise Refused(OVERLAPS) from clash


def renew_contract(
    *, actor: Member, at: datetime, contract: Contract, version: int, from_on: date, name: str
) -> Contract:
    """Let new terms begin on a day: the old contract ends the day before, the new one begins as its copy.

    raises  Refused: CTR-022 if the day is not later, CTR-001 without a name, EDIT-001
    """
    if from_on <= contract.from_on:
        raise Refused(NOT_LATER)
    terms = queries.terms_of(contract)
    services = queries.services_of(contract.pk)
    with transaction.atomic():
        ended = replace(terms, to_on=from_on - timedelta(days=1))
        change_contract(actor=actor, at=at, contract=contract, version=version, terms=ended)
        fresh = replace(terms, name=name, from_on=from_on, to_on=None)
        made = add_contract(actor=actor, at=at, payer_id=contract.payer_id, terms=fresh)
        for service in services:
            add_service(actor=actor, at=at, contract=made, terms=queries.service_terms(service))
    return made


def add_service(*, actor: Member, at: datetime, contract: Contract, terms: rules.Service) -> ContractService:
    """Add what a contract pays for. Raises Refused: CTR-010 to CTR-017, CTR-029."""
    del at
    _check_service(contract, terms)
    row = ContractService(organization_id=actor.organization_id, contract=contract, **_columns(terms))
    _insert(row)
    return row


def change_service(
    *, actor: Member, at: datetime, service: ContractService, version: int, terms: rules.Service
) -> None:
    """Correct a service. Raises Refused as `add_service`, and EDIT-001 if somebody else was faster."""
    del actor, at
    _check_service(service.contract, terms, besides=service.pk)
    save_changed(service, version=version, values=_columns(terms))


def void_service(*, actor: Member, at: datetime, service: ContractService, reason: str) -> None:
    """Set a service aside that the contract does not pay for. Raises Refused: VOID-001, VOID-002."""
    void(service, at=at, membership_id=actor.membership_id, reason=reason)


def _insert(row: Contract | ContractService) -> None:
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as clash:
        raise Refused(OVERLAPS) from clash
    except ProgrammingError as wall:
        raise Refused(HIDDEN) from wall


def _checked(terms: rules.Contract, payer_id: UUID | None) -> dict[str, Any]:
    payer = Payer.objects.filter(pk=payer_id).first() if payer_id else None
    known = replace(terms, name=terms.name.strip(), payer_kind=PayerKind(payer.kind) if payer else None)
    found = rules.check_contract(known)
    if known.site_id and known.program_id:
        is_there = Program.objects.filter(pk=known.program_id, site=known.site_id).exists()
        found += [] if is_there else [ELSEWHERE]
    refuse(found)
    values = {name: value for name, value in asdict(known).items() if name not in _NOT_COLUMNS}
    return {**values, "condition_codes": list(known.condition_codes), "licenses": dict(known.licenses)}


def _check_service(contract: Contract, terms: rules.Service, *, besides: UUID | None = None) -> None:
    others = [queries.service_terms(one) for one in queries.services_of(contract.pk) if one.pk != besides]
    refuse(rules.check_service(terms, form=queries.terms_of(contract).form, others=others))


def _columns(terms: rules.Service) -> dict[str, Any]:
    values = asdict(terms)
    return {
        **values,
        "kinds": sorted(terms.kinds),
        "modifiers": list(terms.modifiers),
        "family": terms.family or "",
    }
