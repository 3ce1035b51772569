"""The policies of a client, and what was found out about each."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models.functions import Coalesce

from stepwell.coverage.models import BenefitCheck, Payer, Policy
from stepwell.coverage.queries.asking import NEWEST
from stepwell.coverage.queries.checks import CheckRow, check_row
from stepwell.coverage.queries.plans import rules_said
from stepwell.coverage.rules.coordination import Cover
from stepwell.coverage.rules.plan_types import NOTHING_SAID, PlanRules
from stepwell.coverage.vocabulary import (
    HOLDER_LABELS,
    PLAN_HINTS,
    PLAN_LABELS,
    RANK_LABELS,
    After,
    EmployerSize,
    Entitlement,
    Funding,
    Holder,
    PlanType,
    Source,
)


@dataclass(frozen=True)
class PolicyRow:
    """A policy with its newest check, for pages and for the rooms that price care.

    carve_out  who handles this care for the payer or the plan, or ""
    said       what is said of the plan itself
    asked      the latest question by file, as `queries.asking.noted` takes it
    """

    id: UUID
    client_id: UUID
    payer_id: UUID | None
    payer: str
    plan_type: PlanType
    plan_name: str
    member_id: str
    group_number: str
    holder: Holder
    holder_name: str
    holder_relation: str
    holder_birth_date: date | None
    rank: int
    from_on: date
    to_on: date | None
    front_id: UUID | None
    back_id: UUID | None
    notes: str
    version: int
    void_reason: str
    benefits_phone: str
    authorizations_phone: str
    carve_out: str
    summary_id: UUID | None = None
    plan_id: UUID | None = None
    said: PlanRules = NOTHING_SAID
    year_starts_month: int = 1
    has_high_deductible: bool = False
    funding: Funding = Funding.UNKNOWN
    source: Source = Source.UNKNOWN
    employer_size: EmployerSize = EmployerSize.UNKNOWN
    entitlement: Entitlement = Entitlement.UNKNOWN
    court: bool = False
    after: After = After.UNKNOWN
    checks: tuple[CheckRow, ...] = ()
    asked: Mapping[str, Any] | None = None

    @property
    def is_voided(self) -> bool:
        """Whether it was set aside."""
        return bool(self.void_reason)

    @property
    def is_self_pay(self) -> bool:
        """Whether nobody else pays."""
        return self.plan_type == PlanType.SELF_PAY

    @property
    def check(self) -> CheckRow | None:
        """The newest check that counts."""
        return next((check for check in self.checks if not check.is_voided), None)

    @property
    def plan_label(self) -> str:
        """What sort of plan it is, in words."""
        return PLAN_LABELS[self.plan_type]

    @property
    def hint(self) -> str:
        """What usually holds for such a plan, or empty."""
        return PLAN_HINTS.get(self.plan_type, "")

    @property
    def rank_label(self) -> str:
        """When it pays, in words."""
        return RANK_LABELS[self.rank]

    @property
    def holder_label(self) -> str:
        """Who holds it, in words."""
        if self.holder == Holder.SELF:
            return HOLDER_LABELS[Holder.SELF]
        return f"{self.holder_name}, {self.holder_relation}"

    @property
    def letters_reach_somebody_else(self) -> bool:
        """Whether the plan's letters go to another person, who would learn of the treatment from them."""
        return self.holder == Holder.OTHER

    @property
    def cover(self) -> Cover:
        """What decides when it pays."""
        return Cover(
            self.payer or self.plan_label, self.plan_type, self.from_on, self.holder, self.holder_relation,
            self.holder_birth_date, self.source, self.employer_size, self.entitlement, self.court, self.after,
        )  # fmt: skip

    def in_force(self, on: date) -> bool:
        """Return whether it covers a day."""
        return not self.is_voided and self.from_on <= on and (self.to_on is None or on <= self.to_on)


def policies_of(client_id: UUID, *, voided: bool = False) -> list[PolicyRow]:
    """Return the policies of a client with their checks, newest first: in the order in which they pay. Two queries.

    voided  with those that were set aside, for pages that show them struck through
    """
    found = (
        Policy.objects.filter(client=client_id)
        .select_related("payer__carve_out", "plan__carve_out")
        .annotate(asked=NEWEST)
        .order_by("rank", "-from_on", "id")
    )
    if not voided:
        found = found.filter(voided_at=None)
    checks: dict[UUID, list[CheckRow]] = {}
    for check in BenefitCheck.objects.filter(client=client_id).select_related("checked_by").order_by("-made_at", "-id"):
        checks.setdefault(check.policy_id, []).append(check_row(check))
    return [_policy(policy, tuple(checks.get(policy.pk, ()))) for policy in found]


def payers_of(client_id: UUID) -> list[tuple[str, str, date, date | None]]:
    """Return of each policy with a payer, in the order in which they pay: payer, carve-out or "", first and last day.

    One query; who pays alone is left out.
    """
    found = Policy.objects.filter(client=client_id, voided_at=None, payer__isnull=False)
    decides = Coalesce("plan__carve_out__name", "payer__carve_out__name")
    rows = found.order_by("rank", "-from_on", "id").values_list("payer__name", decides, "from_on", "to_on")
    return [(payer, decides or "", from_on, to_on) for payer, decides, from_on, to_on in rows]


def get(client_id: UUID, policy_id: UUID) -> Policy | None:
    """Return a policy of a client, or None if there is none that the actor sees."""
    return (
        Policy.objects.select_related("payer__carve_out", "plan__carve_out")
        .filter(pk=policy_id, client=client_id)
        .first()
    )


def carve_out_of(policy: Policy) -> Payer | None:
    """Return who handles this care for the plan, or else for the payer; None if the payer does itself."""
    of_plan = policy.plan.carve_out if policy.plan else None
    return of_plan or (policy.payer.carve_out if policy.payer else None)


def _policy(policy: Policy, checks: tuple[CheckRow, ...]) -> PolicyRow:
    payer, plan, carve_out = policy.payer, policy.plan, carve_out_of(policy)
    born = policy.holder_birth_date
    return PolicyRow(
        id=policy.pk,
        client_id=policy.client_id,
        payer_id=policy.payer_id,
        payer=payer.name if payer else "",
        plan_type=PlanType(policy.plan_type),
        plan_name=policy.plan_name,
        member_id=policy.member_id or "",
        group_number=policy.group_number,
        holder=Holder(policy.holder),
        holder_name=policy.holder_name or "",
        holder_relation=policy.holder_relation,
        holder_birth_date=date.fromisoformat(born) if born else None,
        rank=policy.rank,
        from_on=policy.from_on,
        to_on=policy.to_on,
        front_id=policy.front_id,
        back_id=policy.back_id,
        notes=policy.notes or "",
        version=policy.version,
        void_reason=policy.void_reason,
        benefits_phone=payer.benefits_phone if payer else "",
        authorizations_phone=payer.authorizations_phone if payer else "",
        carve_out=carve_out.name if carve_out else "",
        summary_id=policy.summary_id,
        plan_id=policy.plan_id,
        said=rules_said(plan),
        year_starts_month=plan.year_starts_month if plan else 1,
        has_high_deductible=plan.has_high_deductible if plan else False,
        funding=Funding(plan.funding) if plan else Funding.UNKNOWN,
        source=Source(policy.source),
        employer_size=EmployerSize(policy.employer_size),
        entitlement=Entitlement(policy.entitlement),
        court=policy.court,
        after=After(policy.after),
        checks=checks,
        asked=policy.asked,  # type: ignore[attr-defined]
    )
