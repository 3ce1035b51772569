"""Plans of payers, and what was arranged with the plan of a client."""

from collections import defaultdict
from uuid import UUID

from stepwell.coverage.models import Arrangement, PayerPlan
from stepwell.coverage.rules.plan_types import NOTHING_SAID, OVERRIDABLE, PlanRules


def plans_of(payer_id: UUID) -> list[PayerPlan]:
    """Return the plans of a payer by name, those that ended too. One query."""
    return list(PayerPlan.objects.filter(payer=payer_id).select_related("carve_out").order_by("name", "id"))


def get(payer_id: UUID, plan_id: UUID) -> PayerPlan | None:
    """Return a plan of a payer, or None."""
    return PayerPlan.objects.select_related("payer", "carve_out").filter(pk=plan_id, payer=payer_id).first()


def rules_said(plan: PayerPlan | None) -> PlanRules:
    """Return what is said of a plan itself; all of it None where nothing is."""
    return PlanRules(**{name: getattr(plan, name) for name in OVERRIDABLE}) if plan else NOTHING_SAID


def arrangements_of(client_id: UUID) -> dict[UUID, list[Arrangement]]:
    """Return referrals and exceptions by policy, the latest first; without those set aside. One query."""
    found: dict[UUID, list[Arrangement]] = defaultdict(list)
    for row in Arrangement.objects.filter(client=client_id, voided_at=None).order_by("-from_on", "-created_at"):
        found[row.policy_id].append(row)
    return found


def get_arrangement(client_id: UUID, arrangement_id: UUID) -> Arrangement | None:
    """Return what was arranged for a client, or None."""
    return Arrangement.objects.filter(pk=arrangement_id, client=client_id).first()
