"""Estimates stay true: made anew for another contract, another schedule, what payers answered; the old ones stay."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from stepwell.coverage import costs, handing
from stepwell.coverage.actions import estimates, keeping
from stepwell.coverage.actions.payers import PayerFacts, add_payer
from stepwell.coverage.actions.policies import add_policy
from stepwell.coverage.actions.settling import compared
from stepwell.coverage.handing import Scheduled
from stepwell.coverage.models import BenefitCheck, Contract, ContractService, Estimate, Policy
from stepwell.coverage.queries import estimates as queries
from stepwell.coverage.rules.basis import Days
from stepwell.coverage.rules.cost.days import Weekday
from stepwell.coverage.rules.planned import SHAPE, Planned
from stepwell.coverage.rules.settling import AnsweredDay
from stepwell.coverage.vocabulary import After, PayerKind
from stepwell.platform.jobs.scopes import system
from stepwell.platform.tenancy.members import Member
from stepwell.platform.walls.scope import acting
from tests.db.coverage.conftest import AT, PPO
from tests.worlds import Clinic

pytestmark = pytest.mark.django_db
SHARE: dict[str, Any] = {"coinsurance": 20, "deductible": 1500, "deductible_met": 400, "out_of_pocket": 6000,
                         "out_of_pocket_met": 400, "iop_covered": True, "is_active": True, "network": "in"}  # fmt: skip
MON, WED, FRI = Weekday.MONDAY, Weekday.WEDNESDAY, Weekday.FRIDAY


def contract(clinic: Clinic, policy: Policy, rate: int, **changes: Any) -> ContractService:
    with acting(clinic["biller"].scope):
        made = Contract.objects.create(
            organization=clinic.organization, payer_id=policy.payer_id, from_on=date(2026, 1, 1), form="837P",
            taxonomy="261QR0405X", place="57", filing_days=90, appeal_days=180, **({"name": "Standard"} | changes),
        )  # fmt: skip
        return ContractService.objects.create(
            organization=clinic.organization, contract=made, unit="day", kinds=["group"], code="H0015", rate=rate,
            charge=350,
        )  # fmt: skip


@pytest.fixture
def first(clinic: Clinic, coordinator: Member, policy: Policy) -> Estimate:
    """Four weeks of three days, from next week on: $1,100 of the deductible are left, then a fifth of $275."""
    service = contract(clinic, policy, 275)
    BenefitCheck.objects.create(
        organization=clinic.organization, client_id=policy.client_id, policy=policy, made_at=AT,
        checked_by=clinic["admissions"].membership, way="card", **SHARE,
    )  # fmt: skip
    today = AT.astimezone(coordinator.zone).date()
    days = Days(today + timedelta(days=7 - today.weekday()), (MON, WED, FRI), 4)
    grounds = queries.grounds_of(policy.client_id, clinic.north.pk, policy.pk, on=days.starts_on)
    assert grounds
    planned = Planned(days, service.pk, follows_schedule=True)
    return estimates.make_estimate(actor=coordinator, at=AT, grounds=grounds, planned=planned)


def again(clinic: Clinic) -> int:
    """Run the job in ten minutes: after all that is written now, however long the tests have been running."""
    with acting(system(clinic.organization.pk, "coverage.keep_estimates")) as scope:
        return keeping.keep_true(actor=scope, at=timezone.now() + timedelta(minutes=10))


def newest(policy: Policy) -> Estimate:
    found = queries.latest(policy.pk)
    assert found
    return found


def test_nothing_changed_nothing_made(clinic: Clinic, policy: Policy, first: Estimate) -> None:
    assert (again(clinic), newest(policy).pk) == (0, first.pk)


def test_a_contract_beside_makes_it_anew_and_the_old_one_stays(clinic: Clinic, policy: Policy, first: Estimate) -> None:
    contract(clinic, policy, 200, name="Of the site", site=clinic.north)

    assert [again(clinic), again(clinic)] == [1, 0]

    made = newest(policy)
    assert (made.made_by_id, made.because) == (None, "Another contract holds on its first day.")
    assert made.expected == Decimal(1100) + (12 * 200 - 1100) * Decimal("0.2")
    assert Estimate.objects.filter(policy=policy).count() == 2
    assert Estimate.objects.get(pk=first.pk).expected == first.expected


def test_another_schedule_makes_it_anew(
    clinic: Clinic, policy: Policy, first: Estimate, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(handing, "_schedules", [lambda *_: Scheduled((MON, WED), Decimal(3), ())])

    assert [again(clinic), again(clinic)] == [1, 0]
    assert (newest(policy).days, newest(policy).because) == (8, "The schedule has other days.")


def test_answers_replace_what_was_planned_and_are_compared(
    clinic: Clinic, coordinator: Member, policy: Policy, first: Estimate, monkeypatch: pytest.MonkeyPatch
) -> None:
    later = first.from_on + timedelta(days=10)
    one = AnsweredDay(first.from_on, Decimal(275), Decimal(275), decided_on=later)
    told = {policy.pk: [one, replace(one, on=first.from_on + timedelta(days=2), owes=Decimal(55), deductible=Decimal(0),
                                     coinsurance=Decimal(55))]}  # fmt: skip
    # a day of another course, answered since: what it met is met
    told[policy.pk].append(replace(one, on=first.from_on + timedelta(days=1)))
    monkeypatch.setattr(handing, "_answers", [lambda _: told])

    assert [again(clinic), again(clinic)] == [1, 0]

    made = newest(policy)
    # the second day counted nothing toward the deductible: that is due on later days, but for what the other day met
    assert (made.because, made.expected, made.days) == ("Payers answered days of it.", first.expected - 220, 12)
    assert compared(first, told[policy.pk])[1].estimated == Decimal(275)

    # who makes one by hand may not see answers: those that were counted still are
    monkeypatch.setattr(handing, "_answers", [lambda _: {}])
    grounds = queries.grounds_of(policy.client_id, clinic.north.pk, policy.pk, on=first.from_on)
    assert grounds
    planned = SHAPE.validate_json(made.plan_of_days)
    by_hand = estimates.make_estimate(
        actor=coordinator, at=timezone.now(), grounds=grounds, planned=planned, before=made
    )
    assert (by_hand.expected, by_hand.answered) == (made.expected, made.answered)
    assert [again(clinic), newest(policy).answered] == [1, None]


def test_each_payer_is_counted_by_its_own_answers_until_long_after_the_last_day(
    clinic: Clinic, coordinator: Member, policy: Policy, first: Estimate, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second allows 260 at 90 percent, without a deductible: it pays what is left of each day, up to 234.00."""
    terms = replace(PPO, rank=2, member_id="L777", after=After.STANDARD)
    with acting(clinic["admissions"].scope):
        payer = add_payer(actor=coordinator, at=AT, facts=PayerFacts("Lakeside Health", PayerKind.COMMERCIAL))
        second = add_policy(actor=coordinator, at=AT, client_id=policy.client_id, payer_id=payer.pk, terms=terms)
        BenefitCheck.objects.create(
            organization=clinic.organization, client_id=policy.client_id, policy=second, made_at=AT, way="card",
            checked_by=clinic["admissions"].membership,
            **(SHARE | {"coinsurance": 10, "deductible": 0, "deductible_met": 0}),
        )  # fmt: skip
    contract(clinic, second, 260)
    assert again(clinic) == 1
    # four days of the deductible leave 275.00 each, and 41.00 after the second; of the others nothing is left
    assert newest(policy).expected == Decimal(164)

    day = AnsweredDay(first.from_on, Decimal(275), Decimal(275), decided_on=first.from_on + timedelta(days=20))
    told = {policy.pk: [day]}
    monkeypatch.setattr(handing, "_answers", [lambda _: told])
    assert [again(clinic), again(clinic), newest(policy).expected] == [1, 0, Decimal(164)]
    shown = costs.told(newest(policy))
    assert [(row.day.owes, row.waits_for) for row in shown.answered_rows] == [(Decimal(41), ("Lakeside Health",))]

    told[second.pk] = [replace(day, owes=Decimal(100), deductible=Decimal(100), paid=Decimal(175))]
    assert [again(clinic), again(clinic)] == [1, 0]
    assert newest(policy).expected == Decimal(164 - 41 + 100)
    shown = costs.told(newest(policy))
    assert [(row.day.owes, row.waits_for, row.difference) for row in shown.answered_rows] == [
        (Decimal(100), (), Decimal(59))
    ]
    assert shown.payers == [("Buckeye Mutual", 8 * Decimal(220)), ("Lakeside Health", 175 + 3 * 234 + 8 * 55)]

    told[policy.pk] = [replace(day, owes=Decimal(0), deductible=Decimal(0), paid=Decimal(275))]
    over = timezone.now() + timedelta(days=100)
    with acting(system(clinic.organization.pk, "coverage.keep_estimates")) as scope:
        assert keeping.keep_true(actor=scope, at=over + timedelta(days=60)) == 0
        assert keeping.keep_true(actor=scope, at=over) == 1
