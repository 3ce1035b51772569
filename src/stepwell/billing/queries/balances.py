"""What is owed, by whom, and what was paid ahead: of one client."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Sum

from stepwell.billing.models import Entry
from stepwell.billing.rules.ledger import Owed
from stepwell.billing.vocabulary import Account


@dataclass(frozen=True)
class PayerBalance:
    """What a payer owes under one policy, in cents."""

    owed: Owed
    payer: str
    cents: int


@dataclass(frozen=True)
class Standing:
    """How the account of a client stands, in cents.

    client     what the client owes; below zero if they paid too much
    prepaid    what they paid ahead and was not used
    to_refund  what is to be paid out to them
    """

    client: int = 0
    payers: tuple[PayerBalance, ...] = ()
    prepaid: int = 0
    to_refund: int = 0

    @property
    def by_payers(self) -> int:
        """What all payers owe."""
        return sum(payer.cents for payer in self.payers)

    @property
    def total(self) -> int:
        """What is owed by anybody."""
        return self.client + self.by_payers

    @property
    def is_settled(self) -> bool:
        """Whether nobody owes anything to anybody."""
        return not (self.client or self.prepaid or self.to_refund or any(payer.cents for payer in self.payers))


def standing(client_id: UUID) -> Standing:
    """Return how the account of a client stands. One query."""
    asked = [Account.CLIENT, Account.PAYER, Account.PREPAYMENT, Account.REFUND]
    rows = (
        Entry.objects.filter(client=client_id, account__in=asked)
        .values("account", "policy_id", "payer_id", "payer__name")
        .annotate(sum=Sum("cents"))
        .order_by("payer__name", "policy_id")
    )
    sums = dict.fromkeys(asked, 0)
    payers = []
    for row in rows:
        sums[Account(row["account"])] += int(row["sum"])
        if row["account"] == Account.PAYER:
            payers.append(PayerBalance(Owed(row["policy_id"], row["payer_id"]), row["payer__name"], int(row["sum"])))
    return Standing(sums[Account.CLIENT], tuple(payers), -sums[Account.PREPAYMENT], -sums[Account.REFUND])
