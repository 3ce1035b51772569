"""What an estimate rests on, and the estimates of a client."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import OuterRef, Q, Subquery

from stepwell.coverage.contracting import ServiceUnit
from stepwell.coverage.models import Contract, ContractService, Estimate
from stepwell.coverage.queries import answers, beside, gating, medicare
from stepwell.coverage.queries.answers import AnswerRow
from stepwell.coverage.queries.beside import Beside
from stepwell.coverage.queries.keeping import NEWEST
from stepwell.coverage.queries.policies import PolicyRow, policies_of
from stepwell.coverage.rules.benefits import Benefits
from stepwell.coverage.rules.combining import combined
from stepwell.coverage.rules.cost.plans import Tier
from stepwell.coverage.rules.gate import Answer, Way
from stepwell.coverage.rules.medicare_years import Entry
from stepwell.coverage.rules.plan_types import PlanRules, rules_of
from stepwell.coverage.vocabulary import Network, PlanType


@dataclass(frozen=True)
class Prices:
    """What holds on a day at a site.

    contract    with the payer, or with who handles this care for it
    own         of the clinic, for who pays by themself
    services    of both: days first
    """

    contract: Contract | None
    own: Contract | None
    services: tuple[ContractService, ...]


@dataclass(frozen=True)
class Grounds:
    """What an estimate rests on.

    answer  of the gate
    newest  the payer's file
    years   Medicare's amounts as the organization wrote them down for the site; empty under other plans
    others  policies that pay after it, in their order
    order   what is to be asked about that order
    name    of the policy, as people call it
    """

    row: PolicyRow
    prices: Prices
    answer: Answer
    newest: AnswerRow | None
    years: tuple[Entry, ...] = ()
    others: tuple[Beside, ...] = ()
    order: tuple[str, ...] = ()
    name: str = ""

    @property
    def tier(self) -> Tier:
        """Under which half of the plan the days are paid."""
        said_out = self.row.check is not None and self.row.check.benefits.network is Network.OUT
        outside = self.answer.way is Way.OUT or (said_out and self.answer.way is not Way.IN)
        return Tier.OUT if outside else Tier.IN

    @property
    def file(self) -> Benefits | None:
        """What the payer's file says of that half."""
        return self.newest.benefits(self.tier) if self.newest else None

    @property
    def benefits(self) -> Benefits | None:
        """What counts: what a person was told, and of the file what the person was not told."""
        return combined(self.row.check.benefits, self.file) if self.row.check else None

    @property
    def rules(self) -> PlanRules:
        """What holds for the plan."""
        return rules_of(self.row.plan_type, self.row.said)


def grounds_of(client_id: UUID, site_id: UUID, policy_id: UUID, *, on: date) -> Grounds | None:
    """Return what an estimate under a policy rests on; None if there is no such policy.

    Six queries, one more under Medicare, and two or three for each policy that pays after it.
    """
    rows = policies_of(client_id)
    row = next((one for one in rows if one.id == policy_id), None)
    if row is None:
        return None
    others = [] if row.is_self_pay else beside.after(row, rows, on=on)
    return Grounds(
        row,
        prices_on(on, site_id=site_id, payer_id=row.payer_id, carve_out=row.carve_out),
        gating.gated(client_id, site_id, [row], on=on)[row.id].answer,
        answers.newest(row.id, member_id=row.member_id),
        medicare.entries(site_id) if row.plan_type is PlanType.MEDICARE else (),
        tuple(_beside(beside.name_of(one, rows), one, site_id, on) for one in others),
        tuple(beside.order(row, rows, on=on)),
        beside.name_of(row, rows),
    )


def _beside(name: str, row: PolicyRow, site_id: UUID, on: date) -> Beside:
    prices = prices_on(on, site_id=site_id, payer_id=row.payer_id, carve_out=row.carve_out)
    services = tuple(one for one in prices.services if one.contract == prices.contract)
    return beside.found(name, row, prices.contract, services, site_id)


def prices_on(on: date, *, site_id: UUID, payer_id: UUID | None, carve_out: str) -> Prices:
    """Return the contracts that hold on a day and pay for something, and what they pay for. One query.

    carve_out  who handles this care for the payer, if somebody does: then its contract comes first
    """
    theirs = Q(contract__payer=None) | Q(contract__payer=payer_id) | Q(contract__payer__name=carve_out or None)
    holds = Q(contract__to_on=None) | Q(contract__to_on__gte=on)
    here = Q(contract__site=None) | Q(contract__site=site_id)
    found = ContractService.objects.filter(theirs, holds, here, contract__from_on__lte=on, voided_at=None)
    services = sorted(
        found.select_related("contract__payer"), key=lambda one: (one.unit != ServiceUnit.DAY, one.code, one.rate)
    )
    contracts = sorted({one.contract for one in services}, key=lambda one: _order(one, carve_out))
    with_payer = next((one for one in contracts if one.payer_id is not None), None)
    own = next((one for one in contracts if one.payer_id is None), None)
    return Prices(with_payer, own, tuple(one for one in services if one.contract in {with_payer, own}))


def _alone() -> Subquery:
    """Return the dollars of a day for who pays alone, on the first day of an estimate and at the site of its client."""
    contract = Q(contract__to_on=None) | Q(contract__to_on__gte=OuterRef("from_on"))
    here = Q(contract__site=None) | Q(contract__site=OuterRef("client__site"))
    days = ContractService.objects.filter(
        contract, here, contract__payer=None, contract__from_on__lte=OuterRef("from_on"), voided_at=None,
        unit=ServiceUnit.DAY,
    )  # fmt: skip
    return Subquery(days.order_by("rate").values("rate")[:1])


def _order(contract: Contract, carve_out: str) -> tuple[int, bool, bool, str]:
    """Return what contracts are sorted by: one for all programs, and for the site, before others."""
    return _distance(contract, carve_out), contract.program_id is not None, contract.site_id is None, str(contract.pk)


def _distance(contract: Contract, carve_out: str) -> int:
    """Return how far a contract is from who answers for the care: the payer's own after that of its carve-out."""
    if contract.payer is None:
        return 2
    return 0 if not carve_out or contract.payer.name == carve_out else 1


def latest(policy_id: UUID) -> Estimate | None:
    """Return the estimate of a policy that counts. One query."""
    return Estimate.objects.filter(policy=policy_id, voided_at=None).order_by("-made_at", "-created_at").first()


def estimates_of(client_id: UUID) -> list[Estimate]:
    """Return the estimates of a client, the latest first, those set aside too. One query."""
    found = Estimate.objects.filter(client=client_id).select_related("policy__payer", "made_by")
    return list(found.order_by("-made_at", "-created_at"))


def get(client_id: UUID, estimate_id: UUID) -> Estimate | None:
    """Return an estimate of a client, with what is newest of its policy and the price of a day alone. One query."""
    found = Estimate.objects.select_related("made_by", "benefit_check__checked_by", "contract__payer", "policy")
    return found.filter(pk=estimate_id, client=client_id).annotate(alone=_alone(), **NEWEST).first()
