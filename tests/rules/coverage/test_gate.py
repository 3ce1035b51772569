"""Whether a plan pays for a day: every answer has its reason, and what is not known is asked."""

from dataclasses import replace
from itertools import product

import pytest

from stepwell.coverage.rules.cost.plans import Tier
from stepwell.coverage.rules.gate import (
    BILLS_MEDICARE,
    SENTENCES,
    Answer,
    Day,
    Exemption,
    Setting,
    Way,
    Why,
    gate,
    setting_of,
)
from stepwell.coverage.rules.plan_types import DEFAULTS, PlanRules, rules_of
from stepwell.coverage.vocabulary import PlanType

PPO = Day(PlanType.PPO, is_active=True, in_network=True, authorization=True)
EPO = replace(PPO, plan_type=PlanType.EPO)
HMO = replace(PPO, plan_type=PlanType.HMO, referral=True)
POS = replace(PPO, plan_type=PlanType.POS, referral=True)
MEDICARE = Day(PlanType.MEDICARE, is_active=True, setting=Setting.HOSPITAL)
MEDICAID = replace(PPO, plan_type=PlanType.MEDICAID, referral=True)
HMO_RULES = DEFAULTS[PlanType.HMO]
NEEDS_REFERRAL = replace(DEFAULTS[PlanType.POS], referral=True)


@pytest.mark.parametrize(
    ("day", "way", "why"),
    [
        # who pays by themself, and what is not active
        (Day(PlanType.SELF_PAY), Way.SELF_PAY, Why.NO_PLAN),
        (Day(PlanType.SELF_PAY, is_emergency=True), Way.SELF_PAY, Why.NO_PLAN),
        (replace(PPO, is_active=False), Way.SELF_PAY, Why.INACTIVE),
        (replace(PPO, is_active=False, is_emergency=True), Way.SELF_PAY, Why.INACTIVE),
        # an emergency is not held up by what is not known
        (replace(PPO, in_network=False, authorization=False, is_emergency=True), Way.IN, Why.EMERGENCY),
        (Day(PlanType.UNKNOWN, is_emergency=True), Way.IN, Why.EMERGENCY),
        (replace(MEDICARE, setting=Setting.FREESTANDING, is_emergency=True), Way.IN, Why.EMERGENCY),
        # what is not known is asked
        (Day(PlanType.UNKNOWN, is_active=True), Way.BLOCKED, Why.ASK_PLAN),
        (replace(PPO, is_active=None), Way.BLOCKED, Why.ASK_ACTIVE),
        (replace(PPO, in_network=None), Way.BLOCKED, Why.ASK_NETWORK),
        (replace(PPO, authorization=False), Way.BLOCKED, Why.ASK_AUTHORIZATION),
        (replace(HMO, referral=False), Way.BLOCKED, Why.ASK_REFERRAL),
        (replace(PPO, plan_type=PlanType.TRICARE, in_network=False), Way.BLOCKED, Why.ASK_OUT_OF_NETWORK),
        # network
        (PPO, Way.IN, Why.IN_NETWORK),
        (replace(PPO, in_network=False), Way.OUT, Why.OUT_OF_NETWORK),
        (EPO, Way.IN, Why.IN_NETWORK),
        (replace(EPO, in_network=False), Way.SELF_PAY, Why.NOT_PAID_HERE),
        (replace(EPO, in_network=False, exemption=Exemption.SINGLE_CASE), Way.IN, Why.EXEMPT),
        (replace(EPO, in_network=False, exemption=Exemption.GAP), Way.IN, Why.EXEMPT),
        (replace(EPO, in_network=None, exemption=Exemption.CONTINUITY), Way.IN, Why.EXEMPT),
        (replace(HMO, in_network=False), Way.SELF_PAY, Why.NOT_PAID_HERE),
        (replace(MEDICAID, in_network=False), Way.BLOCKED, Why.NOT_PAID_HERE),
        (MEDICAID, Way.IN, Why.IN_NETWORK),
        (replace(PPO, plan_type=PlanType.INDEMNITY, in_network=None), Way.OUT, Why.SINGLE_TIER),
        (replace(PPO, plan_type=PlanType.EAP, in_network=None), Way.IN, Why.SINGLE_TIER),
        # referral
        (HMO, Way.IN, Why.IN_NETWORK),
        (replace(HMO, rules=replace(HMO_RULES, referral=True), referral=False), Way.BLOCKED, Why.NO_REFERRAL),
        (replace(HMO, rules=replace(HMO_RULES, referral=False), referral=False), Way.IN, Why.IN_NETWORK),
        (replace(POS, referral=False), Way.BLOCKED, Why.ASK_REFERRAL),
        (replace(POS, rules=NEEDS_REFERRAL), Way.IN, Why.IN_NETWORK),
        (replace(POS, rules=NEEDS_REFERRAL, referral=False), Way.OUT, Why.NO_REFERRAL),
        (replace(POS, rules=NEEDS_REFERRAL, referral=False, in_network=False), Way.OUT, Why.OUT_OF_NETWORK),
        # authorization
        (replace(HMO, authorization=False), Way.BLOCKED, Why.NO_AUTHORIZATION),
        (replace(PPO, plan_type=PlanType.VA, authorization=False), Way.BLOCKED, Why.NO_AUTHORIZATION),
        (replace(PPO, plan_type=PlanType.VA), Way.IN, Why.SINGLE_TIER),
        (replace(PPO, plan_type=PlanType.GRANT, authorization=False), Way.BLOCKED, Why.NO_AUTHORIZATION),
        (
            replace(PPO, rules=replace(DEFAULTS[PlanType.PPO], authorization=False), authorization=False),
            Way.IN,
            Why.IN_NETWORK,
        ),
        (
            replace(PPO, rules=replace(DEFAULTS[PlanType.PPO], authorization_out=True), in_network=False,
                    authorization=False),
            Way.BLOCKED,
            Why.NO_AUTHORIZATION,
        ),
        (replace(POS, rules=NEEDS_REFERRAL, referral=False, authorization=False), Way.BLOCKED, Why.ASK_AUTHORIZATION),
        (
            replace(EPO, in_network=False, exemption=Exemption.GAP, authorization=False),
            Way.BLOCKED,
            Why.ASK_AUTHORIZATION,
        ),
        # Medicare
        (MEDICARE, Way.IN, Why.SINGLE_TIER),
        (replace(MEDICARE, setting=None), Way.BLOCKED, Why.ASK_SETTING),
        (replace(MEDICARE, setting=Setting.FREESTANDING), Way.BLOCKED, Why.NO_MEDICARE_SETTING),
        (replace(MEDICARE, is_virtual=True), Way.BLOCKED, Why.MEDICARE_VIRTUAL),
        (replace(PPO, is_virtual=True), Way.IN, Why.IN_NETWORK),
    ],
)  # fmt: skip
def test_every_answer_has_its_reason(day: Day, way: Way, why: Why) -> None:
    assert gate(day) == Answer(way, why)


