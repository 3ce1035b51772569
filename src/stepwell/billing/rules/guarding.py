"""A bill of who pays by themself beside the good-faith estimate: from $400 above, it is not sent.

Source: docs/sources.md#good-faith.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from stepwell.coverage.rules.good_faith import Standing, standing
from stepwell.kernel.findings import Finding
from stepwell.kernel.money import ZERO, dollars

UNSEEN = Finding(
    "STM-003",
    "This client pays by themself, and good-faith estimates are not open to you. Somebody who sees them sends the"
    " statement.",
)


@dataclass(frozen=True)
class Estimated:
    """A good-faith estimate: dollars for days from one through another, made on a day."""

    made_on: date
    from_on: date
    to_on: date
    amount: Decimal


@dataclass(frozen=True)
class Billed:
    """What was billed of the days that an estimate is about."""

    estimate: Estimated
    amount: Decimal

    @property
    def standing(self) -> Standing:
        """How the bill stands to the estimate."""
        return standing(self.estimate.amount, self.amount)


def compared(
    days: Sequence[tuple[date, Decimal]], estimates: Sequence[Estimated], *, off: Decimal = ZERO
) -> list[Billed]:
    """Return what was billed beside each estimate: a day belongs to the newest that was made by then and names it.

    days  of care of a client who pays by themself, with dollars billed for each, discounts off
    off   dollars written off that name no day: they are taken off what is billed, the newest first
    """
    newest_first = sorted(estimates, key=lambda one: one.made_on, reverse=True)
    sums: dict[Estimated, Decimal] = {}
    for day, amount in days:
        found = next((one for one in newest_first if one.made_on <= day and one.from_on <= day <= one.to_on), None)
        if found is not None:
            sums[found] = sums.get(found, ZERO) + amount
    found_all = []
    for one in newest_first:
        if one in sums:
            less = min(off, sums[one])
            found_all.append(Billed(one, sums[one] - less))
            off -= less
    return found_all


def check(billed: Sequence[Billed]) -> list[Finding]:
    """Return why a statement is not sent: the client could dispute it (STM-004)."""
    return [Finding("STM-004", _sentence(one)) for one in billed if one.standing is Standing.DISPUTABLE]


def question(billed: Sequence[Billed]) -> list[str]:
    """Return what to look at before a statement is near the $400."""
    return [
        f"{dollars(one.amount)} was billed, {dollars(one.amount - one.estimate.amount)} above the good-faith estimate"
        f" of {dollars(one.estimate.amount)}. From $400 above it is not sent: give a new estimate before more days."
        for one in billed
        if one.standing is Standing.NEAR
    ]


def _sentence(one: Billed) -> str:
    days = f"{one.estimate.from_on:%b %-d} to {one.estimate.to_on:%b %-d, %Y}"
    return (
        f"{dollars(one.amount)} was billed for {days}, where the"
        f" good-faith estimate said {dollars(one.estimate.amount)}: the client could dispute $400 or more. Correct the"
        " charges, or take the difference off by a write-off; for days to come give a new estimate first."
    )
