"""What the sliding fee takes off once everybody else has paid. Source: docs/sources.md#sliding-fee."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from stepwell.coverage.rules.cost.results import Reason, Result, Why
from stepwell.coverage.rules.sliding_fee import (
    SCHEDULE,
    FeeClass,
    Guideline,
    Region,
    check_household,
    check_schedule,
    class_of,
    guideline_of,
)
from stepwell.kernel.findings import refuse
from stepwell.kernel.money import ZERO


@dataclass(frozen=True)
class SlidingFee:
    """What a sliding fee goes by.

    income     dollars a year of the household, before taxes
    household  how many people
    on         the day of the decision: its guideline counts
    """

    income: Decimal
    household: int
    on: date
    region: Region = Region.CONTIGUOUS
    schedule: tuple[FeeClass, ...] = SCHEDULE

    def fee_class(self, guidelines: tuple[Guideline, ...]) -> FeeClass:
        """Return the class; raises Refused (FEE-001 to 003, 010, 011) if it cannot be told."""
        found = [
            replace(one, field=f"/sliding_fee/{one.field}") for one in check_household(self.income, self.household)
        ]
        found += [replace(one, field="/sliding_fee/schedule") for one in check_schedule(self.schedule)]
        refuse(found)
        guideline = guideline_of(guidelines, self.region, self.on)
        return class_of(self.schedule, self.income, guideline.of(self.household))


def discounted(fee_class: FeeClass, results: Iterable[Result]) -> tuple[Result, ...]:
    """Return results in which the client owes no more than the fee of their class.

    A share is taken of what the service costs who pays by themself, line by line. A nominal fee holds for the day.
    """
    left: dict[date, Decimal] = {}
    found = []
    for result in results:
        line, owes = result.line, result.amounts.client_owes
        fee = fee_class.fee(line.client_price)
        if fee_class.nominal is not None:
            fee = min(fee, left.get(line.on, fee_class.nominal))
            left[line.on] = left.get(line.on, fee_class.nominal) - min(owes, fee)
        found.append(_less(result, max(owes - fee, ZERO)))
    return tuple(found)


def _less(result: Result, off: Decimal) -> Result:
    if not off:
        return result
    amounts = result.amounts
    lower = replace(amounts, written_off=amounts.written_off + off, client_owes=amounts.client_owes - off)
    return replace(result, amounts=lower, reasons=(*result.reasons, Reason(Why.SLIDING_FEE, off)))
