"""The sliding fee from the application to the ledger, and what the database refuses."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import DatabaseError, ProgrammingError, connection, transaction
from django.utils import timezone

from stepwell.billing.actions.posting import Draft, post
from stepwell.billing.models import Transaction
from stepwell.billing.rules import ledger
from stepwell.billing.vocabulary import Kind, Way
from stepwell.coverage.rules.sliding_fee import SCHEDULE, Region
from stepwell.funding.actions import applying, discounting, settings
from stepwell.funding.actions.applying import Household, Shown
from stepwell.funding.models import FeeApplication, FeeDecision
from stepwell.funding.queries import schedules
from stepwell.funding.tasks import discount as nightly
from stepwell.funding.vocabulary import Declined, Period, ProofKind
from stepwell.kernel.findings import Refused
from stepwell.platform.walls.scope import acting
from tests.db.billing.conftest import Money


def refused(code: str) -> Any:
    return pytest.raises(Refused, match=code)


def asked(money: Money, *, income: int = 40_000, by: str = "admissions", key: str = "form") -> FeeApplication:
    home = Household(money.today, 3, Decimal(income), Period.YEAR, Region.CONTIGUOUS)
    shown = Shown(ProofKind.TAX_RETURN, money.today)
    row: FeeApplication = money.do(
        applying.apply, by=by, client_id=money.client_id, household=home, shown=shown, key=key
    )
    return row


def granted(money: Money, row: FeeApplication, *, by: str = "director", **facts: Any) -> FeeDecision:
    usual: dict[str, Any] = {"valid_from": money.today - timedelta(9), "after_payer": False, "words": ""}
    made: FeeDecision = money.do(
        applying.grant, by=by, client_id=money.client_id, application_id=row.pk, **(usual | facts)
    )
    return made


def charged(money: Money, day: date, cents: int = 27_500, *, client: bool = True) -> Any:
    posting = ledger.charge(ledger.BY_CLIENT if client else money.owed, cents)
    return money.do(post, draft=Draft(posting, money.client_id, day, f"{day} {next(money.numbers)}", service_day=day))


def test_from_the_application_to_the_ledger(money: Money) -> None:
    first, second = money.today - timedelta(3), money.today - timedelta(2)
    charge = charged(money, first)
    row = asked(money)
    assert asked(money).pk == row.pk  # the form was sent twice
    with refused("FND-001"):
        granted(money, asked(money, by="biller", key="own"), by="biller")
    granted(money, row)

    assert money.standing().client == 11_000  # class C pays 40 percent of 275
    charged(money, second)
    nightly.run(organization=money.clinic.organization.pk)
    nightly.run(organization=money.clinic.organization.pk)
    assert money.standing().client == 22_000

    money.post_reversal(charge.pk)  # the first day was wrong: its discount goes with it
    nightly.run(organization=money.clinic.organization.pk)
    assert money.standing().client == 11_000
    with refused("FND-002"):
        granted(money, row)


def test_a_plan_is_waited_for_and_its_share_is_lowered_for_documented_hardship_only(money: Money) -> None:
    day = money.today - timedelta(3)
    charged(money, day, client=False)
    row = asked(money)
    with refused("FND-005"):
        granted(money, row, after_payer=True)
    granted(money, row, after_payer=True, words="Lost her job in March; the contract allows it.")
    assert money.standing().client == 0

    share = Draft(ledger.transfer(money.owed, 15_000), money.client_id, day, "share", service_day=day)
    money.do(post, draft=share)
    assert money.do(discounting.take_off, client_id=money.client_id) == 0  # the plan owes the rest still
    paid = Draft(ledger.payer_payment(money.owed, 12_500), money.client_id, day, "paid", service_day=day)
    money.do(post, draft=paid)

    assert money.do(discounting.take_off, client_id=money.client_id) == 4_000
    assert money.standing().client == 11_000


def test_what_was_paid_before_is_not_paid_back(money: Money) -> None:
    charged(money, money.today - timedelta(3))
    money.post(ledger.payment(Way.CASH, 20_000))
    granted(money, asked(money))

    assert money.standing().client == 0
    with acting(money.clinic["biller"].scope):
        assert Transaction.objects.filter(kind=Kind.SLIDING_FEE).count() == 1


def test_nobody_is_declined_who_is_within_the_schedule(money: Money) -> None:
    row = asked(money)
    with refused("FND-007"):
        money.do(
            applying.decline, by="director", client_id=money.client_id, application_id=row.pk, declined=Declined.ABOVE,
            words="",
        )  # fmt: skip
    rich = asked(money, income=900_000, key="rich")
    with refused("FND-004"):
        granted(money, rich)
    made = money.do(
        applying.decline, by="director", client_id=money.client_id, application_id=rich.pk, declined=Declined.ABOVE,
        words="",
    )  # fmt: skip
    assert made.declined == Declined.ABOVE


def test_a_missing_year_is_refused_until_it_is_added(money: Money, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(schedules, "published", type("Empty", (), {"guidelines": ()}))
    row = asked(money)
    with refused("FEE-001"):
        granted(money, row)

    year: dict[str, Any] = {"from_on": money.today - timedelta(20), "source": "92 FR 1", "is_sure": False}
    dollars = dict.fromkeys(Region, (Decimal(16_400), Decimal(5_800)))
    money.do(settings.add_guidelines, by="director", dollars=dollars, **year)
    with refused("FEE-022"):
        money.do(settings.add_guidelines, by="director", dollars=dollars, **year)

    assert granted(money, row).class_name == "C"


def test_a_schedule_holds_from_its_day_and_not_where_less_income_would_pay_more(money: Money) -> None:
    row = asked(money)
    facts: dict[str, Any] = {"note": "", "is_sure": False}
    money.do(
        settings.add_schedule, by="director", from_on=money.today, classes=(*SCHEDULE[:2], SCHEDULE[-1]),
        **(facts | {"is_sure": True}),
    )  # fmt: skip
    with refused("FND-004"):  # 146 percent is above what this schedule discounts
        granted(money, row)
    with refused("FEE-013"):
        money.do(
            settings.add_schedule, by="director", from_on=money.today + timedelta(1),
            classes=(*SCHEDULE[:2], SCHEDULE[-1]), **facts,
        )  # fmt: skip
    with refused("FEE-016"):
        money.do(settings.add_schedule, by="director", from_on=money.today, classes=SCHEDULE, **facts)


@pytest.mark.parametrize(
    ("facts", "constraint"),
    [
        ({"decided_by": "admissions"}, "fee_granted_by_another"),
        ({"after_payer": True}, "fee_after_payer_documented"),
        ({"valid_to": date(2020, 1, 1)}, "fee_decision_whole"),
        ({"asked_by": "director", "decided_by": "admissions"}, "funding_feedecision_application_same"),
    ],
)
def test_the_database_holds_decisions(money: Money, facts: dict[str, Any], constraint: str) -> None:
    row = asked(money)
    who = {name: money.member(facts.get(name, usual)).membership_id for name, usual in
           (("asked_by", "admissions"), ("decided_by", "director"))}  # fmt: skip
    values = {
        "class_name": "C", "share": 40, "valid_from": money.today, "valid_to": money.today, "percent": 100,
        **{name: value for name, value in facts.items() if name not in who},
    }  # fmt: skip

    row_of = {
        "id": row.pk, "organization": money.clinic.organization, "client_id": money.client_id, "application": row,
        "asked_by_id": who["asked_by"], "decided_by_id": who["decided_by"], "decided_at": timezone.now(), **values,
    }  # fmt: skip

    with pytest.raises(DatabaseError) as refusal, acting(money.clinic["director"].scope):
        _insert(row_of)

    diagnosis: Any = refusal.value.__cause__
    assert diagnosis.diag.constraint_name == constraint


def test_who_takes_payments_grants_nothing(money: Money) -> None:
    row = asked(money, by="biller")
    with pytest.raises(ProgrammingError), transaction.atomic():
        granted(money, row, by="admissions")


def _insert(values: dict[str, Any]) -> None:
    FeeDecision.objects.create(**values)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
