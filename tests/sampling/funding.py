"""Sample help with money: a sliding fee, a fund and an award, a payment plan, a paper."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from stepwell.billing.actions.posting import Draft, post
from stepwell.billing.models import Payment
from stepwell.billing.rules import ledger
from stepwell.billing.vocabulary import Source
from stepwell.funding.models import (
    Agreement,
    Award,
    AwardDecision,
    FeeApplication,
    FeeDecision,
    FeeProof,
    FeeSchedule,
    FeeStep,
    Fund,
    FundMovement,
    OutsideSource,
    PaymentPlan,
    PlanChange,
    PlanInstalment,
    PlanPayment,
    PovertyGuideline,
)
from stepwell.platform.walls.scope import acting
from tests.worlds import Clinic

AT = datetime(2026, 3, 12, 15, tzinfo=UTC)
DAY = date(2026, 3, 9)
GRANTED = 500


def fill(clinic: Clinic) -> None:
    """Fill every table of the room."""
    owned: dict[str, Any] = {"organization": clinic.organization}
    about = {**owned, "client": clinic.clients["ana"]}
    with acting(clinic["biller"].scope):
        made = {**owned, "made_at": AT, "made_by": clinic["biller"].membership}
        PovertyGuideline.objects.create(
            **made, region="contiguous", from_on=date(2020, 1, 15), one_person=12_760, each_further=4_480,
            source="85 FR 3060",
        )  # fmt: skip
        schedule = FeeSchedule.objects.create(**made, from_on=date(2020, 1, 1))
        FeeStep.objects.create(**owned, schedule=schedule, position=0, name="A", share=Decimal(20))
        fund = _open_fund(owned, clinic["biller"].membership)
    with acting(clinic["admissions"].scope):
        asked = FeeApplication.objects.create(
            **about, applied_on=DAY, household=3, income="40000.00", period="year", region="contiguous",
            idempotency_key="sample", asked_at=AT, asked_by=clinic["admissions"].membership,
        )  # fmt: skip
        FeeProof.objects.create(
            **about, application=asked, kind="tax_return", dated_on=DAY, added_at=AT,
            added_by=clinic["admissions"].membership,
        )  # fmt: skip
        Award.objects.create(
            **about, fund=fund, cents=1_000, words="A bus pass short.", idempotency_key="sample", asked_at=AT,
            asked_by=clinic["admissions"].membership,
        )  # fmt: skip
    with acting(clinic["director"].scope):
        FeeDecision.objects.create(
            **about, id=asked.pk, application=asked, asked_by=clinic["admissions"].membership, class_name="C",
            share=Decimal(40), percent=Decimal("146.41"), valid_from=DAY, valid_to=date(2027, 3, 8), decided_at=AT,
            decided_by=clinic["director"].membership,
        )  # fmt: skip
        _decide_award(clinic, about)
    _grant_award(clinic, about, fund)
    with acting(clinic["admissions"].scope):
        _fill_plan(about, clinic["admissions"].membership)


def _open_fund(owned: dict[str, Any], by: Any) -> Fund:
    fund = Fund.objects.create(
        **owned, name="Bridge", purpose="Shares of people without work.", from_on=DAY, made_at=AT, made_by=by
    )
    # Empty in the end, as a fund begins: no trigger refuses a copy of its row before the wall does.
    for kind, cents in (("given", 50_000 + GRANTED), ("returned", -50_000)):
        FundMovement.objects.create(
            **owned, fund=fund, kind=kind, cents=cents, day=DAY, idempotency_key=kind, made_at=AT, made_by=by
        )
    return fund


def _decide_award(clinic: Clinic, about: dict[str, Any]) -> None:
    asked = Award.objects.get()
    by = clinic["director"].membership
    AwardDecision.objects.create(
        **about, fund=asked.fund, award=asked, asked_by=asked.asked_by, cents=asked.cents, decided_at=AT, decided_by=by
    )


def _grant_award(clinic: Clinic, about: dict[str, Any], fund: Fund) -> None:
    """Pay out an award: the fund is empty afterwards, and each of its movements has what it needs."""
    asked = Award(
        **about, fund=fund, cents=GRANTED, words="A week short.", idempotency_key="granted", asked_at=AT,
        asked_by=clinic["admissions"].membership,
    )  # fmt: skip
    with acting(clinic["admissions"].scope):
        asked.save(force_insert=True)
    by = clinic["biller"].membership
    with acting(clinic["biller"].scope):
        moved = FundMovement.objects.create(
            organization=clinic.organization, fund=fund, kind="award", cents=-GRANTED, day=DAY,
            idempotency_key="granted", made_at=AT, made_by=by,
        )  # fmt: skip
        draft = Draft(ledger.award(GRANTED), asked.client_id, DAY, "award of the sample", Source.AWARD, asked.pk)
        posted = post(actor=clinic["biller"].scope, at=AT, draft=draft)
        AwardDecision.objects.create(
            **about, fund=fund, award=asked, asked_by=asked.asked_by, cents=GRANTED, decided_at=AT, decided_by=by,
            movement=moved, transaction=posted,
        )  # fmt: skip


def _fill_plan(about: dict[str, Any], by: Any) -> None:
    plan = PaymentPlan.objects.create(
        **about, cents=10_000, every="month", idempotency_key="sample", made_at=AT, made_by=by
    )
    PlanInstalment.objects.create(**about, plan=plan, layout=1, number=1, due_on=DAY, cents=10_000)
    PlanInstalment.objects.create(**about, plan=plan, layout=2, number=1, due_on=DAY, cents=10_000)
    PlanChange.objects.create(
        **about, plan=plan, kind="pause", layout=2, words="In hospital for a week.", changed_at=AT, changed_by=by
    )
    PlanPayment.objects.create(**about, plan=plan, payment=Payment.objects.get(), cents=2_000)
    OutsideSource.objects.create(**about, kind="loan", name="Credit union", cents=90_000, noted_at=AT, noted_by=by)
    Agreement.objects.create(
        **about, kind="plan", about=plan.pk, category="benefits", text="Payment plan\nI pay.", made_at=AT, made_by=by
    )
