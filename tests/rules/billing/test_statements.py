"""What a statement says: every cent that was charged is somewhere on it."""

from datetime import date, timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from stepwell.billing.rules import ledger
from stepwell.billing.rules.ledger import BY_CLIENT, Owed, Posting
from stepwell.billing.rules.statements import Day, Move, Paid, Statement, statement
from stepwell.billing.vocabulary import Account, Way

MONDAY, WEDNESDAY, LATER = date(2026, 3, 9), date(2026, 3, 11), date(2026, 4, 2)
PLAN = Owed(UUID(int=1), UUID(int=2))


def moves(posting: Posting, *, care: date | None = None, day: date = LATER) -> list[Move]:
    return [Move(posting.kind, day, care, line.account, line.cents) for line in posting.lines]


def test_a_day_says_what_was_charged_paid_taken_off_and_left() -> None:
    found = statement(
        [
            *moves(ledger.charge(PLAN, 35_000), care=MONDAY),
            *moves(ledger.contractual(PLAN, 7_500), care=MONDAY),
            *moves(ledger.payer_payment(PLAN, 22_000), care=MONDAY),
            *moves(ledger.transfer(PLAN, 5_500), care=MONDAY),
            *moves(ledger.charge(PLAN, 35_000), care=WEDNESDAY),
            *moves(ledger.payment(Way.CARD, 2_000)),
        ]
    )

    assert found == Statement(
        (
            Day(MONDAY, 35_000, 22_000, [("Taken off by your plan’s contract. Nobody owes this.", 7_500)], 0, 5_500),
            Day(WEDNESDAY, 35_000, waits=35_000),
        ),
        (Paid(LATER, 2_000),),
        owed=3_500,
        prepaid=0,
        to_refund=0,
    )


def test_what_was_denied_or_written_off_is_not_the_clients() -> None:
    found = statement(
        [
            *moves(ledger.charge(PLAN, 100), care=MONDAY),
            *moves(ledger.adjustment(PLAN, 60, is_denied=True), care=MONDAY),
            *moves(ledger.adjustment(PLAN, 10, is_denied=False), care=MONDAY),
            *moves(ledger.write_off(PLAN, 30), care=MONDAY),
        ]
    )

    assert [cents for _, cents in found.days[0].taken_off] == [60, 10, 30]
    assert (found.days[0].yours, found.owed) == (0, 0)


def test_money_that_went_back_stands_with_what_was_paid() -> None:
    found = statement(
        [
            *moves(ledger.payment(Way.CASH, 900, kept=900)),
            *moves(ledger.refund(900, of=Account.PREPAYMENT)),
            *moves(ledger.refund_paid(Way.CHECK, 400)),
        ]
    )

    assert [each.cents for each in found.paid] == [900, -400]
    assert (found.prepaid, found.to_refund) == (0, 500)


cents = st.integers(1, 100_000)
anybody = st.sampled_from([BY_CLIENT, PLAN])
postings = st.one_of(
    st.builds(ledger.charge, anybody, cents),
    st.builds(ledger.contractual, anybody, cents),
    st.builds(ledger.adjustment, anybody, cents, is_denied=st.booleans()),
    st.builds(ledger.payer_payment, st.just(PLAN), cents),
    st.builds(ledger.transfer, st.just(PLAN), cents),
    st.builds(lambda way, paid: ledger.payment(way, paid, kept=paid // 3), st.sampled_from(Way), cents),
    st.builds(ledger.prepayment_applied, cents),
    st.builds(ledger.refund, cents, of=st.sampled_from([Account.PREPAYMENT, Account.CLIENT])),
    st.builds(ledger.refund_paid, st.sampled_from(Way), cents),
    st.builds(ledger.write_off, anybody, cents),
)


@given(st.lists(st.tuples(postings, st.integers(0, 9)), max_size=30))
def test_every_cent_is_on_the_statement(posted: list[tuple[Posting, int]]) -> None:
    found = statement(move for posting, days in posted for move in moves(posting, care=MONDAY + timedelta(days=days)))

    for day in found.days:
        assert day.charged == day.paid_by_plan + sum(left for _, left in day.taken_off) + day.waits + day.yours
    shares, paid = sum(day.yours for day in found.days), sum(each.cents for each in found.paid)
    assert shares - paid == found.owed - found.prepaid - found.to_refund


def test_the_sliding_fee_is_taken_off_the_day_and_a_fund_pays_apart_from_care() -> None:
    found = statement(
        [
            *moves(ledger.charge(BY_CLIENT, 27_500), care=MONDAY),
            *moves(ledger.sliding_fee(16_500), care=MONDAY),
            *moves(ledger.award(10_000)),
        ]
    )

    assert [(day.yours, day.taken_off) for day in found.days] == [
        (11_000, [("Taken off by our sliding fee. Nobody owes this.", 16_500)])
    ]
    assert (found.paid, found.owed) == ((Paid(LATER, 10_000, by_fund=True),), 1_000)
