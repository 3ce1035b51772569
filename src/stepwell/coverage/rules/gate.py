"""Whether a plan pays for a day, and under which half: one answer, with its reason. Source: docs/sources.md#gate."""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from stepwell.coverage.rules.cost.plans import Tier
from stepwell.coverage.rules.plan_types import DEFAULTS, PlanRules
from stepwell.coverage.vocabulary import PlanType


class Way(StrEnum):
    """How a day is paid. Who is blocked may attend only if somebody decides so by name, with a reason on record."""

    IN = "in_network"
    OUT = "out_of_network"
    SELF_PAY = "self_pay"
    BLOCKED = "blocked"


class Exemption(StrEnum):
    """What lets a plan pay a program outside its network as if it were inside."""

    SINGLE_CASE = "single_case_agreement"
    GAP = "network_gap"
    CONTINUITY = "continuity_of_care"


class Setting(StrEnum):
    """What a program is to Medicare."""

    HOSPITAL = "hospital"
    CRITICAL_ACCESS = "critical_access_hospital"
    CMHC = "cmhc"
    RURAL_CLINIC = "rural_health_clinic"
    HEALTH_CENTER = "federally_qualified_health_center"
    OPIOID_PROGRAM = "opioid_treatment_program"
    FREESTANDING = "freestanding"


BILLS_MEDICARE: Final = frozenset(Setting) - {Setting.FREESTANDING}
_SETTINGS: Final = {  # by the first two digits of a bill's type
    "13": Setting.HOSPITAL, "85": Setting.CRITICAL_ACCESS, "76": Setting.CMHC, "71": Setting.RURAL_CLINIC,
    "77": Setting.HEALTH_CENTER, "87": Setting.OPIOID_PROGRAM,
}  # fmt: skip


def setting_of(type_of_bill: str) -> Setting:
    """Return what a program is to Medicare, by the bills that it sends: those of a clinic have no type."""
    return _SETTINGS.get(type_of_bill, Setting.FREESTANDING)


class Why(StrEnum):
    """Why the answer is what it is."""

    IN_NETWORK = "in_network"
    OUT_OF_NETWORK = "out_of_network"
    SINGLE_TIER = "single_tier"
    EXEMPT = "exempt"
    EMERGENCY = "emergency"
    NO_PLAN = "no_plan"
    INACTIVE = "inactive"
    NOT_PAID_HERE = "not_paid_here"
    NO_REFERRAL = "no_referral"
    NO_AUTHORIZATION = "no_authorization"
    NO_MEDICARE_SETTING = "no_medicare_setting"
    MEDICARE_VIRTUAL = "medicare_virtual"
    ASK_PLAN = "ask_plan"
    ASK_ACTIVE = "ask_active"
    ASK_NETWORK = "ask_network"
    ASK_OUT_OF_NETWORK = "ask_out_of_network"
    ASK_REFERRAL = "ask_referral"
    ASK_AUTHORIZATION = "ask_authorization"
    ASK_SETTING = "ask_setting"


SENTENCES: Final = {
    Why.IN_NETWORK: "The program is in the plan’s network.",
    Why.OUT_OF_NETWORK: "The program is not in the plan’s network; the plan pays outside it too.",
    Why.SINGLE_TIER: "The plan has no network for this.",
    Why.EXEMPT: "The plan agreed to pay as if the program were in its network.",
    Why.EMERGENCY: "It is emergency care, which is paid as in network, without authorization.",
    Why.NO_PLAN: "The client pays by themself.",
    Why.INACTIVE: "The plan is not active on this day. Ask for other coverage.",
    Why.NOT_PAID_HERE: "The plan pays nothing outside its network. Ask it for an exception, or refer.",
    Why.NO_REFERRAL: "The plan needs a referral that covers this day. Ask the primary care doctor for one.",
    Why.NO_AUTHORIZATION: "The plan needs an authorization that covers this day. Request one.",
    Why.NO_MEDICARE_SETTING: "Medicare does not pay these days to a program of this kind. Refer to one that it pays.",
    Why.MEDICARE_VIRTUAL: "Medicare does not pay a virtual day. Offer a day in person.",
    Why.ASK_PLAN: "The type of plan is not known. Ask.",
    Why.ASK_ACTIVE: "Whether the plan is active on this day is not known. Ask the payer.",
    Why.ASK_NETWORK: "Whether the program is in the plan’s network is not known. Ask the payer.",
    Why.ASK_OUT_OF_NETWORK: "Whether the plan pays outside its network is not known. Ask the payer.",
    Why.ASK_REFERRAL: "Whether the plan needs a referral is not known. Ask the payer.",
    Why.ASK_AUTHORIZATION: "Whether the plan needs an authorization is not known. Ask the payer.",
    Why.ASK_SETTING: "What the program is to Medicare is not known. Ask who bills.",
}


