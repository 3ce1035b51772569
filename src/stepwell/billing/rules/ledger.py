"""The shapes of postings: which accounts each kind of transaction moves, and by how much.

Amounts are whole cents. A debit is above zero, a credit below, and a transaction adds up to nothing.
Source: docs/sources.md#ledger.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from uuid import UUID

from stepwell.billing.vocabulary import Account, Kind, Way
from stepwell.kernel.findings import Finding, Refused

MOST_CENTS = 999_999_999_99  # what an entry may be; no day of care costs as much
LEAST_ENTRIES = 2
AMOUNT = Finding("LED-001", "Enter an amount above zero, in dollars and whole cents, up to $999,999,999.99.", "amount")
UNBALANCED = Finding("LED-002", "The entries do not add up to zero. Nothing was posted.")


@dataclass(frozen=True)
class Owed:
    """Who owes: the client, or a payer under one of the client's policies."""

    policy_id: UUID | None = None
    payer_id: UUID | None = None

    @property
    def account(self) -> Account:
        """The receivable of the ledger."""
        return Account.CLIENT if self.policy_id is None else Account.PAYER


BY_CLIENT = Owed()


@dataclass(frozen=True)
class Line:
    """One entry: cents above zero are a debit. Policy and payer belong to what a payer owes."""

    account: Account
    cents: int
    policy_id: UUID | None = None
    payer_id: UUID | None = None


@dataclass(frozen=True)
class Posting:
    """A transaction as it will be posted."""

    kind: Kind
    lines: tuple[Line, ...]


def _owed(owed: Owed, cents: int) -> Line:
    return Line(owed.account, cents, owed.policy_id, owed.payer_id)


def _checked(cents: int) -> int:
    """Return an amount in cents; raises Refused (LED-001) for nothing, less, or too much."""
    if not 0 < cents <= MOST_CENTS:
        raise Refused(AMOUNT)
    return cents


def _moved(kind: Kind, *, to: Line, source: Line) -> Posting:
    _checked(to.cents)
    return Posting(kind, (to, source))


def charge(owed: Owed, cents: int) -> Posting:
    """Return what is owed for care, by the payer who is billed or by a client who pays alone."""
    return _moved(Kind.CHARGE, to=_owed(owed, cents), source=Line(Account.CHARGES, -cents))


def contractual(owed: Owed, cents: int) -> Posting:
    """Return what the contract takes off a charge."""
    return _moved(Kind.CONTRACTUAL, to=Line(Account.CONTRACTUAL, cents), source=_owed(owed, -cents))


def adjustment(owed: Owed, cents: int, *, is_denied: bool) -> Posting:
    """Return what a payer takes off for any other reason: denied, or adjusted otherwise."""
    account = Account.DENIED if is_denied else Account.OTHER
    return _moved(Kind.ADJUSTMENT, to=Line(account, cents), source=_owed(owed, -cents))


def payer_payment(owed: Owed, cents: int, *, into: Account = Account.EFT) -> Posting:
    """Return a payment by a payer."""
    return _moved(Kind.PAYER_PAYMENT, to=Line(into, cents, payer_id=owed.payer_id), source=_owed(owed, -cents))


def transfer(owed: Owed, cents: int, *, to: Owed = BY_CLIENT) -> Posting:
    """Return the client's share, passed on from the payer who left it: to the client, or to the payer that is next."""
    return _moved(Kind.TRANSFER, to=_owed(to, cents), source=_owed(owed, -cents))


def payment(way: Way, cents: int, *, kept: int = 0) -> Posting:
    """Return a payment by a client.

    kept    of `cents`, what is owed by nobody yet and becomes a prepayment
    raises  Refused (LED-001)
    """
    if not 0 <= kept <= _checked(cents):
        raise Refused(AMOUNT)
    lines = (
        Line(Account(way), cents),
        _owed(BY_CLIENT, kept - cents),
        Line(Account.PREPAYMENT, -kept),
    )
    return Posting(Kind.PAYMENT, tuple(line for line in lines if line.cents))


