"""Payers, policies and what a payer said."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest

from stepwell.coverage.actions import arrangements, checks, payers, plans, policies
from stepwell.coverage.actions.arrangements import Arranging
from stepwell.coverage.actions.checks import Found
from stepwell.coverage.actions.payers import PayerFacts
from stepwell.coverage.actions.plans import PlanFacts
from stepwell.coverage.models import BenefitCheck, Payer, Policy
from stepwell.coverage.queries import gating
from stepwell.coverage.queries import policies as queries
from stepwell.coverage.rules.benefits import Benefits
from stepwell.coverage.rules.gate import Way, Why
from stepwell.coverage.rules.plan_types import PlanRules
from stepwell.coverage.rules.policies import Terms
from stepwell.coverage.vocabulary import Arranged, CheckWay, CopayUnit, Holder, Network, PayerKind, PlanType
from stepwell.kernel.findings import Refused
from stepwell.platform.documents.actions import Upload
from stepwell.platform.documents.models import Document
from stepwell.platform.tenancy.members import Member
from stepwell.platform.walls.scope import acting
from stepwell.privacy.actions.consents import void_consent
from stepwell.privacy.models import Disclosure
from tests.db.coverage.conftest import AT, PPO, may_ask
from tests.worlds import Clinic

pytestmark = pytest.mark.django_db
FIGURES = Benefits(copay=Decimal(40), copay_unit=CopayUnit.VISIT)
CARD = Found(CheckWay.CARD, FIGURES)
CALL = Found(CheckWay.CALL, FIGURES, representative="Jo", reference="55-1", gave_notice=True)
PDF = b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n"


def refused(call: Callable[[], object]) -> list[str]:
    with pytest.raises(Refused) as refusal:
        call()
    return [finding.code for finding in refusal.value.findings]


def test_a_payer_stands_on_the_list_once_whatever_its_case(coordinator: Member, payer: Payer) -> None:
    facts = PayerFacts("buckeye mutual", PayerKind.COMMERCIAL)

    assert refused(lambda: payers.add_payer(actor=coordinator, at=AT, facts=facts)) == ["COV-001"]
    other = payers.add_payer(actor=coordinator, at=AT, facts=replace(facts, name="Lakes", benefits_phone="9375550101"))
    assert other.benefits_phone == "+19375550101"
    assert refused(lambda: payers.change_payer(actor=coordinator, at=AT, payer=other, version=1, facts=facts)) == [
        "COV-001"
    ]
    wrong = replace(facts, name=" ", benefits_phone="12")
    assert refused(lambda: payers.add_payer(actor=coordinator, at=AT, facts=wrong)) == ["COV-007", "COV-001"]
    itself = replace(facts, name="Lakes", carve_out_id=other.pk)
    assert refused(lambda: payers.change_payer(actor=coordinator, at=AT, payer=other, version=1, facts=itself)) == [
        "COV-008"
    ]


def test_a_biller_reads_payers_and_adds_none(clinic: Clinic, coordinator: Member, payer: Payer) -> None:
    biller = replace(coordinator, membership_id=clinic["biller"].membership.pk)
    facts = PayerFacts("Lakes", PayerKind.COMMERCIAL)
    with acting(clinic["biller"].scope):
        assert Payer.objects.get() == payer
        assert refused(lambda: payers.add_payer(actor=biller, at=AT, facts=facts)) == ["COV-009"]


def test_two_policies_cannot_pay_first_on_the_same_day(
    clinic: Clinic, coordinator: Member, payer: Payer, policy: Policy
) -> None:
    def add(terms: Terms) -> Policy:
        return policies.add_policy(
            actor=coordinator, at=AT, client_id=clinic.clients["ana"].pk, payer_id=payer.pk, terms=terms
        )

    assert refused(lambda: add(PPO)) == ["COV-020"]
    second = add(replace(PPO, rank=2))
    assert [row.id for row in queries.policies_of(clinic.clients["ana"].pk)] == [policy.pk, second.pk]
    ended = replace(PPO, to_on=date(2026, 6, 30))
    policies.change_policy(actor=coordinator, at=AT, policy=policy, version=1, payer_id=payer.pk, terms=ended)
    follows = add(replace(PPO, from_on=date(2026, 7, 1)))
    in_force = [row.id for row in queries.policies_of(clinic.clients["ana"].pk) if row.in_force(date(2026, 7, 1))]
    assert in_force == [follows.pk, second.pk]


def test_a_policy_set_aside_leaves_its_place_and_the_list(
    clinic: Clinic, coordinator: Member, payer: Payer, policy: Policy
) -> None:
    policies.void_policy(actor=coordinator, at=AT, policy=policy, reason="card of another person")

    assert queries.policies_of(clinic.clients["ana"].pk) == []
    assert [row.is_voided for row in queries.policies_of(clinic.clients["ana"].pk, voided=True)] == [True]
    assert refused(lambda: checks.record_check(actor=coordinator, at=AT, policy=policy, found=CARD)) == ["COV-021"]
    policies.add_policy(actor=coordinator, at=AT, client_id=clinic.clients["ana"].pk, payer_id=payer.pk, terms=PPO)


def test_self_pay_is_a_way_too(clinic: Clinic, coordinator: Member) -> None:
    terms = Terms(PlanType.SELF_PAY, 1, date(2026, 1, 1), has_payer=False)

    pays = policies.add_policy(actor=coordinator, at=AT, client_id=clinic.clients["ana"].pk, payer_id=None, terms=terms)

    [row] = queries.policies_of(clinic.clients["ana"].pk)
    assert (row.is_self_pay, row.payer, row.member_id) == (True, "", "")
    assert refused(lambda: checks.record_check(actor=coordinator, at=AT, policy=pays, found=CARD)) == ["COV-033"]


def test_the_same_member_number_is_found_however_it_was_typed(
    clinic: Clinic, coordinator: Member, payer: Payer, policy: Policy
) -> None:
    bo = policies.add_policy(
        actor=coordinator,
        at=AT,
        client_id=clinic.clients["bo"].pk,
        payer_id=payer.pk,
        terms=replace(PPO, member_id="w12345"),
    )

    policy.refresh_from_db()
    bo.refresh_from_db()
    assert bytes(policy.member_id_index or b"") == bytes(bo.member_id_index or b"")


def test_letters_that_reach_somebody_else_are_known(clinic: Clinic, coordinator: Member, payer: Payer) -> None:
    terms = replace(
        PPO,
        holder=Holder.OTHER,
        holder_name="Rosa López",
        holder_relation="mother",
        holder_birth_date=date(1960, 2, 3),
    )
    policies.add_policy(actor=coordinator, at=AT, client_id=clinic.clients["ana"].pk, payer_id=payer.pk, terms=terms)

    [row] = queries.policies_of(clinic.clients["ana"].pk)
    assert (row.letters_reach_somebody_else, row.holder_label) == (True, "Rosa López, mother")
    assert row.holder_birth_date == date(1960, 2, 3)


def test_what_stands_on_the_card_is_written_down_without_asking_anybody(
    clinic: Clinic, coordinator: Member, policy: Policy
) -> None:
    check = checks.record_check(actor=coordinator, at=AT, policy=policy, found=CARD)

    [row] = queries.policies_of(clinic.clients["ana"].pk)
    assert row.check is not None
    assert (row.check.id, row.check.benefits.copay, row.check.benefits.deductible) == (check.pk, Decimal(40), None)
    assert "deductible" in row.check.missing
    assert Disclosure.objects.count() == 0


@pytest.mark.parametrize("way", [CheckWay.CALL, CheckWay.PORTAL])
def test_nobody_asks_a_payer_before_the_client_agreed(
    clinic: Clinic, coordinator: Member, policy: Policy, way: CheckWay
) -> None:
    found = replace(CALL, way=way)

    def ask() -> BenefitCheck:
        return checks.record_check(actor=coordinator, at=AT, policy=policy, found=found)

    assert refused(ask) == ["COV-030"]
    may_ask(clinic, "Another insurer")
    assert refused(ask) == ["COV-030"]
    may_ask(clinic, categories=["coverage"])
    assert refused(ask) == ["COV-030"]
    assert BenefitCheck.objects.count() == 0


def test_a_call_is_on_record_as_a_disclosure(clinic: Clinic, coordinator: Member, policy: Policy) -> None:
    consent = may_ask(clinic)

    check = checks.record_check(actor=coordinator, at=AT, policy=policy, found=CALL)

    disclosure = Disclosure.objects.get()
    assert (check.disclosure_id, disclosure.consent_id) == (disclosure.pk, consent.pk)
    assert (disclosure.recipient, disclosure.way, disclosure.disclosed_at) == ("Buckeye Mutual", "telephone", AT)


def test_a_consent_that_was_set_aside_lets_nobody_ask(clinic: Clinic, coordinator: Member, policy: Policy) -> None:
    consent = may_ask(clinic)
    void_consent(actor=coordinator, at=AT, consent=consent, reason="signed by somebody else")

    assert refused(lambda: checks.record_check(actor=coordinator, at=AT, policy=policy, found=CALL)) == ["COV-030"]


def test_the_company_that_answers_for_the_payer_needs_a_consent_of_its_own(
    clinic: Clinic, coordinator: Member, payer: Payer, policy: Policy
) -> None:
    behavioral = payers.add_payer(actor=coordinator, at=AT, facts=PayerFacts("Calm Health", PayerKind.COMMERCIAL))
    facts = PayerFacts(payer.name, PayerKind.COMMERCIAL, carve_out_id=behavioral.pk)
    payers.change_payer(actor=coordinator, at=AT, payer=payer, version=1, facts=facts)
    found, fresh = replace(CALL, asked_carve_out=True), queries.get(clinic.clients["ana"].pk, policy.pk)
    assert fresh is not None
    may_ask(clinic)

    def ask() -> BenefitCheck:
        return checks.record_check(actor=coordinator, at=AT, policy=fresh, found=found)

    assert refused(ask) == ["COV-030"]
    may_ask(clinic, "Calm Health")
    ask()
    assert Disclosure.objects.get().recipient == "Calm Health"


@pytest.mark.parametrize(
    ("found", "codes"),
    [
        (replace(CALL, representative="", reference=" "), ["COV-031"]),
        (replace(CALL, verified_through=date(2020, 1, 1)), ["COV-032"]),
        (replace(CALL, gave_notice=False), ["COV-034"]),
        (replace(CALL, benefits=Benefits(copay=Decimal(1))), ["COV-013"]),
    ],
)
def test_a_call_is_checked_and_nothing_is_half_written(
    clinic: Clinic, coordinator: Member, policy: Policy, found: Found, codes: list[str]
) -> None:
    may_ask(clinic)

    assert refused(lambda: checks.record_check(actor=coordinator, at=AT, policy=policy, found=found)) == codes
    assert (BenefitCheck.objects.count(), Disclosure.objects.count()) == (0, 0)


def test_the_newest_check_counts_and_one_set_aside_does_not(
    clinic: Clinic, coordinator: Member, policy: Policy
) -> None:
    first = checks.record_check(actor=coordinator, at=AT - timedelta(days=2), policy=policy, found=CARD)
    second = checks.record_check(actor=coordinator, at=AT, policy=policy, found=CARD)
    [row] = queries.policies_of(clinic.clients["ana"].pk)
    assert [check.id for check in row.checks] == [second.pk, first.pk]

    checks.void_check(actor=coordinator, at=AT, check=second, reason="another client’s card")

    [row] = queries.policies_of(clinic.clients["ana"].pk)
    assert row.check is not None
    assert row.check.id == first.pk


def test_a_new_picture_of_the_card_follows_the_older_one(clinic: Clinic, coordinator: Member, policy: Policy) -> None:
    upload = Upload("card.pdf", PDF, len(PDF))
    policies.keep_card(actor=coordinator, at=AT, policy=policy, front=upload)
    first = policy.front_id

    policies.keep_card(actor=coordinator, at=AT, policy=policy, front=upload, back=upload)

    assert policy.front_id != first
    assert policy.front_id is not None
    front = Document.objects.get(pk=policy.front_id)
    assert (front.previous_id, front.category, front.client_id) == (first, "benefits", clinic.clients["ana"].pk)
    assert refused(lambda: policies.keep_card(actor=coordinator, at=AT, policy=policy)) == ["COV-022"]


def test_whoever_may_not_see_benefits_sees_none(clinic: Clinic, coordinator: Member, policy: Policy) -> None:
    assert policy.pk
    checks.record_check(actor=coordinator, at=AT, policy=policy, found=CARD)
    for who, count in (("biller", 1), ("utilization", 1), ("clinician", 0), ("director", 0), ("admissions south", 0)):
        with acting(clinic[who].scope):
            assert len(queries.policies_of(clinic.clients["ana"].pk)) == count, who


def test_a_payer_of_a_policy_is_in_the_list_and_has_not_ended(
    clinic: Clinic, coordinator: Member, policy: Policy
) -> None:
    yesterday = AT.astimezone(coordinator.zone).date() - timedelta(1)
    ended = payers.add_payer(
        actor=coordinator, at=AT, facts=PayerFacts("Old Mutual", PayerKind.COMMERCIAL, ended_on=yesterday)
    )
    for unfit in (ended.pk, uuid4()):
        call = {"actor": coordinator, "at": AT, "payer_id": unfit, "terms": PPO}
        assert refused(lambda call=call: policies.add_policy(**call, client_id=clinic.clients["ana"].pk)) == ["COV-015"]
        assert refused(lambda call=call: policies.change_policy(**call, policy=policy, version=1)) == ["COV-015"]
    Policy.objects.filter(pk=policy.pk).update(payer=ended)  # it ended since
    policy.refresh_from_db()
    policies.change_policy(actor=coordinator, at=AT, policy=policy, version=1, payer_id=ended.pk, terms=PPO)


def test_a_payer_carves_out_to_one_in_the_list(coordinator: Member, payer: Payer) -> None:
    facts = PayerFacts("Lakes", PayerKind.COMMERCIAL, carve_out_id=uuid4())

    assert refused(lambda: payers.add_payer(actor=coordinator, at=AT, facts=facts)) == ["COV-016"]
    change = {"actor": coordinator, "at": AT, "payer": payer, "version": 1, "facts": facts}
    assert refused(lambda: payers.change_payer(**change)) == ["COV-016"]


EPO = PlanFacts("Silver 40", PlanType.EPO, PlanRules(referral=True), year_starts_month=7)


def test_a_plan_says_type_name_and_rules_for_its_policies(clinic: Clinic, coordinator: Member, payer: Payer) -> None:
    plan = plans.add_plan(actor=coordinator, at=AT, payer=payer, facts=EPO)
    ana = clinic.clients["ana"].pk
    policy = policies.add_policy(actor=coordinator, at=AT, client_id=ana, payer_id=payer.pk, terms=PPO, plan_id=plan.pk)

    (row,) = queries.policies_of(ana)

    assert (row.plan_type, row.plan_name, row.said.referral, row.year_starts_month) == (
        PlanType.EPO, "Silver 40", True, 7,
    )  # fmt: skip
    other = payers.add_payer(actor=coordinator, at=AT, facts=PayerFacts("Lakes", PayerKind.COMMERCIAL))
    wrong = {"actor": coordinator, "at": AT, "policy": policy, "version": 1, "terms": PPO, "plan_id": plan.pk}
    assert refused(lambda: policies.change_policy(**wrong, payer_id=other.pk)) == ["COV-017"]
    carved = replace(EPO, carve_out_id=other.pk)
    plans.change_plan(actor=coordinator, at=AT, plan=plan, version=1, facts=carved)
    policy.refresh_from_db()
    assert checks.whom_to_ask(queries.get(ana, policy.pk) or policy, carve_out=True) == "Lakes"
    assert queries.payers_of(ana) == [("Buckeye Mutual", "Lakes", PPO.from_on, None)]
    assert refused(lambda: plans.add_plan(actor=coordinator, at=AT, payer=payer, facts=EPO)) == ["COV-041"]
    assert refused(lambda: plans.change_plan(actor=coordinator, at=AT, plan=plan, version=1, facts=EPO)) == ["EDIT-001"]
    senseless = replace(EPO, name=" ", plan_type=PlanType.SELF_PAY, year_starts_month=13, carve_out_id=payer.pk)
    assert refused(lambda: plans.add_plan(actor=coordinator, at=AT, payer=payer, facts=senseless)) == [
        "COV-040", "COV-042", "COV-043", "COV-008",
    ]  # fmt: skip


def test_the_gate_follows_from_check_arrangement_and_authorization(
    clinic: Clinic, coordinator: Member, payer: Payer
) -> None:
    ana, today = clinic.clients["ana"], AT.astimezone(coordinator.zone).date()
    plan = plans.add_plan(actor=coordinator, at=AT, payer=payer, facts=EPO)
    policy = policies.add_policy(
        actor=coordinator, at=AT, client_id=ana.pk, payer_id=payer.pk, terms=PPO, plan_id=plan.pk
    )

    def way() -> tuple[Way, Why]:
        answer = gating.gated(ana.pk, ana.site_id, queries.policies_of(ana.pk), on=today)[policy.pk].answer
        return answer.way, answer.why

    assert way() == (Way.BLOCKED, Why.ASK_ACTIVE)
    outside = Benefits(is_active=True, network=Network.OUT, authorization_required=False)
    checks.record_check(actor=coordinator, at=AT, policy=policy, found=Found(CheckWay.CARD, outside))
    assert way() == (Way.SELF_PAY, Why.NOT_PAID_HERE)
    single = Arranging(Arranged.SINGLE_CASE, today, today, "SCA 12")
    exception = arrangements.arrange(actor=coordinator, at=AT, policy=policy, what=single)
    assert way() == (Way.BLOCKED, Why.NO_REFERRAL)
    referral = Arranging(Arranged.REFERRAL, today, today)
    arrangements.arrange(actor=coordinator, at=AT, policy=policy, what=referral)
    assert way() == (Way.IN, Why.EXEMPT)
    reason = "It was for another client"
    arrangements.void_arrangement(actor=coordinator, at=AT, arrangement=exception, reason=reason)
    assert way() == (Way.SELF_PAY, Why.NOT_PAID_HERE)
    assert refused(
        lambda: arrangements.arrange(actor=coordinator, at=AT, policy=policy, what=replace(single, number=" "))
    ) == ["COV-045"]
    backward = replace(referral, to_on=today - timedelta(days=1))
    assert refused(lambda: arrangements.arrange(actor=coordinator, at=AT, policy=policy, what=backward)) == ["COV-044"]
