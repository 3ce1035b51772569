"""What each kind of transaction moves, and that cents are never made or lost, whatever is posted in whatever order."""

from collections import Counter
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stepwell.billing.rules import amounts, ledger
from stepwell.billing.rules.ledger import BY_CLIENT, Line, Owed, Posting
from stepwell.billing.vocabulary import Account, Kind, Way
from stepwell.kernel.findings import Refused

POLICY, PAYER = UUID(int=1), UUID(int=2)
PLAN = Owed(POLICY, PAYER)


def plan(cents: int) -> Line:
    return Line(Account.PAYER, cents, POLICY, PAYER)


def line(account: Account, cents: int) -> Line:
    return Line(account, cents)


A = Account
SHAPES = [
    (ledger.charge(PLAN, 35_000), Kind.CHARGE, [plan(35_000), line(A.CHARGES, -35_000)]),
    (ledger.charge(BY_CLIENT, 35_000), Kind.CHARGE, [line(A.CLIENT, 35_000), line(A.CHARGES, -35_000)]),
    (ledger.contractual(PLAN, 7_500), Kind.CONTRACTUAL, [line(A.CONTRACTUAL, 7_500), plan(-7_500)]),
    (ledger.adjustment(PLAN, 10, is_denied=True), Kind.ADJUSTMENT, [line(A.DENIED, 10), plan(-10)]),
    (ledger.adjustment(PLAN, 10, is_denied=False), Kind.ADJUSTMENT, [line(A.OTHER, 10), plan(-10)]),
    (ledger.payer_payment(PLAN, 20_000), Kind.PAYER_PAYMENT, [Line(A.EFT, 20_000, None, PAYER), plan(-20_000)]),
    (ledger.transfer(PLAN, 27_500), Kind.TRANSFER, [line(A.CLIENT, 27_500), plan(-27_500)]),
    (ledger.payment(Way.CASH, 5_000), Kind.PAYMENT, [line(A.CASH, 5_000), line(A.CLIENT, -5_000)]),
    (
        ledger.payment(Way.CARD, 5_000, kept=1_000),
        Kind.PAYMENT,
        [line(A.CARD, 5_000), line(A.CLIENT, -4_000), line(A.PREPAYMENT, -1_000)],
    ),
    (ledger.payment(Way.CHECK, 5, kept=5), Kind.PAYMENT, [line(A.CHECK, 5), line(A.PREPAYMENT, -5)]),
    (ledger.prepayment_applied(90), Kind.PREPAYMENT_APPLIED, [line(A.PREPAYMENT, 90), line(A.CLIENT, -90)]),
    (ledger.refund(90, of=A.PREPAYMENT), Kind.REFUND, [line(A.PREPAYMENT, 90), line(A.REFUND, -90)]),
    (ledger.refund_paid(Way.CHECK, 90), Kind.REFUND_PAID, [line(A.REFUND, 90), line(A.CHECK, -90)]),
    (ledger.write_off(PLAN, 400), Kind.WRITE_OFF, [line(A.WRITE_OFF, 400), plan(-400)]),
    (ledger.provider_level(-70), Kind.PROVIDER_LEVEL, [line(A.EFT, -70), line(A.PROVIDER_LEVEL, 70)]),
]


@pytest.mark.parametrize(("posting", "kind", "lines"), SHAPES, ids=lambda value: str(getattr(value, "kind", "")))
def test_each_kind_moves_what_it_says(posting: Posting, kind: Kind, lines: list[Line]) -> None:
    assert (posting.kind, list(posting.lines)) == (kind, lines)
    ledger.check(posting)


@pytest.mark.parametrize("cents", [0, -1, ledger.MOST_CENTS + 1])
def test_an_amount_is_above_zero_and_not_beyond_what_a_ledger_takes(cents: int) -> None:
    for shape in (ledger.charge, ledger.transfer, ledger.write_off, ledger.contractual, ledger.payer_payment):
        with pytest.raises(Refused, match="LED-001"):
            shape(PLAN, cents)
    with pytest.raises(Refused, match="LED-001"):
        ledger.payment(Way.CASH, cents)
    with pytest.raises(Refused, match="LED-001"):
        ledger.refund(cents, of=Account.PREPAYMENT)


