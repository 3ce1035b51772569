"""Estimates: made from the days, the contract and what is known of benefits; made anew when one of them changes."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from pydantic import TypeAdapter

from stepwell.coverage.contracting import ServiceUnit
from stepwell.coverage.figures import published
from stepwell.coverage.models import Contract, ContractService, Estimate
from stepwell.coverage.queries import estimates as queries
from stepwell.coverage.queries.estimates import Grounds
from stepwell.coverage.rules import estimating
from stepwell.coverage.rules.benefits import Benefits
from stepwell.coverage.rules.cost.days import Price, planned_days
from stepwell.coverage.rules.cost.plans import Tier
from stepwell.coverage.rules.cost.request import Answer, Request, answer
from stepwell.coverage.rules.estimating import DIFFERS_FROM, Basis, Days
from stepwell.coverage.rules.gate import Way
from stepwell.coverage.vocabulary import EstimateKind, Network
from stepwell.kernel.findings import Finding, Refused
from stepwell.platform.tenancy.members import Member
from stepwell.platform.walls import editing

NO_CONTRACT = Finding(
    "EST-001", "No contract with this payer holds on the first day. A biller writes it down under Contracts.", "service"
)
NO_PRICES = Finding(
    "EST-001", "The clinic’s own prices are not written down for the first day. A biller adds them under Contracts.",
    "service",
)  # fmt: skip
NO_CHECK = Finding(
    "EST-002", "Nothing is known of what the plan pays. Write down benefits first, or take over the payer’s file."
)
NOT_PAID = Finding(
    "EST-003", "The plan does not pay here: {why} Make a good-faith estimate for who pays by themself.", "without_plan"
)
NO_SERVICE = Finding("EST-004", "This service is not in the contract any more. Choose another.", "service")


@dataclass(frozen=True)
class Planned:
    """What is entered for an estimate.

    service, first_day  services of the contract: of each day, and perhaps once on the first
    without_plan        that no claim is filed: the client pays by themself
    diagnosis           codes, as far as they are known; for a good-faith estimate
    asked_on            when the client asked what it costs
    scheduled_on        when the first day was arranged
    """

    days: Days
    service: UUID
    first_day: UUID | None = None
    without_plan: bool = False
    diagnosis: str = ""
    asked_on: date | None = None
    scheduled_on: date | None = None


SHAPE = TypeAdapter(Planned)
REQUEST = TypeAdapter(Request)


def make_estimate(*, actor: Member, at: datetime, grounds: Grounds, planned: Planned) -> Estimate:
    """Make an estimate under a policy, or for who pays by themself. It takes the place of the one before.

    raises  Refused: EST-001 to EST-004, COST-0xx for days or amounts that cannot be
    """
    contract = _contract(grounds, planned)
    check = grounds.row.check
    said_on = (check.made_at if check else at).astimezone(actor.zone).date()
    request, other = _requests(grounds, planned, contract, said_on)
    found = answer(request, published())
    good_faith = grounds.row.is_self_pay or planned.without_plan
    on = [line.line.on for line in found.lines]
    assert request.course  # noqa: S101
    return Estimate.objects.create(
        organization_id=actor.organization_id,
        client_id=grounds.row.client_id,
        kind=EstimateKind.GOOD_FAITH if good_faith else EstimateKind.INSURED,
        policy_id=grounds.row.id,
        benefit_check_id=None if good_faith or grounds.row.check is None else grounds.row.check.id,
        contract=contract,
        contract_version=contract.version,
        made_at=at,
        made_by_id=actor.membership_id,
        from_on=min(on),
        to_on=max(on),
        days=len(planned_days(request.course)),
        low=found.estimate.low,
        expected=None if estimating.is_open(request) else found.estimate.expected,
        high=found.estimate.high,
        other=_other(other, found),
        plan_of_days=SHAPE.dump_json(planned).decode(),
        request=REQUEST.dump_json(request).decode(),
    )


def make_again(*, actor: Member, at: datetime, client_id: UUID, policy_id: UUID, site_id: UUID) -> Estimate | None:
    """Make the estimate of a policy anew with the same days, because what it rests on changed.

    returns  None if there is none whose days are ahead, or it cannot be made: then the page says that it is out of date
    """
    on = at.astimezone(actor.zone).date()
    last = queries.latest(policy_id)
    if last is None or last.to_on < on or last.kind != EstimateKind.INSURED:
        return None
    planned = SHAPE.validate_json(last.plan_of_days)
    grounds = queries.grounds_of(client_id, site_id, policy_id, on=planned.days.starts_on)
    if grounds is None:
        return None
    try:
        return make_estimate(actor=actor, at=at, grounds=grounds, planned=planned)
    except Refused:
        return None


def void_estimate(*, actor: Member, at: datetime, estimate: Estimate, reason: str) -> None:
    """Set an estimate aside that was made by mistake; it stays, with the reason. Raises Refused."""
    editing.void(estimate, at=at, membership_id=actor.membership_id, reason=reason)


def _contract(grounds: Grounds, planned: Planned) -> Contract:
    alone = grounds.row.is_self_pay or planned.without_plan
    contract = grounds.prices.own if alone else grounds.prices.contract
    if contract is None:
        raise Refused(NO_PRICES if alone else NO_CONTRACT)
    return contract


def _requests(grounds: Grounds, planned: Planned, contract: Contract, said_on: date) -> tuple[Request, Request | None]:
    """Return what is priced, and what would be by the payer's file alone."""
    services = [one for one in grounds.prices.services if one.contract_id == contract.pk]
    service, first_day = _chosen(services, planned.service), _chosen(services, planned.first_day)
    if service is None:
        raise Refused(NO_SERVICE)
    course = estimating.course_of(planned.days, _name(service), _name(first_day) if first_day else "")
    alone = grounds.row.is_self_pay or planned.without_plan
    prices = [_price(one, contract, planned.days.services, alone=alone) for one in (service, first_day) if one]
    if alone:
        return estimating.self_pay(course, prices, planned.days.attended), None
    basis = _basis(grounds, contract, said_on)
    limits = published().limits

    def priced(benefits: Benefits) -> Request:
        return estimating.insured(replace(basis, benefits=benefits), course, prices, limits, planned.days.attended)

    return priced(basis.benefits), priced(grounds.file) if grounds.file else None


