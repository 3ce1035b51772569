"""A balance in instalments without interest: equal ones, the last takes the cents.

Source: docs/sources.md#instalments.
"""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import ROUND_DOWN, Decimal
from enum import StrEnum
from itertools import count as counted
from math import ceil
from typing import Final

from stepwell.kernel.findings import Finding, Refused, refuse
from stepwell.kernel.money import CENT, ZERO, dollars, total

FEW: Final = 4  # instalments without charges, up to which no federal text on credit is needed
MOST: Final = 60
LEAST: Final = Decimal(1)  # dollars
_YEAR = 12


class Every(StrEnum):
    """How far instalments lie apart."""

    WEEK = "week"
    TWO_WEEKS = "two_weeks"
    MONTH = "month"


@dataclass(frozen=True)
class Instalment:
    """One part of a balance, in dollars."""

    due_on: date
    amount: Decimal


def instalments(balance: Decimal, count: int, *, first_on: date, every: Every) -> tuple[Instalment, ...]:
    """Return a balance in equal instalments.

    balance  dollars and cents, above zero
    count    1 to 60
    returns  parts that add up to the balance; each below the last by less than a cent for each instalment
    raises   Refused (PAY-001, 002) if there are too many, or they would be under a dollar
    """
    refuse(_check(balance, count))
    each = (balance / count).quantize(CENT, ROUND_DOWN)
    last = balance - each * (count - 1)
    return _laid_out([each] * (count - 1) + [last], first_on, every)


def _laid_out(amounts: Sequence[Decimal], first_on: date, every: Every) -> tuple[Instalment, ...]:
    return tuple(Instalment(_due(first_on, every, number), amount) for number, amount in enumerate(amounts))


def _check(balance: Decimal, count: int) -> list[Finding]:
    if not 1 <= count <= MOST:
        return [Finding("PAY-001", f"A balance is paid in 1 to {MOST} instalments.", "count")]
    if balance < LEAST * count:
        sentence = f"{dollars(balance)} in {count} instalments is less than {dollars(LEAST)} each. Choose fewer."
        return [Finding("PAY-002", sentence, "count")]
    return []


def lower(balance: Decimal, amount: Decimal, *, first_on: date, every: Every) -> tuple[Instalment, ...]:
    """Return what is left of a balance in instalments of so many dollars, the last of what then remains: for hardship.

    raises  Refused (PAY-003, 004) if an instalment would be under a dollar, or there would be too many
    """
    refuse([Finding("PAY-003", "An instalment is at least a dollar.", "amount")] if amount < LEAST else [])
    count = ceil(balance / amount)
    if count > MOST:
        sentence = f"{dollars(amount)} would take {count} instalments. Choose more, or take a part off the balance."
        raise Refused(Finding("PAY-004", sentence, "amount"))
    amounts = [min(amount, balance - amount * number) for number in range(count)]
    return _laid_out(amounts, first_on, every)


def paused(due: Sequence[Instalment], *, from_on: date, until_on: date, every: Every) -> tuple[Instalment, ...]:
    """Return instalments with those due from a day on moved as one, so that the next is due on `until_on` or later.

    Nothing falls due between the two days. What was due before stays due.
    """
    stays = [one for one in due if one.due_on < from_on]
    moves = [one for one in due if one.due_on >= from_on]
    if not moves:
        return tuple(due)
    first = moves[0].due_on
    steps = next(number for number in counted() if _due(first, every, number) >= until_on)
    moved = (replace(one, due_on=_due(first, every, steps + number)) for number, one in enumerate(moves))
    return (*stays, *moved)


def missed(due: Sequence[Instalment], paid: Decimal, *, on: date) -> int:
    """Return how many instalments were due before a day and are not paid in full, the oldest being paid first."""
    past = sorted((one for one in due if one.due_on < on), key=lambda one: one.due_on)
    covered = sum(1 for number in range(len(past)) if total(one.amount for one in past[: number + 1]) <= paid)
    return len(past) - covered


def left(due: Sequence[Instalment], paid: Decimal) -> Decimal:
    """Return dollars that are still to be paid."""
    return max(total(one.amount for one in due) - paid, ZERO)


def question(count: int) -> list[Finding]:
    """Return what should be looked at before a plan of that many instalments is offered."""
    if count <= FEW:
        return []
    sentence = f"More than {FEW} instalments may count as credit and need a text of federal law. Ask your counsel."
    return [Finding("PAY-010", sentence, "count")]


def _due(first_on: date, every: Every, number: int) -> date:
    if every is not Every.MONTH:
        return first_on + timedelta(weeks=number * (2 if every is Every.TWO_WEEKS else 1))
    years, month = divmod(first_on.month - 1 + number, _YEAR)
    year = first_on.year + years
    return date(year, month + 1, min(first_on.day, monthrange(year, month + 1)[1]))
