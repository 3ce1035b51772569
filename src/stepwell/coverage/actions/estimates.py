"""Estimates: made from the days, the contract and what is known of benefits; made anew when one of them changes."""

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID
from zoneinfo import ZoneInfo

from stepwell.coverage import contracted, handing
from stepwell.coverage.actions.settling import compared, known_on, of_grounds, with_known
from stepwell.coverage.contracted import name_of, price_of
from stepwell.coverage.contracting import ServiceUnit
from stepwell.coverage.figures import published
from stepwell.coverage.models import Contract, ContractService, Estimate
from stepwell.coverage.queries.estimates import Grounds
from stepwell.coverage.rules import estimating, medicare_years
from stepwell.coverage.rules.basis import Basis, Fee
from stepwell.coverage.rules.benefits import Benefits
from stepwell.coverage.rules.cost.days import Course, planned_days
from stepwell.coverage.rules.cost.plans import Tier
from stepwell.coverage.rules.cost.request import Answer, Request, answer
from stepwell.coverage.rules.estimating import DIFFERS_FROM
from stepwell.coverage.rules.gate import Way
from stepwell.coverage.rules.others import with_others
from stepwell.coverage.rules.planned import REQUEST, SHAPE, PaysAfter, Planned
from stepwell.coverage.rules.settling import ANSWERED, settled, that_count
from stepwell.coverage.vocabulary import EstimateKind
from stepwell.kernel.findings import Finding, Refused
from stepwell.kernel.money import ZERO
from stepwell.platform.tenancy.members import Member
from stepwell.platform.tenancy.models import Organization
from stepwell.platform.walls import editing
from stepwell.platform.walls.scope import Scope

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
NOT_ALLOWED = Finding(
    "EST-006",
    "There is no contract with this payer, and out of network it pays by what it allows. Ask the plan what it allows a"
    " day, and write it here; or make a good-faith estimate for who pays by themself.",
    "allowed",
)
NO_DAYS = Finding(
    "EST-005",
    "No day is left: none of the weekdays falls into these weeks, or the program is closed on all of them. Check first"
    " day, weekdays and closed days.",
    "weekdays",
)
NO_SERVICE = Finding("EST-004", "This service is not in the contract any more. Choose another.", "service")


def make_estimate(
    *, actor: Member | Scope, at: datetime, grounds: Grounds, planned: Planned, because: str = "",
    before: Estimate | None = None,
) -> Estimate:  # fmt: skip
    """Make an estimate under a policy, or for who pays by themself. It takes the place of the one before.

    Days that payers have answered count as answered.

    actor    a member, or the scope of a job
    because  why it is made anew, in words
    before   the one before, with which answered days are compared

    raises  Refused: EST-001 to EST-004, COST-0xx for days or amounts that cannot be
    """
    good_faith, zone = grounds.row.is_self_pay or planned.without_plan, zone_of(actor)
    planned = _as_it_stands(grounds, planned, good_faith=good_faith, at=at, zone=zone)
    contract = _contract(grounds, planned)
    request, other = _requests(grounds, planned, contract, zone)
    days = {day.on for day in planned_days(_course(request))}
    if not days:
        raise Refused(NO_DAYS)
    said = of_grounds(grounds)
    said = with_known(said, before) if before and isinstance(actor, Member) else said
    told = that_count(said, days, planned.as_of)
    told = tuple(compared(before, told)) if before else told
    request = settled(request, told, as_of=planned.as_of)
    found = _priced(request)
    return Estimate.objects.create(
        organization_id=actor.organization_id if isinstance(actor, Member) else actor.tenant,
        client_id=grounds.row.client_id,
        kind=EstimateKind.GOOD_FAITH if good_faith else EstimateKind.INSURED,
        policy_id=grounds.row.id,
        benefit_check_id=None if good_faith or grounds.row.check is None else grounds.row.check.id,
        contract=contract,
        contract_version=contract.version,
        made_at=at,
        made_by_id=actor.membership_id if isinstance(actor, Member) else None,
        because=because,
        from_on=min(line.line.on for line in found.lines),
        to_on=max(line.line.on for line in found.lines),
        days=len(days),
        low=found.estimate.low,
        expected=None if estimating.is_open(request) else found.estimate.expected,
        high=max(found.estimate.high, _without_fee(request, planned)),
        other=_other(settled(other, told, as_of=planned.as_of) if other else None, found),
        plan_of_days=SHAPE.dump_json(planned).decode(),
        request=REQUEST.dump_json(request).decode(),
        answered=ANSWERED.dump_json(told).decode() if told else None,
    )


def _as_it_stands(grounds: Grounds, planned: Planned, *, good_faith: bool, at: datetime, zone: ZoneInfo) -> Planned:
    """Return what is planned with what is known of its payers now."""
    is_blocked = not good_faith and grounds.answer.way is Way.BLOCKED
    return replace(
        planned,
        fee=fee_for(grounds.row.client_id, planned, good_faith=good_faith),
        blocked=grounds.answer.sentence if is_blocked else "",
        payer=grounds.name,
        others=() if good_faith else _after(grounds, zone),
        order=() if good_faith else grounds.order,
        known_on=known_on(grounds.row, at=at, zone=zone),
        covered_through=None if good_faith else _covered_through(grounds),
    )


def _covered_through(grounds: Grounds) -> date | None:
    """Return the last day of a policy, as it was written down or said since."""
    check = grounds.row.check
    days = [grounds.row.to_on, check.benefits.effective_to if check else None]
    return min(filter(None, days), default=None)


_MISSING = frozenset({"COST-020", "COST-021"})
WHERE = "A biller does so under Medicare by year, in Settings."


