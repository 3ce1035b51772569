"""What became of a line: every part of its money, and why."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from stepwell.coverage.rules.cost.lines import Line
from stepwell.kernel.money import ZERO, dollars


class Why(StrEnum):
    """Why a part of a line went where it went."""

    CONTRACTUAL = "contractual"
    ABOVE_CHARGE = "above_charge"
    DEDUCTIBLE = "deductible"
    COPAY = "copay"
    COINSURANCE = "coinsurance"
    MAXIMUM = "maximum"
    HOUSEHOLD = "household_limit"
    LIMIT = "limit"
    NOT_COVERED = "not_covered"
    NOT_AUTHORIZED = "not_authorized"
    NOT_AUTHORIZED_OUT = "not_authorized_out_of_network"
    BALANCE = "balance"
    WRITTEN_OFF = "written_off"
    PLAN = "plan"
    SEQUESTERED = "sequestered"
    SECONDARY = "secondary"
    SLIDING_FEE = "sliding_fee"


# Group and reason as a remittance would carry them; the words are ours. Source: docs/sources.md#cost-share.
CODES = {
    Why.CONTRACTUAL: "CO-45",
    Why.ABOVE_CHARGE: "CO-94",
    Why.DEDUCTIBLE: "PR-1",
    Why.COINSURANCE: "PR-2",
    Why.COPAY: "PR-3",
    Why.LIMIT: "PR-119",
    Why.SEQUESTERED: "CO-253",
    Why.NOT_COVERED: "PR-96",
    Why.NOT_AUTHORIZED: "CO-197",
    Why.NOT_AUTHORIZED_OUT: "PR-197",
}
_SENTENCES = {
    Why.CONTRACTUAL: "{amount} is above the price agreed with the plan; nobody owes it.",
    Why.ABOVE_CHARGE: "The contract pays {amount} more than was charged.",
    Why.DEDUCTIBLE: "{amount} goes to the deductible.",
    Why.COPAY: "{amount} is the copay.",
    Why.COINSURANCE: "{amount} is the client’s share after the deductible.",
    Why.MAXIMUM: "The out-of-pocket maximum is reached; {amount} less is due.",
    Why.HOUSEHOLD: "The household has paid what Medicaid may ask of its income; {amount} less is due.",
    Why.LIMIT: "The plan’s limit is used up; {amount} is not paid by it.",
    Why.NOT_COVERED: "The plan does not cover this; {amount} is not paid by it.",
    Why.NOT_AUTHORIZED: "The plan did not authorize this; {amount} is not paid by it.",
    Why.NOT_AUTHORIZED_OUT: "The plan did not authorize this out of network; {amount} is not paid by it.",
    Why.BALANCE: "{amount} is above what the plan allows out of network, and may be billed to the client.",
    Why.WRITTEN_OFF: "{amount} may not be billed to the client; nobody owes it.",
    Why.PLAN: "The plan pays {amount}.",
    Why.SEQUESTERED: "Of that Medicare holds {amount} back (sequestration); nobody owes it.",
    Why.SECONDARY: "The second payer pays {amount}.",
    Why.SLIDING_FEE: "The sliding fee takes {amount} off; nobody owes it.",
}


class Reason(NamedTuple):
    """Why dollars went where they went."""

    why: Why
    amount: Decimal

    @property
    def code(self) -> str:
        """Group and reason code of a remittance, empty where there is none."""
        return CODES.get(self.why, "")

    @property
    def sentence(self) -> str:
        """The same in plain words."""
        return _SENTENCES[self.why].format(amount=dollars(self.amount))


@dataclass(frozen=True, slots=True)
class Amounts:
    """Dollars of a line, or of many.

    allowed         what the plan starts from; 0 if it does not cover the line
    contractual     charge above the allowed amount that nobody owes; below zero if the contract allows more
    deductible, copay, coinsurance  the client's share by the primary plan, after the maximum
    over_maximum    what the share would have been more without the maximum, or the limit of a household
    not_covered     what the primary plan leaves to the client outside its terms
    balance_billed  charge above the allowed amount that the client may be billed
    written_off     what else nobody owes: no authorization, a balance that may not be billed, a protected client, a
                    sliding fee
    client_owes     after everybody else
    sequestered     of primary_paid, what Medicare holds back from the program: never a part of anybody's share
    charge == contractual + written_off + primary_paid + secondary_paid + client_owes, always
    """

    charge: Decimal = ZERO
    allowed: Decimal = ZERO
    contractual: Decimal = ZERO
    deductible: Decimal = ZERO
    copay: Decimal = ZERO
    coinsurance: Decimal = ZERO
    over_maximum: Decimal = ZERO
    not_covered: Decimal = ZERO
    balance_billed: Decimal = ZERO
    written_off: Decimal = ZERO
    primary_paid: Decimal = ZERO
    secondary_paid: Decimal = ZERO
    client_owes: Decimal = ZERO
    sequestered: Decimal = ZERO

    @property
    def cost_share(self) -> Decimal:
        """Deductible, copay and coinsurance together."""
        return self.deductible + self.copay + self.coinsurance


@dataclass(frozen=True, slots=True)
class Result:
    """A line, what became of it, and why."""

    line: Line
    amounts: Amounts
    reasons: tuple[Reason, ...]


_NAMES = tuple(field.name for field in fields(Amounts))


def totals(results: Iterable[Result]) -> Amounts:
    """Return the sums over some lines."""
    rows = [result.amounts for result in results]
    return Amounts(*(sum((getattr(row, name) for row in rows), ZERO) for name in _NAMES))