def _basis(grounds: Grounds, contract: Contract, said_on: date) -> Basis:
    if grounds.benefits is None:
        raise Refused(NO_CHECK)
    if grounds.answer.way is Way.SELF_PAY:
        raise Refused(replace(NOT_PAID, sentence=NOT_PAID.sentence.format(why=grounds.answer.sentence)))
    outside = grounds.answer.way is Way.OUT or grounds.benefits.network is Network.OUT
    return Basis(
        plan_type=grounds.row.plan_type,
        benefits=grounds.benefits,
        tier=Tier.OUT if outside and grounds.answer.way is not Way.IN else Tier.IN,
        as_of=said_on,
        rules=grounds.rules,
        year_starts_month=grounds.row.year_starts_month,
        has_high_deductible=grounds.row.has_high_deductible,
        type_of_bill=contract.type_of_bill,
        is_lesser_of=contract.is_lesser_of,
    )


def _chosen(services: Sequence[ContractService], service_id: UUID | None) -> ContractService | None:
    return next((one for one in services if one.pk == service_id), None)


def _name(service: ContractService) -> str:
    return " ".join((service.code or service.revenue_code, *service.modifiers))


def _price(service: ContractService, contract: Contract, services: int, *, alone: bool) -> Price:
    """Return what a service costs: the contract's rate, the clinic's own price for who pays by themself."""
    rate = service.rate
    if service.unit == ServiceUnit.DAY and contract.few_services is not None and contract.many_services is not None:
        rate = contract.few_services if services <= _FEW else contract.many_services
    return Price(_name(service), service.rate if alone else service.charge, None if alone else rate)


_FEW = 3  # services of a day, up to which the lower price is paid


def _other(request: Request | None, found: Answer) -> Decimal | None:
    """Return what it would be by the payer's file alone, if that tells, and is further away than a few dollars."""
    if request is None or estimating.is_open(request):
        return None
    amount = answer(request, published()).estimate.expected
    return amount if abs(amount - found.estimate.expected) > DIFFERS_FROM else None
