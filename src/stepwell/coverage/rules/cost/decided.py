"""Days that payers have decided: they count as decided, and what is left of them goes to the payers after those.

Source: docs/sources.md#coordination.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from stepwell.coverage.rules.cost.lines import Line, order
from stepwell.coverage.rules.cost.results import Amounts, Reason, Result, Why
from stepwell.kernel.money import ZERO


class Through(StrEnum):
    """Who decided last, of those that pay one after the other."""

    FIRST = "first"
    SUPPLEMENT = "supplement"
    SECONDARY = "secondary"
    TERTIARY = "tertiary"


@dataclass(frozen=True)
class Decision:
    """What payers decided about a service of a day, in dollars. What it counted toward is in the state already.

    paid         by the first payer; deductible, copay, coinsurance and not_covered are what that leaves to the client
    through      the last payer that decided; those after it still pay
    owes         what the last one leaves to the client; None for what the first does
    """

    on: date
    service: str
    charge: Decimal
    paid: Decimal = ZERO
    deductible: Decimal = ZERO
    copay: Decimal = ZERO
    coinsurance: Decimal = ZERO
    not_covered: Decimal = ZERO
    through: Through = Through.FIRST
    supplement_paid: Decimal = ZERO
    secondary_paid: Decimal = ZERO
    tertiary_paid: Decimal = ZERO
    owes: Decimal | None = None

    @property
    def left(self) -> Decimal:
        """What the first payer leaves to the client."""
        return self.deductible + self.copay + self.coinsurance + self.not_covered

    @property
    def after(self) -> Decimal:
        """What payers after the first paid."""
        return self.supplement_paid + self.secondary_paid + self.tertiary_paid


def decided(decisions: Iterable[Decision], through: Through) -> tuple[Result, ...]:
    """Return what was decided up to a payer and not beyond, as results."""
    return tuple(_result(one) for one in decisions if one.through is through)


def merged(results: Sequence[Result], others: Sequence[Result]) -> tuple[Result, ...]:
    """Return both in the order in which lines are priced."""
    if not others:
        return tuple(results)
    return tuple(sorted((*results, *others), key=lambda one: order(one.line)))


def _result(one: Decision) -> Result:
    owes = one.left if one.owes is None else one.owes
    free = max(one.left - one.after - owes, ZERO)
    amounts = Amounts(
        charge=one.charge,
        allowed=one.paid + one.left,
        contractual=one.charge - one.paid - one.after - owes - free,
        deductible=one.deductible,
        copay=one.copay,
        coinsurance=one.coinsurance,
        not_covered=one.not_covered,
        written_off=free,
        primary_paid=one.paid,
        secondary_paid=one.after,
        client_owes=owes,
    )
    parts = (
        (Why.CONTRACTUAL, max(amounts.contractual, ZERO)),
        (Why.ABOVE_CHARGE, max(-amounts.contractual, ZERO)),
        (Why.DEDUCTIBLE, one.deductible),
        (Why.COPAY, one.copay),
        (Why.COINSURANCE, one.coinsurance),
        (Why.NOT_COVERED, one.not_covered),
        (Why.WRITTEN_OFF, free),
        (Why.PLAN, one.paid),
        (Why.SECONDARY, one.after),
    )
    reasons = tuple(Reason(why, amount) for why, amount in parts if amount)
    return Result(Line(one.on, one.service, one.charge, amounts.allowed), amounts, reasons)