def test_every_setting_but_a_freestanding_one_may_bill_medicare() -> None:
    ways = {setting: gate(replace(MEDICARE, setting=setting)).way for setting in Setting}

    assert {setting for setting, way in ways.items() if way is Way.IN} == BILLS_MEDICARE
    assert ways[Setting.FREESTANDING] is Way.BLOCKED


def test_every_reason_has_a_sentence() -> None:
    assert set(SENTENCES) == set(Why)
    assert gate(PPO).sentence == "The program is in the plan’s network."


def test_every_type_of_plan_has_what_usually_holds() -> None:
    assert set(DEFAULTS) == set(PlanType)


@pytest.mark.parametrize(
    ("plan_type", "expected"),
    [
        (PlanType.PPO, PlanRules(True, False, False, None, None, True)),
        (PlanType.EPO, PlanRules(False, False, None, None, None, False)),
        (PlanType.HMO, PlanRules(False, None, None, True, None, False)),
        (PlanType.POS, PlanRules(True, None, False, None, None, True)),
        (PlanType.INDEMNITY, PlanRules(None, None, False, None, None, True, Tier.OUT)),
        (PlanType.MEDICARE, PlanRules(None, False, None, False, None, False, Tier.IN)),
        (PlanType.MEDICARE_ADVANTAGE, PlanRules(None, None, None, True, True, False)),
        (PlanType.MEDICAID, PlanRules(False, bills_balance=False, protects_client=True)),
        (PlanType.MEDICAID_MANAGED, PlanRules(False, bills_balance=False, protects_client=True)),
        (PlanType.TRICARE, PlanRules()),
        (PlanType.VA, PlanRules(None, False, None, True, None, False, Tier.IN, True)),
        (PlanType.EAP, PlanRules(None, False, None, True, None, False, Tier.IN)),
        (PlanType.GRANT, PlanRules(None, False, None, True, None, False, Tier.IN)),
    ],
)
def test_what_usually_holds(plan_type: PlanType, expected: PlanRules) -> None:
    assert DEFAULTS[plan_type] == expected


def test_what_is_not_known_never_lets_a_plan_pay() -> None:
    """Only a fact opens the gate: with nothing known and nothing on file, no type of plan pays."""
    for plan_type, in_network in product(PlanType, (None, False)):
        found = gate(Day(plan_type, rules=PlanRules(), is_active=True, in_network=in_network))
        assert found.way in {Way.BLOCKED, Way.SELF_PAY}


def test_more_on_file_never_closes_the_gate() -> None:
    for plan_type, setting in product(PlanType, (None, *Setting)):
        day = Day(plan_type, is_active=True, in_network=True, setting=setting)
        if gate(day).way is Way.IN:
            assert gate(replace(day, referral=True, authorization=True)).way is Way.IN


def test_what_a_plan_says_stands_in_the_place_of_what_is_usual() -> None:
    said, later = PlanRules(referral=True, bills_balance=False), PlanRules(referral=False)

    assert rules_of(PlanType.PPO) == DEFAULTS[PlanType.PPO]
    assert rules_of(PlanType.PPO, said) == replace(DEFAULTS[PlanType.PPO], referral=True, bills_balance=False)
    assert rules_of(PlanType.PPO, said, later).referral is False
    assert rules_of(PlanType.MEDICAID, said).protects_client
    assert rules_of(PlanType.INDEMNITY, said).single_tier is Tier.OUT


@pytest.mark.parametrize(
    ("bill", "setting"), [("", Setting.FREESTANDING), ("13", Setting.HOSPITAL), ("76", Setting.CMHC)]
)
def test_bills_tell_what_a_program_is_to_medicare(bill: str, setting: Setting) -> None:
    assert setting_of(bill) is setting
