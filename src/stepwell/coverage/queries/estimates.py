"""What an estimate rests on, and the estimates of a client."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import F, Q

from stepwell.coverage.contracting import ServiceUnit
from stepwell.coverage.models import Contract, ContractService, Estimate
from stepwell.coverage.queries import answers, gating
from stepwell.coverage.queries.answers import AnswerRow
from stepwell.coverage.queries.policies import PolicyRow, policies_of
from stepwell.coverage.rules.benefits import Benefits
from stepwell.coverage.rules.combining import combined
from stepwell.coverage.rules.gate import Answer
from stepwell.coverage.rules.plan_types import PlanRules, rules_of


@dataclass(frozen=True)
class Grounds:
    """What is known of a policy and its prices on the first day of a course.

    contract     with the payer, or with who handles this care for it
    own_prices   of the clinic, for who pays by themself
    services     of both
    answer       of the gate
    newest       the payer's file
    """

    row: PolicyRow
    contract: Contract | None
    own_prices: Contract | None
    services: tuple[ContractService, ...]
    answer: Answer
    newest: AnswerRow | None

    @property
    def file(self) -> Benefits | None:
        """What the payer's file says."""
        return self.newest.benefits() if self.newest else None

    @property
    def benefits(self) -> Benefits | None:
        """What counts: what a person was told, and of the file what the person was not told."""
        return combined(self.row.check.benefits, self.file) if self.row.check else None

    @property
    def rules(self) -> PlanRules:
        """What holds for the plan."""
        return rules_of(self.row.plan_type, self.row.said)


def grounds_of(client_id: UUID, site_id: UUID, policy_id: UUID, *, on: date) -> Grounds | None:
    """Return what an estimate under a policy rests on; None if there is no such policy. Eight queries."""
    row = next((one for one in policies_of(client_id) if one.id == policy_id), None)
    if row is None:
        return None
    contracts = _contracts(row, site_id, on)
    with_payer = next((one for one in contracts if one.payer_id is not None), None)
    own = next((one for one in contracts if one.payer_id is None), None)
    kept = [one.pk for one in (with_payer, own) if one]
    services = ContractService.objects.filter(contract__in=kept, voided_at=None)
    addiction = answers.treats_addiction(site_id)
    return Grounds(
        row,
        with_payer,
        own,
        tuple(sorted(services, key=lambda one: (one.unit != ServiceUnit.DAY, one.code or one.revenue_code, one.rate))),
        gating.gated(client_id, site_id, [row], on=on)[row.id].answer,
        answers.newest(row.id, member_id=row.member_id, addiction=addiction),
    )


def _contracts(row: PolicyRow, site_id: UUID, on: date) -> Sequence[Contract]:
    """Return the contracts that hold at a site, those of who handles this care for the payer first. One query."""
    holds = Q(to_on=None) | Q(to_on__gte=on)
    theirs = Q(payer=None) | Q(payer=row.payer_id) | Q(payer__name=row.carve_out or None)
    found = Contract.objects.filter(holds, theirs, Q(site=None) | Q(site=site_id), from_on__lte=on)
    ordered = found.select_related("payer").order_by(
        F("program").asc(nulls_first=True), F("site").asc(nulls_last=True), "pk"
    )
    return sorted(ordered, key=lambda one: _distance(one, row.carve_out))


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
    """Return an estimate of a client, or None."""
    found = Estimate.objects.select_related("made_by", "benefit_check__checked_by", "contract__payer")
    return found.filter(pk=estimate_id, client=client_id).first()


def out_of_date(estimate: Estimate, grounds: Grounds | None) -> list[str]:
    """Return why an estimate has to be made anew."""
    if grounds is None:
        return ["The policy was set aside after it."]
    check = grounds.row.check
    now = grounds.own_prices if estimate.benefit_check_id is None else grounds.contract
    found = []
    if estimate.benefit_check_id and (check is None or check.id != estimate.benefit_check_id):
        found.append("Benefits were written down again after it.")
    if now is None or now.pk != estimate.contract_id or now.version != estimate.contract_version:
        found.append("The contract changed after it.")
    return found
