"""The policies of a client, and what was found out about each."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models.functions import Coalesce

from stepwell.coverage.models import BenefitCheck, Payer, Policy
from stepwell.coverage.queries.asking import NEWEST
from stepwell.coverage.queries.plans import rules_said
from stepwell.coverage.rules import benefits as rules
from stepwell.coverage.rules.benefits import Benefits
from stepwell.coverage.rules.coordination import Cover
from stepwell.coverage.rules.plan_types import NOTHING_SAID, PlanRules
from stepwell.coverage.vocabulary import (
    HOLDER_LABELS,
    PLAN_HINTS,
    PLAN_LABELS,
    RANK_LABELS,
    WAY_LABELS,
    After,
    CheckWay,
    CopayUnit,
    EmployerSize,
    Entitlement,
    Funding,
    Holder,
    LimitUnit,
    Network,
    PlanType,
    Source,
)


@dataclass(frozen=True)
class CheckRow:
    """One benefit check. `exclusions`, `said`, `next_step` and `more` are in the words of whoever wrote them."""

    id: UUID
    made_at: datetime
    by: str
    way: CheckWay
    representative: str
    reference: str
    benefits: Benefits
    exclusions: str
    said: str
    next_step: str
    verified_through: date | None
    void_reason: str
    more: Mapping[str, str] = field(default_factory=dict)
    answer_id: UUID | None = None

    @property
    def is_voided(self) -> bool:
        """Whether it was set aside."""
        return bool(self.void_reason)

    @property
    def way_label(self) -> str:
        """Where it comes from, in words."""
        return WAY_LABELS[self.way]

    @property
    def missing(self) -> list[str]:
        """What is not known, in words."""
        return rules.missing(self.benefits)

    def days_old(self, now: datetime, zone: ZoneInfo) -> int:
        """Return how many days ago it was made."""
        return (now.astimezone(zone).date() - self.made_at.astimezone(zone).date()).days

    def ask_again(self, now: datetime, zone: ZoneInfo) -> str:
        """Return why it no longer holds, or an empty string."""
        made_on, on = self.made_at.astimezone(zone).date(), now.astimezone(zone).date()
        return rules.ask_again(made_on=made_on, through=self.verified_through, on=on)


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


def get_check(client_id: UUID, check_id: UUID) -> BenefitCheck | None:
    """Return a check of a client, or None if there is none that the actor sees."""
    return BenefitCheck.objects.filter(pk=check_id, client=client_id).first()


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


_PLAIN = (
    "is_active", "effective_from", "effective_to", "deductible", "deductible_met", "family_deductible",
    "family_deductible_met", "coinsurance", "copay", "out_of_pocket", "out_of_pocket_met", "iop_covered",
    "authorization_required", "limit_total", "limit_used", "family_out_of_pocket", "family_out_of_pocket_met",
    "copay_after_deductible", "deductible_applies", "family_counts_whole", "carries_over", "share_besides_copay",
    "copay_on_crossing_day", "deductible_counts", "copay_counts", "household_paid", "household_on",
)  # fmt: skip


def check_row(check: BenefitCheck) -> CheckRow:
    """Return a check as pages show it."""
    return CheckRow(
        id=check.pk,
        made_at=check.made_at,
        by=str(check.checked_by),
        way=CheckWay(check.way),
        representative=check.representative or "",
        reference=check.reference,
        benefits=Benefits(
            network=Network(check.network),
            copay_unit=CopayUnit(check.copay_unit) if check.copay_unit else None,
            limit_unit=LimitUnit(check.limit_unit) if check.limit_unit else None,
            **{name: getattr(check, name) for name in _PLAIN},
        ),
        exclusions=check.exclusions or "",
        said=check.said or "",
        next_step=check.next_step or "",
        verified_through=check.verified_through,
        void_reason=check.void_reason,
        more=json.loads(check.more) if check.more else {},
        answer_id=check.answer_id,
    )
