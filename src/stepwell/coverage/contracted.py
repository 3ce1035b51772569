"""What services cost by contracts: those of an estimate, and what plans that pay after the first allow for them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from uuid import UUID
from zoneinfo import ZoneInfo

from stepwell.coverage.contracting import FEW_SERVICES, ServiceUnit
from stepwell.coverage.figures import published
from stepwell.coverage.models import Contract, ContractService
from stepwell.coverage.queries.beside import Beside
from stepwell.coverage.rules import estimating, medicare_years
from stepwell.coverage.rules.basis import Basis
from stepwell.coverage.rules.cost.days import Price
from stepwell.coverage.rules.cost.plans import Tier
from stepwell.coverage.rules.cost.secondary import Rate
from stepwell.coverage.rules.others import Other
from stepwell.coverage.rules.plan_types import rules_of
from stepwell.kernel.money import ZERO


def _chosen(services: Sequence[ContractService], service_id: UUID | None) -> ContractService | None:
    return next((one for one in services if one.pk == service_id), None)


def same(services: Sequence[ContractService], service_id: UUID | None) -> ContractService | None:
    """Return a service, or the one that took its place in another contract: of the same code."""
    found = _chosen(services, service_id)
    if found or service_id is None:
        return found
    before = ContractService.objects.filter(pk=service_id).first()
    return next((one for one in services if before and _kind(one) == _kind(before)), None)


def _kind(service: ContractService) -> tuple[str, str, str]:
    return service.unit, name_of(service), service.revenue_code


def name_of(service: ContractService) -> str:
    """Return how an estimate calls a service: its code and modifiers."""
    return " ".join((service.code or service.revenue_code, *service.modifiers))


def price_of(service: ContractService, contract: Contract, services: int, *, alone: bool) -> Price:
    """Return what a service costs: the contract's rate, the clinic's own price for who pays by themself."""
    rate = service.rate
    if service.unit == ServiceUnit.DAY and contract.few_services is not None and contract.many_services is not None:
        rate = contract.few_services if services <= FEW_SERVICES else contract.many_services
    return Price(name_of(service), service.rate if alone else service.charge, None if alone else rate)


def with_own(price: Price, service: ContractService, own: Sequence[ContractService]) -> Price:
    """Return a price with what the client pays where the plan does not: the clinic's own price of the same service."""
    days = [one for one in own if one.unit == service.unit == ServiceUnit.DAY]
    same = next((one for one in own if _kind(one) == _kind(service)), days[0] if len(days) == 1 else None)
    return replace(price, if_not_covered=same.rate) if same and price.rate is not None else price


def as_allowed(prices: list[Price], allowed: Decimal | None, *, has_contract: bool) -> list[Price]:
    """Return prices out of network: a day at what the plan allows, if it said so.

    Without a contract, what it allows for anything else is not known: that counts as paid by the client.
    """
    day, *others = prices
    day = day if allowed is None else replace(day, rate=allowed)
    return [day, *(others if has_contract else [replace(one, rate=ZERO) for one in others])]


def other_of(beside: Beside, chosen: Sequence[ContractService], *, services: int, zone: ZoneInfo) -> Other:
    """Return a policy that pays after the first, as it is priced.

    chosen    services of the estimate: of each day first
    services  of a day
    zone      by whose clock a verification has its day
    """
    row, contract = beside.row, beside.contract
    basis = None
    if beside.benefits is not None and row.check is not None:
        basis = Basis(
            plan_type=row.plan_type,
            benefits=beside.benefits,
            tier=Tier.IN,
            as_of=row.check.made_at.astimezone(zone).date(),
            rules=rules_of(row.plan_type, row.said),
            year_starts_month=row.year_starts_month,
            has_high_deductible=row.has_high_deductible,
            is_lesser_of=contract.is_lesser_of if contract else True,
            medicare=medicare_years.years(beside.years, published().medicare),
        )
    allowed = _allowed(beside, chosen, services)
    dated = _dated(beside, chosen, allowed, services)
    return Other(beside.name, row.plan_type, row.after, basis, allowed, dated)


def _dated(
    beside: Beside, chosen: Sequence[ContractService], allowed: Mapping[str, Decimal], services: int
) -> tuple[Rate, ...]:
    """Return what Medicare pays for a day in the years that somebody wrote down."""
    names = [name_of(one) for one in chosen if one.unit == ServiceUnit.DAY and name_of(one) in allowed]
    if not names or beside.contract is None:
        return ()
    paid_as = estimating.paid_as(beside.contract.type_of_bill)
    of_day = medicare_years.prices(Price(names[0], ZERO, allowed[names[0]]), beside.years, paid_as, services)
    return tuple(Rate(one.service, one.rate, one.from_on) for one in of_day if one.from_on and one.rate is not None)


def _allowed(beside: Beside, chosen: Sequence[ContractService], services: int) -> dict[str, Decimal]:
    """Return what a plan allows for the services of an estimate, as far as its contract says."""
    found: dict[str, Decimal] = {}
    for one in chosen:
        theirs = (
            beside.day(one.code)
            if one.unit == ServiceUnit.DAY
            else next((each for each in beside.services if each.code == one.code and each.unit == one.unit), None)
        )
        rate = price_of(theirs, beside.contract, services, alone=False).rate if theirs and beside.contract else None
        if rate is not None:
            found[name_of(one)] = rate
    return found