@dataclass(frozen=True)
class Day:
    """One day of one client at one program. None is not known.

    rules                    what is known of the plan; None for what usually holds for its type
    is_active                whether the policy covers the day
    in_network               whether the program is in the network of this product, at this site, on the day
    referral, authorization  whether one on file covers the day
    is_emergency             emergency care; an intensive outpatient day is none
    """

    plan_type: PlanType
    rules: PlanRules | None = None
    is_active: bool | None = None
    in_network: bool | None = None
    referral: bool = False
    authorization: bool = False
    is_emergency: bool = False
    exemption: Exemption | None = None
    is_virtual: bool = False
    setting: Setting | None = None

    @property
    def by_video(self) -> "Day":
        """The same day, taken part in by video."""
        return replace(self, is_virtual=True)


@dataclass(frozen=True)
class Answer:
    """How a day is paid, and why."""

    way: Way
    why: Why

    @property
    def sentence(self) -> str:
        """Why, in plain words, with what would change it."""
        return SENTENCES[self.why]


_WAYS = {Tier.IN: Way.IN, Tier.OUT: Way.OUT}


def gate(day: Day) -> Answer:
    """Return whether a plan pays for a day. What has to be asked first blocks."""
    rules = day.rules or DEFAULTS[day.plan_type]
    early = _without_plan(day) or _not_known(day) or _medicare(day)
    if early:
        return early
    found = _network(day, rules)
    if found.way not in _WAYS.values():
        return found
    found = _referral(day, rules, found)
    return _authorization(day, rules, found)


def _without_plan(day: Day) -> Answer | None:
    if day.plan_type is PlanType.SELF_PAY:
        return Answer(Way.SELF_PAY, Why.NO_PLAN)
    if day.is_active is False:
        return Answer(Way.SELF_PAY, Why.INACTIVE)
    return Answer(Way.IN, Why.EMERGENCY) if day.is_emergency else None


def _not_known(day: Day) -> Answer | None:
    if day.plan_type is PlanType.UNKNOWN:
        return Answer(Way.BLOCKED, Why.ASK_PLAN)
    return Answer(Way.BLOCKED, Why.ASK_ACTIVE) if day.is_active is None else None


def _medicare(day: Day) -> Answer | None:
    if day.plan_type is not PlanType.MEDICARE:
        return None
    if day.setting is None:
        return Answer(Way.BLOCKED, Why.ASK_SETTING)
    if day.setting not in BILLS_MEDICARE:
        return Answer(Way.BLOCKED, Why.NO_MEDICARE_SETTING)
    return Answer(Way.BLOCKED, Why.MEDICARE_VIRTUAL) if day.is_virtual else None


def _network(day: Day, rules: PlanRules) -> Answer:
    if rules.single_tier:
        return Answer(_WAYS[rules.single_tier], Why.SINGLE_TIER)
    if day.in_network:
        return Answer(Way.IN, Why.IN_NETWORK)
    if day.exemption:
        return Answer(Way.IN, Why.EXEMPT)
    return Answer(Way.BLOCKED, Why.ASK_NETWORK) if day.in_network is None else _outside(rules)


def _outside(rules: PlanRules) -> Answer:
    if rules.pays_out_of_network is None:
        return Answer(Way.BLOCKED, Why.ASK_OUT_OF_NETWORK)
    if rules.pays_out_of_network:
        return Answer(Way.OUT, Why.OUT_OF_NETWORK)
    return Answer(Way.BLOCKED if rules.protects_client else Way.SELF_PAY, Why.NOT_PAID_HERE)


def _referral(day: Day, rules: PlanRules, found: Answer) -> Answer:
    needed = rules.referral if found.way is Way.IN else rules.referral_out
    if day.referral or needed is False:
        return found
    if needed is None:
        return Answer(Way.BLOCKED, Why.ASK_REFERRAL)
    # A point-of-service plan pays without a referral too, as out of network.
    falls = day.plan_type is PlanType.POS and found.way is Way.IN
    return Answer(Way.OUT if falls else Way.BLOCKED, Why.NO_REFERRAL)


def _authorization(day: Day, rules: PlanRules, found: Answer) -> Answer:
    if found.way is Way.BLOCKED or day.authorization:
        return found
    needed = rules.authorization if found.way is Way.IN else rules.authorization_out
    if needed is False:
        return found
    return replace(found, way=Way.BLOCKED, why=Why.ASK_AUTHORIZATION if needed is None else Why.NO_AUTHORIZATION)
