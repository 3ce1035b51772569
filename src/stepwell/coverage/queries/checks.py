"""Benefit checks, as pages and estimates read them."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from stepwell.coverage.models import BenefitCheck
from stepwell.coverage.rules import benefits as rules
from stepwell.coverage.rules.benefits import Benefits
from stepwell.coverage.vocabulary import WAY_LABELS, CheckWay, CopayUnit, LimitUnit, Network


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


def get_check(client_id: UUID, check_id: UUID) -> BenefitCheck | None:
    """Return a check of a client, or None if there is none that the actor sees."""
    return BenefitCheck.objects.filter(pk=check_id, client=client_id).first()


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
