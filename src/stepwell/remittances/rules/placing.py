"""Where money of a payer may go that belongs to no claim yet: targets, and what reasons of adjustments mean.

Source: docs/sources.md#posting.
"""

from enum import StrEnum
from typing import NamedTuple
from uuid import UUID

from stepwell.billing.rules.ledger import Line, Owed
from stepwell.billing.vocabulary import Account


class Target(StrEnum):
    """Where it is placed."""

    CLAIM = "claim"
    CREDIT = "credit"
    REFUND = "refund"
    INTEREST = "interest"
    FEE = "fee"


TARGET_LABELS = {
    Target.CLAIM: "A claim",
    Target.CREDIT: "The payer’s credit",
    Target.REFUND: "A refund due to the payer",
    Target.INTEREST: "Interest income",
    Target.FEE: "A fee of the payer",
}
HINTS = {
    Target.CLAIM: "Above zero it pays the claim; below zero the payer took it back, and the claim is owed again.",
    Target.CREDIT: "Paid too much, kept for what the payer takes back later; or what it takes of that.",
    Target.REFUND: "To be sent back; or what the payer says it received back.",
    Target.INTEREST: "What a payer owes for paying late.",
    Target.FEE: "A charge or penalty that the payer keeps.",
}
_ACCOUNTS = {
    Target.CREDIT: Account.PAYER_CREDIT,
    Target.REFUND: Account.PAYER_REFUND,
    Target.INTEREST: Account.INTEREST,
    Target.FEE: Account.PAYER_FEES,
}


class Meaning(NamedTuple):
    """What a reason of an adjustment means for a biller, and where such money usually goes."""

    words: str
    target: Target


_OTHER = Meaning(
    "The payer settles something with the program. Its letter, or a call, says what it is for.", Target.CREDIT
)
_MEANINGS = {
    "WO": Meaning(
        "Below zero the payer takes back what it paid too much before: place it to the claim that it names, unless"
        " that claim was reversed already; then it uses up the payer’s credit. Above zero it only counts out a reversal"
        " in the same payment, and is taken back later.",
        Target.CREDIT,
    ),
    "FB": Meaning(
        "A balance that the payer carries from one payment to the next, as nobody pays less than nothing. Place both"
        " sides to the payer’s credit: they come to nothing there.",
        Target.CREDIT,
    ),
    "L6": Meaning("Interest, as the payer paid late. It is income, and no client’s.", Target.INTEREST),
    "72": Meaning("The payer says that it received a refund that you sent. It settles the refund due.", Target.REFUND),
    "50": Meaning("A charge of the payer for filing late.", Target.FEE),
    "AH": Meaning("A fee for making the claims or their payment.", Target.FEE),
    "CS": Meaning("An adjustment of an earlier payment. The payer’s letter says which.", Target.CREDIT),
}


def meaning_of(reason: str) -> Meaning:
    """Return what an adjustment is by its reason code."""
    return _MEANINGS.get(reason, _OTHER)


def line_for(target: Target, *, payer_id: UUID | None, owed: Owed | None = None) -> Line:
    """Return the entry of a target, without its amount. Raises ValueError for a claim without who owes it."""
    if target is not Target.CLAIM:
        return Line(_ACCOUNTS[target], 0, payer_id=payer_id)
    if owed is None:
        message = "a claim is owed by somebody"
        raise ValueError(message)
    return Line(owed.account, 0, owed.policy_id, owed.payer_id)