@pytest.mark.parametrize("kept", [-1, 101])
def test_no_more_is_kept_than_was_paid(kept: int) -> None:
    with pytest.raises(Refused, match="LED-001"):
        ledger.payment(Way.CASH, 100, kept=kept)


@pytest.mark.parametrize(
    "lines", [(), (line(A.CASH, 5),), (line(A.CASH, 5), line(A.CLIENT, -4)), (line(A.CASH, 0), line(A.CLIENT, 0))]
)
def test_what_does_not_add_up_is_refused(lines: tuple[Line, ...]) -> None:
    with pytest.raises(Refused, match="LED-002"):
        ledger.check(Posting(Kind.PAYMENT, lines))


# One line of a remittance, posted: 350.00 charged, 75.00 contractual, 200.00 paid, the rest passed on.
def test_a_remittance_line_leaves_nothing_with_the_payer() -> None:
    posted = [
        ledger.charge(PLAN, 35_000),
        ledger.contractual(PLAN, 10_000),
        ledger.payer_payment(PLAN, 20_000),
        ledger.transfer(PLAN, 5_000),
    ]
    left = ledger.balances(each for posting in posted for each in posting.lines)

    assert left == {
        line(A.CLIENT, 0): 5_000,
        line(A.CHARGES, 0): -35_000,
        line(A.CONTRACTUAL, 0): 10_000,
        Line(A.EFT, 0, None, PAYER): 20_000,
    }


cents = st.integers(1, 10_000_000)
owed = st.sampled_from([PLAN, Owed(UUID(int=3), UUID(int=4))])
anybody = st.one_of(owed, st.just(BY_CLIENT))
postings = st.one_of(
    st.builds(ledger.charge, anybody, cents),
    st.builds(ledger.contractual, anybody, cents),
    st.builds(ledger.adjustment, owed, cents, is_denied=st.booleans()),
    st.builds(ledger.payer_payment, owed, cents),
    st.builds(ledger.transfer, owed, cents),
    st.tuples(st.sampled_from(Way), cents, st.integers(0, 100)).map(
        lambda drawn: ledger.payment(drawn[0], drawn[1], kept=drawn[1] * drawn[2] // 100)
    ),
    st.builds(ledger.prepayment_applied, cents),
    st.builds(ledger.refund, cents, of=st.sampled_from([Account.PREPAYMENT, Account.CLIENT])),
    st.builds(ledger.refund_paid, st.sampled_from(Way), cents),
    st.builds(ledger.write_off, anybody, cents),
    st.builds(ledger.provider_level, cents),
)


@given(st.lists(postings, max_size=40))
def test_cents_are_neither_made_nor_lost(posted: list[Posting]) -> None:
    for posting in posted:
        ledger.check(posting)

    assert sum(ledger.balances(each for posting in posted for each in posting.lines).values()) == 0


@given(st.lists(postings, max_size=20), postings, st.lists(postings, max_size=20))
def test_a_reversal_restores_every_account_whatever_came_between(
    before: list[Posting], mistake: Posting, after: list[Posting]
) -> None:
    usual = [each for posting in before + after for each in posting.lines]
    reversed_ = [*usual, *mistake.lines, *ledger.reversal(mistake.lines).lines]

    assert ledger.balances(reversed_) == ledger.balances(usual)


@given(postings)
def test_a_reversal_is_whole_and_negates_each_entry(posting: Posting) -> None:
    back = ledger.reversal(posting.lines)

    ledger.check(back)
    assert Counter(ledger.reversal(back.lines).lines) == Counter(posting.lines)


@given(st.integers(-(10**11), 10**11))
def test_dollars_and_cents_are_the_same_money(amount: int) -> None:
    assert amounts.to_cents(amounts.to_dollars(amount)) == amount


@pytest.mark.parametrize("amount", ["0.005", "1.999", "12.3456"])
def test_no_part_of_a_cent_enters_the_ledger(amount: str) -> None:
    with pytest.raises(ValueError, match="whole cents"):
        amounts.to_cents(Decimal(amount))


@pytest.mark.parametrize(("cents_", "words"), [(0, "$0.00"), (5, "$0.05"), (-123_450, "-$1,234.50")])
def test_amounts_in_words(cents_: int, words: str) -> None:
    assert amounts.in_words(cents_) == words
