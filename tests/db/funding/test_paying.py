"""Funds, awards, payment plans and papers, and what the database refuses."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection

from stepwell.billing.actions import desk, posting
from stepwell.billing.rules import ledger
from stepwell.billing.rules.tender import Tender
from stepwell.billing.vocabulary import Way
from stepwell.coverage.rules.payment_plans import Every
from stepwell.funding.actions import funds, papers, plans
from stepwell.funding.actions.funds import Named
from stepwell.funding.actions.plans import Terms
from stepwell.funding.models import Agreement, Award, Fund, FundMovement, PaymentPlan
from stepwell.funding.queries import plans as read
from stepwell.funding.vocabulary import Movement, Paper, PlanEnd
from stepwell.kernel.findings import Refused
from stepwell.platform.signatures.rules.marks import Mark
from stepwell.platform.signatures.rules.marks import Way as Drawn
from stepwell.platform.signatures.rules.verification import digest_of
from stepwell.platform.walls.scope import acting
from tests.db.billing.conftest import Money


def refused(code: str) -> Any:
    return pytest.raises(Refused, match=code)


def opened(money: Money, cents: int = 50_000) -> Fund:
    fund: Fund = money.do(funds.open_fund, by="director", named=Named("Bridge", "Shares of people", money.today))
    money.do(
        funds.move, by="director", fund_id=fund.pk, kind=Movement.GIVEN, cents=cents, day=money.today, words="A gift",
        key="gift",
    )  # fmt: skip
    return fund


def asked(money: Money, fund: Fund, cents: int, *, by: str = "admissions") -> Award:
    row: Award = money.do(
        funds.ask, by=by, client_id=money.client_id, fund_id=fund.pk, cents=cents, words="Rent came first this month.",
        key=str(uuid4()),
    )  # fmt: skip
    return row


def left(money: Money, fund: Fund) -> int:
    with acting(money.clinic["biller"].scope):
        return Fund.objects.get(pk=fund.pk).cents


def test_an_award_moves_the_fund_and_the_account_in_one(money: Money) -> None:
    fund = opened(money)
    money.charge(40_000, client=True)
    row = asked(money, fund, 30_000)
    assert (left(money, fund), money.standing().client) == (50_000, 40_000)
    with refused("FUN-006"):
        asked(money, fund, 10_001)  # 300 of the 400 is asked for already

    made = money.do(funds.approve, by="director", award_id=row.pk)
    assert (left(money, fund), money.standing().client) == (20_000, 10_000)
    with refused("FUN-002"):
        money.do(funds.approve, by="director", award_id=row.pk)
    with refused("LED-010"):
        money.do(posting.reverse, transaction_id=made.transaction_id, reason="By mistake, it seems.")


def test_who_asks_does_not_approve_and_payers_come_first(money: Money) -> None:
    fund = opened(money)
    money.charge(40_000, client=True)
    row = asked(money, fund, 1_000, by="director")
    with refused("FUN-001"):
        money.do(funds.approve, by="director", award_id=row.pk)
    money.charge(500)
    with refused("FUN-003"):
        money.do(funds.approve, by="biller", award_id=row.pk)


def test_what_is_returned_is_there(money: Money) -> None:
    fund = opened(money, 5_000)
    facts: dict[str, Any] = {"fund_id": fund.pk, "kind": Movement.RETURNED, "day": money.today, "words": ""}
    with refused("FUN-007"):
        money.do(funds.move, by="director", cents=5_001, key="back", **facts)
    money.do(funds.move, by="director", cents=5_000, key="back", **facts)
    assert left(money, fund) == 0


def _raw(money: Money, sql: str, *values: Any) -> str:
    """Run a statement as the director; return the constraint that refuses it."""
    with pytest.raises(DatabaseError) as refusal, acting(money.clinic["director"].scope):
        _run(sql, values)
    diagnosis: Any = refusal.value.__cause__
    return str(diagnosis.diag.constraint_name)


def _run(sql: str, values: tuple[Any, ...]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_no_statement_takes_more_than_a_fund_has_or_changes_it_past_its_movements(money: Money) -> None:
    fund = opened(money, 5_000)
    owned = (money.clinic.organization.pk, fund.pk, money.member("director").membership_id)
    insert = (
        "INSERT INTO funding_fundmovement (id, organization_id, fund_id, made_by_id, kind, cents, day, words,"
        " idempotency_key, made_at)"
        " VALUES (gen_random_uuid(), %s, %s, %s, 'award', -5001, '2026-03-09', '', 'x', now())"
    )

    assert _raw(money, insert, *owned) == "fund_never_below_nothing"
    assert _raw(money, "UPDATE funding_fund SET cents = 9999999 WHERE id = %s", fund.pk) == "fund_only_by_movements"
    wrong = insert.replace("'award', -5001", "'given', -1")
    assert _raw(money, wrong, *owned) == "fund_movement_cents"
    assert left(money, fund) == 5_000


def test_no_statement_awards_what_one_asked_for(money: Money) -> None:
    fund = opened(money)
    money.charge(40_000, client=True)
    row = asked(money, fund, 1_000, by="director")
    with acting(money.clinic["director"].scope):
        movement = FundMovement.objects.get()
    by = money.member("director").membership_id
    posted = money.charge(1_000, client=True)
    insert = (
        "INSERT INTO funding_awarddecision (id, organization_id, award_id, client_id, fund_id, asked_by_id, cents,"
        " movement_id, transaction_id, decided_at, decided_by_id)"
        " VALUES (gen_random_uuid(), %s, %s, %s, %s, %s, 1000, %s, %s, now(), %s)"
    )
    values = (money.clinic.organization.pk, row.pk, money.client_id, fund.pk, by, movement.pk, posted.pk, by)

    assert _raw(money, insert, *values) == "award_given_whole"  # the movement is the gift


def planned(money: Money, cents: int, count: int = 4) -> PaymentPlan:
    made: PaymentPlan = money.do(
        plans.make_plan, by="admissions", client_id=money.client_id, key="plan",
        terms=Terms(cents, count, Every.MONTH, money.today),
    )  # fmt: skip
    return made


def pay(money: Money, cents: int) -> Any:
    return money.do(
        desk.take_payment, by="admissions", client_id=money.client_id, tendered=Tender(Way.CASH, cents),
        day=money.today, key=str(uuid4()),
    )  # fmt: skip


def test_payments_at_the_desk_go_to_the_parts_that_are_due(money: Money) -> None:
    money.charge(40_000, client=True)
    with refused("PAY-010"):
        planned(money, 40_000, 5)
    with refused("PAY-015"):
        planned(money, 40_001)
    plan = planned(money, 40_000)
    assert planned(money, 40_000).pk == plan.pk
    money.charge(6_000, client=True)  # a copay since

    pay(money, 10_000)
    assert _standing(money).paid == 10_000
    pay(money, 6_000)
    assert _standing(money).paid == 10_000  # nothing more was due: the copay was meant
    taken = pay(money, 30_000)
    with acting(money.clinic["biller"].scope):
        assert PaymentPlan.objects.get().ended_why == PlanEnd.PAID
    money.post_reversal(taken.payment.transaction_id)
    with acting(money.clinic["biller"].scope):
        assert read.of_client(money.client_id)[0].paid == 10_000


def _standing(money: Money) -> Any:
    with acting(money.clinic["biller"].scope):
        row = read.running(money.client_id)
        assert row is not None
        return row.on(money.today + timedelta(1))


def test_a_pause_moves_parts_and_hardship_makes_them_smaller(money: Money) -> None:
    money.charge(40_000, client=True)
    planned(money, 40_000)
    who: dict[str, Any] = {"by": "admissions", "client_id": money.client_id, "words": "In hospital for a while."}
    with refused("PAY-014"):
        money.do(plans.pause, until_on=money.today, **who)
    money.do(plans.pause, until_on=money.today + timedelta(60), **who)
    assert _standing(money).overdue == 0

    pay(money, 10_000)
    money.do(plans.lower, cents=2_500, first_on=money.today + timedelta(90), **who)
    with acting(money.clinic["biller"].scope):
        row = read.running(money.client_id)
        assert row is not None
        assert (row.layout, len(row.due), row.paid, row.on(money.today).left) == (3, 13, 10_000, 30_000)
    money.do(plans.end, by="admissions", client_id=money.client_id, why=PlanEnd.HELPED)
    with refused("PAY-012"):
        money.do(plans.end, by="admissions", client_id=money.client_id, why=PlanEnd.HELPED)


def test_a_signed_paper_stands(money: Money) -> None:
    row: Agreement = money.do(
        papers.write, by="admissions", client_id=money.client_id, kind=Paper.AFFORDING, about=money.client_id,
        text="How your care is paid\nI pay.",
    )  # fmt: skip
    mark = Mark(Drawn.TYPED, b"Ana Lopez")
    with refused("AGR-001"):
        money.do(papers.sign_here, by="admissions", row=row, mark=mark, shown="0" * 64)
    money.do(papers.sign_here, by="admissions", row=row, mark=mark, shown=digest_of(row.text.encode()))
    with refused("AGR-002"):
        money.do(papers.sign_here, by="admissions", row=row, mark=mark, shown=digest_of(row.text.encode()))

    for change in ("signed_at = now()", "language = 'es'", "about = gen_random_uuid()"):
        sql = f"UPDATE funding_agreement SET {change} WHERE id = %s"
        assert _raw(money, sql, row.pk) == "agreement_stands"


def test_no_award_leaves_a_fund_or_reaches_an_account_without_a_decision(money: Money) -> None:
    fund = opened(money, 5_000)
    money.charge(4_000, client=True)
    owned = (money.clinic.organization.pk, fund.pk, money.member("director").membership_id)
    moved = (
        "INSERT INTO funding_fundmovement (id, organization_id, fund_id, made_by_id, kind, cents, day, words,"
        " idempotency_key, made_at)"
        " VALUES (gen_random_uuid(), %s, %s, %s, 'award', -1000, '2026-03-09', '', 'x', now())"
    )

    assert _raw(money, moved, *owned) == "fund_award_decided"
    with pytest.raises(DatabaseError) as refusal, acting(money.clinic["director"].scope):
        _post_at_once(money)
    diagnosis: Any = refusal.value.__cause__
    assert diagnosis.diag.constraint_name == "ledger_award_decided"
    assert left(money, fund) == 5_000


def _post_at_once(money: Money) -> None:
    money.post(ledger.award(1_000), by="director")
    _run("SELECT 1", ())
