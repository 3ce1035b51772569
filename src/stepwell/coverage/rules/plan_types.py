"""What usually holds for a type of plan; what a plan itself says stands in its place.

Source: docs/sources.md#gate.
"""

from dataclasses import dataclass, replace
from typing import Final

from stepwell.coverage.rules.cost.plans import Tier
from stepwell.coverage.vocabulary import PlanType


@dataclass(frozen=True)
class PlanRules:
    """How a plan decides whether it pays. None has to be asked.

    pays_out_of_network  whether it pays programs outside its network
    referral, authorization            whether each is needed in network, or under an exception
    referral_out, authorization_out    whether each is needed out of network
    bills_balance        whether the client may be billed the balance out of network
    single_tier          the half under which it pays any program, if it has no network
    protects_client      whether the client may not be charged instead where it pays nothing
    """

    pays_out_of_network: bool | None = None
    referral: bool | None = None
    referral_out: bool | None = None
    authorization: bool | None = None
    authorization_out: bool | None = None
    bills_balance: bool | None = None
    single_tier: Tier | None = None
    protects_client: bool = False


NOTHING_SAID: Final = PlanRules()
DEFAULTS: Final = {
    PlanType.PPO: PlanRules(pays_out_of_network=True, referral=False, referral_out=False, bills_balance=True),
    PlanType.EPO: PlanRules(pays_out_of_network=False, referral=False, bills_balance=False),
    PlanType.HMO: PlanRules(pays_out_of_network=False, authorization=True, bills_balance=False),
    PlanType.POS: PlanRules(pays_out_of_network=True, referral_out=False, bills_balance=True),
    PlanType.INDEMNITY: PlanRules(single_tier=Tier.OUT, referral_out=False, bills_balance=True),
    PlanType.MEDICARE: PlanRules(single_tier=Tier.IN, referral=False, authorization=False, bills_balance=False),
    PlanType.MEDICARE_ADVANTAGE: PlanRules(authorization=True, authorization_out=True, bills_balance=False),
    PlanType.MEDICAID: PlanRules(pays_out_of_network=False, bills_balance=False, protects_client=True),
    PlanType.MEDICAID_MANAGED: PlanRules(pays_out_of_network=False, bills_balance=False, protects_client=True),
    PlanType.TRICARE: PlanRules(),
    # Its referral is the authorization.
    PlanType.VA: PlanRules(
        single_tier=Tier.IN, referral=False, authorization=True, bills_balance=False, protects_client=True
    ),
    PlanType.EAP: PlanRules(single_tier=Tier.IN, referral=False, authorization=True, bills_balance=False),
    PlanType.GRANT: PlanRules(single_tier=Tier.IN, referral=False, authorization=True, bills_balance=False),
    PlanType.SELF_PAY: PlanRules(),
    PlanType.UNKNOWN: PlanRules(),
}

OVERRIDABLE: Final = (
    "pays_out_of_network", "referral", "referral_out", "authorization", "authorization_out", "bills_balance",
)  # fmt: skip


def rules_of(plan_type: PlanType, *said: PlanRules) -> PlanRules:
    """Return what holds for a plan: what was said of it, the later before the earlier, and else what usually holds."""
    known = {name: getattr(each, name) for each in said for name in OVERRIDABLE if getattr(each, name) is not None}
    return replace(DEFAULTS[plan_type], **known)