def _priced(request: Request) -> Answer:
    """Return what a request costs; of a year of Medicare that is missing, it says where it is written down."""
    try:
        return answer(request, published())
    except Refused as refusal:
        found = (
            replace(one, sentence=f"{one.sentence} {WHERE}") if one.code in _MISSING else one
            for one in refusal.findings
        )
        raise Refused(*found) from None


def zone_of(actor: Member | Scope) -> ZoneInfo:
    """Return by whose clock an actor's days are: a job's by that of the organization."""
    if isinstance(actor, Member):
        return actor.zone
    return ZoneInfo(Organization.objects.values_list("time_zone", flat=True).get(pk=actor.tenant))


def fee_for(client_id: UUID, planned: Planned, *, good_faith: bool) -> Fee | None:
    """Return the sliding fee to price in: under a plan only what was granted for what plans leave too."""
    found = handing.fee_of(client_id, on=planned.days.starts_on)
    return found if found and (good_faith or (found.is_granted and found.after_payer)) else None


def _without_fee(request: Request, planned: Planned) -> Decimal:
    """Return the most dollars it may be while nobody decided on the sliding fee; 0 if that is not open."""
    if planned.fee is None or planned.fee.is_granted:
        return ZERO
    return answer(replace(request, fee_class=None), published()).estimate.high


def _course(request: Request) -> Course:
    assert request.course  # noqa: S101 (an estimate is of a course)
    return request.course


def void_estimate(*, actor: Member, at: datetime, estimate: Estimate, reason: str) -> None:
    """Set an estimate aside that was made by mistake; it stays, with the reason. Raises Refused."""
    editing.void(estimate, at=at, membership_id=actor.membership_id, reason=reason)


def _contract(grounds: Grounds, planned: Planned) -> Contract:
    alone = grounds.row.is_self_pay or planned.without_plan
    contract = grounds.prices.own if alone else grounds.prices.contract
    if contract is None and not alone and grounds.tier is Tier.OUT:
        if planned.allowed is None:
            raise Refused(NOT_ALLOWED)
        contract = grounds.prices.own
    if contract is None:
        raise Refused(NO_PRICES if alone else NO_CONTRACT)
    return contract


def _after(grounds: Grounds, zone: ZoneInfo) -> tuple[PaysAfter, ...]:
    return tuple(
        PaysAfter(one.name, one.row.id, one.row.version, check.id, check.made_at.astimezone(zone).date())
        if (check := one.row.check)
        else PaysAfter(one.name, one.row.id, one.row.version)
        for one in grounds.others
    )


def _requests(grounds: Grounds, planned: Planned, contract: Contract, zone: ZoneInfo) -> tuple[Request, Request | None]:
    """Return what is priced, and what would be by the payer's file alone."""
    services = [one for one in grounds.prices.services if one.contract_id == contract.pk]
    service, first_day = contracted.same(services, planned.service), contracted.same(services, planned.first_day)
    if service is None:
        raise Refused(NO_SERVICE)
    course = estimating.course_of(planned.days, name_of(service), name_of(first_day) if first_day else "")
    alone = grounds.row.is_self_pay or planned.without_plan
    prices = [
        contracted.with_own(price_of(one, contract, planned.days.services, alone=alone), one, _own(grounds))
        for one in (service, first_day)
        if one
    ]
    if grounds.years and not alone and service.unit == ServiceUnit.DAY:
        of_day = medicare_years.prices(
            prices[0], grounds.years, estimating.paid_as(contract.type_of_bill), planned.days.services
        )
        prices = [*of_day, *prices[1:]]
    if not alone and grounds.tier is Tier.OUT:
        prices = contracted.as_allowed(prices, planned.allowed, has_contract=contract.payer_id is not None)
    fee = planned.fee.fee_class if planned.fee else None
    if alone:
        return estimating.self_pay(course, prices, planned.days.attended, fee), None
    basis = _basis(grounds, contract, planned)
    limits, chosen = published().limits, [one for one in (service, first_day) if one]
    others = [contracted.other_of(one, chosen, services=planned.days.services, zone=zone) for one in grounds.others]

    def priced(benefits: Benefits) -> Request:
        found = estimating.insured(replace(basis, benefits=benefits), course, prices, limits, planned.days.attended)
        return replace(with_others(found, others, limits), fee_class=fee)

    return priced(basis.benefits), priced(grounds.file) if grounds.file else None


def _own(grounds: Grounds) -> list[ContractService]:
    """Return what the clinic charges who pays by themself."""
    own = grounds.prices.own
    return [one for one in grounds.prices.services if own and one.contract_id == own.pk]


def _basis(grounds: Grounds, contract: Contract, planned: Planned) -> Basis:
    if grounds.benefits is None or planned.known_on is None:
        raise Refused(NO_CHECK)
    if grounds.answer.way is Way.SELF_PAY:
        raise Refused(replace(NOT_PAID, sentence=NOT_PAID.sentence.format(why=grounds.answer.sentence)))
    return Basis(
        plan_type=grounds.row.plan_type,
        benefits=grounds.benefits,
        tier=grounds.tier,
        as_of=planned.known_on,
        rules=grounds.rules,
        year_starts_month=grounds.row.year_starts_month,
        has_high_deductible=grounds.row.has_high_deductible,
        type_of_bill=contract.type_of_bill,
        is_lesser_of=contract.is_lesser_of,
        medicare=medicare_years.years(grounds.years, published().medicare),
        income=planned.household_income,
    )


def _other(request: Request | None, found: Answer) -> Decimal | None:
    """Return what it would be by the payer's file alone, if that tells, and is further away than a few dollars."""
    if request is None or estimating.is_open(request):
        return None
    amount = answer(request, published()).estimate.expected
    return amount if abs(amount - found.estimate.expected) > DIFFERS_FROM else None