def prepayment_applied(cents: int) -> Posting:
    """Return a prepayment used for what the client owes now."""
    return _moved(Kind.PREPAYMENT_APPLIED, to=Line(Account.PREPAYMENT, cents), source=_owed(BY_CLIENT, -cents))


def refund(cents: int, *, of: Account) -> Posting:
    """Return money that is to go back to the client, of a prepayment or of what they paid too much."""
    return _moved(Kind.REFUND, to=Line(of, cents), source=Line(Account.REFUND, -cents))


def refund_paid(way: Way, cents: int) -> Posting:
    """Return a refund as it leaves the house."""
    return _moved(Kind.REFUND_PAID, to=Line(Account.REFUND, cents), source=Line(Account(way), -cents))


def write_off(owed: Owed, cents: int) -> Posting:
    """Return what nobody is asked for any more."""
    return _moved(Kind.WRITE_OFF, to=Line(Account.WRITE_OFF, cents), source=_owed(owed, -cents))


def sliding_fee(cents: int) -> Posting:
    """Return what the sliding fee takes off the client's own share."""
    return _moved(Kind.SLIDING_FEE, to=Line(Account.SLIDING_FEE, cents), source=_owed(BY_CLIENT, -cents))


def award(cents: int) -> Posting:
    """Return what a fund of the organization pays of what the client owes."""
    return _moved(Kind.AWARD, to=Line(Account.FUND, cents), source=_owed(BY_CLIENT, -cents))


def provider_level(cents: int, *, into: Account = Account.EFT, payer_id: UUID | None = None) -> Posting:
    """Return what a payer settles with the program itself, and with no client's care.

    cents  above zero if it is paid to the program, below if it is kept back from what the payer pays
    """
    return _of_nobody(Kind.PROVIDER_LEVEL, Account.PROVIDER_LEVEL, cents, into, payer_id)


def unposted(cents: int, *, into: Account = Account.EFT, payer_id: UUID | None = None) -> Posting:
    """Return what a payer paid or took back, as long as nobody knows what it is for.

    cents  above zero if it was paid
    """
    return _of_nobody(Kind.UNPOSTED, Account.UNPOSTED, cents, into, payer_id)


def placement(cents: int, *, source: Account, to: Line) -> Posting:
    """Return money of a payer as it leaves where it waited for where it belongs.

    cents   above zero if it was paid, below if it was kept back or taken
    source  where it waits: UNPOSTED or PROVIDER_LEVEL
    to      where it belongs; its amount is left out
    """
    _checked(abs(cents))
    return Posting(Kind.PLACEMENT, (Line(source, cents, payer_id=to.payer_id), replace(to, cents=-cents)))


def payer_refund_paid(cents: int, *, into: Account, payer_id: UUID | None) -> Posting:
    """Return a refund that was due to a payer, as it leaves the house."""
    _checked(cents)
    lines = (Line(Account.PAYER_REFUND, cents, payer_id=payer_id), Line(into, -cents, payer_id=payer_id))
    return Posting(Kind.PAYER_REFUND_PAID, lines)


def _of_nobody(kind: Kind, account: Account, cents: int, into: Account, payer_id: UUID | None) -> Posting:
    _checked(abs(cents))
    return Posting(kind, (Line(into, cents, payer_id=payer_id), Line(account, -cents, payer_id=payer_id)))


def reversal(lines: Iterable[Line]) -> Posting:
    """Return what negates a transaction exactly."""
    return Posting(Kind.REVERSAL, tuple(replace(line, cents=-line.cents) for line in lines))


def check(posting: Posting) -> None:
    """Raise Refused (LED-002) if a posting is not whole; the database would refuse it too, at the very end."""
    cents = [line.cents for line in posting.lines]
    if len(cents) < LEAST_ENTRIES or sum(cents) != 0 or 0 in cents:
        raise Refused(UNBALANCED)


def balances(lines: Iterable[Line]) -> dict[Line, int]:
    """Return the cents of each account that are not zero; an account is a line without its amount."""
    sums: Counter[Line] = Counter()
    for line in lines:
        sums[replace(line, cents=0)] += line.cents
    return {account: cents for account, cents in sums.items() if cents}
