"""What people do with money: payments, prepayments, refunds, transfers, write-offs, reversals."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import ProgrammingError
from django.utils import timezone

from stepwell.billing.actions import adjusting, desk, posting
from stepwell.billing.actions.adjusting import Asked
from stepwell.billing.actions.posting import Draft
from stepwell.billing.models import ApprovalLimit, Entry, Payment, Transaction, WriteOff, WriteOffDecision
from stepwell.billing.rules import ledger
from stepwell.billing.rules.ledger import BY_CLIENT
from stepwell.billing.rules.tender import Tender
from stepwell.billing.vocabulary import Account, Kind, Source, Way, WriteOffReason
from stepwell.kernel.findings import Refused
from stepwell.platform.walls.scope import acting
from tests.db.billing.conftest import Money
from tests.worlds import Clinic

CASH = Tender(Way.CASH, 5_000)


def pay(money: Money, tendered: Tender = CASH, *, by: str = "admissions", **facts: Any) -> Any:
    values: dict[str, Any] = {"day": money.today, "key": str(uuid4()), "keeps_rest": False} | facts
    return money.do(desk.take_payment, by=by, client_id=money.client_id, tendered=tendered, **values)


def ask(money: Money, cents: int, *, by: str = "biller", client: bool = False, key: str = "") -> WriteOff:
    asked = Asked(BY_CLIENT if client else money.owed, cents, WriteOffReason.SMALL_BALANCE, "Not worth a call.")
    found: WriteOff = money.do(adjusting.ask, by=by, client_id=money.client_id, asked=asked, key=key or str(uuid4()))
    return found


def refused(code: str) -> Any:
    return pytest.raises(Refused, match=code)


def rows(clinic: Clinic, *models: Any) -> list[int]:
    with acting(clinic["biller"].scope):
        return [model.objects.count() for model in models]


def test_a_payment_settles_what_is_owed_and_says_how_it_was_paid(money: Money) -> None:
    money.charge(20_000, client=True)

    card = pay(money, Tender(Way.CARD, 5_000, last_four="4242", approval="0A1B2C")).payment
    check = pay(money, Tender(Way.CHECK, 2_500, check_number="1043")).payment

    assert money.standing().client == 12_500
    assert (card.last_four, card.approval, check.check_number) == ("4242", "0A1B2C", "1043")
    with acting(money.clinic["biller"].scope):
        posted = Transaction.objects.get(pk=card.transaction_id)
    assert (posted.kind, posted.source, posted.source_id) == (Kind.PAYMENT, Source.PAYMENT, card.pk)


def test_a_double_click_takes_one_payment(money: Money) -> None:
    money.charge(20_000, client=True)

    first, second = pay(money, key="form"), pay(money, key="form")

    assert (first.is_new, second.is_new, first.payment.pk) == (True, False, second.payment.pk)
    assert money.standing().client == 15_000
    assert rows(money.clinic, Payment) == [1]


def test_the_same_form_with_another_amount_is_refused(money: Money) -> None:
    money.charge(20_000, client=True)
    pay(money, key="form")

    with refused("LED-003"):
        pay(money, Tender(Way.CASH, 7_000), key="form")


def test_what_is_not_owed_is_kept_only_if_that_is_wanted(money: Money) -> None:
    money.charge(3_000, client=True)
    with refused("PAY-005"):
        pay(money)

    taken = pay(money, keeps_rest=True).payment

    assert (taken.cents, taken.kept) == (5_000, 2_000)
    assert (money.standing().client, money.standing().prepaid) == (0, 2_000)


@pytest.mark.parametrize(
    ("tendered", "code"),
    [
        (Tender(Way.CASH, 0), "LED-001"),
        (Tender(Way.CASH, -100), "LED-001"),
        (Tender(Way.CHECK, 100), "PAY-002"),
        (Tender(Way.CARD, 100, last_four="42", approval="x"), "PAY-003"),
        (Tender(Way.CARD, 100, last_four="4242"), "PAY-004"),
    ],
)
def test_what_lacks_something_leaves_nothing_behind(money: Money, tendered: Tender, code: str) -> None:
    money.charge(20_000, client=True)
    before = rows(money.clinic, Transaction, Entry, Payment)

    with refused(code):
        pay(money, tendered)

    assert rows(money.clinic, Transaction, Entry, Payment) == before


def test_no_payment_is_of_tomorrow(money: Money) -> None:
    with refused("LED-004"):
        pay(money, day=money.today + timedelta(days=1), keeps_rest=True)


@pytest.mark.parametrize("role", ["clinician", "supervisor", "utilization", "auditor"])
def test_who_may_not_take_payments_does_not(money: Money, role: str) -> None:
    with pytest.raises(ProgrammingError):
        pay(money, by=role, keeps_rest=True)


def test_a_prepayment_is_used_as_far_as_it_goes(money: Money) -> None:
    pay(money, keeps_rest=True)
    money.charge(3_000, client=True)

    money.do(desk.apply_prepayment, client_id=money.client_id, key="apply")

    assert (money.standing().client, money.standing().prepaid) == (0, 2_000)
    with refused("PAY-006"):
        money.do(desk.apply_prepayment, client_id=money.client_id, key="again")


def refund(money: Money, cents: int, *, of: Account = Account.PREPAYMENT, **facts: Any) -> Any:
    values: dict[str, Any] = {"day": money.today, "reason": "Care ended early.", "key": str(uuid4())} | facts
    return money.do(desk.refund, client_id=money.client_id, cents=cents, of=of, **values)


def test_a_refund_is_set_aside_and_then_paid_out(money: Money) -> None:
    pay(money, keeps_rest=True)
    with refused("PAY-007"):
        refund(money, 5_001)
    with refused("PAY-007"):
        refund(money, 1, of=Account.CLIENT)
    with refused("VOID-001"):
        refund(money, 1, reason="no")
    refund(money, 4_000)
    assert (money.standing().prepaid, money.standing().to_refund) == (1_000, 4_000)

    out: dict[str, Any] = {"client_id": money.client_id, "day": money.today, "way": Way.CHECK}
    with refused("PAY-009"):
        money.do(desk.pay_out, **out, reference=" ", key="out")
    money.do(desk.pay_out, **out, reference="check 88", key="out")

    assert money.standing().to_refund == 0
    with refused("PAY-008"):
        money.do(desk.pay_out, **out, reference="check 89", key="more")


def test_what_was_paid_too_much_can_be_given_back(money: Money) -> None:
    charged = money.charge(5_000, client=True)
    pay(money)
    money.post_reversal(charged.pk)
    assert money.standing().client == -5_000

    refund(money, 5_000, of=Account.CLIENT)

    assert (money.standing().client, money.standing().to_refund) == (0, 5_000)


def test_a_share_is_passed_on_to_the_client_and_no_more_than_that(money: Money) -> None:
    money.charge(35_000)
    facts: dict[str, Any] = {
        "client_id": money.client_id,
        "owed": money.owed,
        "reason": "Deductible, by the remittance.",
    }

    money.do(adjusting.pass_on, cents=27_500, key="one", **facts)

    assert (money.standing().client, money.standing().by_payers) == (27_500, 7_500)
    with refused("LED-009"):
        money.do(adjusting.pass_on, cents=7_501, key="two", **facts)


def test_a_write_off_waits_for_another(money: Money) -> None:
    money.charge(2_000)
    asked = ask(money, 2_000)
    assert money.standing().by_payers == 2_000
    with refused("WOF-003"):
        money.do(adjusting.approve, write_off_id=asked.pk)

    decision = money.do(adjusting.approve, by="director", write_off_id=asked.pk)

    assert money.standing().by_payers == 0
    assert decision.decided_by_id != decision.asked_by_id
    with refused("WOF-002"):
        money.do(adjusting.approve, by="director", write_off_id=asked.pk)


def test_a_biller_approves_small_amounts_and_an_organization_sets_its_own_limits(money: Money) -> None:
    money.charge(10_000)
    small, large = ask(money, 2_500, by="director"), ask(money, 2_501, by="director")

    money.do(adjusting.approve, write_off_id=small.pk)
    with refused("WOF-004"):
        money.do(adjusting.approve, write_off_id=large.pk)

    with acting(money.clinic["administrator everywhere"].scope):
        ApprovalLimit.objects.create(organization=money.clinic.organization, role="biller", cents=2_501)
    money.do(adjusting.approve, write_off_id=large.pk)
    assert money.standing().by_payers == 4_999


def test_no_more_is_asked_for_than_is_owed_and_not_asked_for_already(money: Money) -> None:
    money.charge(2_000)
    ask(money, 1_500)

    with refused("LED-009"):
        ask(money, 501)
    with refused("LED-009"):
        ask(money, 1, client=True)
    with refused("LED-001"):
        ask(money, -5)


def test_asking_twice_by_the_same_form_asks_once(money: Money) -> None:
    money.charge(2_000)

    assert ask(money, 1_000, key="form").pk == ask(money, 1_000, key="form").pk


def test_what_was_paid_meanwhile_is_not_written_off(money: Money) -> None:
    money.charge(2_000)
    asked = ask(money, 2_000)
    money.post(ledger.payer_payment(money.owed, 500))

    with refused("LED-009"):
        money.do(adjusting.approve, by="director", write_off_id=asked.pk)
    assert rows(money.clinic, WriteOffDecision) == [0]


def test_no_is_said_with_a_reason_and_by_who_asked_too(money: Money) -> None:
    money.charge(2_000)
    asked = ask(money, 2_000)
    with refused("VOID-001"):
        money.do(adjusting.decline, by="director", write_off_id=asked.pk, words="no")

    money.do(adjusting.decline, write_off_id=asked.pk, words="The payer answered after all.")

    assert money.standing().by_payers == 2_000
    with refused("WOF-002"):
        money.do(adjusting.decline, by="director", write_off_id=asked.pk, words="Not documented well enough.")
    ask(money, 2_000)  # it is free again


def test_a_reversal_restores_the_account(money: Money) -> None:
    money.charge(9_000, client=True)
    before = money.standing()
    taken = pay(money).payment

    back = money.post_reversal(taken.transaction_id)

    assert money.standing() == before
    assert (back.kind, back.reverses_id) == (Kind.REVERSAL, taken.transaction_id)
    with refused("LED-006"):
        money.post_reversal(taken.transaction_id)
    with refused("LED-007"):
        money.post_reversal(back.pk)
    with refused("LED-005"):
        money.post_reversal(uuid4())


def test_a_prepayment_that_was_used_is_not_reversed_under_it(money: Money) -> None:
    taken = pay(money, keeps_rest=True).payment
    money.charge(3_000, client=True)
    used = money.do(desk.apply_prepayment, client_id=money.client_id, key="apply")

    with refused("LED-008"):
        money.post_reversal(taken.transaction_id)
    money.post_reversal(used.pk)
    money.post_reversal(taken.transaction_id)

    assert (money.standing().client, money.standing().prepaid) == (3_000, 0)


def test_the_same_fact_is_posted_once(money: Money) -> None:
    one = money.post(ledger.charge(money.owed, 100), key="charge 1")
    two = money.post(ledger.charge(money.owed, 100), key="charge 1")

    assert one.pk == two.pk
    assert money.standing().by_payers == 100
    with refused("LED-003"):
        money.post(ledger.charge(money.owed, 101), key="charge 1")


def test_a_job_posts_in_nobodys_name(money: Money) -> None:
    draft = Draft(ledger.charge(money.owed, 100), money.client_id, money.today, "nightly 1", Source.CHARGE, uuid4())
    with acting(money.clinic.system()) as scope:
        posted = posting.post(actor=scope, at=timezone.now(), draft=draft)

    assert posted.posted_by_id is None
    assert money.standing().by_payers == 100


def test_a_payer_settles_with_the_program_and_with_nobodys_account(money: Money) -> None:
    draft = Draft(ledger.provider_level(-700), None, money.today, "plb 1")
    with acting(money.clinic.system()) as scope:
        posting.post(actor=scope, at=timezone.now(), draft=draft)

    assert money.standing().is_settled
    with acting(money.clinic["biller"].scope):
        assert not Transaction.objects.exists()  # of no site: who bills for all sites sees it
    with acting(money.clinic["biller everywhere"].scope):
        assert Transaction.objects.count() == 1


def test_many_are_posted_at_once_and_those_of_before_are_left(money: Money) -> None:
    def drafts(*keys: int) -> list[Draft]:
        return [
            Draft(ledger.charge(money.owed, 100 * key), money.client_id, money.today, f"line {key}") for key in keys
        ]

    first = money.do(posting.post_all, drafts=drafts(1, 2))
    again = money.do(posting.post_all, drafts=drafts(1, 2, 3))

    assert [row.pk for row in again[:2]] == [row.pk for row in first]
    assert money.standing().by_payers == 600
    other = Draft(ledger.charge(money.owed, 5), money.client_id, money.today, "line 1")
    with refused("LED-003"):
        money.do(posting.post_all, drafts=[*drafts(4), other])
    assert money.standing().by_payers == 600  # nothing of all of them


def test_a_share_is_not_waived_for_hardship_before_every_plan_answered(money: Money) -> None:
    money.charge(5_000, client=True)
    money.charge(27_500)
    asked = Asked(BY_CLIENT, 5_000, WriteOffReason.HARDSHIP, "Lost the job in March.")

    with refused("WOF-005"):
        money.do(adjusting.ask, client_id=money.client_id, asked=asked, key="hardship")
