"""A statement in plain words: for each day of care what was charged, what the plan paid, what was taken off and why,
and what is left to the client. Of care it says nothing but the day.

Source: docs/sources.md#ledger.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from stepwell.billing.vocabulary import Account, Kind

_TAKEN_OFF = (
    (Account.CONTRACTUAL, "Taken off by your plan’s contract. Nobody owes this."),
    (Account.DENIED, "Not paid by your plan, and not yours to pay."),
    (Account.OTHER, "Adjusted by your plan. Nobody owes this."),
    (Account.WRITE_OFF, "Taken off by us. Nobody owes this."),
    (Account.SLIDING_FEE, "Taken off by our sliding fee. Nobody owes this."),
)
MONEY = frozenset({Account.CASH, Account.CHECK, Account.CARD, Account.EFT})


@dataclass(frozen=True)
class Move:
    """An entry with what a statement needs of its transaction; reversed ones are left out before."""

    kind: Kind
    day: date
    service_day: date | None
    account: Account
    cents: int


@dataclass
class Day:
    """One day of care, in cents.

    taken_off  words and cents for each reason
    waits      what the plan has not answered yet
    yours      the client's share, before what they paid
    """

    day: date
    charged: int = 0
    paid_by_plan: int = 0
    taken_off: list[tuple[str, int]] = field(default_factory=list)
    waits: int = 0
    yours: int = 0


@dataclass(frozen=True)
class Paid:
    """Money from the client, or back to them: then below zero. Or paid for them by a fund of the organization."""

    day: date
    cents: int
    by_fund: bool = False


@dataclass(frozen=True)
class Statement:
    """What a statement says, in cents.

    owed       what the client owes now; below zero if they paid too much
    prepaid    what they paid ahead and was not used yet
    to_refund  what is on its way back to them
    """

    days: tuple[Day, ...]
    paid: tuple[Paid, ...]
    owed: int
    prepaid: int
    to_refund: int


_OF_CARE = frozenset(
    {
        Kind.CHARGE, Kind.CONTRACTUAL, Kind.ADJUSTMENT, Kind.PAYER_PAYMENT, Kind.TRANSFER, Kind.WRITE_OFF,
        Kind.SLIDING_FEE,
    }
)  # fmt: skip


def statement(moves: Iterable[Move]) -> Statement:
    """Return the statement that entries of one client make."""
    found = list(moves)
    held: dict[date, list[Move]] = {}
    for move in found:
        if move.kind in _OF_CARE:
            held.setdefault(move.service_day or move.day, []).append(move)
    sums = {
        account: sum(move.cents for move in found if move.account == account)
        for account in (Account.CLIENT, Account.PREPAYMENT, Account.REFUND)
    }
    return Statement(
        tuple(_day(day, held[day]) for day in sorted(held)),
        tuple(
            Paid(move.day, move.cents, by_fund=move.kind == Kind.AWARD)
            for move in sorted(found, key=lambda move: move.day)
            if (move.kind in {Kind.PAYMENT, Kind.REFUND_PAID} and move.account in MONEY)
            or (move.kind == Kind.AWARD and move.account == Account.FUND)
        ),
        owed=sums[Account.CLIENT],
        prepaid=-sums[Account.PREPAYMENT],
        to_refund=-sums[Account.REFUND],
    )


def _day(day: date, moves: Sequence[Move]) -> Day:
    def total(account: Account) -> int:
        return sum(move.cents for move in moves if move.account == account)

    return Day(
        day,
        charged=-total(Account.CHARGES),
        paid_by_plan=sum(move.cents for move in moves if move.account in MONEY),
        taken_off=[(words, total(account)) for account, words in _TAKEN_OFF if total(account)],
        waits=total(Account.PAYER),
        yours=total(Account.CLIENT),
    )
